"""Random readings and random edits in turns: nothing that a person did is lost, and a second run writes nothing."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefgen.errors import BriefError
from briefgen.merge import merge
from briefgen.model import ACTIONS, COOPERATIVE, Actor, Brief, Evidence, Issue, Quote, Relation, Source, text_hash
from briefgen.yamldump import list_item, scalar
from briefgen.yamltext import load_with_positions

SENTENCES = tuple(f"Party{n} did thing{n} to other{n} in place{n}." for n in range(12))
WORDS = ("plain", "no", "1e3", "a: b # c", "it's “so”", "2021-10-01", "", "Zürich\u2028")
PEOPLE = ("by hand", "yes", "7", "# no comment", 'with "quotes"', "naïve")


def reading(rng: random.Random) -> tuple[Brief, str]:
    """What a machine might say of an article that changes too; ids and quotes tell its items apart."""
    chosen = [s for s in SENTENCES if rng.random() < 0.8]
    article = "\n\n".join(["Title", *(["New paragraph."] * rng.randrange(3)), *chosen])

    def span(cls: Any, sentence: str, *more: str) -> Any:
        start = article.index(sentence)
        return cls(sentence, start, start + len(sentence), *more)

    actors = [
        Actor(f"actor-{n}", f"Actor {n}", "state", None, None, rng.choice([None, *WORDS]), f"Q{n + 1}", (f"Party{n}",),
              rng.randrange(3), rng.choice([0.0, 0.5]))
        for n in range(6) if rng.random() < 0.9
    ]  # fmt: skip
    issues = [
        Issue(f"issue-{n}", f"{rng.choice(WORDS)} {n}", None, (f"thing{n}", rng.choice(WORDS)), n, 0.5,
              (span(Quote, s),))
        for n, s in enumerate(SENTENCES[:4]) if s in chosen
    ]  # fmt: skip
    relations = [
        Relation(f"r-{n}", f"actor-{n % 6}", f"actor-{(n + 1) % 6}", False, rng.choice(ACTIONS), "actual", None, (),
                 f"{rng.choice(WORDS)} {n}", 0.5, (span(Evidence, s, f"Party{n}", f"other{n}", "did"),))
        for n, s in enumerate(SENTENCES) if s in chosen and rng.random() < 0.9
    ]  # fmt: skip
    for items in (actors, issues, relations):
        if rng.random() < 0.2:
            rng.shuffle(items)
    brief = Brief(
        "case", rng.choice(WORDS), None, "en", f"2024-01-{rng.randrange(1, 29):02}",
        Source("articles/case.md", None, None, None, text_hash(article)),
        tuple(span(Quote, s) for s in chosen[:5] if rng.random() < 0.6), tuple(actors), tuple(issues),
        tuple(r for r in relations if r.action not in COOPERATIVE),
        tuple(r for r in relations if r.action in COOPERATIVE), {"by": f"briefgen {rng.randrange(3)}"},
    )  # fmt: skip
    return brief, article


class Editor:
    """A person with a text editor, who remembers everything that they did."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.values: dict[tuple[str, str], Any] = {}  # (id of an item, field) to the value that was typed
        self.deleted: set[str] = set()
        self.added: set[str] = set()
        self.comments: set[str] = set()
        self.order: dict[str, list[str]] = {}
        self.count = 0

    def edit(self, text: str) -> str:
        """The file after one edit, above what is generated."""
        self.count += 1
        lines = text.split("\n")
        data, positions = load_with_positions(text, "x", BriefError)
        at = {path: line - 1 for path, (line, _) in positions.items()}
        sections = [name for name in ("actors", "issues", "friction", "cooperation") if data[name]]
        act = self.rng.choice(
            [self.change, self.change, self.delete, self.add, self.comment, self.comment, self.swap, self.review]
        )
        if sections:
            act(lines, data, at, self.rng.choice(sections))
        return "\n".join(lines)

    def change(self, lines: list[str], data: Any, at: Any, section: str) -> None:
        index = self.rng.randrange(len(data[section]))
        item = data[section][index]
        name = self.rng.choice({"actors": ["name", "role"], "issues": ["label"]}.get(section, ["statement", "status"]))
        if name not in item or "{" in lines[at[section, index]]:
            return
        value: Any = self.rng.choice(("planned", "denied") if name == "status" else PEOPLE)
        line = at[section, index, name]
        head = lines[line][: lines[line].index(f"{name}:")]
        tail = lines[line][lines[line].rfind("  # note") :] if "  # note" in lines[line] else ""
        if not tail and self.rng.random() < 0.3:
            tail = self.comment_text("  ")
        quoted = "'" + value.replace("'", "''") + "'" if self.rng.random() < 0.3 else scalar(value, inside=False)
        lines[line] = f"{head}{name}: {quoted}{tail}"
        self.values[item["id"], name] = value

    def span(self, lines: list[str], data: Any, at: Any, section: str, index: int) -> tuple[int, int]:
        """First and last line, exclusive, of an item; comments of others below it are not among them."""
        first = at[section, index]
        below = [line for path, line in at.items() if line > first and (len(path) == 1 or path[:2] != (section, index))]
        inside = [line for path, line in at.items() if path[:2] == (section, index)]
        return first, min([max(inside) + 1, *below])

    def delete(self, lines: list[str], data: Any, at: Any, section: str) -> None:
        if len(data[section]) < 2:
            return
        index = self.rng.randrange(len(data[section]))
        key = data[section][index]["id"]
        first, last = self.span(lines, data, at, section, index)
        for line in lines[first:last]:
            self.comments -= {comment for comment in self.comments if comment in line}
        del lines[first:last]
        self.values = {path: value for path, value in self.values.items() if path[0] != key}
        if key in self.added:
            self.added.remove(key)
        else:
            self.deleted.add(key)

    def add(self, lines: list[str], data: Any, at: Any, section: str) -> None:
        key = f"own-{self.count}"
        sentence = self.rng.choice(SENTENCES)
        quote = {"quote": sentence, "start": 0, "end": len(sentence)}
        item: dict[str, Any] = {"id": key}
        if section == "actors":
            item |= {"name": f"Own {key}", "kind": "person"}
        elif section == "issues":
            item |= {"label": f"Own {key}", "evidence": [quote]}
        else:
            ends = {"source_text": "", "target_text": "", "trigger": ""}
            item |= {"source": "actor-0", "target": "actor-1", "action": "AID", "status": "actual", "statement": key}
            item |= {"confidence": 1, "evidence": [{**quote, **ends}]}
        index = self.rng.randrange(len(data[section]))
        line = at[section, index]
        lines[line:line] = list_item(item, "  ")
        self.added.add(key)
        for name, value in item.items():
            if name not in ("id", "evidence"):
                self.values[key, name] = value

    def comment_text(self, lead: str = "") -> str:
        text = f"# note {self.count}.{self.rng.randrange(10**6)}."
        self.comments.add(text)
        return lead + text

    def comment(self, lines: list[str], data: Any, at: Any, section: str) -> None:
        index = self.rng.randrange(len(data[section]))
        lines_of = sorted({line for path, line in at.items() if path[:2] == (section, index) or path == (section,)})
        line = self.rng.choice(lines_of)
        if self.rng.random() < 0.5:
            lines.insert(line, " " * self.rng.randrange(5) + self.comment_text())
            if self.rng.random() < 0.5:
                lines.insert(line, "")
        elif "# note" not in lines[line]:
            lines[line] += self.comment_text("  ")

    def swap(self, lines: list[str], data: Any, at: Any, section: str) -> None:
        if len(data[section]) < 2:
            return
        index = self.rng.randrange(len(data[section]) - 1)
        first, middle = self.span(lines, data, at, section, index)
        start, last = self.span(lines, data, at, section, index + 1)
        lines[first:last] = lines[start:last] + lines[middle:start] + lines[first:middle]

    def review(self, lines: list[str], data: Any, at: Any, section: str) -> None:
        index = self.rng.randrange(len(data[section]))
        if "reviewed" not in data[section][index] and "{" not in lines[at[section, index]]:
            lines.insert(at[section, index] + 1, "    reviewed: 2024-02-02 ab")
            self.values[data[section][index]["id"], "reviewed"] = "2024-02-02 ab"

    def see(self, before: Brief, after: Brief) -> None:
        """Which orders were chosen: those that differ from what the last merge wrote, one's own items aside."""
        for section in ("actors", "issues", "friction", "cooperation"):
            was, now = ([item.id for item in getattr(one, section)] for one in (before, after))
            common = set(was) & set(now) - self.added
            if section in self.order or [key for key in was if key in common] != [key for key in now if key in common]:
                self.order[section] = [key for key in now if key not in self.added]

    def check(self, text: str, brief: Brief) -> None:
        """Everything that was done is still there."""
        items = {item.id: item for items in (brief.actors, brief.issues, brief.relations) for item in items}
        for (key, name), value in self.values.items():
            assert getattr(items[key], name) == value
        assert not self.deleted & items.keys()
        assert self.added <= items.keys()
        for comment in self.comments:
            assert text.count(comment) == 1
        for section, keys in self.order.items():
            now = [item.id for item in getattr(brief, section) if item.id in keys]
            assert now == [key for key in keys if key in now]
            self.order[section] = now  # what went and comes back has no place of old


