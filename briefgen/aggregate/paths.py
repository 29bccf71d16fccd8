"""Where pages lie: safe, short, unique file names from ids."""

from __future__ import annotations

import hashlib
import re

from anyascii import anyascii

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST = 80
# Names that builders or file systems take for something else.
_RESERVED = re.compile(r"(index|readme)(-\d+)?|con|prn|aux|nul|(com|lpt)\d")


def file_name(key: str) -> str:
    """An id as the stem of a file name: itself where it is a plain slug, else a slug with 8 hex digits of its hash."""
    if _SLUG.fullmatch(key) and len(key) <= _LONGEST and not _RESERVED.fullmatch(key):
        return key
    slug = re.sub(r"[^a-z0-9]+", "-", anyascii(key).lower()).strip("-")[: _LONGEST - 9].strip("-")
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{slug}-{digest}" if slug else digest


def brief_path(key: str) -> str:
    """The page of a brief, relative to `docs/`."""
    return f"briefs/{file_name(key)}.md"


def actor_path(key: str) -> str:
    """The page of an actor, relative to `docs/`."""
    return f"actors/{file_name(key)}.md"


def issue_path(key: str) -> str:
    """The page of an issue, relative to `docs/`."""
    return f"issues/{file_name(key)}.md"


def topic_path(key: str) -> str:
    """The page of a topic, relative to `docs/`."""
    return f"topics/{file_name(key)}.md"


def dyad_path(pair: tuple[str, str]) -> str:
    """The page of a dyad, relative to `docs/`; no file name holds `--`, so two pairs never meet."""
    return f"dyads/{file_name(pair[0])}--{file_name(pair[1])}.md"


def anchor(key: str) -> str:
    """An id as a fragment of a page."""
    return key if _SLUG.fullmatch(key) else f"r-{file_name(key)}"
