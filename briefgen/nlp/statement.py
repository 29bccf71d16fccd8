"""One line that says who does what to whom."""

from __future__ import annotations

from typing import Any


def statement(doc: Any, cast: Any, finding: Any) -> str:
    return f"{cast.members[finding.source.actor].name} {doc[finding.trigger].text} {cast.members[finding.target.actor].name}"
