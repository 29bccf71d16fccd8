"""A new site: the folders, settings, a first article and the builder's configuration."""

from __future__ import annotations

from pathlib import Path

from briefgen.config import shipped
from briefgen.errors import StoreError
from briefgen.store import write
