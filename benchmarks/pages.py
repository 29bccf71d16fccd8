"""How well articles are found in pages: words (F1) against what should be read, beside trafilatura's three modes.

python benchmarks/pages.py [FOLDER]: pages `*.html` with `*.html.expected.yml`; by default those of the tests.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

import trafilatura

from briefgen import yamltext
from briefgen.errors import ArticleError, ConfigError
from briefgen.readers import webpage

PAGES = Path(__file__).parent.parent / "tests" / "cases" / "pages"
MODES = ({}, {"favor_precision": True}, {"favor_recall": True})
FIELDS = ("title", "date", "author", "publisher", "url")


def words(paragraphs: list[str]) -> Counter[str]:
    return Counter(re.findall(r"\w+", " ".join(paragraphs).casefold()))


def f1(wanted: list[str], got: list[str]) -> float:
    one, two = words(wanted), words(got)
    return 2 * (one & two).total() / max((one + two).total(), 1)


def main(folder: Path) -> None:
    rows = []
    for path in sorted(folder.glob("*.html")):
        case = path.with_name(path.name + ".expected.yml")
        (wanted,) = yamltext.load(case.read_text(encoding="utf-8"), str(case), ConfigError)
        body = wanted["text"][1:]
        data = path.read_bytes()
        texts = [trafilatura.extract(data, include_comments=False, include_tables=False, **mode) for mode in MODES]
        best = max(f1(body, [text or ""]) for text in texts)
        try:
            found = webpage.article(data, path.stem)
        except ArticleError as error:
            print(f"{path.stem:24} {error.what}")
            rows.append((0.0, best))
            continue
        got = found.text.split("\n\n")[1 if found.title else 0 :]
        wrong = [name for name in FIELDS if getattr(found, name) != wanted.get(name)]
        parted = len([paragraph for paragraph in body if paragraph in got])
        rows.append((f1(body, got), best))
        print(
            f"{path.stem:24} words {rows[-1][0]:.3f} (trafilatura at best {best:.3f}), "
            f"paragraphs {parted}/{len(body)}, {len(got) - parted} other; wrong: {', '.join(wrong) or 'nothing'}"
        )
    print(f"{len(rows)} pages: words {sum(one for one, _ in rows) / len(rows):.3f}, ", end="")
    print(f"trafilatura at best {sum(two for _, two in rows) / len(rows):.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PAGES)
