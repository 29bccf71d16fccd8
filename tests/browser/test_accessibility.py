"""Every kind of page, judged by axe-core: WCAG 2.2 A and AA, phone and desktop, light and dark.

axe-core (MPL-2.0) is not part of this project: it comes with the Python package axe-playwright-python, of which only
that file is used, or from where BRIEFGEN_AXE says.
"""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import site_briefs

from .conftest import Reader, make_site, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """
const [rules, done] = arguments;
axe.run(document, {runOnly: rules}).then((found) => done(found.violations
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
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[str]]]:
    """Address of a small site, and of each kind of page the fullest one."""
    briefs = [
        site_briefs.brief(f"norland-{year}", date=f"{year}-03-04", outlet=outlet)
        for year, outlet in ((2018, "The Gazette"), (2019, "The Courier"), (2021, "The Gazette"))
    ]
    folder = make_site(tmp_path_factory.mktemp("axe"), briefs, site_briefs.registry())
    kinds = {}
    for path in sorted(folder.rglob("*.html"), key=lambda path: path.stat().st_size):
        name = path.relative_to(folder).as_posix()
        kinds[name if path.parent == folder or path.name == "index.html" else path.parent] = name
    pages = sorted(kinds.values())
    for address in serve(folder):
        yield address, pages


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_findings(site: tuple[str, list[str]], reader: Reader, axe: str, width: int, scheme: str) -> None:
    address, pages = site
    driver = reader.driver
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    driver.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})
    try:
        for page in pages:
            reader.read(f"{address}/{page}")
            reader.run(axe)
            assert "target-size" in reader.run("return axe.getRules().map((rule) => rule.ruleId)"), "WCAG 2.2 is known"
            assert driver.execute_async_script(RUN, RULES) == [], page
    finally:
        driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
