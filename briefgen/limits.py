"""Limits that the operating system holds a process to. Windows has none of these."""

from __future__ import annotations

import os
from contextlib import suppress


def lower(name: str, value: int) -> None:
    """Set a limit (`RLIMIT_…`) of this process; it can be raised again up to what the process was started with."""
    try:
        import resource
    except ImportError:
        return
    kind = getattr(resource, name, None)
    if kind is not None:
        _, hard = resource.getrlimit(kind)
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def spend(seconds: float) -> None:
    """Let this process compute so many seconds more and no longer."""
    times = os.times()
    lower("RLIMIT_CPU", int(times.user + times.system + seconds) + 1)
