"""Plain values to frozen dataclasses and back, strictly, and the JSON Schema that tells an editor the same.

A dataclass says what it takes by its types (str, int, float, bool, Literal, `X | None`, `tuple[X, ...]`, other
dataclasses, `dict[str, X]`, and `str | tuple[str, ...]` for one text or several), by the metadata of its fields (see
`Rule`), and, for what no single field can tell, by a method `problems()` that yields (field, what is wrong, how to mend
it).
"""

from __future__ import annotations

import datetime
import difflib
import functools
import math
import re
import types
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, Any, Literal, TypedDict, TypeVar, Union, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from briefgen.errors import BriefgenError
    from briefgen.yamltext import Path, Positions

T = TypeVar("T")
DRAFT = "http://json-schema.org/draft-07/schema#"


class Rule(TypedDict, total=False):
    """Metadata of a field.

    pattern, minimum, maximum: as in JSON Schema, for each item of a tuple; the pattern is for the whole string
    mend: how to mend a value that breaks the rule
    omit: the field is left out of the plain values where it is None
    calendar: a full date must be a day of the calendar
    missing: what stands for the field where a file leaves it out (None and () do so without being told)
    """

    pattern: str
    minimum: float
    maximum: float
    mend: str
    omit: bool
    calendar: bool
    missing: Any


def build(cls: type[T], data: Any, where: str, positions: Positions, error: type[BriefgenError]) -> T:
    """An instance of a dataclass from plain values.

    positions: line and column of keys and items as `load_with_positions` gives them, or an empty mapping
    Raises `error` with the place for an unknown or missing key, a value of the wrong type or one that breaks a rule.
    """
    return _Builder(where, positions, error).instance(cls, data, ())  # type: ignore[no-any-return]


_SCALAR = frozenset({"text", "number", "truth", "choice"})  # forms of fields whose values are plain already


def plain(value: Any) -> Any:
    """Dataclasses as dicts in the order of their fields, tuples as lists."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    out: dict[str, Any] = {}
    cls: type = type(value)
    for name, shape in _shapes(cls).items():
        item = getattr(value, name)
        if item is None:
            if not shape.rule.get("omit"):
                out[name] = None
        elif shape.form in _SCALAR:
            out[name] = item
        else:
            out[name] = list(item) if shape.form == "texts" else plain(item)
    return out


def name_of(path: Path) -> str:
    """A path of keys and indices as people write it: `friction[0].target`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


