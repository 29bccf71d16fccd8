"""Files that people wrote in, changed in one place: everything else stays as it was."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from briefgen.errors import BriefError
from briefgen.yamledit import rewrite
from briefgen.yamltext import load

FILE = """\
# head

title: 'A title'   # why
"date": "2021-10-01"
empty:
list: []
text: |
  two
  lines

names: [
  one,  # first
  two,
]
# above actors
actors:
- id: a   # dash without indentation
  name: "A # not a comment"

-
    # odd place
    id: b
    name: B
    evidence:
        # deep
        - {quote: "x: y", start: 1}   # one
        - {quote: z, start: 2}
-   id: c
# between
summary:
  - one   # comment
  - 'two'
generated:
  x: 1
  # inside
# end
"""
DATA: dict[str, Any] = load(FILE, "x", BriefError)


def changed(**values: Any) -> dict[str, Any]:
    return {**copy.deepcopy(DATA), **values}


def comments(text: str) -> set[str]:
    return {line[line.index("# ") :] for line in text.split("\n") if "# " in line and "# not" not in line}


def test_what_is_the_same_stays_the_same() -> None:
    assert rewrite(FILE, DATA) == FILE
    assert rewrite(FILE, dict(reversed(DATA.items()))) == FILE


def actors(**first: Any) -> list[Any]:
    return [{**DATA["actors"][0], **first}, *DATA["actors"][1:]]


CHANGES: dict[str, tuple[dict[str, Any], str, str]] = {
    "scalar": ({"title": "B"}, "title: 'A title'   # why", "title: B   # why"),
    "quoted key": ({"date": None}, '"date": "2021-10-01"', '"date": null'),
    "empty": ({"empty": 5}, "empty:\n", "empty: 5\n"),
    "text block": ({"text": "one"}, "text: |\n  two\n  lines\n", "text: one\n"),
    "list to block": ({"list": [{"a": []}]}, "list: []\n", "list:\n  - a: []\n"),
    "lines of a list": (
        {"names": ["one"]}, "names: [\n  one,  # first\n  two,\n]\n", "# first\nnames: [one]\n",
    ),
    "block to empty": (
        {"summary": []}, "summary:\n  - one   # comment\n  - 'two'\n", "# comment\nsummary: []\n",
    ),
    "in an item": ({"actors": actors(name="C")}, '  name: "A # not a comment"', "  name: C"),
    "new key": ({"actors": actors(role="x")}, 'comment"\n', 'comment"\n  role: x\n'),
    "new empty key": ({"actors": actors(role=None, names=[])}, "", ""),
    "item of a list": ({"summary": ["uno", "two"]}, "  - one   # comment", "  - uno   # comment"),
    "item gone": ({"summary": ["two"]}, "  - one   # comment\n", "  # comment\n"),
    "item new": ({"summary": ["one", "1", "two"]}, "comment\n  - 'two'", 'comment\n  - "1"\n  - \'two\''),
    "block item gone": (
        {"actors": DATA["actors"][1:]},
        '- id: a   # dash without indentation\n  name: "A # not a comment"\n', "# dash without indentation\n",
    ),
    "items moved": ({"actors": [DATA["actors"][2], *DATA["actors"][:2]]}, "", ""),
    "first key gone": ({"actors": [DATA["actors"][0], {"name": "B"}, DATA["actors"][2]]}, "", ""),
    "deep": ({"actors": [DATA["actors"][0], {**DATA["actors"][1], "evidence": [{"quote": "x: y", "start": 9},
              {"quote": "z", "start": 2}]}, DATA["actors"][2]]},
             '"x: y", start: 1}   # one', '"x: y", start: 9}   # one'),
    "top key gone": ({"empty": ...}, "empty:\n", ""),
    "new top key": ({"zebra": {"a": [1]}}, "  x: 1\n", "  x: 1\nzebra:\n  a: [1]\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_only_what_has_to_change_changes(name: str) -> None:
    values, old, new = CHANGES[name]
    value = {key: one for key, one in changed(**values).items() if one is not ...}
    text = rewrite(FILE, value)
    got = load(text, "x", BriefError)
    if name != "new empty key":
        assert got == value
    if old != new:
        assert text == FILE.replace(old, new, 1)
    assert comments(text) == comments(FILE)


def test_whole_keys_follow_the_given_order() -> None:
    text = rewrite(FILE, changed(generated={"y": 2, "x": 1}), ("generated",))
    assert 'generated: {"y": 2, x: 1}\n' in text
    assert comments(text) == comments(FILE)


@pytest.mark.parametrize("text", ["", "- a\n", "{a: 1, b: {c: 2}}\n", "just text\n"])
def test_other_files_are_written_anew(text: str) -> None:
    assert rewrite(text, {"a": 2}) == "a: 2\n"


def test_no_line_feed_at_the_end_and_windows_line_ends() -> None:
    assert rewrite("a: 1\r\nb: 2 # x", {"a": 1, "b": 3}) == "a: 1\nb: 3 # x\n"
    assert rewrite("\ufeffa: 1", {"a": 2}) == "a: 2\n"
