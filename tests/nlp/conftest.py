"""What is loaded once for all tests of reading: the shipped registry and a reader with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.config import Settings, Site
from briefgen.nlp.extract import Extractor
from briefgen.registry import Registry, load_registry


@pytest.fixture(scope="session")
def registry() -> Registry:
    return load_registry(Site(Path(__file__).parents[2]))


@pytest.fixture(scope="session")
def extractor(registry: Registry) -> Extractor:
    return Extractor(Settings(), registry)
