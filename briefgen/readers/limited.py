"""Foreign formats are parsed in a process of their own, limited in memory and time.

The process is this module run as a program. It is told, a JSON object a line, which function to call with which file,
and answers with an article's fields or with an error's; nothing that a file made is ever unpickled.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen import limits
from briefgen.errors import ArticleError
from briefgen.model import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MEMORY = 2 << 30  # bytes of address space
SECONDS = 30  # of CPU for one file
WALL = 90  # seconds on the clock, for files that make a parser wait
FILES = 200  # that one process reads, so that leaks stay small
LARGEST_FILE = 30_000_000  # bytes of one foreign file
NOBODY = "take it out, or save its text as .md or .txt"


def library(name: str, extra: str) -> Any:
    """A module of an optional dependency. Raises ArticleError that names the extra where it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        mend = f"install it: pip install 'briefgen[{extra}]'"
        raise ArticleError(f"{name} is needed to read this format", mend=mend) from error


def content(path: Path) -> bytes:
    """A foreign file's bytes. Raises ArticleError where it is empty or too large."""
    if path.stat().st_size > LARGEST_FILE:
        raise ArticleError(f"is larger than {LARGEST_FILE:,} bytes", mend=NOBODY)
    data = path.read_bytes()
    if not data.strip(b"\x00 \t\r\n"):
        raise ArticleError("is empty", mend="take it out")
    return data


def read(parse: Callable[[Path], Article], path: Path) -> Article:
    """What `parse`, a function of a module, makes of a file, in the limited process. Raises ArticleError.

    Whatever `parse` raises, and running over a limit, becomes an ArticleError with the file's path and a reason.
    """
    return _worker().read(f"{parse.__module__}:{parse.__name__}", path)


def stream(parse: Callable[[Path], Iterator[list[Any]]], path: Path) -> Iterator[list[Any]]:
    """The lists that `parse`, a generator of a module, makes of a file, in a limited process of its own.

    The limits hold for each list. What is in them must be plain values. Raises ArticleError as `read` does.
    """
    worker = _Worker()
    try:
        while (rows := worker.read_on(f"{parse.__module__}:{parse.__name__}", path)) is not None:
            yield rows
    finally:
        worker.stop()


@cache
def _worker() -> _Worker:
    """The one limited process of this process; it lives as long, because starting it costs more than reading a page."""
    return _Worker()


class _Worker:
    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.read_files = 0
        self.lock = threading.Lock()

    def read(self, function: str, path: Path) -> Article:
        with self.lock:
            answer = self._ask(_question(function, path))
            self.read_files += 1
            if answer.get("worn") or self.read_files >= FILES:
                self.stop()
        if "article" in answer:
            return Article(**answer["article"])
        raise _error(answer, path)

    def read_on(self, function: str, path: Path) -> list[Any] | None:
        """The next list of a file's, None after the last one."""
        answer = self._ask(_question(function, path) | {"stream": True})
        if "rows" in answer:
            rows: list[Any] | None = answer["rows"]
            return rows
        raise _error(answer, path)

    def _ask(self, question: dict[str, Any]) -> dict[str, Any]:
        process = self._running()
        asking, answers = process.stdin, process.stdout
        if asking is None or answers is None:
            raise RuntimeError("the process was started without pipes")
        late = threading.Timer(WALL, process.kill)
        late.start()
        try:
            with suppress(BrokenPipeError):
                asking.write(json.dumps(question).encode() + b"\n")
                asking.flush()
            line = answers.readline()
        finally:
            expired = not late.is_alive()
            late.cancel()
        if line.endswith(b"\n"):
            answer: dict[str, Any] = json.loads(line)
            return answer
        code = self.stop()
        return {"what": _death(code, expired)}

    def _running(self) -> subprocess.Popen[bytes]:
        if self.process is None or self.process.poll() is not None:
            self.stop()
            command = [sys.executable, "-P", "-m", __name__]
            here = str(Path(__file__).parents[2])
            path = os.pathsep.join([*(entry for entry in sys.path if entry), here])  # both find the same modules
            self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": "0"},
            )
            self.read_files = 0
        return self.process

    def stop(self) -> int:
        """End the process, if there is one, and tell its exit code."""
        process, self.process = self.process, None
        if process is None:
            return 0
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()
        try:
            return process.wait(1)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


def _question(function: str, path: Path) -> dict[str, Any]:
    return {"function": function, "path": os.path.abspath(path), "seconds": SECONDS}  # noqa: PTH100 - links stay


def _error(answer: dict[str, Any], path: Path) -> ArticleError:
    told = {name: answer.get(name) for name in ("line", "column")}
    return ArticleError(answer["what"], where=str(path), mend=answer.get("mend") or NOBODY, **told)


def _death(code: int, expired: bool) -> str:
    import signal

    if expired:
        return f"takes longer than {WALL} seconds to read"
    if code == -getattr(signal, "SIGXCPU", 0) and code:
        return f"takes more than {SECONDS} seconds of computing to read"
    return "killed the process that read it"


def serve() -> None:
    """Answer questions on stdin until it ends; what libraries print does not get among the answers."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    limits.lower("RLIMIT_AS", MEMORY)
    limits.lower("RLIMIT_CORE", 0)
    streams: dict[str, Iterator[list[Any]]] = {}
    for line in sys.stdin.buffer:
        question = json.loads(line)
        limits.spend(question["seconds"])
        answers.write(json.dumps(_answer(question, streams)).encode() + b"\n")
        answers.flush()


def _answer(question: dict[str, Any], streams: dict[str, Iterator[list[Any]]]) -> dict[str, Any]:
    """An article, or the next rows of a stream; what kept it from being read otherwise."""
    module, _, name = question["function"].partition(":")
    path = Path(question["path"])
    try:
        parse = getattr(importlib.import_module(module), name)
        if question.get("stream"):
            rows = streams[question["path"]] = streams.get(question["path"]) or parse(path)
            return {"rows": next(rows, None)}
        return {"article": asdict(parse(path))}
    except ArticleError as error:
        return {"what": error.what, "mend": error.mend, "line": error.line, "column": error.column}
    except MemoryError:
        return {"what": f"needs more than {MEMORY >> 30} GB of memory to read", "worn": True}
    except OSError as error:
        return {"what": f"cannot be read ({error.strerror or type(error).__name__})", "mend": "make it readable"}
    except RecursionError:
        return {"what": "is nested too deeply", "worn": True}
    except Exception as error:  # noqa: BLE001 - parsers of foreign formats raise whatever they like
        return {"what": f"is damaged or not what its name says ({type(error).__name__})"}


if __name__ == "__main__":
    serve()
