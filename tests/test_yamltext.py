"""The strict YAML reader and the canonical writer."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.errors import BriefError, ConfigError
from briefgen.yamltext import DEPTH, dump, load, load_with_positions

HOSTILE = Path(__file__).parents[2] / "shared" / "hostile"
needs_hostile = pytest.mark.skipif(not HOSTILE.is_dir(), reason="the folder of hostile strings is not here")

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
    "comment without space": ('a: "x"# y\n', 2, 1),
    "comment after a comma": ("[a,# x\nb]\n", 2, 1),
    "comment after a block sign": ("a: ># x\n  y\n", 1, 4),
    "flow list too far left": ("a: [b,\nc]\n", 2, 1),
    "quoted text too far left": ('a: "b\nc"\n', 1, 4),
    "tab as indentation": ('a: "b\n\tc"\n', 1, 4),
    "dash in brackets": ("[-, a]\n", 1, 2),
    "question in brackets": ("{?a: b}\n", 1, 3),
    "deep blank lines": ("a: >\n   \n b\n", 1, 4),
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


@needs_hostile
@pytest.mark.parametrize("path", sorted(HOSTILE.glob("yaml/*.yaml")), ids=lambda path: path.stem)
def test_yaml_suite(path: Path) -> None:
    """What must fail is refused; what is read is read as the suite says. Libyaml refuses some valid oddities."""
    for case in yaml.safe_load(path.read_text(encoding="utf-8")):
        text = re.sub("—*»", "\t", case.get("yaml", ""))
        for sign, meant in (("␣", " "), ("↵", ""), ("∎\n", ""), ("←", "\r"), ("⇔", "\ufeff")):
            text = text.replace(sign, meant)
        if case.get("fail"):
            with pytest.raises(BriefError):
                load(text, path.name, BriefError)
        elif case.get("json") and path.stem != "L24T":  # a last line of spaces: libyaml and the suite differ
            try:
                value = load(text, path.name, BriefError)
            except BriefError:
                continue
            assert value == json.loads(case["json"])


NAUGHTY = [
    "", " ", "no", "On", "NULL", "~", "1e3", "0o7", "0x1f", "12:30:45", "2020-12-01", "2020-12", "007", "1_000",
    ".inf", ".5", "=", "<<", "- a", "-", "?", "? a", ": b", "a: b", "a:b", "a:", "a #b", "#a", "&a", "*a", "!a",
    "!!str a", "%a", "@a", "`a`", "|", ">", "'a'", '"', "\\", "[a", "{a", "a]", "a, b", "---", "...", "--- a",
    "a\nb", "a\r\nb", "\ta", "a\t", " a", "a ", "\x00", "\x07", "\x7f", "\x85", "\xa0", "\u2028", "\u2029",
    "\ufeff", "\u202e", "\u200b", "\u200d", "\ufffe", "\U0001f9d1", "{{ x }}", "{% x %}", "$(x)", "<script>",
    "Zürich", "中文", "نه", "é", "e\u0301", "x" * 3000, "null ", "https://a.b/c?d=e#f",
]  # fmt: skip


def blns() -> list[str]:
    path = HOSTILE / "blns.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []


def agree(value: Any) -> None:
    """Every reader gives back what was written: the strict one, and PyYAML's two of YAML 1.1."""
    text = dump(value)
    assert load(text, "x.yml", BriefError) == value
    assert text.endswith("\n")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]", text)
    assert yaml.load(text, Loader=yaml.SafeLoader) == value
    assert yaml.load(text, Loader=yaml.CSafeLoader) == value


def test_naughty_strings_come_back() -> None:
    for text in NAUGHTY + blns():
        for value in (text, [text], {text: text}, {"a": [{"b": text, "c": [text, text]}], "d": {"e": [[text]]}}):
            agree(value)


texts = st.text(st.characters(exclude_categories=("Cs",))) | st.sampled_from(NAUGHTY)
scalars = st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(allow_nan=False) | texts
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(texts, inner, max_size=10), max_leaves=15
)


@settings(max_examples=200, deadline=None)
@given(values)
def test_any_value_comes_back(value: Any) -> None:
    agree(value)


def test_what_is_written_looks_like_this() -> None:
    value = {
        "id": "a-b",
        "date": "2021-10-01",
        "none": None,
        "yes": True,
        "empty": [],
        "n": "no",
        "words": ["S-400", "it's", "a b"],
        "entries": [{"quote": "He said: no.", "start": 0, "end": 12}],
        "actors": [{"id": "x", "names": [], "salience": 0.5}],
        "small": 1e-05,
        "quote": 'He "said".',
        "title": "One, two #three: four's",
        "hidden": "a\u202eb",
    }
    assert dump(value) == (
        'id: a-b\ndate: "2021-10-01"\nnone: null\n"yes": true\nempty: []\n"n": "no"\nwords: [S-400, "it\'s", a b]\n'
        'entries:\n  - {quote: "He said: no.", start: 0, end: 12}\nactors:\n  - id: x\n    names: []\n    salience: 0.5\n'  # noqa: E501
        'small: 1.0e-05\nquote: He "said".\ntitle: "One, two #three: four\'s"\nhidden: "a\\u202eb"\n'
    )


def test_half_a_character_cannot_be_written() -> None:
    with pytest.raises(BriefError, match="surrogate"):
        dump({"quote": "a\ud800"})


def test_reading_without_the_c_library_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text(CORE, encoding="utf-8")
    code = (
        "import sys, yaml; del yaml.CSafeLoader; import briefgen.yamltext as y; "
        "from briefgen.errors import ConfigError;"
        "assert y.PARSER is yaml.SafeLoader; t = open(sys.argv[1], encoding='utf-8').read();"
        "print(y.load(t, 'x', ConfigError));\n"
        "try: y.load('a: \"\\\\ud800\"', 'x', ConfigError)\nexcept ConfigError: print('refused')"
    )
    out = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True).stdout
    assert out == f"{load(CORE, 'x.yml', ConfigError)}\nrefused\n"