def place_of(path: Path, positions: Positions) -> tuple[int | None, int | None]:
    """Line and column of a path, or of the nearest thing around it; (None, None) where nothing is known."""
    while path and path not in positions:
        path = path[:-1]
    return positions.get(path, (None, None))


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a field takes.

    type: its type without None; form: what kind of type that is; nullable: whether None too
    default: gives what stands for the field where it is left out; None where it must not be
    item: of a tuple or a mapping, the shape of its items; allowed: of a Literal, its values
    """

    type: Any
    form: Literal["tuple", "texts", "class", "mapping", "choice", "text", "number", "truth"]
    nullable: bool
    rule: Rule
    default: Callable[[], Any] | None = None
    item: _Shape | None = None
    allowed: tuple[str, ...] = ()


@functools.cache
def _shapes(cls: type) -> Mapping[str, _Shape]:
    return _read_shapes(cls, None)


def _read_shapes(cls: type, names: Mapping[str, Any] | None) -> Mapping[str, _Shape]:
    hints = get_type_hints(cls, localns=names)
    return {f.name: _shape(hints[f.name], f.metadata, _default(f, hints[f.name])) for f in fields(cls)}  # type: ignore[arg-type]


def _default(field: Field[Any], hint: Any) -> Callable[[], Any] | None:
    if field.default_factory is not MISSING:
        return field.default_factory
    for value in (field.default, field.metadata.get("missing", MISSING)):
        if value is not MISSING:
            return lambda: value
    if type(None) in get_args(hint):
        return lambda: None
    return tuple if get_origin(hint) is tuple else None


def _shape(hint: Any, rule: Rule, default: Callable[[], Any] | None = None) -> _Shape:
    one_of = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    nullable = type(None) in one_of
    hint, *more = [arg for arg in one_of if arg is not type(None)]
    origin, args = get_origin(hint), get_args(hint)
    if more:
        return _Shape(hint, "texts", nullable, rule, default, item=_shape(str, rule))
    if origin is tuple:
        return _Shape(hint, "tuple", nullable, rule, default, item=_shape(args[0], rule))
    if origin is dict and args[1] is not Any:
        return _Shape(hint, "mapping", nullable, rule, default, item=_shape(args[1], rule))
    if origin is Literal:
        return _Shape(hint, "choice", nullable, rule, default, allowed=args)
    if origin is dict or is_dataclass(hint):
        return _Shape(hint, "mapping" if origin is dict else "class", nullable, rule, default)
    form: Any = {str: "text", int: "number", float: "number", bool: "truth"}[hint]
    return _Shape(hint, form, nullable, rule, default)


class _Builder:
    def __init__(self, where: str, positions: Positions, error: type[BriefgenError]) -> None:
        self.where, self.positions, self.error = where, positions, error

    def refusal(self, path: Path, what: str, mend: str) -> BriefgenError:
        line, column = place_of(path, self.positions)
        name = f"`{name_of(path)}` " if path else ""
        return self.error(name + what, where=self.where, line=line, column=column, mend=mend)

    def instance(self, cls: type, data: Any, path: Path) -> Any:
        shapes = _shapes(cls)
        if not isinstance(data, dict):
            raise self.refusal(path, f"is {_kind(data)}, not a mapping", f"write {', '.join(shapes)} below it")
        for key in data:
            if key not in shapes:
                near = difflib.get_close_matches(key, shapes, 1)
                mend = f"did you mean `{near[0]}`?" if near else f"known keys are {', '.join(shapes)}"
                raise self.refusal((*path, key), "is an unknown key", mend)
        values = {}
        for name, shape in shapes.items():
            if name in data:
                values[name] = self.value(shape, data[name], (*path, name))
            elif shape.default is None:
                raise self.refusal(path, f"has no `{name}`", f"add `{name}:`")
            else:
                values[name] = shape.default()
        made = cls(**values)
        if hasattr(made, "problems"):
            for name, what, mend in made.problems():
                raise self.refusal((*path, name), what, mend)
        return made

    def value(self, shape: _Shape, data: Any, path: Path) -> Any:
        if data is None and shape.nullable:
            return None
        if shape.form == "text" and type(data) is str:
            if shape.rule:
                self.check_text(shape.rule, data, path)
            return data
        if shape.form == "mapping":
            return self.mapping(shape.item, data, path)
        if shape.item is not None:
            if shape.form == "texts" and isinstance(data, str):
                return data
            if not isinstance(data, list):
                raise self.refusal(path, f"is {_kind(data)}, not a list", "write [one, two]")
            return tuple(self.value(shape.item, value, (*path, index)) for index, value in enumerate(data))
        if shape.form == "class":
            return self.instance(shape.type, data, path)
        if shape.form == "choice":
            return self.choice(shape.allowed, data, path)
        return self.scalar(shape, data, path)

    def mapping(self, item: _Shape | None, data: Any, path: Path) -> Any:
        if not isinstance(data, dict):
            raise self.refusal(path, f"is {_kind(data)}, not a mapping", "write `key: value` below it")
        if item is not None:
            return {key: self.value(item, value, (*path, key)) for key, value in data.items()}
        if not _finite(data):
            raise self.refusal(path, "holds a number that is not finite", "quote it")
        return data

    def choice(self, allowed: tuple[str, ...], data: Any, path: Path) -> str:
        if not isinstance(data, str) or data not in allowed:
            near = difflib.get_close_matches(str(data), allowed, 1, 0.7)
            mend = f"did you mean `{near[0]}`?" if near else f"write one of {', '.join(allowed)}"
            raise self.refusal(path, f"is {_shown(data)}", mend)
        return data

    def scalar(self, shape: _Shape, data: Any, path: Path) -> Any:
        wanted, rule = shape.type, shape.rule
        if wanted is float and type(data) is int:
            data = float(data) if abs(data) < 1e300 else math.inf
        if type(data) is not wanted:
            mend = "put it in double quotes" if wanted is str and data is not None else f"write {_WANTED[wanted]}"
            raise self.refusal(path, f"is {_kind(data)}, not {_WANTED[wanted]}", mend)
        if rule and not rule.get("minimum", -math.inf) <= data <= rule.get("maximum", math.inf):
            raise self.refusal(path, f"is {str(data)[:30]}", rule.get("mend", "write a number in its range"))
        return data

    def check_text(self, rule: Rule, text: str, path: Path) -> None:
        pattern = rule.get("pattern")
        if pattern is not None and not re.fullmatch(pattern, text):
            raise self.refusal(path, f"is {_shown(text)}", rule.get("mend", f"it must match {pattern}"))
        if rule.get("calendar") and len(text) == len("2000-01-01"):
            try:
                datetime.date.fromisoformat(text)
            except ValueError:
                raise self.refusal(path, f"is {text}, which is no day", "mend the date") from None


_WANTED: Mapping[Any, str] = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}


def _kind(value: Any) -> str:
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return "true" if value else "false"
    names = {dict: "a mapping", list: "a list", str: "a text", int: "a whole number", float: "a number"}
    return names[type(value)]


def _shown(value: Any) -> str:
    return f"`{value[:60]}`" if isinstance(value, str) else _kind(value)


def _finite(value: Any) -> bool:
    if isinstance(value, dict | list):
        return all(map(_finite, value.values() if isinstance(value, dict) else value))
    return not isinstance(value, float) or math.isfinite(value)


def json_schema(cls: type, names: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """JSON Schema (draft 7) of a dataclass; the classes it is made of stand under `definitions`.

    names: what its annotations name that its module does not have while it runs
    """
    definitions: dict[str, Any] = {}
    root = _object_schema(cls, definitions, names)
    return {"$schema": DRAFT, **root, "definitions": dict(sorted(definitions.items()))}


def _object_schema(cls: type, definitions: dict[str, Any], names: Mapping[str, Any] | None = None) -> dict[str, Any]:
    shapes = _shapes(cls) if names is None else _read_shapes(cls, names)
    return {
        "title": cls.__name__,
        "description": " ".join((cls.__doc__ or "").split("\n\n")[0].split()),
        "type": "object",
        "additionalProperties": False,
        "required": [name for name, shape in shapes.items() if shape.default is None],
        "properties": {name: _value_schema(shape, definitions) for name, shape in shapes.items()},
    }


def _value_schema(shape: _Shape, definitions: dict[str, Any]) -> dict[str, Any]:
    wanted = shape.type
    if shape.item is not None and shape.form == "mapping":
        return {"type": "object", "additionalProperties": _value_schema(shape.item, definitions)}
    if shape.item is not None:
        kinds = ["array", "string"] if shape.form == "texts" else "array"
        return {"type": kinds, "items": _value_schema(shape.item, definitions)}
    if shape.form == "class":
        if wanted.__name__ not in definitions:
            definitions[wanted.__name__] = {}
            definitions[wanted.__name__] = _object_schema(wanted, definitions)
        reference = {"$ref": f"#/definitions/{wanted.__name__}"}
        return {"anyOf": [reference, {"type": "null"}]} if shape.nullable else reference
    if shape.form == "mapping":
        return {"type": "object"}
    if shape.form == "choice":
        return {"enum": [*shape.allowed, *([None] if shape.nullable else [])]}
    name = {str: "string", int: "integer", float: "number", bool: "boolean"}[wanted]
    schema: dict[str, Any] = {"type": [name, "null"] if shape.nullable else name}
    if "pattern" in shape.rule:
        schema["pattern"] = f"^(?:{shape.rule['pattern']})$"
    for bound in ("minimum", "maximum"):
        if bound in shape.rule:
            schema[bound] = shape.rule[bound]
    return schema
