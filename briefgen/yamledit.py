"""Changing a YAML file that a person wrote in, and nothing but what has to change.

`rewrite` keeps comments, quoting, blank lines and layout of everything that keeps its value. It works by whole lines:
block collections are edited in place, a scalar or a collection in brackets whose value changed is written anew, and the
comments of what is taken out stay where it stood.
"""

from __future__ import annotations

import difflib
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from briefgen import yamldump
from briefgen.yamltext import PARSER, resolve

if TYPE_CHECKING:
    from collections.abc import Iterable

_COMMENT = re.compile(r"(?:^|(?<=\s))#.*")


def rewrite(text: str, value: dict[str, Any], whole: tuple[str, ...] = ()) -> str:
    """The text with as few changes as make it load as `value`.

    text: YAML that `yamltext.load` accepts; value: plain values
    whole: keys at the top whose values are written anew, in the order of their keys, wherever they differ
    A key that the file leaves out is not added for an empty value (null, [], {}, false or 0).
    """
    body = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = body.split("\n")
    root = _parse(lines, body)
    if root is None or not root.block or not isinstance(root.value, dict):
        return yamldump.dump(value)
    edited = _Editor(lines).mapping(root, value, whole)
    after = lines[root.last + 1 :] or [""]
    return "\n".join(lines[: root.line] + edited + after)


@dataclass(slots=True)
class _Node:
    """A value and its place.

    line, column: of its first character; last, end: of its last line, and the column behind it there
    keys: of a mapping, (line, text) of each key; items: the values of a mapping or the items of a list
    """

    line: int
    column: int
    last: int
    end: int
    value: Any
    block: bool = False
    keys: list[tuple[int, str]] = field(default_factory=list)
    items: list[_Node] = field(default_factory=list)

    def close(self, line: int, column: int) -> None:
        """Set end and value when all items are known; the parser finds the end of a block only behind comments."""
        self.last, self.end = (self.items[-1].last, self.items[-1].end) if self.block else (line, column)
        values = [item.value for item in self.items]
        self.value = (
            dict(zip((name for _, name in self.keys), values, strict=True)) if self.keys else values or self.value
        )


def _parse(lines: list[str], text: str) -> _Node | None:
    stack: list[_Node] = []
    root: _Node | None = None
    events: Iterable[Any] = yaml.parse(text, Loader=PARSER)
    for event in events:
        start, end = event.start_mark, event.end_mark
        if isinstance(event, yaml.CollectionEndEvent):
            stack.pop().close(end.line, end.column)
            continue
        if type(event) not in (yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent):
            continue
        owner = stack[-1] if stack else None
        if owner is not None and isinstance(owner.value, dict) and len(owner.keys) == len(owner.items):
            owner.keys.append((start.line, event.value))
            continue
        if isinstance(event, yaml.ScalarEvent):
            scalar = event.value if event.style else resolve(event.value)
            node = _Node(start.line, start.column, end.line, end.column, scalar)
            while node.last > node.line and not lines[node.last][: node.end].strip():
                node.last, node.end = node.last - 1, len(lines[node.last - 1])
        else:
            empty: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
            node = _Node(start.line, start.column, end.line, end.column, empty, not event.flow_style)
            stack.append(node)
        if owner is not None:
            owner.items.append(node)
        else:
            root = node
    return root


