"""Corpora: one bad article costs one brief, a run that was stopped is gone on with, nothing is overwritten unasked."""

from __future__ import annotations

import ctypes
import json
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from briefgen import extraction
from briefgen.cli import main
from briefgen.model import Article, Brief, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from click.testing import Result

SENTENCES = (
    "Peru accused Chile of spying on its navy and recalled its ambassador.",
    "Kenya and Somalia agreed on Monday to reopen their border.",
    "Norway rejected a demand of Russia and thanked Canada for its help.",
)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def corpus(path: Path, count: int, **texts: str) -> Path:
    rows = ({"id": f"a{n}", "text": texts.get(f"a{n}", SENTENCES[n % 3])} for n in range(count))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def ids(path: Path) -> list[str]:
    return [json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()]


def poisoned(root: Path, settings: Any) -> Callable[[Iterable[Article]], Iterator[Brief]]:
    """Stands for the extractor, with articles that do to its process what they say."""

    def work(articles: Iterable[Article]) -> Iterator[Brief]:
        for article in articles:
            if article.text == "crash":
                ctypes.string_at(0)
            elif article.text == "hang":
                while True:
                    pass
            elif article.text == "eat":
                bytearray(5 << 30)
            yield Brief(article.id, None, None, "en", None, Source(None, None, None, None, article.sha256))

    return work


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("crash", "killed the process that read it (SIGSEGV)"),
        ("hang", "takes more than 1 seconds to read"),
        ("eat", "needs more than 4 GB of memory to read"),
    ],
)
def test_one_poison_article_in_a_thousand_gives_999_briefs_and_one_named_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, what: str
) -> None:
    monkeypatch.setattr(extraction, "make_worker", poisoned)
    out = tmp_path / "out.jsonl"
    result = run("extract", corpus(tmp_path / "c.jsonl", 1000, a500=text), "-o", out, "--timeout", "1")
    assert result.exit_code == 1
    assert ids(out) == [f"a{n}" for n in range(1000) if n != 500]
    named, told = result.stderr.splitlines()
    assert named.startswith(f"article `a500` {what}; ")
    assert told == "1000 articles read, 999 briefs written, 0 unchanged, 1 problems"


def test_a_file_that_is_there_is_not_overwritten_unasked(tmp_path: Path) -> None:
    articles, out = corpus(tmp_path / "c.jsonl", 3), tmp_path / "out.jsonl"
    assert run("extract", articles, "-o", out).exit_code == 0
    made = out.read_bytes()
    again = run("extract", articles, "-o", out)
    assert (again.exit_code, out.read_bytes()) == (1, made)
    assert again.stderr == (
        f"{out}: is there already; go on with it (--resume), begin it anew (--force), or choose another FILE\n"
    )
    assert run("extract", articles, "-o", out, "--force").exit_code == 0
    assert out.read_bytes() == made
    gone_on = run("extract", articles, "-o", out, "--resume")
    assert (gone_on.exit_code, out.read_bytes()) == (0, made)
    assert gone_on.stderr == "3 articles read, 0 briefs written, 3 unchanged\n"


def test_what_is_not_ours_is_not_gone_on_with(tmp_path: Path) -> None:
    articles, out = corpus(tmp_path / "c.jsonl", 3), tmp_path / "out.jsonl"
    assert run("extract", articles, "-o", out).exit_code == 0
    lines = out.read_text(encoding="utf-8").splitlines(keepends=True)
    for line, what in (
        ('{"id": "x"}\n', f"{out}:2: is no brief; "),
        ("not json\n", f"{out}:2: is no brief; "),
        (lines[1].replace('"by":"briefgen ', '"by":"briefgen 9'), f"{out}:2: was made with another version "),
    ):
        out.write_text(lines[0] + line + lines[2], encoding="utf-8")
        result = run("extract", articles, "-o", out, "--resume")
        assert result.exit_code == 1
        assert result.stderr.startswith(what)
        assert "--force" in result.stderr
    out.write_text("".join(lines), encoding="utf-8")
    result = run("extract", corpus(articles, 3, a1="Chile thanked Peru."), "-o", out, "--resume")
    assert result.exit_code == 1
    assert "article `a1` changed since its brief was made; begin anew with --force" in result.stderr
    assert out.read_text(encoding="utf-8") == "".join(lines)


@pytest.mark.parametrize("options", [["--resume"], ["--resume", "-o", "-"], ["--resume", "--force", "-o", "x.jsonl"]])
def test_going_on_needs_a_file(options: list[str]) -> None:
    result = run("extract", "c.jsonl", *options)
    assert result.exit_code == 2
    assert "--resume goes with -o FILE" in result.stderr


@pytest.mark.slow
def test_a_run_that_was_killed_is_gone_on_with_to_the_same_bytes(tmp_path: Path) -> None:
    articles = corpus(tmp_path / "c.jsonl", 200)
    whole, out = tmp_path / "whole.jsonl", tmp_path / "out.jsonl"
    assert run("extract", articles, "-o", whole).exit_code == 0
    for _ in range(2):
        before = out.stat().st_size if out.exists() else 0
        command = [sys.executable, "-m", "briefgen", "extract", str(articles), "-o", str(out), "--resume"]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
            while process.poll() is None and (not out.exists() or out.stat().st_size <= before):
                time.sleep(0.01)
            process.kill()
        assert whole.read_bytes().startswith(out.read_bytes())
    out.write_bytes(whole.read_bytes()[:-40])  # the last line torn
    last = run("extract", articles, "-o", out, "--resume")
    assert (last.exit_code, out.read_bytes()) == (0, whole.read_bytes())
