"""What an editor teaches a site: which ids are one actor or never are, and actors of briefs that it shall know."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefgen import schema, store
from briefgen.config import read_yaml
from briefgen.errors import BriefError, ConfigError
from briefgen.model import Actor, Brief
from briefgen.registry import Decision, load_decisions, load_registry, read_decisions, weigh
from briefgen.registry.decisions import FILE, SCHEMA
from briefgen.yamldump import dump
from briefgen.yamledit import rewrite

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from briefgen.config import Site
    from briefgen.registry import Registry

DECISIONS = f"""\
# yaml-language-server: $schema=schemas/decisions.schema.json
# Which ids are one actor (the first of them stays), and which never are. Decisions are added at the end; of two about
# the same ids the later one holds.
schema: {SCHEMA}
"""
LEARNED = """\
# yaml-language-server: $schema=../schemas/actors.schema.json
# Actors that articles introduced and an editor took in.
"""


@dataclass(frozen=True, slots=True)
class Taught:
    """What became of one lesson: the file that holds it, and whether it was written."""

    path: Path
    written: bool


def decide(site: Site, told: Decision) -> Taught:
    """Add a decision to `site_config/decisions.yml`. Raises BriefgenError for ids nobody has, and contradictions."""
    plain = {key: value for key, value in schema.plain(told).items() if value}
    told = schema.build(Decision, plain, "the decision", {}, ConfigError)
    path = site.config / FILE
    with store.lock(site.root):
        known = {*store.actor_ids(site.briefs, site.cache), *load_registry(site).actors}
        before = [one for folder in site.layers("site_config") for one in read_decisions(folder)]
        known |= {one for decision, _ in before for one in decision.ids}
        for one in told.ids:
            if one not in known:
                near = difflib.get_close_matches(one, known, 1)
                mend = f"did you mean `{near[0]}`?" if near else "name an id of a brief's `actors`"
                raise ConfigError(f"`{one}` is no actor of a brief or of the registry", mend=mend)
        if _holds(told, site):
            return Taught(path, written=False)
        weigh([*(decision for decision, _ in before), told], [*(place for _, place in before), (str(path), None)])
        text = store.read(path) if path.is_file() else DECISIONS
        data = read_yaml(path) if path.is_file() else {"schema": SCHEMA}
        data = {**data, "decisions": [*(data.get("decisions") or ()), plain]}
        return Taught(path, store.write(path, rewrite(text, data), root=site.root))


def _holds(told: Decision, site: Site) -> bool:
    """Whether that is decided already."""
    decisions = load_decisions(site.layers("site_config"))
    if told.same:
        return {decisions.of(one) for one in told.same} == {told.same[0]}
    return all(decisions.apart(a, b) for at, a in enumerate(told.different) for b in told.different[at + 1 :])


def learn(site: Site, path: Path, ids: Sequence[str]) -> Iterator[tuple[str, Taught]]:
    """Take actors of a brief into the site's registry, and whom they act for where that is not known either.

    path: of the brief's file
    Gives the id of each with what became of it. Raises BriefgenError where the brief has no such actor.
    """
    brief = Brief.from_yaml(store.read(path), str(path))
    listed = {actor.id: actor for actor in brief.actors}
    with store.lock(site.root):
        for one in ids:
            if one not in listed:
                near = difflib.get_close_matches(one, listed, 1)
                mend = f"did you mean `{near[0]}`?" if near else f"it has {', '.join(list(listed)[:8])}"
                raise BriefError(f"has no actor `{one}`", where=str(path), mend=mend)
        registry = load_registry(site)
        for one in _with_parties(ids, listed, registry, str(path)):
            yield one, _take_in(site, registry, listed[one])


def _with_parties(ids: Iterable[str], listed: dict[str, Actor], registry: Registry, where: str) -> list[str]:
    """The ids, each after the parties that it acts for and nobody knows."""
    found: list[str] = []
    for one in ids:
        chain = [one]
        while (above := listed[chain[-1]].acts_for) and above not in registry.actors and above not in chain:
            if above not in listed:
                mend = "name an actor of this brief or of the registry"
                raise BriefError(f"`{chain[-1]}` acts for `{above}`, whom nobody knows", where=where, mend=mend)
            chain.append(above)
        found += [each for each in reversed(chain) if each not in found]
    return found


def _take_in(site: Site, registry: Registry, actor: Actor) -> Taught:
    folder = site.config / "actors"
    holder = next((path for path in sorted(folder.glob("*.yml")) if actor.id in (read_yaml(path) or {})), None)
    path = holder or folder / "learned.yml"
    text = store.read(path) if path.is_file() else LEARNED
    data = (read_yaml(path) or {}) if path.is_file() else {}
    entry = {**(data.get(actor.id) or {}), **_entry(actor, registry)}
    if not entry or data.get(actor.id) == entry:
        return Taught(path, written=False)
    entries = {**data, actor.id: entry}
    return Taught(path, store.write(path, rewrite(text, entries) if data else text + dump(entries), root=site.root))


def _entry(actor: Actor, registry: Registry) -> dict[str, Any]:
    """What the registry does not know yet of an actor, as an entry of its file."""
    known = registry.actors.get(actor.id)
    names = [name for name in actor.names if _proper(name, actor) and _free(name, actor.id, registry)]
    if known is not None:
        new = [name for name in names if name not in {text for text, _ in known.aliases()}]
        entry: dict[str, Any] = {"names": [*known.names, *new]} if new else {}
        return entry | ({"role": actor.role} if actor.role and not known.role and actor.kind == "person" else {})
    entry = {"name": actor.name, "kind": actor.kind, "country": actor.country, "acts_for": actor.acts_for}
    entry |= {"role": actor.role, "wikidata": actor.wikidata, "names": [one for one in names if one != actor.name]}
    return {key: value for key, value in entry.items() if value}


def _proper(name: str, actor: Actor) -> bool:
    """Whether a surface form names the actor by itself: a full name, or an acronym; no "the president", no "Holm"."""
    if not name[:1].isupper():
        return False
    return " " in name or (actor.kind != "person" and sum(letter.isupper() for letter in name) > 1)


def _free(name: str, actor: str, registry: Registry) -> bool:
    return all(alias.actor == actor for alias in registry.aliases.get(name, ()))
