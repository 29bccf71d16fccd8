"""README and CONTRIBUTING tell all commands, options, settings and developer commands, and none that do not exist."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
import pytest

from briefgen import yamltext
from briefgen.cli import main
from briefgen.config import Settings
from briefgen.errors import ConfigError
from briefgen.model import Brief
from briefgen.readers import READERS, markdown

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def rows(text: str, heading: str) -> list[list[str]]:
    """The cells of the first table below a heading, without its head."""
    section = text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def plain(text: str) -> str:
    return text.replace("`", "")


COMMANDS = {re.split(r"[` ]", row[0].strip("`"))[0]: row for row in rows(README, "Commands")}


def test_every_command_is_told_and_none_else() -> None:
    assert sorted(COMMANDS) == sorted(main.commands)


@pytest.mark.parametrize("name", sorted(main.commands))
def test_a_command_is_told_as_its_help_says(name: str) -> None:
    command = main.commands[name]
    _, does, options = COMMANDS[name]
    first = (command.help or "").split("\n\n")[0].strip()
    assert plain(does).startswith(first.rstrip(".")), "README and --help tell it in the same words"
    wanted = {flag for option in command.params if isinstance(option, click.Option) for flag in option.opts}
    assert set(re.findall(r"`(-[^` ]*)`", options)) == wanted


def test_the_two_commands_stand_at_the_top() -> None:
    block = README.split("```sh\n", 1)[1].split("```", 1)[0]
    assert [line.split("#")[0].strip() for line in block.splitlines()] == [
        "pip install . && briefgen build",
        "pip install '.[test]' && pytest",
    ]
    assert README.index("```sh") < 40


def test_every_setting_is_told_with_its_default() -> None:
    defaults = {name: getattr(Settings(), name) for name in Settings.__dataclass_fields__}
    shown = {plain(row[0]): plain(row[1]) for row in rows(README, "Settings")}
    assert shown == {name: "none" if value is None else str(value) for name, value in defaults.items()}


def test_a_new_site_shows_every_setting_with_its_default() -> None:
    text = (ROOT / "briefgen" / "blank_site" / "site_config" / "briefgen.yml").read_text(encoding="utf-8")
    assert yamltext.load(text, "briefgen.yml", ConfigError) is None
    shown = dict(re.findall(r"^# ([a-z_]+): (.+)$", text, re.MULTILINE))
    assert shown.keys() == Settings.__dataclass_fields__.keys()
    for name, value in shown.items():
        if name not in ("repo_url", "site_url"):
            assert yamltext.resolve(value) == getattr(Settings(), name)


def test_formats_and_keys_of_articles_are_told() -> None:
    section = README.split("## Your own site in five minutes", 1)[1].split("\n### ", 1)[0]
    for key in markdown.KNOWN:
        assert re.search(rf"^\s*{key}:|`{key}`", section, re.MULTILINE), key
    for suffix in READERS:
        assert f"`{suffix}`" in section or suffix in (".md", ".markdown"), suffix


def test_the_example_article_can_be_read(tmp_path: Path) -> None:
    block = re.search(r"^    ```markdown\n(.*?)^    ```", README, re.MULTILINE | re.DOTALL)
    assert block
    path = tmp_path / "example.md"
    path.write_text("\n".join(line[4:] for line in block.group(1).splitlines()), encoding="utf-8")
    ((article, _),) = markdown.read(path)
    assert article.title == "Egypt and Sudan Take Nile Dam Dispute to Security Council"
    assert (article.date, article.publisher) == ("2021-07-09", "The Example")


def test_what_readme_says_of_the_library_exists() -> None:
    import briefgen

    assert callable(briefgen.extract)
    assert briefgen.Brief is Brief


def test_every_developer_command_is_told_and_none_else() -> None:
    tasks = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["poe"]["tasks"]
    told = re.findall(r"`poe ([a-z]+)`", "\n".join(row[0] for row in rows(CONTRIBUTING, "Commands")))
    assert sorted(told) == sorted(tasks)


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert target.startswith("https://") or (ROOT / target).exists(), target


def test_the_picture_is_small() -> None:
    (picture,) = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert (ROOT / picture).stat().st_size <= 300_000