def check_machine(editor: Editor, new: Brief, merged: Brief) -> None:
    """What nobody touched says what the machine says now."""
    items = {item.id: item for items in (merged.actors, merged.issues, merged.relations) for item in items}
    dropped = editor.deleted
    for item in (*new.actors, *new.issues, *new.relations):
        if item.id in dropped or (isinstance(item, Relation) and {item.source, item.target} & dropped):
            continue
        for name in ("name", "role", "label", "statement", "mentions", "confidence", "keywords"):
            if hasattr(item, name) and (item.id, name) not in editor.values:
                assert getattr(items[item.id], name) == getattr(item, name)


def turns(seed: int, rounds: int = 3) -> None:
    rng = random.Random(seed)  # noqa: S311
    new, article = reading(rng)
    text = merge(None, new).text
    before = Brief.from_yaml(text)
    editor = Editor(rng)
    for _ in range(rounds):
        for _ in range(rng.randrange(1, 5)):
            text = editor.edit(text)
        mine = Brief.from_yaml(text)
        editor.see(before, mine)
        if rng.random() < 0.8:
            new, article = reading(rng)
        else:
            new = replace(new, generated={"by": "briefgen 9"})
        merged = merge(mine, new, text=text, article=article)
        before = Brief.from_yaml(merged.text)
        assert before == merged.brief
        editor.check(merged.text, merged.brief)
        assert "# note" not in "".join(merged.text.splitlines()[:4])  # where comments go if a file cannot be edited
        check_machine(editor, new, merged.brief)
        again = merge(merged.brief, new, text=merged.text, article=article)
        assert again.text == merged.text
        assert again.clashes == ()
        text = merged.text


