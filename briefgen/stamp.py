"""Whether a step of the work has anything to do: nothing, if all files that it reads and writes are as it left them.

Files are told by their names and bytes, so that a clone, a copy or a new date makes no difference.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen import store
from briefgen.errors import StoreError
from briefgen.nlp.origin import model_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from briefgen.config import Settings, Site

PACKAGE = Path(__file__).parent
NO_INPUT = "__pycache__"


class Stamp:
    """What one step hangs on, as it stands when the step begins.

    file: keeps what the last run left, and what it told; it may be deleted at any time
    inputs: files and folders that the step reads; briefgen itself is always one of them
    outputs: those that it writes
    options: what else bears on what it does
    """

    def __init__(self, file: Path, inputs: Iterable[Path], outputs: Iterable[Path], options: Mapping[str, Any]) -> None:
        self.file = file
        self.outputs = tuple(outputs)
        # what changes while the step is at work is left to the next run
        self.inputs = f"{json.dumps(options, sort_keys=True)} {_digest((*inputs, PACKAGE))}"

    @classmethod
    def of_extract(cls, site: Site, settings: Settings) -> Stamp:
        """Articles to briefs."""
        inputs = (site.articles, *site.layers("site_config"))
        return cls(site.root / ".briefgen/extract.json", inputs, (site.briefs,), {"model": model_name(settings.model)})

    @classmethod
    def of_render(cls, site: Site, *, review: bool) -> Stamp:
        """Briefs to pages; the page for editors shows articles, too."""
        inputs = [site.briefs, site.pages, site.root / "mkdocs.yml"]
        inputs += [folder for name in ("site_config", "templates") for folder in site.layers(name)]
        inputs += [site.articles] if review else []
        return cls(site.root / ".briefgen/render.json", inputs, (site.docs,), {"review": review})

    def recall(self) -> dict[str, Any] | None:
        """What the last run told, None where anything changed since, or nothing is known of it."""
        try:
            kept = json.loads(self.file.read_text(encoding="utf-8"))
            same = kept["inputs"] == self.inputs and kept["outputs"] == _digest(self.outputs)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return kept.get("told") if same else None

    def keep(self, told: Mapping[str, Any]) -> None:
        """Remember that the step is done; where that cannot be written, the next run does it again."""
        text = json.dumps({"inputs": self.inputs, "outputs": _digest(self.outputs), "told": told}, ensure_ascii=False)
        try:
            store.write(self.file, text + "\n", durable=False)
        except StoreError:
            return


def _digest(places: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for place in places:
        for name, state in _states(place, ""):
            whole.update(f"{name}\0{state}\0".encode("utf-8", "surrogateescape"))
        whole.update(b"\0")
    return whole.hexdigest()


def _states(place: Path | os.DirEntry[str], name: str) -> Iterator[tuple[str, str]]:
    """Name below the place of each file, sorted, and the hash of its bytes, or why there is none."""
    try:
        if place.is_symlink():
            yield name, "link"
        elif place.is_dir():
            for entry in sorted(os.scandir(place), key=lambda entry: entry.name):
                if entry.name != NO_INPUT:
                    yield from _states(entry, f"{name}/{entry.name}")
        elif place.is_file():
            with open(place, "rb") as file:  # noqa: PTH123 - what a folder lists is no Path, and making it one costs time
                yield name, hashlib.sha256(file.read()).hexdigest()
    except OSError as error:
        yield name, str(error.strerror)
