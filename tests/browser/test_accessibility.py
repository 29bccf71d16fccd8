"""Every kind of page, judged by axe-core: WCAG 2.2 A and AA, phone and desktop, light and dark.

axe-core (MPL-2.0) is not part of this project: it comes with the Python package axe-playwright-python, of which only
that file is used, or from where BRIEFGEN_AXE says.
"""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import site_briefs

from .conftest import Reader, make_site, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.slow
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}  # what a dark page can have by itself
RUN = """
const [only, done] = arguments;
const frame = () => new Promise(requestAnimationFrame);
const run = () => {  // what still changes its colours after a page has become wider is judged by those it will have
  for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish();
  return axe.run(document, {runOnly: only});
};
frame().then(frame).then(run).then((found) => done(found.violations
  .filter((one) => one.impact === "serious" || one.impact === "critical")
  .map((one) => one.id + ": " + one.nodes.map((node) => node.html.slice(0, 200)).join(" | "))));
"""


@pytest.fixture(scope="module")
def axe() -> str:
    """The text of axe-core."""
    package = importlib.util.find_spec("axe_playwright_python")
    folders = [Path(place) for place in (package.submodule_search_locations or ())] if package else []
    for place in (Path(os.environ.get("BRIEFGEN_AXE", "")), *(folder / "axe.min.js" for folder in folders)):
        if place.is_file():
            return place.read_text(encoding="utf-8")
    missing = "axe-core is not installed (pip install axe-playwright-python)"
    if os.environ.get("BRIEFGEN_NO_SKIP") == "1":
        pytest.fail(missing)
    pytest.skip(missing)


@pytest.fixture(scope="module")
def site(once: Callable[..., Path]) -> Iterator[tuple[str, list[str]]]:
    """Address of a small site, and of each kind of page the fullest one."""
    briefs = [
        site_briefs.brief(f"norland-{year}", date=f"{year}-03-04", outlet=outlet)
        for year, outlet in ((2018, "The Gazette"), (2019, "The Courier"), (2021, "The Gazette"))
    ]
    folder = once("axe", lambda root: make_site(root, briefs, site_briefs.registry())) / "site"
    kinds = {}
    for path in sorted(folder.rglob("*.html"), key=lambda path: path.stat().st_size):
        name = path.relative_to(folder).as_posix()
        kinds[name if path.parent == folder or path.name == "index.html" else path.parent] = name
    pages = sorted(kinds.values())
    for address in serve(folder):
        yield address, pages


@pytest.mark.parametrize(("scheme", "rules"), [("light", RULES), ("dark", COLOURS)])
def test_no_serious_findings(
    site: tuple[str, list[str]], reader: Reader, axe: str, scheme: str, rules: dict[str, Any]
) -> None:
    """Each page is opened on a phone and then as wide as a desktop."""
    address, pages = site
    driver = reader.driver
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    driver.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})
    try:
        for page in pages:
            for width in (390, 1440):
                size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
                driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
                if width == 390:
                    reader.read(f"{address}/{page}")
                    reader.run(axe)
                    known = reader.run("return axe.getRules().map((rule) => rule.ruleId)")
                    assert "target-size" in known, "WCAG 2.2 is known"
                assert driver.execute_async_script(RUN, rules) == [], (page, width)
    finally:
        driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
