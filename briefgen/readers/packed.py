"""Packed corpora (`.jsonl.gz`): the lines of a `.jsonl` file, unpacked one by one."""

from __future__ import annotations

import gzip
import json
import zlib
from typing import TYPE_CHECKING, Any

from briefgen.errors import ArticleError, BriefgenError
from briefgen.readers import jsonl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefgen.model import Article

UNZIPPED = 50_000_000  # bytes that any file may unpack to
LINE = 16  # bytes that a line counts for besides its own, because many empty ones cost time, too
RATIO = 100  # times its size is what a larger one may; text packs to a tenth or so


def read(path: Path) -> Iterator[tuple[Article, int] | BriefgenError]:
    """The articles of a packed corpus with their lines; a bad line is an error and the rest goes on.

    Raises ArticleError where the file is damaged, unpacks to far more than text does, or packs something else.
    """
    where = str(path)
    if not path.name.lower().endswith(".jsonl.gz"):
        raise ArticleError("packs something other than .jsonl", where=where, mend="unpack it first")
    try:
        most = max(UNZIPPED, RATIO * path.stat().st_size)
        with gzip.open(path) as file:
            number, size = 0, 0
            while line := file.readline(jsonl.LONGEST_LINE):
                number, size = number + 1, size + len(line) + LINE
                if size > most or (len(line) == jsonl.LONGEST_LINE and not line.endswith(b"\n")):
                    raise ArticleError("unpacks to too much", where=where, line=number, mend="unpack and look at it")
                if line.strip():
                    yield from _article(line, where, number)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise ArticleError("is damaged: it cannot be unpacked to its end", where=where, mend="pack it anew") from error
    except OSError as error:
        raise ArticleError(f"cannot be read ({error.strerror})", where=where, mend="make it readable") from error


def _article(line: bytes, where: str, number: int) -> Iterator[tuple[Article, int] | BriefgenError]:
    try:
        data: Any = json.loads(line)
        if not isinstance(data, dict):
            raise ValueError
        yield jsonl.article(data, where, number), number
    except ArticleError as error:
        yield error
    except (ValueError, RecursionError):
        mend = 'write {"id": "…", "text": "…"}, in UTF-8'
        yield ArticleError("is not a JSON object", where=where, line=number, mend=mend)
