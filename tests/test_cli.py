"""The command line: help, exit codes, and errors that name the file, the line and the mend, without a traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

from briefgen import __version__, workflow
from briefgen.cli import main, terminal
from briefgen.errors import ConfigError
from briefgen.extraction import Counts

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

pytestmark = pytest.mark.usefixtures("in_one_process")

COMMANDS = sorted(main.commands)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "content" / "articles").mkdir(parents=True)
    (tmp_path / "site_config").mkdir()
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_every_command_has_help(command: str, flag: str) -> None:
    result = run(command, flag)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: main {command}")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_and_command_says_what_it_does(command: str) -> None:
    made = main.commands[command]
    assert made.help
    first = made.help.split("\n\n")[0]
    assert len(first) <= 60, "the list of commands cuts it off"
    for option in made.params:
        assert not isinstance(option, click.Option) or option.help, option.name


def test_help_loads_no_model_and_no_builder() -> None:
    script = (
        "import sys; sys.argv = ['briefgen', '--help']\n"
        "from briefgen.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(sorted({'spacy', 'numpy', 'mkdocs', 'jinja2', 'yaml'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_version() -> None:
    result = run("--version")
    assert result.stdout == f"briefgen, version {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"], ["build", "--nonsense"], ["build", "--builder", "hugo"], ["extract", "--jobs", "0"], ["code"],
        ["explain"], ["new"], ["eval", "--raise-floors"],
    ],
)  # fmt: skip
def test_wrong_usage_is_exit_code_2(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr
    assert not result.stdout


@pytest.mark.parametrize("command", [["build"], ["extract"], ["render"], ["check"], ["serve"]])
def test_a_folder_that_is_no_site_is_left_alone(tmp_path: Path, command: list[str]) -> None:
    result = run("-C", tmp_path, *command)
    assert result.exit_code == 1
    assert result.stderr == (
        f"{tmp_path}: is no site: it has no folder `content`; "
        "go to a site, name one with -C SITE, or make one with `briefgen new DIR`\n"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [["build"], ["explain", "x"], ["code", "x.jsonl"]])
def test_a_missing_folder_is_named(tmp_path: Path, command: list[str]) -> None:
    result = run("-C", tmp_path / "nowhere", *command)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{tmp_path}/nowhere: there is no such folder; check the path")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("max_isues: 3\n", "1:1: unknown setting `max_isues`; known settings are model, repo_url"),
        (
            "# one\nmax_issues: many\n",
            "2:1: setting `max_issues` cannot be 'many'; write a whole number; it is 8 by default",
        ),
        ("min_confidence: 40\n", "1:1: setting `min_confidence` cannot be 40; write a number from 0 to 1"),
        ("max_issues: true\n", "1:1: setting `max_issues` cannot be True; write a whole number"),
        ("repo_url: javascript:x\n", "1:1: setting `repo_url` is no address; write https://…, or leave it out"),
        ("site_url: briefs.example\n", "1:1: setting `site_url` is no address; write https://…, or leave it out"),
        ("language: ../de\n", "1:1: setting `language` is no code of a language; write `en`, `de`, …"),
        ("weekly_digest: 1\n", "1:1: setting `weekly_digest` cannot be 1; write `true` or `false`"),
        ("- a list\n", "1:1: is not a mapping of settings; write one `name: value` a line"),
        ("max_issues: 3\nmax_issues: 4\n", "2:1: "),
        ("max_issues: [3\n", "2:1: "),
        ("a: &x 1\n", "1:4: "),
    ],
)
def test_wrong_settings_tell_file_line_and_mend(site: Path, text: str, wanted: str) -> None:
    path = site / "site_config" / "briefgen.yml"
    path.write_text(text, encoding="utf-8")
    for command in (["render"], ["build"], ["extract"]):
        result = run("-C", site, *command)
        assert result.exit_code == 1
        assert result.stderr.startswith(f"{path}:{wanted}")
        assert "Traceback" not in result.stderr


def test_settings_that_are_not_utf_8(site: Path) -> None:
    path = site / "site_config" / "briefgen.yml"
    path.write_bytes(b"model: caf\xe9")
    assert run("-C", site, "render").stderr == f"{path}: is not UTF-8; save the file as UTF-8\n"


def test_new_fills_an_empty_folder_only(tmp_path: Path) -> None:
    made = run("-C", tmp_path, "new", "mine", "--name", "Mine")
    assert made.exit_code == 0
    assert f"briefgen -C {tmp_path}/mine build" in made.stderr
    assert 'site_name: "Mine"' in (tmp_path / "mine" / "mkdocs.yml").read_text(encoding="utf-8")
    again = run("-C", tmp_path, "new", "mine")
    assert again.exit_code == 1
    assert again.stderr == f"{tmp_path}/mine: is not empty; choose another folder, or empty this one\n"
    (tmp_path / "file").touch()
    assert run("new", tmp_path / "file").stderr == f"{tmp_path}/file: is no folder; choose another one\n"


def test_results_go_to_stdout_and_the_rest_to_stderr(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def build(*_: object, **__: object) -> Counts:
        return Counts(read=3, written=1, unchanged=1, pages=9, failed=1, notes=["a note"])

    monkeypatch.setattr(workflow, "build", build)
    result = run("-C", site, "build")
    assert result.exit_code == 1
    assert result.stdout == f"{site}/site/index.html\n"
    assert result.stderr == "3 articles read, 1 briefs written, 1 unchanged, 9 pages, 1 problems\na note\n"
    assert run("-C", site, "build", "--builder", "none").stdout == ""


def test_progress_is_shown_on_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(terminal, "PAUSE", 0)
    shown = terminal.Terminal()
    shown.step(1, "articles", 4)
    shown.clear()
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(shown, "live", True)
    shown.step(1, "articles", 4)
    shown.step(5, "articles", 4)
    shown.clear()
    bar, number, cleared = capsys.readouterr().err.split("\r")[1:]
    assert bar == f"[{'#' * 7}{'.' * 23}] 1/4 articles"
    assert (number, cleared) == ("5 articles", "")


def test_errors_are_tracebacks_only_under_debug(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> Counts:
        raise ConfigError("is wrong", where="x.yml", line=3, column=4, mend="mend it")

    def slips(*_: object) -> Counts:
        raise ZeroDivisionError("a slip\nof ours")

    monkeypatch.setattr(workflow, "render", fails)
    assert run("-C", site, "render").stderr == "x.yml:3:4: is wrong; mend it\n"
    assert isinstance(run("--debug", "-C", site, "render").exception, ConfigError)
    monkeypatch.setattr(workflow, "render", slips)
    result = run("-C", site, "render")
    assert result.exit_code == 1
    assert result.stderr == (
        "this should not happen (ZeroDivisionError: a slip); run `briefgen --debug render …` and report what it says\n"
    )
    assert isinstance(run("--debug", "-C", site, "render").exception, ZeroDivisionError)


def test_the_output_is_no_input(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text('{"id": "a", "text": "Peru thanked Chile."}\n', encoding="utf-8")
    result = run("extract", corpus, "-o", corpus)
    assert result.exit_code == 1
    assert result.stderr == f"{corpus}: is read and written at once; choose another FILE\n"
    assert corpus.stat().st_size > 0


def test_an_output_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text('{"id": "a", "text": "Peru thanked Chile."}\n', encoding="utf-8")
    result = run("extract", corpus, "-o", tmp_path / "no" / "out.jsonl")
    assert result.exit_code == 1
    assert (
        result.stderr
        == f"{tmp_path}/no/out.jsonl: cannot be written (No such file or directory); choose another FILE\n"
    )


def test_code_reports_bad_lines_and_codes_the_others(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.jsonl"
    good = {"id": "1", "text": "Peru condemned Chile.", "source": [0, 4], "target": [15, 20]}
    pairs.write_text(f'{json.dumps(good)}\nnot json\n{{"id": "3"}}\n', encoding="utf-8")
    result = run("code", pairs)
    assert result.exit_code == 1
    coded = [json.loads(line) for line in result.stdout.splitlines()]
    assert [list(line) for line in coded] == [["id", "action", "polarity", "status", "confidence"]]
    assert (coded[0]["id"], coded[0]["action"], coded[0]["polarity"]) == ("1", "ACCUSE", "friction")
    assert [line.split(": ")[0] for line in result.stderr.splitlines()] == [f"{pairs}:2", f"{pairs}:3"]


def test_explain_tells_how_a_sentence_is_read() -> None:
    result = run("explain", "Peru condemned Chile on Monday.", "--date", "2021-10-06")
    assert result.exit_code == 0
    assert "ACCUSE" in result.stdout
    assert "peru" in result.stdout.lower()
