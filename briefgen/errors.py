"""What can go wrong, named for what a person can do about it. Every error can be pickled; it tells where and what."""

from __future__ import annotations


class BriefgenError(Exception):
    """Base of all errors that the command line reports without a traceback.

    where: path of the file (or name of the input), None where there is none
    what:  what is wrong, one clause
    mend:  how to mend it, one clause
    line, column: 1-based position in the file, None where unknown
    """

    def __init__(
        self, what: str, *, where: str | None = None, mend: str = "", line: int | None = None, column: int | None = None
    ) -> None:
        super().__init__(what, where, mend, line, column)
        self.what, self.where, self.mend, self.line, self.column = what, where, mend, line, column

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.what, self.where, self.mend, self.line, self.column))

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.where, self.line, self.column) if part is not None)
        return (f"{place}: " if place else "") + self.what + (f"; {self.mend}" if self.mend else "")


def _rebuild(
    kind: type[BriefgenError], what: str, where: str | None, mend: str, line: int | None, column: int | None
) -> BriefgenError:
    return kind(what, where=where, mend=mend, line=line, column=column)


class ConfigError(BriefgenError):
    """Settings, registry, topics or predicates are not as they must be."""


class ArticleError(BriefgenError):
    """An article cannot be read; the run goes on without it."""


class BriefError(BriefgenError):
    """A brief is not valid, or does not agree with its article."""


class StoreError(BriefgenError):
    """A file cannot be read, locked or written."""


class SiteError(BriefgenError):
    """Pages cannot be rendered or the site builder failed."""
