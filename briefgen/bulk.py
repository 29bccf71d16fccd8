"""The bulk format: a file of briefs, a JSON object a line, that a run can be stopped at and gone on with."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal, TextIO

from briefgen.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

Mode = Literal["new", "force", "resume"]


@contextmanager
def opened(output: Path, mode: Mode = "force") -> Iterator[TextIO]:
    """A file to write lines to, or standard output where it is `-`. Each line is there as soon as it is flushed.

    mode: `new` refuses a file that holds something, `force` begins it anew, `resume` writes behind what is there
    Raises StoreError.
    """
    if str(output) == "-":
        yield sys.stdout
        return
    if mode == "new" and output.is_file() and output.stat().st_size:
        mend = "go on with it (--resume), begin it anew (--force), or choose another FILE"
        raise StoreError("is there already", where=str(output), mend=mend)
    try:
        with output.open("a" if mode == "resume" else "w", encoding="utf-8", newline="\n") as lines:
            yield lines
    except OSError as error:
        raise StoreError(
            f"cannot be written ({error.strerror})", where=str(output), mend="choose another FILE"
        ) from error


def finished(output: Path, made_by: Mapping[str, str]) -> dict[str, str]:
    """What a file holds already: ids of its briefs, each with the fingerprint of the article that it was made from.

    A last line that was not written to its end is cut off.
    made_by: what makes briefs now; Raises StoreError where those in the file were made by something else, and where
    one of its lines is no brief.
    """
    if not output.exists():
        return {}
    done: dict[str, str] = {}
    try:
        with output.open("r+b") as file:
            for number, line in enumerate(iter(file.readline, b""), 1):
                if not line.endswith(b"\n"):
                    file.truncate(file.tell() - len(line))
                    break
                brief = _brief(line, str(output), number)
                _compare(brief["generated"], made_by, str(output), number)
                done[brief["id"]] = brief["generated"].get("article", "")
    except OSError as error:
        raise StoreError(f"cannot be gone on with ({error.strerror})", where=str(output), mend="use --force") from error
    return done


def _brief(line: bytes, where: str, number: int) -> dict[str, Any]:
    try:
        brief: Any = json.loads(line)
        if isinstance(brief["id"], str) and isinstance(brief["generated"], dict):
            return dict(brief)
    except (ValueError, TypeError, KeyError, RecursionError):
        pass
    mend = "choose another FILE, or begin this one anew with --force"
    raise StoreError("is no brief", where=where, line=number, mend=mend)


def _compare(there: Mapping[str, str], now: Mapping[str, str], where: str, number: int) -> None:
    for key, value in now.items():
        if there.get(key) != value:
            what = f"was made with another {'version' if key == 'by' else key} ({there.get(key)}, now {value})"
            raise StoreError(what, where=where, line=number, mend="begin the file anew with --force")
