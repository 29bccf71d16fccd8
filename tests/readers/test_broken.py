"""1,500 broken and malicious files: each gives an article or a named reason, none takes the run down."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from broken import OUTSIDE, files

from briefgen import readers
from briefgen.errors import ArticleError, BriefgenError
from briefgen.model import Article
from briefgen.readers import limited

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.slow
def test_every_broken_file_is_read_or_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "SECONDS", 2)
    outside, folder = tmp_path / "outside.txt", tmp_path / "files"
    outside.write_text(OUTSIDE, encoding="utf-8")
    folder.mkdir()
    for name, data in files(outside):
        (folder / name).write_bytes(data)
    assert len(list(folder.iterdir())) == 1_500
    told: Counter[str] = Counter()
    for result in readers.read([folder]):
        if isinstance(result, Article):
            assert result.text.strip()
            assert "zephyranthes" not in result.text
            told["articles"] += 1
            continue
        assert isinstance(result, BriefgenError)
        assert isinstance(result, ArticleError)
        assert result.where is not None
        assert result.where.startswith(str(folder))
        assert result.what
        assert result.mend
        told[result.where] += 1
    assert told.pop("articles") > 100  # a few flipped bits do no harm to some
    named = {where.rpartition("/")[2] for where in told}
    for name in ("zeros.docx", "zeros.jsonl.gz", "laughs.docx", "tag.md", "picture.pdf", "loop.pdf", "page-as.docx"):
        assert any(one.endswith(name) for one in named), name
    assert not (tmp_path / "slip").exists()
