"""The built site as a reader meets it: phone and desktop, light and dark, with and without scripts, with search."""

from __future__ import annotations

import base64
import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import site_briefs
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from briefgen.model import Actor, Quote

from .conftest import Reader, make_site, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from briefgen.model import Brief

PAGES = (
    "index.html", "briefs/index.html", "actors/index.html", "dyads/index.html", "issues/index.html", "about.html",
    "briefs/norland-again.html", "actors/norland.html", "actors/ada-holm.html", "dyads/norland--sudria.html",
    "issues/steel-tariffs.html", "topics/index.html", "topics/trade.html", "matrix.html", "network.html",
    "data/index.html", "months/index.html", "months/2022-01.html", "weeks/index.html", "weeks/2022-w02.html",
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(once: Callable[..., Path]) -> Path:
    briefs = [site_briefs.brief(), site_briefs.brief("norland-again", date="2022-01-10", outlet="The Courier")]
    return once("reading", lambda root: make_site(root, briefs, site_briefs.registry(), offline=True)) / "site"


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    yield from serve(folder)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_kind_of_page(address: str, reader: Reader, scheme: str) -> None:
    """Each is opened on a phone and then as wide as a desktop."""
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    reader.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    try:
        for page in PAGES:
            for width in (390, 1440):
                size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
                reader.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
                if width == 390:
                    reader.read(f"{address}/{page}")
                assert reader.run("return document.documentElement.scrollWidth") <= width, page
            reader.check()
            wanted = {"light": "default", "dark": "slate"}[scheme]
            assert reader.run("return document.body.dataset.mdColorScheme") == wanted, page
    finally:
        reader.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


PAPER = """
  const seen = [...document.querySelectorAll("article :is(p, a, em, h1, h2, td, span, strong)")];
  const light = (element) => {
    const [r, g, b] = getComputedStyle(element).color.match(/[\\d.]+/g).map(Number);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  return [Math.max(...seen.map(light)), getComputedStyle(document.querySelector("article")).colorScheme];
"""


@pytest.mark.parametrize(
    "page", ["index.html", "briefs/norland-again.html", "dyads/norland--sudria.html", "matrix.html"]
)
def test_paper_is_written_dark_from_a_dark_screen(address: str, reader: Reader, page: str) -> None:
    """Pictures follow the colour scheme of the page."""
    features = [{"name": "prefers-color-scheme", "value": "dark"}]
    try:
        for media in ("", "print"):
            reader.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": features})
            reader.read(f"{address}/{page}")
            lightest, scheme = reader.run(PAPER)
            assert (lightest < 130, scheme) == ((True, "light") if media else (False, "dark"))
    finally:
        reader.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})


@pytest.mark.parametrize("page", ["matrix.html", "network.html"])
def test_the_matrix_and_the_network_stand_on_one_sheet(address: str, reader: Reader, page: str) -> None:
    """A sheet that lies begins with the page: nothing before it stands alone on one that is upright."""
    reader.read(f"{address}/{page}")
    printed = base64.b64decode(reader.driver.execute_cdp_cmd("Page.printToPDF", {})["data"])
    assert len(re.findall(rb"/Type /Page\b", printed)) == 1


OVERLAPS = """
  const names = [...document.querySelectorAll("#bg-network text")];
  const boxes = names.map((one) => [one.textContent, one.getBoundingClientRect()]);
  const across = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const down = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return boxes.flatMap(([name, a], index) => boxes.slice(index + 1)
    .filter(([, b]) => across(a, b) > 1 && down(a, b) > 1).map(([other]) => `${name} / ${other}`));
"""


def crowd() -> Brief:
    """A brief of forty states, at odds and working together with as many each."""
    states = tuple(Actor(f"state-{n}", f"Republic of Number {n}", "state") for n in range(40))
    pairs = [(f"state-{n * n % 40}", f"state-{(3 * n + 7) % 40}") for n in range(90)]
    aid = tuple(site_briefs.relation(f"r-{n}", *pair, "AID") for n, pair in enumerate(pairs))
    blame = tuple(site_briefs.relation(f"f-{n}", *pair, "ACCUSE") for n, pair in enumerate(pairs))
    return replace(site_briefs.brief(), actors=states, friction=blame, cooperation=aid, issues=())


def test_a_full_matrix_stands_on_one_sheet(tmp_path: Path, reader: Reader) -> None:
    a4 = {"paperWidth": 8.27, "paperHeight": 11.69}
    for address in serve(make_site(tmp_path, [crowd()], site_briefs.registry())):
        reader.read(f"{address}/matrix.html")
        assert reader.run("return document.querySelectorAll('tbody tr').length") == 25
        printed = base64.b64decode(reader.driver.execute_cdp_cmd("Page.printToPDF", a4)["data"])
        assert len(re.findall(rb"/Type /Page\b", printed)) == 1


