"""What all tests share: their order, what is loaded once, case files and the flag that rewrites their expectations."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock

from briefgen import yamltext
from briefgen.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from briefgen.model import Article


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite", action="store_true", help="write what came out into the case files; then read the diff"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long tests first: where several processes share the work, none is still at one when the others are done."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="session")
def once(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Have a folder filled by the process that needs it first; the others that share the work wait for it."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if hasattr(request.config, "workerinput") else own

    def folder(name: str, fill: Callable[[Path], object]) -> Path:
        made = shared / f"shared-{name}"
        with FileLock(f"{made}.lock"):
            if not made.exists():
                making = shared / f"making-{name}"
                making.mkdir()
                fill(making)
                making.rename(made)
        return made

    return folder


@pytest.fixture(scope="session")
def loaded() -> dict[str, Callable[[Any], Any]]:
    """What `in_one_process` loads once: models, and the files that come with the package."""
    from briefgen.config import read_yaml, shipped
    from briefgen.nlp.parse.pipeline import load_pipeline

    folder, kept = shipped("site_config"), cache(read_yaml)
    return {
        "load_pipeline": cache(load_pipeline),
        "read_yaml": lambda path: kept(path) if path.is_relative_to(folder) else read_yaml(path),
    }


@pytest.fixture(scope="module")
def in_one_process(loaded: dict[str, Callable[[Any], Any]]) -> Iterator[None]:
    """Commands read articles in this process: for tests of what comes out, not of how the work is spread."""
    from briefgen import parallel
    from briefgen.nlp import extract
    from briefgen.registry import loading

    def run(articles: Iterable[Article], make: parallel.Make, jobs: int, seconds: float) -> Iterator[parallel.Result]:
        if given := list(articles):
            yield from parallel.attempt(make(), given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(extract, "load_pipeline", loaded["load_pipeline"])
        patch.setattr(loading, "read_yaml", loaded["read_yaml"])
        patch.setattr(parallel, "run", run)
        yield


@pytest.fixture
def expect(request: pytest.FixtureRequest) -> Callable[[Path, Any], None]:
    """Compare plain values with those of a YAML file, or write them there under `--rewrite`."""

    def check(path: Path, got: Any) -> None:
        if request.config.getoption("--rewrite"):
            path.write_text(yamltext.dump(got), encoding="utf-8")
        assert got == yamltext.load(path.read_text(encoding="utf-8"), str(path), ConfigError)

    return check
