"""What all tests share: their order, case files and the flag that rewrites their expectations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from briefgen import yamltext
from briefgen.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite", action="store_true", help="write what came out into the case files; then read the diff"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long tests first: where several processes share the work, none is still at one when the others are done."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture
def expect(request: pytest.FixtureRequest) -> Callable[[Path, Any], None]:
    """Compare plain values with those of a YAML file, or write them there under `--rewrite`."""

    def check(path: Path, got: Any) -> None:
        if request.config.getoption("--rewrite"):
            path.write_text(yamltext.dump(got), encoding="utf-8")
        assert got == yamltext.load(path.read_text(encoding="utf-8"), str(path), ConfigError)

    return check
