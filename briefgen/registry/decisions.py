"""What people decided about ids of actors, for ever: which are one actor, and which never are.

`site_config/decisions.yml` is only ever added to. Of two decisions about the same two ids the later holds; of ids that
are one actor, the one stays that the latest decision about them names first.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import combinations
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from briefgen import schema
from briefgen.config import read_positions, read_yaml
from briefgen.errors import ConfigError
from briefgen.model import DAY, ID

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from briefgen.registry.entries import ActorEntry

Strings = tuple[str, ...]

FILE = "decisions.yml"
SCHEMA = "briefgen/decisions/1"


@dataclass(frozen=True, slots=True)
class Decision:
    """One judgement: ids that are one actor, which keeps the first, or ids that are as many actors."""

    by: str = field(metadata=schema.Rule(pattern=r"\S(.*\S)?", mend="write initials or a name"))
    date: str = field(metadata=DAY)
    same: Strings = field(default=(), metadata=ID)
    different: Strings = field(default=(), metadata=ID)
    why: str | None = field(default=None, metadata=schema.Rule(omit=True))

    @property
    def ids(self) -> Strings:
        return self.same or self.different

    def problems(self) -> Iterator[tuple[str, str, str]]:
        if bool(self.same) == bool(self.different):
            yield "same", "or `different` has to be told, and not both", "write one of them, a decision each"
        elif len(set(self.ids)) < max(2, len(self.ids)):
            yield ("same" if self.same else "different"), "is not of two ids or more", "name each id once"


@dataclass(frozen=True, slots=True)
class DecisionFile:
    """What `decisions.yml` holds; decisions are added at its end."""

    schema: str = field(metadata=schema.Rule(pattern=SCHEMA, mend=f"write `schema: {SCHEMA}`, or update briefgen"))
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Decisions:
    """All decisions together.

    one: id of an actor to the id that stays in its place; parted: pairs of ids that stay, and are never one
    """

    one: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    parted: frozenset[frozenset[str]] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.one or self.parted)

    def plain(self) -> list[Any]:
        """The same as plain values in a fixed order."""
        return [sorted(self.one.items()), sorted(map(sorted, self.parted))]

    def of(self, actor: str) -> str:
        """The id that stays for an actor: its own where nothing was decided."""
        return self.one.get(actor, actor)

    def apart(self, one: str, other: str) -> bool:
        """Whether it was decided that two ids are two actors."""
        return bool(self.parted) and frozenset((self.of(one), self.of(other))) in self.parted


def load_decisions(folders: Sequence[Path]) -> Decisions:
    """The decisions of all folders, in order. Raises ConfigError with the place of what cannot hold."""
    told = [one for folder in folders for one in read_decisions(folder)]
    return weigh([decision for decision, _ in told], [place for _, place in told])


def read_decisions(folder: Path) -> Iterator[tuple[Decision, tuple[str, int | None]]]:
    """The decisions of one folder, each with the path of the file and its line. Raises ConfigError."""
    path = folder / FILE
    if not path.is_file():
        return
    data = read_yaml(path)
    if not isinstance(data, dict):
        mend = f"begin it with `schema: {SCHEMA}`"
        raise ConfigError("is no file of decisions", where=str(path), line=1, column=1, mend=mend)
    found = schema.build(DecisionFile, data, str(path), positions := read_positions(path), ConfigError)
    for at, decision in enumerate(found.decisions):
        yield decision, (str(path), schema.place_of(("decisions", at), positions)[0])


def weigh(told: Sequence[Decision], places: Sequence[tuple[str, int | None]]) -> Decisions:
    """What holds after these decisions, in order; `places` are the path and line of each, for the message.

    Raises ConfigError where ids are one actor by some decisions and two by another.
    """
    latest: dict[frozenset[str], int] = {}
    for at, decision in enumerate(told):
        first = [(decision.same[0], other) for other in decision.same[1:]]
        for one, other in first or combinations(decision.different, 2):
            latest[frozenset((one, other))] = at
    stays = _groups(told, latest)
    parted = {}
    for pair, at in latest.items():
        if told[at].different:
            ends = frozenset(stays.get(one, one) for one in pair)
            if len(ends) == 1:
                where, line = places[at]
                a, b = sorted(pair)
                what = f"`{a}` and `{b}` are different here, but one actor by others, `{next(iter(ends))}`"
                raise ConfigError(what, where=where, line=line, mend="add one that says which of the others is wrong")
            parted[ends] = at
    return Decisions(MappingProxyType({a: b for a, b in stays.items() if a != b}), frozenset(parted))


def _groups(told: Sequence[Decision], latest: Mapping[frozenset[str], int]) -> dict[str, str]:
    """Each id of some actor with several to the one that stays."""
    stays: dict[str, str] = {}
    for at, decision in enumerate(told):
        for other in decision.same[1:]:
            first = decision.same[0]
            if latest[frozenset((first, other))] != at:
                continue
            roots = {stays.get(first, first), stays.get(other, other)}
            stays |= dict.fromkeys([one for one, root in stays.items() if root in roots], first)
            stays |= {first: first, other: first}
    return stays


def united(actors: dict[str, ActorEntry], decisions: Decisions) -> dict[str, ActorEntry]:
    """The known actors with those that are one brought together under the id that stays.

    All names stand for it; what the kept entry leaves open is taken from the others.
    """
    if not decisions.one:
        return actors
    found: dict[str, ActorEntry] = {}
    ordered = sorted(actors, key=lambda key: key in decisions.one)  # the entry of the id that stays comes first
    for key in ordered:
        entry = _renamed(actors[key], decisions)
        found[entry.id] = _joined(found[entry.id], entry) if entry.id in found else entry
    return {key: found[key] for key in dict.fromkeys(decisions.of(key) for key in actors)}


def _renamed(entry: ActorEntry, decisions: Decisions) -> ActorEntry:
    above = decisions.of(entry.acts_for) if entry.acts_for else None
    own = decisions.of(entry.id)
    members = tuple(dict.fromkeys(decisions.of(one) for one in entry.members))
    return replace(entry, id=own, acts_for=None if above == own else above, members=members)


def _joined(kept: ActorEntry, other: ActorEntry) -> ActorEntry:
    values: dict[str, Any] = {}
    for name in kept.__dataclass_fields__:
        mine, theirs = getattr(kept, name), getattr(other, name)
        values[name] = tuple(dict.fromkeys((*mine, *theirs))) if isinstance(mine, tuple) else mine or theirs
    values["names"] = tuple(dict.fromkeys(one for one in (*values["names"], other.name) if one != kept.name))
    return replace(kept, **values)
