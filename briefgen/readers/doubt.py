"""Whether an article's day of publication can be relied on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from briefgen.errors import ArticleError
from briefgen.readers.days import day_in_address

if TYPE_CHECKING:
    from briefgen.model import Article

APART = 3  # days between address and date that time zones and late corrections do not explain


def doubt(article: Article) -> ArticleError | None:
    """Why an article's date should be looked at, or None; an article without a date is no doubt but a gap."""
    what = _doubt(article)
    if what is None:
        return None
    mend = "if it is right, take `date_from` out of the front matter, else correct `date`, too"
    if article.path and not article.path.endswith((".md", ".markdown")):
        mend = "`briefgen add` makes a Markdown file of it, in which it can be corrected"
    return ArticleError(what, where=article.path, mend=mend)


def _doubt(article: Article) -> str | None:
    if article.date is None or article.date_from is None:
        return None
    told = f"its date {article.date}"
    if article.date_from == "text":
        return f"{told} is a guess: the page does not say when it was published"
    filed = day_in_address(article.url or "")
    if filed and _days(article.date, filed) > APART:
        return f"{told} ({article.date_from}) is not that of its address, {filed}"
    if article.date_from == "url" and len(article.date) < len("YYYY-MM-DD"):
        return f"{told} is only the month that its address is filed under"
    return None


def _days(one: str, two: str) -> int:
    """How many days lie between two dates at the precision that both have."""
    if min(len(one), len(two)) < 10:
        same = min(len(one), len(two))
        return 0 if one[:same] == two[:same] else APART + 1
    return abs((date.fromisoformat(one) - date.fromisoformat(two)).days)
