"""Hostile texts in every field of a brief, through to the browser: they are shown as they are and nothing runs.

The escape has to hold by itself: the pages' security policy, which would stop most scripts, is switched off here.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import site_briefs
import yaml
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from briefgen.model import Actor, Brief, Evidence, Issue, Quote, Relation
from briefgen.render.escape import clean

from .conftest import Reader, make_site, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OWN = Path(__file__).resolve().parents[1] / "cases" / "render" / "hostile.yml"
PUBLIC = Path(__file__).resolve().parents[3] / "shared" / "hostile"  # beside the project, where it is there at all
MANY = 1100
TOGETHER = 40  # payloads in one brief

# What text must never become: elements and attributes that act.
FOUND = """
const acting = "article :is(script, iframe, object, embed, form, input, base, meta, math, img)";
const picture = /^[\\w-]+\\.svg$/;
const own = (one) => one.matches("img") && picture.test(one.getAttribute("src")) && one.attributes.length === 2;
const bad = [...document.querySelectorAll(acting)].filter((one) => !own(one));
const address = /^\\s*(javascript|data|vbscript):/i;
for (const one of document.querySelectorAll("*"))
  for (const {name, value} of one.attributes)
    if (name.startsWith("on") || name === "srcdoc" || (/(href|src|action|data)$/.test(name) && address.test(value)))
      bad.push(one);