@pytest.mark.parametrize("width", [390, 1440])
def test_names_in_the_network_do_not_lie_over_one_another(tmp_path: Path, reader: Reader, width: int) -> None:
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    reader.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        for address in serve(make_site(tmp_path, [crowd()], site_briefs.registry())):
            reader.read(f"{address}/network.html")
            assert reader.run(OVERLAPS) == []
            drawn = reader.run("return document.querySelectorAll('#bg-network text').length")
            assert drawn >= 12
            told = reader.run("return document.querySelector('#bg-network [role=status]').textContent")
            assert f"Parties: {drawn}, the most active of " in told
            fill = "return getComputedStyle(document.querySelector('#bg-network a, #bg-network text')).fill"
            assert reader.run(fill) == reader.run(fill.replace("a, #bg-network", ""))  # the line under a name
    finally:
        reader.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_a_page_that_is_not_there_leads_on(address: str, reader: Reader) -> None:
    reader.read(f"{address}/404.html")
    reader.check()
    links = "return [...document.querySelectorAll('article li a')].map((link) => new URL(link.href).pathname)"
    assert {"/index.html", "/dyads/index.html", "/months/index.html"} <= set(reader.run(links))


def test_the_network_is_drawn_for_the_width_of_the_page(address: str, reader: Reader) -> None:
    size = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    reader.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        reader.read(f"{address}/network.html")
        names = "return [...document.querySelectorAll('#bg-network text')].map((one) => one.textContent)"
        assert {"Norland", "Sudria"} <= set(reader.run(names))
        svg = (
            "const svg = document.querySelector('#bg-network svg'); return svg.clientWidth / svg.viewBox.baseVal.width"
        )
        assert reader.run(svg) > 0.9  # letters are as large as they were meant
        assert reader.run("return document.querySelector('details table').checkVisibility()") is False
        reader.run("document.querySelector('details summary').click()")
        assert reader.run("return document.querySelector('details table').checkVisibility()")
        reader.check()
    finally:
        reader.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def search(reader: Reader, words: str) -> list[str]:
    """The links of the results for some words."""
    reader.run("document.querySelector('label[for=__search]').click()")
    field = reader.driver.find_element(By.CSS_SELECTOR, ".md-search__input")
    field.clear()
    field.send_keys(words)
    WebDriverWait(reader.driver, 20).until(
        lambda driver: driver.find_elements(By.CSS_SELECTOR, ".md-search-result__link")
    )
    links = reader.driver.find_elements(By.CSS_SELECTOR, ".md-search-result__link")
    return [link.get_attribute("href") or "" for link in links]


def briefs_found(reader: Reader) -> list[str]:
    """The briefs among the results, in their order."""
    links = "return [...document.querySelectorAll('.md-search-result__link')].map((one) => one.href).join(' ')"
    return list(dict.fromkeys(re.findall(r"briefs/(\w+)", reader.run(links))))


def test_what_holds_all_the_words_comes_before_what_holds_but_one(tmp_path: Path, reader: Reader) -> None:
    """In itself the search puts any title that has one word of several before every text that has all of them."""

    def told(key: str, title: str, quote: str) -> Brief:
        return replace(site_briefs.brief(key), title=title, summary=(Quote(quote, 0, 1),), friction=(), cooperation=())

    briefs = [
        told("one", "Harbour Harbour Harbour", "Nothing else."),
        told("apart", "A dispute at length", "A fee for boats, and a harbour."),
        told("beside", "News of the day", "They argued about the harbour fee again."),
        told("titled", "Fee of the harbour", "Nothing else."),
    ]
    folder = make_site(tmp_path, briefs, site_briefs.registry(), offline=True)
    for address in itertools.chain(serve(folder), [folder.as_uri()]):
        reader.read(f"{address}/index.html")
        search(reader, "harbour fee")
        WebDriverWait(reader.driver, 20).until(  # every key that is typed brings other results
            lambda _: briefs_found(reader) == ["titled", "beside", "apart", "one"]
        )
        reader.check(hosts=("127.0.0.1",))


FIRST = "return document.querySelector('.md-search-result__link')?.href"


def test_the_page_of_who_is_sought_comes_before_articles_that_name_them(tmp_path: Path, reader: Reader) -> None:
    """Also where the name is typed in plain letters, and one word of it is enough."""
    who = tuple(replace(one, name="Ada Hølm") if one.id == "ada-holm" else one for one in site_briefs.actors())
    titles = ("Holm travels north", "Holm and Holm's rivals")
    briefs = [replace(site_briefs.brief(f"b-{n}"), title=title, actors=who) for n, title in enumerate(titles)]
    for address in serve(make_site(tmp_path, briefs, site_briefs.registry())):
        reader.read(f"{address}/index.html")
        for words in ("holm", "Hølm", "ada holm"):
            search(reader, words)
            WebDriverWait(reader.driver, 20).until(lambda _: "actors/ada-holm.html" in reader.run(FIRST))


