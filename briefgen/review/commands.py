"""What to type to accept, correct or dismiss what is doubted: edits of the brief's file, told with their lines."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.model import Actor, Relation
from briefgen.schema import place_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefgen.review.doubt import Item
    from briefgen.review.entry import Source
    from briefgen.review.queue import Concern


@dataclass(frozen=True, slots=True)
class Sign:
    """What every command that is told needs: the day to sign with, and the program as it is called for this site."""

    day: str = "YYYY-MM-DD"
    program: str = "briefgen"


def accept(concern: Concern, comparing: Sequence[Item], sources: Mapping[str, Source], sign: Sign) -> str:
    """How to say that the item is right as it stands."""
    item = concern.item
    if not item.section:
        if concern.doubts[0].kind == "clash":
            return f"delete the clash under `generated: clashes:` in {sources[item.brief.id].where}"
        return "nothing to type: both stay, and are counted once"
    others = [doubt.others[0].id for doubt in concern.doubts if doubt.kind == "alike"]
    told = [f"{sign.program} decide different {item.id} {other} --by ab" for other in others]
    if any(doubt.kind != "alike" for doubt in concern.doubts):
        pairs = any(doubt.kind == "contradiction" for doubt in concern.doubts)
        signed = [item, *(o for o in comparing if pairs and o.section and not o.reviewed and o.key != item.key)]
        places = [_after(one, sources[one.brief.id]) for one in signed]
        told.append(f"add `reviewed: {sign.day} ab` (your initials) to the item at {' and to that at '.join(places)}")
    return "; ".join(told)


def _after(item: Item, source: Source) -> str:
    return _line(source, (item.section, item.at))


def _line(source: Source, path: tuple[str | int, ...]) -> str:
    line, _ = place_of(path, source.positions)
    return source.where if line is None else f"{source.where}:{line}"


def correct(concern: Concern, sources: Mapping[str, Source], sign: Sign) -> str:
    """Which fields to edit, the likeliest first, each with its line."""
    item = concern.item
    source = sources[item.brief.id]
    fields = dict.fromkeys(field for doubt in concern.doubts for field in doubt.fields)
    if not item.section:
        return f"edit {_listed(source, (), fields)}" if fields else ""
    others = [doubt.others[0].id for doubt in concern.doubts if doubt.kind == "alike"]
    if others:
        told = (
            f"if they are one: {' or '.join(f'{sign.program} decide same {one} {item.id} --by ab' for one in others)}"
        )
        rest = [field for field in fields if field not in ("id", "names")]
        return f"{told}; otherwise edit {_listed(source, _path(item), rest)}" if rest else told
    edit = f"edit {_listed(source, _path(item), fields)}" if fields else ""
    if isinstance(item.value, Actor) and any(doubt.kind == "actor" for doubt in concern.doubts):
        if item.value.name[:1].islower():  # who is meant by "the rebels" differs from article to article
            return edit
        told_by = next((doubt.others[0] for doubt in concern.doubts if doubt.kind == "actor" and doubt.others), None)
        where = shlex.quote(sources[told_by.brief.id].where if told_by else source.where)
        if told_by:
            return f"{sign.program} learn {where} {item.id}, if it is the same one; otherwise {edit}"
        return f"{edit}; then, for all articles: {sign.program} learn {where} {item.id}"
    if isinstance(item.value, Relation) and "action" in fields:
        return f"{edit}; with an action of the other kind, move the item to the other heading"
    return edit


def _path(item: Item) -> tuple[str | int, ...]:
    return item.section, item.at


def _listed(source: Source, path: tuple[str | int, ...], fields: Sequence[str] | dict[str, None]) -> str:
    """Fields with their lines; the file is named once."""
    told = []
    for field in fields:
        line, _ = place_of((*path, field), source.positions)
        told.append(f"`{field}`" + (f" (line {line})" if line else ""))
    return f"{', '.join(told)} of {source.where}"


def dismiss(concern: Concern, sources: Mapping[str, Source]) -> str:
    """Which lines to delete; what a person deletes stays deleted."""
    item = concern.item
    source = sources[item.brief.id]
    if not item.section:
        article = item.brief.source.path
        copied = concern.doubts[0].kind == "copy" and article and not article.endswith(".jsonl")
        return f"delete content/{article} and {source.where}" if copied else ""
    lines = [line for path, (line, _) in source.positions.items() if path[:2] == (item.section, item.at)]
    span = f"lines {min(lines)}-{max(lines)} of {source.where}" if lines else f"`{item.id}` in {source.where}"
    named = ", and the relations that name it" if isinstance(item.value, Actor) and _takes_part(item) else ""
    return f"delete {span}{named}"


def _takes_part(item: Item) -> bool:
    return any(item.id in (relation.source, relation.target) for relation in item.brief.relations)