return bad.map((one) => one.outerHTML.slice(0, 200));
"""


def own() -> list[str]:
    texts: list[str] = yaml.safe_load(OWN.read_text(encoding="utf-8"))
    return texts


def public() -> list[str]:
    """About `MANY` payloads of public lists, every n-th of all that hold something to show."""
    if not PUBLIC.is_dir():
        return []
    lines = (PUBLIC / "xss-payload-list.txt").read_text(encoding="utf-8", errors="replace").splitlines()
    texts = [*json.loads((PUBLIC / "blns.json").read_text(encoding="utf-8")), *lines]
    texts = [text for text in dict.fromkeys(texts) if clean(text)]
    return texts[:: max(1, len(texts) // MANY)][:MANY]


def packed(texts: list[str], number: int) -> Brief:
    """One brief with all of some texts as names, roles, forms, labels, keywords, statements, quotes, and summary."""
    each = list(enumerate(texts))
    actors = tuple(
        Actor(f"actor-{number}-{n}", text, "person" if n else "state", role=text, names=(text,), wikidata=text,
              acts_for=None if n < 2 else f"actor-{number}-0", salience=0.1)
        for n, text in each
    )  # fmt: skip
    issues = tuple(
        Issue(f"issue-{number}-{n}", text, "trade", (text,), evidence=(Quote(text, 0, 1),)) for n, text in each
    )
    relations = tuple(
        Relation(f"r-{n}", f"actor-{number}-{n}", f"actor-{number}-{int(n != 1)}", False, "ACCUSE", "actual", text,
                 (f"issue-{number}-{n}",), text, 0.9, (Evidence(text, 0, 1, text, text, text),))
        for n, text in each
    )  # fmt: skip
    source = replace(site_briefs.brief().source, url=texts[0], publisher=texts[-1], author=texts[0])
    return Brief(
        f"packed-{number}", texts[0], "2021-01-01", "en", texts[-1], source, tuple(Quote(text, 0, 1) for text in texts),
        actors, issues, relations,
    )  # fmt: skip


def titled(text: str, number: int) -> Brief:
    """A brief of which only title, outlet, author and address are hostile."""
    base = site_briefs.brief(f"titled-{number}")
    source = replace(base.source, url=text, publisher=text, author=text)
    return replace(
        base, title=text, source=source, summary=(Quote(text, 0, 1),), friction=base.friction[:1], cooperation=()
    )


def build(root: Path, texts: list[str]) -> None:
    parts = [texts[start : start + TOGETHER] for start in range(0, len(texts), TOGETHER)]
    briefs = [packed(part, number) for number, part in enumerate(parts)]
    briefs += [titled(text, number) for number, text in enumerate(texts)]
    make_site(root, briefs, site_briefs.registry())


@pytest.fixture(scope="module", params=["own", "public"])
def hostile(request: pytest.FixtureRequest, once: Callable[..., Path]) -> Iterator[tuple[str, list[str], Path]]:
    """Address, payloads and folder of a site made of hostile briefs."""
    texts = own() if request.param == "own" else public()
    if not texts:
        pytest.skip("the public lists of payloads are not on this machine")
    folder = once(f"hostile-{request.param}", lambda root: build(root, texts)) / "site"
    for address in serve(folder):
        yield address, texts, folder


@pytest.fixture
def naked(reader: Reader) -> Reader:
    """A browser that ignores the security policy of pages."""
    reader.driver.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})
    return reader


def flat(text: str) -> str:
    return " ".join(text.split())


def test_texts_are_shown_and_nothing_runs(hostile: tuple[str, list[str], Path], naked: Reader) -> None:
    address, texts, _ = hostile
    for number in range(-(-len(texts) // TOGETHER)):
        naked.read(f"{address}/briefs/packed-{number}.html")
        naked.check()
        assert naked.run(FOUND) == []
        shown = flat(naked.run("return document.querySelector('article').textContent"))
        for text in texts[number * TOGETHER : (number + 1) * TOGETHER]:
            assert shown.count(clean(text)) >= 4, text


def test_titles_are_shown_and_nothing_runs(hostile: tuple[str, list[str], Path], naked: Reader) -> None:
    address, texts, _ = hostile
    for number in range(0, len(texts), max(1, len(texts) // 30)):
        naked.read(f"{address}/briefs/titled-{number}.html")
        naked.check()
        assert naked.run(FOUND) == []
        assert flat(naked.run("return document.querySelector('h1').firstChild.textContent")) == clean(texts[number])
        assert naked.driver.title == f"{clean(texts[number])} - Test site"


def test_lists_and_front_page_show_titles_and_nothing_runs(hostile: tuple[str, list[str], Path], naked: Reader) -> None:
    address, _, folder = hostile
    lists = ["index.html", *(f"{kind}/{path.name}" for kind in ("briefs", "actors", "dyads", "issues")
             for path in sorted((folder / kind).glob("index*.html")))]  # fmt: skip
    few = [
        f"{kind}/{path.name}"
        for kind in ("actors", "dyads", "issues")
        for path in sorted((folder / kind).glob("*-0-*"))[:4]
    ]
    more = ["matrix.html", "network.html", *(f"{kind}/{path.name}" for kind in ("months", "weeks", "topics")
            for path in sorted((folder / kind).glob("*.html"))[:3])]  # fmt: skip
    for page in lists + few + more:
        naked.read(f"{address}/{page}")
        naked.check()
        assert naked.run(FOUND) == [], page


def test_search_shows_texts_and_nothing_runs(hostile: tuple[str, list[str], Path], naked: Reader) -> None:
    address, _, _ = hostile
    naked.read(f"{address}/index.html")
    naked.run("document.querySelector('label[for=__search]').click()")
    field = naked.driver.find_element(By.CSS_SELECTOR, ".md-search__input")
    for words in ("script", "alert", "onerror"):
        field.clear()
        field.send_keys(words)
        WebDriverWait(naked.driver, 20).until(
            lambda driver: driver.find_elements(By.CSS_SELECTOR, ".md-search-result__item")
        )
        naked.check()


def test_the_policy_alone_would_stop_a_script(hostile: tuple[str, list[str], Path], reader: Reader) -> None:
    """A second wall: with the policy in force, a script that somehow came to stand in a page does not run."""
    address, _, _ = hostile
    reader.read(f"{address}/about.html")
    reader.run("""
      const script = document.createElement("script"); script.textContent = "alert(1)"; document.body.append(script);
      const image = document.createElement("img"); image.setAttribute("onerror", "alert(2)"); image.src = "none.png";
      document.body.append(image);
      const link = document.createElement("a"); link.href = "javascript:alert(3)";
      document.body.append(link); link.click();
    """)
    WebDriverWait(reader.driver, 5).until(lambda _: len(reader.complaints()) > 0)
    assert reader.run("return window.ran") == []
