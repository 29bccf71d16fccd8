"""The strict YAML reader and the canonical writer."""

from __future__ import annotations

import pytest

from briefgen.errors import ConfigError
from briefgen.yamltext import DEPTH, load, load_with_positions

CORE = """
words: [no, on, yes, y, off, NO]
truth: [true, False, TRUE]
nothing: [null, ~, Null, ]
empty:
numbers: [1, -2, 0o17, 0x1F, 1.5, 1e3, .5, 007]
dates: [2021-10-01, 2020-12, 12:30:45, 1_000]
quoted: ["1", 'true', "a\\nb"]
"""


def test_only_core_types_are_special() -> None:
    assert load(CORE, "x.yml", ConfigError) == {
        "words": ["no", "on", "yes", "y", "off", "NO"],
        "truth": [True, False, True],
        "nothing": [None, None, None],
        "empty": None,
        "numbers": [1, -2, 15, 31, 1.5, 1000.0, 0.5, 7],
        "dates": ["2021-10-01", "2020-12", "12:30:45", "1_000"],
        "quoted": ["1", "true", "a\nb"],
    }


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "\ufeff"])
def test_an_empty_text_is_none(text: str) -> None:
    assert load(text, "x.yml", ConfigError) is None


REFUSED = {
    "alias": ("a: *x\n", 1, 4),
    "anchor": ("a: &x 1\nb: 2\n", 1, 4),
    "tag": ("a: 1\nb: !!str 2\n", 2, 4),
    "object tag": ("a: !!python/object/apply:os.system [x]\n", 1, 4),
    "bare tag": ("a: ! 2\n", 1, 4),
    "directive": ("%YAML 1.2\n---\na: 1\n", 1, 1),
    "duplicate key": ("a: 1\nb: 2\na: 3\n", 3, 1),
    "duplicate key in flow": ("{a: 1, 'a': 2}\n", 1, 8),
    "number key": ("1: a\n", 1, 1),
    "null key": ("a: 1\n~: a\n", 2, 1),
    "list key": ("? [a]\n: b\n", 1, 3),
    "second document": ("a: 1\n---\nb: 1\n", 2, 1),
    "control character": ("a: 1\nb: x\x07\n", 2, 5),
    "NEL": ("a: x\x85y\n", 1, 5),
    "line separator": ("a: x\u2028y\n", 1, 5),
    "BOM inside": ("a: x\ufeffy\n", 1, 5),
    "half a character": ("a: \ud800\n", 1, 4),
    "escaped half a character": ('a: "\\ud800"\n', 1, 7),
    "unclosed": ("a: [1, 2\n", 2, 1),
    "bad indent": ("a: 1\n  b: 2\n", 2, 4),
    "endless number": ("a: 1e999\n", 1, 4),
    "number of many digits": ("a: " + "9" * 5000 + "\n", 1, 4),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_told_with_its_place(name: str) -> None:
    text, line, column = REFUSED[name]
    with pytest.raises(ConfigError) as caught:
        load(text, "x.yml", ConfigError)
    assert (caught.value.where, caught.value.line, caught.value.column) == ("x.yml", line, column)
    assert caught.value.mend


@pytest.mark.parametrize("unit", ["[", "{", "- ", "? ", "[{", "[a: ", "a: ", "&a ", "%TAG !a! b\n", "...\n"])
@pytest.mark.parametrize("size", [30_000, 1_000_000])
def test_bombs_are_refused_at_once(unit: str, size: int) -> None:
    with pytest.raises(ConfigError):
        load(unit * (size // len(unit)), "x.yml", ConfigError)


def test_depth_and_size_have_limits() -> None:
    assert load("[" * DEPTH + "]" * DEPTH, "x.yml", ConfigError)
    for text in (
        "[" * (DEPTH + 1) + "]" * (DEPTH + 1),
        "\n".join(" " * i + "a:" for i in range(DEPTH + 2)),
        "a: " + "x" * 2_000_000,
    ):
        with pytest.raises(ConfigError):
            load(text, "x.yml", ConfigError)


def test_positions_of_keys_and_items() -> None:
    value, positions = load_with_positions("a: 1\nb:\n  - c: 2\n    d: [x, y]\n", "x.yml", ConfigError)
    assert value == {"a": 1, "b": [{"c": 2, "d": ["x", "y"]}]}
    assert positions == {
        ("a",): (1, 1), ("b",): (2, 1), ("b", 0): (3, 5), ("b", 0, "c"): (3, 5), ("b", 0, "d"): (4, 5),
        ("b", 0, "d", 0): (4, 9), ("b", 0, "d", 1): (4, 12),
    }  # fmt: skip
