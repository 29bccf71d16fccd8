"""What makes a brief what it is, told without loading a model: program, model, registry, settings and article."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen import __version__

if TYPE_CHECKING:
    from briefgen.config import Settings
    from briefgen.model import Article
    from briefgen.registry import Registry


def origin(settings: Settings, registry: Registry) -> dict[str, str]:
    """What makes a brief besides its article: this program, the model, the registry, the settings that bear on it."""
    bearing = (registry.version, settings.min_confidence, settings.min_confidence_short, settings.max_issues)
    return {
        "by": f"briefgen {__version__}",
        "model": model_name(settings.model),
        "registry": digest(*map(str, bearing)),
    }


def fingerprint(article: Article) -> str:
    """A short hash of everything that an article gives to its brief."""
    fields = (
        article.text,
        article.title,
        article.date,
        article.url,
        article.publisher,
        article.author,
        article.language,
        article.path,
    )
    return digest(*(value or "" for value in fields))


def digest(*parts: str) -> str:
    """Twelve hex digits that tell these texts from others."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


def model_name(model: str) -> str:
    """Language, name and version of an installed model ("en_core_web_sm 3.8.0"), read without loading it."""
    spec = importlib.util.find_spec(model) if model.isidentifier() else None
    folder = Path(spec.origin).parent if spec and spec.origin else Path(model)
    meta = next(iter(sorted(folder.glob("meta.json"))), None)
    if meta is None:
        return model
    data = json.loads(meta.read_text(encoding="utf-8"))
    return f"{data.get('lang', 'en')}_{data.get('name', model)} {data.get('version', '')}".strip()