@settings(max_examples=int(os.environ.get("BRIEFGEN_EXAMPLES", "100")), deadline=None)
@given(st.integers(0, 2**32))
@example(124541)  # a relation deleted, and one's own added between the same two actors with the same action
def test_nothing_is_lost_and_a_second_run_writes_nothing(seed: int) -> None:
    turns(seed)


PIECES = (*PEOPLE, *WORDS, "  ", "- ", ": ", "\n", "#", '"', "'", "[", "]", "{", "}", "|", ">", "&a", "*a", "!x",
          "? ", "---\n",
          "null ", "\t", "id: actor-1\n", "1e999", "<<: ", "\x00", "\ufeff", "\u202e", "<<<<<<< HEAD\n")  # fmt: skip


@settings(max_examples=int(os.environ.get("BRIEFGEN_EXAMPLES", "100")), deadline=None)
@given(st.integers(0, 2**32))
def test_a_careless_hand_gets_an_error_or_a_stable_file(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311
    new, article = reading(rng)
    text = merge(None, new).text
    for _ in range(rng.randrange(1, 3)):
        at = rng.randrange(len(text))
        text = text[:at] + rng.choice(PIECES) + text[at + rng.choice((0, 0, 1, 5, 40)) :]
    try:
        mine = Brief.from_yaml(text)
    except BriefError:
        return
    new, article = reading(rng)
    merged = merge(mine, new, text=text, article=article)
    assert Brief.from_yaml(merged.text) == merged.brief
    assert merge(merged.brief, new, text=merged.text, article=article).text == merged.text
