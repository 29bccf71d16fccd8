"""A merged brief as the text of its file: a person's comments and layout stay."""

from __future__ import annotations

import re
from dataclasses import replace

from briefgen.errors import BriefgenError
from briefgen.model import Brief, schema_comment
from briefgen.yamldump import dump
from briefgen.yamledit import rewrite

GENERATED = re.compile(r"generated:\n(?: [^#\n]*\n)*")  # the last key of a file, without comments


def written(mine: Brief, brief: Brief, text: str | None) -> str:
    """The merged file: as it was where nothing changed, with its comments and layout where a person touched those.

    mine: the brief that the file holds; brief: the merged one; text: the file, None if there is none
    """
    if text is not None and brief == mine:
        return text
    if text is None or text == mine.to_yaml():
        return brief.to_yaml()
    before = schema_comment(mine.source.path)
    if text.startswith(before):
        text = schema_comment(brief.source.path) + text.removeprefix(before)
    edited = _edited(text, brief)
    if edited is not None:
        return edited
    # Never met in tests; comments are then kept at the head of the file.
    comments = [line.strip() for line in text.splitlines() if line.strip().startswith("#")]
    own, _, rest = brief.to_yaml().partition("\n")
    return "\n".join(dict.fromkeys([own, *comments])) + "\n" + rest


def _edited(text: str, brief: Brief) -> str | None:
    """The file as edited to hold a brief, None where it then would not.

    What is generated is half of the file; it mostly ends it without any comment, and is then written anew unread.
    """
    value, own, generated = brief.plain(), text, ""
    at = text.find("\ngenerated:\n") + 1
    if at and GENERATED.fullmatch(text, at):
        own = text[:at]
        generated = dump({"generated": value.pop("generated")})
    edited = rewrite(own, value, ("generated",))
    try:
        read = Brief.from_yaml(edited)
    except BriefgenError:
        return None
    return edited + generated if (replace(read, generated=brief.generated) if generated else read) == brief else None