@pytest.mark.parametrize(
    ("words", "page"),
    [("Ada Holm", "actors/ada-holm.html"), ("steel tariffs", "issues/steel-tariffs.html"),
     ("It is said that norland does SANCTION", "briefs/norland-again.html")],
)  # fmt: skip
def test_search_finds_actors_issues_and_words_of_quotes(address: str, reader: Reader, words: str, page: str) -> None:
    reader.read(f"{address}/index.html")
    assert any(page in link for link in search(reader, words))
    reader.check()


def test_the_other_builder_s_pages_and_search(tmp_path: Path, reader: Reader) -> None:
    pytest.importorskip("zensical", reason="the optional builder Zensical is not installed")
    briefs = [site_briefs.brief(), site_briefs.brief("norland-again", date="2022-01-10", outlet="The Courier")]
    folder = make_site(tmp_path, briefs, site_briefs.registry(), builder="zensical")
    found = "return [...document.querySelectorAll('*')].some((one) => /Ada Holm/.test(one.shadowRoot?.textContent))"
    for address in serve(folder):
        for page in PAGES:
            reader.read(f"{address}/{page}")
            reader.check()
        reader.run("document.querySelector('.md-search__button').click()")
        ActionChains(reader.driver).send_keys("Ada Holm").perform()
        WebDriverWait(reader.driver, 20).until(lambda driver: driver.execute_script(found))
        reader.check()


def test_the_offline_site_works_from_a_folder(folder: Path, reader: Reader) -> None:
    for page in PAGES:
        reader.read((folder / page).as_uri())
        reader.check(hosts=())
    assert any("actors/ada-holm.html" in link for link in search(reader, "Ada Holm"))
    reader.check(hosts=())


def test_pages_read_well_without_scripts(address: str, reader: Reader) -> None:
    reader.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    for page in PAGES:
        reader.driver.get(f"{address}/{page}")
        body = reader.driver.find_element(By.TAG_NAME, "article")
        assert len(body.text) > 60, page
        assert reader.driver.find_element(By.CSS_SELECTOR, "html").get_attribute("lang") == "en"
    reader.driver.get(f"{address}/dyads/norland--sudria.html")
    body = reader.driver.find_element(By.TAG_NAME, "article")
    assert "Chronology" in body.text
    assert "It is said that norland does SANCTION to sudria" in body.text


def test_without_scripts_nothing_is_wider_than_a_phone(address: str, reader: Reader) -> None:
    """The title of a page, which a script moves into the header, is in nobody's way."""
    size = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    reader.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    reader.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        for page in PAGES:
            reader.driver.get(f"{address}/{page}")
            shown = reader.driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
            assert shown["width"] <= 390, page
    finally:
        reader.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_without_scripts_the_colours_are_the_system_s(address: str, reader: Reader) -> None:
    features = [{"name": "prefers-color-scheme", "value": "dark"}]
    reader.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    reader.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    reader.driver.get(f"{address}/dyads/norland--sudria.html")
    shown = reader.driver.find_element(By.TAG_NAME, "article").value_of_css_property("color")
    behind = reader.driver.find_element(By.TAG_NAME, "body").value_of_css_property("background-color")
    assert min(map(float, re.findall(r"[\d.]+", shown)[:3])) > 180
    assert max(map(float, re.findall(r"[\d.]+", behind)[:3])) < 60


def test_a_reader_s_choice_of_colours_stays(address: str, reader: Reader) -> None:
    features = [{"name": "prefers-color-scheme", "value": "light"}]
    reader.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    reader.read(f"{address}/index.html")
    for _ in range(2):  # from "as the system" by light to dark
        reader.run("document.querySelector('[data-md-component=palette] label:not([hidden])').click()")
    assert reader.run("return document.body.dataset.mdColorScheme") == "slate"
    reader.read(f"{address}/briefs/norland-again.html")
    assert reader.run("return document.body.dataset.mdColorScheme") == "slate"
    reader.run("localStorage.clear()")


def test_pictures_follow_the_colours_of_the_page(address: str, reader: Reader) -> None:
    """The system is light, the reader chose dark: a picture then has its dark colours."""
    features = [{"name": "prefers-color-scheme", "value": "light"}]
    reader.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    reader.read(f"{address}/dyads/norland--sudria.html")
    script = """
      const image = document.querySelector("article img");
      return getComputedStyle(image).colorScheme;
    """
    assert reader.run(script) == "light"
    for _ in range(2):
        reader.run("document.querySelector('[data-md-component=palette] label:not([hidden])').click()")
    assert reader.run(script) == "dark"
    reader.run("localStorage.clear()")


def test_paper_leaves_out_what_only_a_screen_needs(address: str, reader: Reader) -> None:
    reader.read(f"{address}/briefs/norland-again.html")
    reader.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        shown = "return [...document.querySelectorAll(arguments[0])].filter((one) => one.offsetParent).length"
        for selector in (".md-header", ".md-sidebar", ".headerlink", "article a[href*=':~:text=']"):
            assert reader.run(shown, selector) == 0, selector
        assert reader.run(shown, "article blockquote") >= 4
    finally:
        reader.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