class _Editor:
    """Turns nodes into the lines that they shall have; a node's first line is indented by spaces, without its dash."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines

    def mapping(self, node: _Node, value: dict[str, Any], whole: tuple[str, ...] = ()) -> list[str]:
        pad = " " * node.column
        parts: dict[str, list[str]] = {}
        below = node.line
        for (line, name), item in zip(node.keys, node.items, strict=True):
            lead, below = self.lines[below:line], item.last + 1
            own = [pad + self.lines[line][node.column :], *self.lines[line + 1 : below]]
            if name not in value:
                own = self.comments(own, pad)
            elif name in whole and json.dumps(item.value) != json.dumps(value[name]):
                own = self.comments(own, pad) + yamldump.entry(name, value[name], pad)
            elif not _same(item.value, value[name]):
                own = self.entry(name, line, own, item, value[name], pad)
            parts[name] = lead + own
        order = list(parts)
        before = -1
        for name, inner in value.items():
            if name in parts:
                before = order.index(name)
            elif inner:
                parts[name] = yamldump.entry(name, inner, pad)
                before += 1
                order.insert(before, name)
        return [line for name in order for line in parts[name]]

    def entry(self, name: str, line: int, own: list[str], item: _Node, value: Any, pad: str) -> list[str]:
        """The lines of a key whose value changed."""
        if item.block and value and isinstance(value, type(item.value)):
            return own[: item.line - line] + self.collection(item, value)
        if not item.block and yamldump.on_one_line(value) and item.line == line:
            return self.replaced(own, item, value, pad)
        return self.comments(own, pad) + yamldump.entry(name, value, pad)

    def replaced(self, own: list[str], item: _Node, value: Any, pad: str) -> list[str]:
        """The lines of a value that was not a block and is now written on one line, with what stood around it."""
        inside = [own[0][item.column :], *own[1 : item.last - item.line + 1]]
        behind = self.lines[item.last][item.end :]
        if len(inside) > 1:
            taken, behind = self.comments(inside, pad), ""
        else:
            taken = []
        gap = "" if own[0][: item.column].endswith(" ") else " "
        return [*taken, own[0][: item.column] + gap + yamldump.flow(value) + behind]

    def collection(self, node: _Node, value: Any) -> list[str]:
        return self.mapping(node, value) if isinstance(value, dict) else self.sequence(node, value)

    def sequence(self, node: _Node, value: list[Any]) -> list[str]:
        pad = " " * node.column
        pairs = _aligned([item.value for item in node.items], value)
        chunks: dict[int, list[str]] = {}
        orphans: list[str] = []  # comments of items that were taken out, kept above the next that stays
        below = node.line
        for at, item in enumerate(node.items):
            dash = self.dash(item, node.column, below)
            lead, below_next = self.lines[below:dash], item.last + 1
            own = [pad + self.lines[dash][node.column :], *self.lines[dash + 1 : below_next]]
            if at not in pairs:
                orphans += self.comments(lead + own, pad)
            else:
                new = value[pairs[at]]
                chunks[pairs[at]] = [
                    *orphans,
                    *lead,
                    *(own if _same(item.value, new) else self.item(dash, own, item, new, pad)),
                ]
                orphans = []
            below = below_next
        out: list[str] = []
        for at, new in enumerate(value):
            out += chunks[at] if at in chunks else yamldump.list_item(new, pad)
        return out + orphans

    def dash(self, item: _Node, column: int, top: int) -> int:
        """The line of an item's dash, which may stand above the item."""
        line = item.line
        while line > top and self.lines[line][column : column + 1] != "-":
            line -= 1
        return line

    def item(self, dash: int, own: list[str], item: _Node, value: Any, pad: str) -> list[str]:
        """The lines of an item whose value changed."""
        if not item.block and yamldump.on_one_line(value) and item.line == dash:
            return self.replaced(own, item, value, pad)
        if not (item.block and value and isinstance(value, type(item.value))):
            return self.comments(own, pad) + yamldump.list_item(value, pad)
        inner = self.collection(item, value)
        if item.line > dash:
            return own[: item.line - dash] + inner
        first = next(at for at, line in enumerate(inner) if not line.lstrip().startswith("#"))
        above = [pad + line.lstrip() for line in inner[:first]]
        return [*above, own[0][: item.column] + inner[first][item.column :], *inner[first + 1 :]]

    def comments(self, lines: list[str], pad: str) -> list[str]:
        """The comments in lines that are taken out, each on a line of its own."""
        found = []
        for line in lines:
            for at in _COMMENT.finditer(_without_quoted(line)):
                found.append(pad + line[at.start() :].rstrip())
                break
        return found


def _without_quoted(line: str) -> str:
    """The line with its quoted texts blanked, so that a `#` in them is not taken for a comment."""
    return re.sub(r'"(?:[^"\\]|\\.)*"|(?<![\w’])\'(?:[^\']|\'\')*\'', lambda found: "x" * len(found[0]), line)


def _aligned(old: list[Any], new: list[Any]) -> dict[int, int]:
    """Index of an item before to its index now: by id where items have one, otherwise by likeness of the lists."""
    if all(isinstance(one, dict) and "id" in one for one in (*old, *new)):
        free: dict[str, list[int]] = {}
        for at, one in enumerate(new):
            free.setdefault(json.dumps(one["id"]), []).append(at)
        pairs = {}
        for at, one in enumerate(old):
            places = free.get(json.dumps(one["id"]))
            if places:
                pairs[at] = places.pop(0)
        return pairs
    keys = [[json.dumps(one, sort_keys=True) for one in side] for side in (old, new)]
    pairs = {}
    for _, a, a_end, b, b_end in difflib.SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes():
        pairs.update(zip(range(a, a_end), range(b, b_end), strict=False))
    return pairs


def _same(one: Any, other: Any) -> bool:
    """Whether two plain values are equal; 1 and 1.0 are, 1 and true are not, the order of keys does not count."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)
