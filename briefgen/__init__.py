"""briefgen: news articles to evidence-tied briefs on friction and cooperation between political actors.

As a library: `extract(text, title=…, date=…)` gives a `Brief`, which has `to_yaml()`, `to_json()` and `from_yaml()`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefgen.model import Brief

__all__ = ["Brief", "__version__", "extract"]
__version__ = "0.1.0"


def extract(text: str, *, title: str | None = None, date: str | None = None) -> Brief:
    """The brief of one text, by the registry and model of the package; the first call loads them.

    text: paragraphs parted by blank lines; title: headline, or None
    date: of publication, ISO 8601, or None; relative dates in the text count from it
    Offsets count in the text, with a title in title, blank line, text. Raises ArticleError, ConfigError.
    """
    from briefgen import workflow

    return workflow.extract_text(text, title, date)


def __getattr__(name: str) -> Any:
    """`Brief` is loaded when it is asked for, so that `briefgen --help` is instant."""
    if name == "Brief":
        from briefgen.model import Brief

        return Brief
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
