"""Issues of an article."""

from __future__ import annotations
from typing import Any


class IssueFinder:
    def __init__(self, nlp: Any, registry: Any) -> None: ...

    def find(self, doc: Any, cast: Any, title: str | None, limit: int) -> tuple[Any, ...]:
        return ()
