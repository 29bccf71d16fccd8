"""Tables (`.csv`): a first row that names the columns, an article a row; the columns are those of `.jsonl` corpora."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from briefgen.errors import ArticleError, BriefgenError
from briefgen.readers import jsonl
from briefgen.readers.plain import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefgen.model import Article

DELIMITERS = ",;\t"
NEEDED = ("id", "text")
COLUMNS = "name the columns: id, text and, where known, title, date, url, publisher, author, language"
LONGEST_HEAD = 65_536  # characters of the first line


def read(path: Path) -> Iterator[tuple[Article, int] | BriefgenError]:
    """The articles of a table with their lines, read one by one; a bad row is an error and the rest goes on.

    Commas, semicolons or tabs part the columns. Raises ArticleError where `id` and `text` are not among them.
    """
    where = str(path)
    csv.field_size_limit(LARGEST)  # characters; the library's own bound is too low for an article
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            delimiter = _delimiter(file.readline(LONGEST_HEAD), where)
            file.seek(0)
            rows = csv.reader(file, delimiter=delimiter)
            names = [name.strip().lower() for name in next(rows)]
            line = rows.line_num + 1
            while (row := _next(rows, where, line)) is not None:
                if isinstance(row, BriefgenError):
                    yield row
                elif row:
                    try:
                        yield jsonl.article(dict(zip(names, row, strict=False)), where, line), line
                    except ArticleError as error:
                        yield error
                line = rows.line_num + 1
    except UnicodeDecodeError as error:
        raise ArticleError("is not UTF-8 text", where=where, mend="save it as UTF-8 (CSV UTF-8 in Excel)") from error
    except OSError as error:
        raise ArticleError(f"cannot be read ({error.strerror})", where=where, mend="make it readable") from error


def _delimiter(head: str, where: str) -> str:
    for delimiter in DELIMITERS:
        names = [name.strip().lower() for name in next(csv.reader([head], delimiter=delimiter), [])]
        if all(name in names for name in NEEDED):
            return delimiter
    raise ArticleError(
        "its first row does not name the columns `id` and `text`",
        where=where,
        line=1,
        mend=COLUMNS,
    )


def _next(rows: Iterator[list[str]], where: str, line: int) -> list[str] | BriefgenError | None:
    """The next row, an error in its place, or None at the end."""
    try:
        return next(rows, None)
    except csv.Error as error:
        return ArticleError(f"is no row of a table ({error})", where=where, line=line, mend="mend its quotes")
