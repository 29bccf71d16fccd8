"""Parquet tables (`.parquet`), by pyarrow: an article a row; the columns are those of `.jsonl` corpora."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from briefgen.errors import ArticleError, BriefgenError
from briefgen.readers import jsonl, limited, table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefgen.model import Article

ROWS = 64  # that are held at once


def read(path: Path) -> Iterator[tuple[Article, int] | BriefgenError]:
    """The articles of a table with the numbers of their rows; a bad row is an error and the rest goes on.

    Raises ArticleError where `id` and `text` are not among the columns, and where the file is damaged.
    """
    number = 0
    for rows in limited.stream(parse, path):
        for row in rows:
            number += 1
            try:
                yield jsonl.article(row, str(path), number), number
            except ArticleError as error:
                yield error


def parse(path: Path) -> Iterator[list[dict[str, Any]]]:
    """The rows of a file, some at a time, read in this process. Raises ArticleError, and whatever pyarrow raises."""
    parquet = limited.library("pyarrow.parquet", "tables")
    with parquet.ParquetFile(path, memory_map=False) as file:
        names = {name.strip().lower(): name for name in reversed(file.schema_arrow.names)}
        if missing := [name for name in table.NEEDED if name not in names]:
            raise ArticleError(f"has no column `{missing[0]}`", mend=table.COLUMNS)
        wanted = {told: name for name, told in names.items() if name in jsonl.KNOWN}
        for batch in file.iter_batches(ROWS, columns=list(wanted), use_threads=False):
            yield [{wanted[told]: _plain(value) for told, value in row.items()} for row in batch.to_pylist()]


def _plain(value: Any) -> Any:
    """A value as JSON has it: dates as ISO 8601."""
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, str | int | float) else str(value)
