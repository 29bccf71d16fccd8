"""Where new readings meet the briefs on disk: unchanged ones are skipped, edited ones merged, moved ones kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from briefgen import merge, store
from briefgen.errors import BriefError, BriefgenError, StoreError
from briefgen.model import Article, Brief
from briefgen.yamldump import scalar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from briefgen.config import Site
    from briefgen.registry import Decisions

SOURCE = re.compile(r'^source: \{path: "?(?P<path>[^",}]*)"?.*sha256: "?(?P<sha>[0-9a-f]{64})"?', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of one brief: whether its file was written, and the clashes that were met anew."""

    path: Path
    written: bool
    clashes: tuple[merge.Clash, ...]


class Desk:
    """One run over a site's articles; knows which briefs it met.

    made_by: what makes briefs now (program, model, registry), as `generated` in a brief tells it
    fingerprint: short hash of all that an article gives to its brief
    decisions: which ids are one actor, and which never are
    """

    def __init__(
        self,
        site: Site,
        made_by: Mapping[str, str],
        fingerprint: Callable[[Article], str],
        decisions: Decisions,
        force: bool,
    ) -> None:
        self.site = site
        self.made_by = made_by
        self.fingerprint = fingerprint
        self.decisions = decisions
        self.force = force
        self.met: set[Path] = set()
        self.unchanged = 0
        self.waiting: dict[str, Article] = {}
        self._orphans: dict[str, Path] | None = None

    def changed(self, articles: Iterable[Article]) -> Iterator[Article]:
        """The articles whose brief is missing or was made from something else."""
        for article in articles:
            path = self.path(article.path, article.id)
            self.met.add(path)
            if not self.force and _is_current(path, {**self.made_by, "article": self.fingerprint(article)}):
                self.unchanged += 1
            else:
                self.waiting[article.id] = article
                yield article

    def path(self, article_path: str | None, identity: str) -> Path:
        """Where a brief lies: its article's path under `content/briefs/`, the file named by the brief's id."""
        folder = PurePosixPath(article_path or "").parent
        inside = folder.relative_to("articles") if folder.parts[:1] == ("articles",) else PurePosixPath()
        if article_path and article_path.endswith(".jsonl"):
            inside /= PurePosixPath(article_path).stem
        return self.site.briefs / inside / f"{identity}.yml"

    def settle(self, brief: Brief) -> Settled:
        """Merge a new reading into what lies on disk and write it. Raises BriefgenError; the old file then stays."""
        article = self.waiting.pop(brief.id, None)
        path = self.path(brief.source.path, brief.id)
        before = path if path.exists() else self._moved_from(brief)
        text = store.read(before) if before is not None else None
        mine = Brief.from_yaml(text, str(before)) if text is not None else None
        merged = merge.merge(
            mine, brief, text=text, article=article.text if article else None, decisions=self.decisions
        )
        written = store.write(path, merged.text, root=self.site.root)
        if before is not None and before != path:
            store.remove(before)
        return Settled(path, written, merged.clashes)

    def left_over(self) -> Iterator[Path]:
        """Briefs whose article this run did not meet: it was deleted, or cannot be read any more."""
        for path in store.files(self.site.briefs, (".yml", ".yaml")):
            if not isinstance(path, StoreError) and path not in self.met:
                yield path

    def _moved_from(self, brief: Brief) -> Path | None:
        """The brief of the same text whose own article is gone: the article was renamed or moved."""
        if self._orphans is None:
            self._orphans = dict(self._find_orphans())
        return self._orphans.pop(brief.source.sha256, None)

    def _find_orphans(self) -> Iterator[tuple[str, Path]]:
        for path in store.files(self.site.briefs, (".yml", ".yaml")):
            if isinstance(path, StoreError) or path in self.met:
                continue
            try:
                source = SOURCE.search(store.read(path))
            except BriefgenError:
                continue
            if source and not (self.site.content / source["path"]).exists():
                yield source["sha"], path


def _is_current(path: Path, generated: Mapping[str, str]) -> bool:
    """Whether a brief's file tells that it was made from just this, looked up without parsing it."""
    try:
        text = store.read(path)
    except (BriefError, StoreError):
        return False
    tail = text[text.rfind("\ngenerated:") :]
    return all(f"{key}: {scalar(value, inside=False)}" in tail for key, value in generated.items())
