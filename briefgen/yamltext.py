"""Strict reading of YAML: plain values of the 1.2 core types, in bounded time and depth, or an error with its place.

Anchors, aliases, tags, directives, duplicate or non-string keys, several documents and control characters are refused:
a person's file never needs them, and each of them has hurt a reader. `no`, `on`, dates and the like are plain strings.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import yaml

from briefgen.yamldump import dump

if TYPE_CHECKING:
    from briefgen.errors import BriefgenError

__all__ = ["dump", "load", "load_with_positions", "resolve"]

Path = tuple[str | int, ...]
Positions = Mapping[Path, tuple[int, int]]

LIMIT = 2_000_000
DEPTH = 50
# libyaml's own scanner stops at 1,000 levels without harm (older ones recursed only in their composer, unused here).
PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# NEL, LS and PS are line breaks in YAML 1.1 and letters in 1.2; a BOM inside a text is skipped by some readers.
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
# libyaml compares each directive with all before it: thousands of them take minutes.
_DIRECTIVE = re.compile(r"^%", re.MULTILINE)
_INT = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0(?:o[0-7]+|x[0-9a-fA-F]+)")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_TIGHT_COMMENT = re.compile(r"[^\s]#")
_HEADER = re.compile(r"[|>][-+0-9]*(?:[ \t]+#.*|[ \t\r]*)")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_WORDS: Mapping[str, Any] = MappingProxyType(
    {
        **dict.fromkeys(("", "~", "null", "Null", "NULL")),
        **dict.fromkeys(("true", "True", "TRUE"), True),
        **dict.fromkeys(("false", "False", "FALSE"), False),
        **{sign + word: float(sign + "inf") for sign in ("", "+", "-") for word in (".inf", ".Inf", ".INF")},
        **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
    }
)
_NUMERIC = frozenset("+-.0123456789")


def load(text: str, where: str, error: type[BriefgenError]) -> Any:
    """The plain value of a YAML text: dict, list, str, int, float, bool or None.

    where: path of the file, for messages; error: what to raise, with line and column, if the text is refused
    """
    return _Composer(where, error, None).compose(text)


def load_with_positions(text: str, where: str, error: type[BriefgenError]) -> tuple[Any, Positions]:
    """As `load`, with the 1-based (line, column) of every key and list item by its path of keys and indices."""
    positions: dict[Path, tuple[int, int]] = {}
    value = _Composer(where, error, positions).compose(text)
    return value, positions


def resolve(plain: str) -> Any:
    """What an unquoted scalar stands for under the YAML 1.2 core schema. Raises ValueError for numbers too large."""
    if plain in _WORDS:
        return _WORDS[plain]
    if plain[0] not in _NUMERIC:
        return plain
    if _INT.fullmatch(plain):
        return int(plain)
    if _BASED.fullmatch(plain):
        return int(plain[2:], 8 if plain[1] == "o" else 16)
    if _FLOAT.fullmatch(plain):
        number = float(plain)
        if math.isinf(number):
            raise ValueError(plain[:20])
        return number
    return plain


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


class _Composer:
    """Builds values from parser events with a stack of its own, so that depth never meets Python's limit."""

    def __init__(self, where: str, error: type[BriefgenError], positions: dict[Path, tuple[int, int]] | None) -> None:
        self.where, self.error, self.positions = where, error, positions
        self.text = ""
        self.stack: list[tuple[Any, Path, int, bool]] = []
        self.indent, self.flow = -1, False  # column of the innermost block collection; inside brackets or not
        self.end = 0  # index behind the last token, where the layout has to be looked at
        self.into: Any = None  # the open dict or list; None at top level
        self.path: Path = ()
        self.key: str | None = None
        self.result: Any = None
        self.documents = 0

    def compose(self, text: str) -> Any:
        text = text.removeprefix("\ufeff")
        self._check_text(text)
        self.text = text
        tight = _TIGHT_COMMENT.search(text) is not None
        handlers: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar, yaml.MappingStartEvent: self._open, yaml.SequenceStartEvent: self._open,
            yaml.MappingEndEvent: self._close, yaml.SequenceEndEvent: self._close,
            yaml.DocumentStartEvent: self._document, yaml.AliasEvent: self._alias,
        }  # fmt: skip
        try:
            for event in yaml.parse(text, Loader=PARSER):
                if tight:
                    self._check_gap(event)
                handler = handlers.get(type(event))
                if handler is not None:
                    handler(event)
        except yaml.MarkedYAMLError as bad:
            what = ", ".join(part for part in (bad.context, bad.problem) if part)
            raise self._refusal(what, bad.problem_mark or bad.context_mark, "mend the YAML here") from bad
        except (yaml.YAMLError, ValueError) as bad:
            raise self._refusal(str(bad), None, "mend the YAML") from bad
        return self.result

    def _check_text(self, text: str) -> None:
        if len(text) > LIMIT or len(text.encode("utf-8", "surrogatepass")) > LIMIT:
            raise self._refusal(f"is larger than {LIMIT:,} bytes", None, "split the file")
        for pattern, what, mend in (
            (_FORBIDDEN, "character {} is not allowed here", "delete it, or write it as an escape in double quotes"),
            (_DIRECTIVE, "a YAML directive ({}) is not allowed", "delete the line"),
        ):
            found = pattern.search(text)
            if found:
                before = text[: found.start()]
                place = before.count("\n") + 1, found.start() - (before.rfind("\n") + 1) + 1
                sign = found[0] if found[0].isprintable() else f"U+{ord(found[0]):04X}"
                raise self.error(what.format(sign), where=self.where, line=place[0], column=place[1], mend=mend)

    def _refusal(self, what: str, mark: Any, mend: str) -> BriefgenError:
        line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
        return self.error(what, where=self.where, line=line, column=column, mend=mend)

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            raise self._refusal("a second document begins", event.start_mark, "keep one document in a file")

    def _alias(self, event: Any) -> None:
        raise self._refusal(f"alias `*{event.anchor}`", event.start_mark, "write the value itself, or quote the `*`")

    def _plainly(self, event: Any) -> None:
        if event.anchor is not None:
            raise self._refusal(f"anchor `&{event.anchor}`", event.start_mark, "delete it, or quote the `&`")
        if event.tag is not None:
            raise self._refusal(f"tag `{event.tag}`", event.start_mark, "delete it, or quote the `!`")

    def _check_gap(self, event: Any) -> None:
        """Between tokens, a `#` right behind something is no comment: libyaml takes it for one and drops the line."""
        gap = self.text[self.end - 1 if self.end else 0 : event.start_mark.index]
        for line in gap.split("\n"):
            at = line.find("#")
            if at > 0 and line[at - 1] not in " \t":
                raise self._refusal("a comment without a space before it", event.start_mark, "put a space before `#`")
        if not isinstance(event, yaml.CollectionEndEvent) or self.flow:
            self.end = max(self.end, event.end_mark.index)

    def _check_flow(self, mark: Any) -> None:
        before = self.text[mark.index - 1]
        if before == "?":
            raise self._refusal("`?` right before a word", mark, "quote the word")
        spaces = mark.column
        if before == "\t":
            prefix = self.text[self.text.rfind("\n", 0, mark.index) + 1 : mark.index]
            spaces = spaces if prefix.strip() else _depth(prefix)
        if spaces <= self.indent:
            raise self._refusal("a line inside brackets begins too far left", mark, "indent it with spaces")

    def _check_lines(self, event: Any) -> None:
        """The layout of a scalar of many lines, where libyaml is laxer than YAML 1.2."""
        mark, end = event.start_mark, event.end_mark.index
        first, *lines = self.text[mark.index : end].split("\n")
        if event.style not in "|>":
            if any(line.strip() and _depth(line) <= self.indent for line in lines):
                raise self._refusal("a line of the quoted text begins too far left", mark, "indent it with spaces")
            return
        if not _HEADER.fullmatch(first):
            raise self._refusal(f"`{first.strip()}` does not begin a block of text", mark, "mend the line")
        below = self.text.find("\n", end)
        lines.append(self.text[end : below if below >= 0 else None])
        blank = max((_depth(line) for line in itertools.takewhile(lambda line: not line.strip(), lines)), default=0)
        text = next((line for line in lines if line.strip()), "")
        if blank > _depth(text) > self.indent and not any(sign.isdigit() for sign in first):
            raise self._refusal("blank lines are indented more than the text below", mark, "delete their spaces")

    def _scalar(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._plainly(event)
        value = event.value
        if not event.style:
            if value == "-":
                raise self._refusal("a dash alone", event.start_mark, "quote it")
            try:
                value = resolve(value)
            except ValueError as bad:
                raise self._refusal("number out of range", event.start_mark, "quote it") from bad
        elif event.style == '"' and not value.isascii() and _SURROGATE.search(value):
            raise self._refusal("escape of half a character", event.start_mark, "delete it")
        if event.style and event.start_mark.line != event.end_mark.line:
            self._check_lines(event)
        self._place(value, event)

    def _open(self, event: Any) -> None:
        self._plainly(event)
        if len(self.stack) >= DEPTH:
            raise self._refusal(f"nested more than {DEPTH} levels deep", event.start_mark, "quote brackets in text")
        fresh: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        inner = self._place(fresh, event)
        self.stack.append((self.into, self.path, self.indent, self.flow))
        self.into, self.path = fresh, inner
        if event.flow_style:
            self.flow = True
        else:
            self.indent = event.start_mark.column

    def _close(self, event: Any) -> None:
        self.into, self.path, self.indent, self.flow = self.stack.pop()

    def _place(self, value: Any, event: Any) -> Path:
        """Put a value where it belongs and return its path; in a mapping, every other value is a key."""
        into, mark = self.into, event.start_mark
        if self.flow:
            self._check_flow(mark)
        if into is None:
            self.result = value
            return ()
        if isinstance(into, list):
            path = (*self.path, len(into)) if self.positions is not None else ()
            if self.positions is not None:
                self.positions[path] = mark.line + 1, mark.column + 1
            into.append(value)
            return path
        if self.key is not None:
            key, self.key = self.key, None
            into[key] = value
            return (*self.path, key) if self.positions is not None else ()
        if not isinstance(value, str):
            raise self._refusal(f"key {value!r} is not a string", mark, "put it in double quotes")
        if value in into:
            raise self._refusal(f"key `{value}` stands here twice", mark, "keep one of them")
        if self.positions is not None:
            self.positions[*self.path, value] = mark.line + 1, mark.column + 1
        self.key = value
        return ()
