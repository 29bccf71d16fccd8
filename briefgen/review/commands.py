"""What to type to accept, correct or dismiss what is doubted: edits of the brief's file, told with their lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.model import Actor, Relation
from briefgen.schema import place_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefgen.review.doubt import Item
    from briefgen.review.entry import Source
    from briefgen.review.queue import Concern


def accept(concern: Concern, comparing: Sequence[Item], sources: Mapping[str, Source], day: str) -> str:
    """How to say that the item is right as it stands."""
    item = concern.item
    if not item.section:
        if concern.doubts[0].kind == "clash":
            return f"delete the clash under `generated: clashes:` in {sources[item.brief.id].where}"
        return "nothing to type: both stay, and are counted once"
    pairs = any(doubt.kind in ("contradiction", "alike") for doubt in concern.doubts)
    signed = [item, *(o for o in comparing if pairs and o.section and not o.reviewed and o.key != item.key)]
    places = [_after(one, sources[one.brief.id]) for one in signed]
    return f"add `reviewed: {day} ab` (your initials) to the item at {' and to that at '.join(places)}"


def _after(item: Item, source: Source) -> str:
    return _line(source, (item.section, item.at))


def _line(source: Source, path: tuple[str | int, ...]) -> str:
    line, _ = place_of(path, source.positions)
    return source.where if line is None else f"{source.where}:{line}"


def correct(concern: Concern, sources: Mapping[str, Source]) -> str:
    """Which fields to edit, the likeliest first, each with its line."""
    item = concern.item
    source = sources[item.brief.id]
    fields = dict.fromkeys(field for doubt in concern.doubts for field in doubt.fields)
    if not item.section:
        return f"edit {_listed(source, (), fields)}" if fields else ""
    merge = next((doubt.others[0] for doubt in concern.doubts if doubt.kind == "alike"), None)
    if merge is not None:
        rename = f"if they are one, set the id to `{merge.id}` here and wherever this brief names it"
        if merge.brief.id == item.brief.id:
            rename = f"if they are one, delete this one and write `{merge.id}` wherever this brief names it"
        rest = [field for field in fields if field not in ("id", "names")]
        told = f"{rename} ({_after(item, source)})"
        return f"{told}; or edit {_listed(source, _path(item), rest)}" if rest else told
    edit = f"edit {_listed(source, _path(item), fields)}" if fields else ""
    if isinstance(item.value, Actor) and any(doubt.kind == "actor" for doubt in concern.doubts):
        return f"{edit}; for all briefs at once, add `{item.id}` to a file of site_config/actors/"
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
