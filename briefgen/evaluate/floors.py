"""Floors: what figures of `briefgen eval` may not fall below (or, where less is better, not rise above)."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from briefgen import schema, store, yamltext
from briefgen.config import read_yaml
from briefgen.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from briefgen.evaluate.figures import Figure, Section

MARGIN = 0.02  # how far from what holds a floor is set, so that a harmless change does not break it
HEADER = """\
# What the figures of `briefgen eval` have to reach; a test and CI hold them.
# After an improvement: briefgen eval --floors tests/floors.yml --raise-floors
# Only where a loss is meant:  briefgen eval --floors tests/floors.yml --lower-floors
"""


@dataclass(frozen=True, slots=True)
class Floors:
    """Bounds by `section.figure`."""

    at_least: dict[str, Any] = field(default_factory=dict)
    at_most: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Held:
    """A figure beside its bound."""

    figure: str
    value: float
    bound: float
    holds: bool


def read_floors(path: Path) -> Floors:
    """The floors of a file; none where there is no file yet. Raises ConfigError."""
    if not path.is_file():
        return Floors({}, {})
    found = schema.build(Floors, read_yaml(path), str(path), {}, ConfigError)
    for name, bound in (found.at_least | found.at_most).items():
        if isinstance(bound, bool) or not isinstance(bound, int | float):
            raise ConfigError(f"the bound of `{name}` is no number", where=str(path), mend="write a number")
    return found


def compare(floors: Floors, sections: Iterable[Section], where: str) -> tuple[Held, ...]:
    """Every bound of the measured sections beside its figure. Raises ConfigError for a bound without a figure."""
    measured = dict(_named(sections))
    names = {name.partition(".")[0] for name in measured}
    held = []
    for bounds, sign in ((floors.at_least, 1), (floors.at_most, -1)):
        for name, bound in bounds.items():
            if name in measured:
                value = round(measured[name].value, 3)
                held.append(Held(name, value, bound, sign * value >= sign * bound))
            elif name.partition(".")[0] in names or "." not in name:
                mend = f"write one of {', '.join(measured)}"
                raise ConfigError(f"there is no figure `{name}`", where=where, mend=mend)
    if not held:
        mend = "measure what it names, or fill it with --raise-floors"
        raise ConfigError("bounds no figure that was measured", where=where, mend=mend)
    return tuple(held)


def moved(floors: Floors, sections: Iterable[Section], *, up: bool) -> Floors:
    """Floors a margin below the figures: `up` those that are further off and new ones, else those that do not hold."""
    sides = {"more": dict(floors.at_least), "less": dict(floors.at_most)}
    for name, figure in _named(sections):
        bounds = sides.get(figure.sense)
        if bounds is None or not (up or name in bounds):
            continue
        sign = 1 if figure.sense == "more" else -1
        near, old, value = _near(figure), bounds.get(name), round(figure.value, 3)
        if old is None or (sign * near > sign * old if up else sign * value < sign * old):
            bounds[name] = near
    return Floors(sides["more"], sides["less"])


def _near(figure: Figure) -> float:
    """A bound just off a figure, on its worse side, in thousandths."""
    if figure.sense == "more":
        return max(0.0, floor(round(1000 * (figure.value - MARGIN), 6)) / 1000)
    return ceil(round(1000 * (figure.value + MARGIN), 6)) / 1000


def write_floors(path: Path, floors: Floors) -> None:
    """Write a file of floors. Raises StoreError."""
    store.write(path, HEADER + yamltext.dump({"at_least": floors.at_least, "at_most": floors.at_most}))


def _named(sections: Iterable[Section]) -> Iterator[tuple[str, Figure]]:
    for section in sections:
        for figure in section.figures:
            yield f"{section.name}.{figure.name}", figure
