"""Briefs made by hand, for tests of pages: a small quarrel, and the same with any text in every field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefgen.config import Settings
from briefgen.model import (
    Action,
    Actor,
    Brief,
    Evidence,
    Issue,
    Quote,
    Relation,
    Source,
    Status,
    text_hash,
)  # fmt: skip
from briefgen.registry import Operators, Registry, Topic

if TYPE_CHECKING:
    from collections.abc import Callable


# A page for everything, so that a brief or two make every kind of page.
EVERYTHING = Settings(
    repo_url="https://code.example/site", actor_page_min_briefs=1, dyad_page_min_briefs=1, issue_page_min_briefs=1
)


def registry(**more: Any) -> Registry:
    """A registry that knows two topics and no actor."""
    topics = {"arms": Topic("arms", "Arms", "security"), "trade": Topic("trade", "Trade", "economy")}
    return Registry({}, (), Operators({}), topics, {"security": "Security", "economy": "Economy"}, **more)


def relation(
    key: str, source: str, target: str, action: Action, *, status: Status = "actual", date: str | None = None,
    issues: tuple[str, ...] = (), statement: str = "", quote: str = "",
    confidence: float = 0.9, symmetric: bool = False,
) -> Relation:  # fmt: skip
    """One item of a brief with a quote of its own."""
    statement = statement or f"{source} does {action} to {target}"
    quote = quote or f"It is said that {statement} in {key}."
    evidence = Evidence(quote, 0, len(quote), source, target, action.lower())
    return Relation(key, source, target, symmetric, action, status, date, issues, statement, confidence, (evidence,))


def actors() -> tuple[Actor, ...]:
    """Two states with a minister each, and an organisation."""
    return (
        Actor("norland", "Norland", "state", "NOR", names=("Norland", "Norlandic"), mentions=9, salience=0.4),
        Actor("sudria", "Sudria", "state", "SUD", names=("Sudria",), mentions=7, salience=0.3),
        Actor("ada-holm", "Ada Holm", "person", acts_for="norland", role="Foreign Minister of Norland", salience=0.1),
        Actor("union", "Union of States", "igo", names=("the Union",), mentions=2, salience=0.1),
        Actor("bystander", "Bystander", "person", mentions=1, salience=0.1),
    )


def brief(
    key: str = "norland-sudria-tariffs", *, date: str | None = "2021-03-04", outlet: str | None = "The Gazette"
) -> Brief:
    """A brief with every kind of field filled, and words of its own."""
    return Brief(
        id=key,
        title="Norland Hits Sudria With Tariffs",
        date=date,
        language="en",
        updated="2021-03-05",
        source=Source(f"articles/{key}.md", "https://news.example/a-b?x=1&y=(2)", outlet, "A. Writer", text_hash(key)),
        summary=(Quote("Norland imposed tariffs on Sudria.", 0, 34), Quote(f"Talks go on, says {key}.", 35, 47)),
        actors=actors(),
        issues=(
            Issue("steel-tariffs", "Steel tariffs", "trade", ("steel", "tariffs"), 4, 0.7, (Quote("tariffs", 16, 23),)),
            Issue("missile-sale", "Missile sale", "arms", ("missiles",), 1, 0.3),
        ),
        friction=(
            relation(f"r-1-{key}", "norland", "sudria", "SANCTION", date="2021-03-03", issues=("steel-tariffs",)),
            relation(f"r-2-{key}", "sudria", "ada-holm", "ACCUSE", confidence=0.55),
            relation(f"r-3-{key}", "norland", "sudria", "ASSAULT", status="denied"),
        ),
        cooperation=(
            relation(f"r-4-{key}", "norland", "union", "AGREE", status="planned", issues=("missile-sale",)),
            relation(f"r-5-{key}", "ada-holm", "sudria", "CONSULT", status="past", date="2020-12", symmetric=True),
        ),
    )


def hostile(text: Callable[[str], str]) -> Brief:
    """A brief whose every free text is what `text` gives for the name of the field."""
    quote = lambda name: Quote(text(name), 0, 1)  # noqa: E731
    evidence = Evidence(text("quote"), 0, 1, text("source_text"), text("target_text"), text("trigger"))
    base = brief("hostile")
    two = tuple(
        Relation(f"r-{n}", "norland", "sudria", n > 6, action, "actual", text("relation date"), ("steel-tariffs",),
                 text("statement"), 0.5, (evidence,))
        for n, action in enumerate(("SANCTION", "AID"))
    )  # fmt: skip
    return Brief(
        id="hostile",
        title=text("title"),
        date=base.date,
        language=text("language"),
        updated=text("updated"),
        source=Source(text("path"), text("url"), text("publisher"), text("author"), "0" * 64),
        summary=(quote("summary"),),
        actors=tuple(
            Actor(
                a.id, text("name"), a.kind, text("country"), a.acts_for, text("role"), text("wikidata"), (text("form"),)
            )
            for a in base.actors
        ),
        issues=(Issue("steel-tariffs", text("label"), "trade", (text("keyword"),), 1, 1.0, (quote("issue quote"),)),),
        friction=two[:1],
        cooperation=two[1:],
    )
