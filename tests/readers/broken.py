"""Broken and malicious files for readers, always the same ones: what is good is mutated, and what is bad is built."""

from __future__ import annotations

import base64
import gzip
import io
import random
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CASES = Path(__file__).parent.parent / "cases"
SEED = 7
MOST = 1_500
MUTANTS = 1_350
NAMES = (
    "CON.md",
    "a\nb.md",
    "..md",
    "-rf.md",
    "$(id).md",
    "a;b.md",
    "\u202edm.exe.md",
    "x" * 200 + ".md",
    "é.md",
    " .md",
)
SUFFIXES = ".md .txt .jsonl .jsonl.gz .csv .parquet .html .mhtml .eml .pdf .docx".split()
OUTSIDE = "The word that only a file outside of the corpus holds is zephyranthes."


def truncated(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data))]


def flipped(data: bytes, rng: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(1 + len(made) // 200):
        made[rng.randrange(len(made))] ^= 1 << rng.randrange(8)
    return bytes(made)


def shuffled(data: bytes, rng: random.Random) -> bytes:
    step = max(1, len(data) // 16)
    parts = [data[at : at + step] for at in range(0, len(data), step)]
    rng.shuffle(parts)
    return b"".join(parts)


def doubled(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + data[at : at + 500] * rng.randrange(2, 200) + data[at:]


def holed(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + bytes(rng.randrange(1, 300)) + data[at + rng.randrange(300) :]


def noisy(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + rng.randbytes(rng.randrange(1, 2_000)) + data[at:]


MUTATIONS: tuple[Callable[[bytes, random.Random], bytes], ...] = (truncated, flipped, shuffled, doubled, holed, noisy)


def files(outside: Path) -> Iterator[tuple[str, bytes]]:
    """Names and contents of 1,500 files; `outside` is a file that some of them try to get at."""
    rng = random.Random(SEED + 1)  # noqa: S311 - the same in every run
    made = [*_mutants(), *_built(outside)]
    made += [(f"noise{rng.choice(SUFFIXES)}", rng.randbytes(rng.randrange(4_000))) for _ in range(MOST - len(made))]
    for number, (name, data) in enumerate(made[: MOST - len(NAMES)]):
        yield f"{number:04}-{name}", data
    for name in NAMES:
        yield name, f"# Title of {name!a}\n\nPeru thanked Chile.".encode()


def _mutants() -> Iterator[tuple[str, bytes]]:
    rng = random.Random(SEED)  # noqa: S311 - the same in every run
    seeds = [
        path for folder in ("readers", "pages") for path in sorted((CASES / folder).iterdir())
        if path.suffix not in (".yml", ".markdown", ".htm") and path.stat().st_size
    ]  # fmt: skip
    for _ in range(MUTANTS):
        seed, mutate = rng.choice(seeds), rng.choice(MUTATIONS)
        suffix = "".join(seed.suffixes[-2:]) if seed.suffix == ".gz" else seed.suffix
        if rng.random() < 0.15:  # not what its name says
            suffix = rng.choice(SUFFIXES)
        yield f"{mutate.__name__}{suffix}", mutate(seed.read_bytes(), rng)


def _built(outside: Path) -> Iterator[tuple[str, bytes]]:
    """Bombs, nests, entities, pictures of other formats, names of other files."""
    there = outside.as_uri()
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{there}">]>'
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>'
    text = "<p>Peru accused Chile of spying on its navy for years, the ministry said in Lima.</p>"
    for depth in (100, 5_000, 200_000):
        yield "nest.html", b"<html><body>" + b"<div>" * depth + text.encode() + b"</div>" * depth
        yield "nest.jsonl", b'{"id":' + b"[" * depth + b"]" * depth + b', "text": "x"}'
        yield "nest.md", b"# T\n\n" + b"> " * depth + b"x"
        yield "brackets.md", b"# T\n\n" + b"![[" * depth
        yield "tags.md", b"# T\n\n<div>" + b"<a " * depth
        yield "front.md", b"---\nx: " + b"[" * depth + b"\n---\n\nText."
        yield "table.html", b"<table>" + b"<tr><td>x" * depth
        yield "fonts.html", b"<font>" * depth + text.encode()
        yield "breaks.html", b"<div>Peru<br><br>" * depth
        yield "parts.eml", _parts(min(depth, 5_000))
        yield "commas.csv", b"id,text" + b",x" * depth + b"\n1,Text\n"
        yield "quote.csv", b'id,text\n1,"' + b"x\n" * depth
        yield "nest.pdf", b"%PDF-1.4\n1 0 obj\n" + b"[" * depth + b"\nendobj\ntrailer<</Root 1 0 R>>"
        yield "laughs.docx", _word(bomb, "&l9;" * depth)
        yield "wide.docx", _word("", "</w:t></w:r></w:p><w:p><w:r><w:t>x" * depth)
    for name in ("xxe.html", "xxe.md", "xxe.eml", "xxe.mhtml"):
        head = "Subject: x\nContent-Type: text/html\n\n" if name.endswith(("eml", "mhtml")) else "# T\n\n"
        body = f"{entity}<html><body>{text}<p>&e;</p><p>&l9;</p><iframe src='{there}'></iframe></body></html>"
        yield name, ((head if not name.endswith("html") or "mhtml" in name else "") + body).encode()
    yield "xxe.docx", _word(entity, "&e;")
    yield "include.docx", _word("", "x", relation=there)
    yield "zeros.docx", _zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": bytes(80_000_000)})
    yield "many.docx", _zip({f"word/{n}": b"" for n in range(20_000)})
    yield "slip.docx", _zip({"../../../../tmp/slip": b"x", "word/document.xml": b"x"})
    yield "zeros.jsonl.gz", gzip.compress(bytes(300_000_000), 9)
    yield "lines.jsonl.gz", gzip.compress(b"\n" * 60_000_000, 9)
    yield "twice.jsonl.gz", gzip.compress(gzip.compress(b'{"id": "a", "text": "x"}'))
    yield "aliases.md", b"---\na: &a [x,x]\n" + b"b: [*a,*a,*a]\n" * 3_000 + b"---\n\nText."
    yield "tag.md", b"---\ntitle: !!python/object/apply:os.system [touch /tmp/x]\n---\n\nText."
    yield "pdf-and-html.pdf", b"<html><body>" + text.encode() * 20 + b"%PDF-1.4 1 0 obj"
    yield "html-and-pdf.html", b"%PDF-1.4\n" + text.encode() * 20
    yield "zip-and-text.txt", b"Title\n\n" + _zip({"a": b"x"})
    yield "word-as.pdf", _word("", "x")
    yield "page-as.docx", text.encode() * 30
    yield "utf-16.html", (f"<html><body>{text * 20}</body></html>").encode("utf-16")
    yield "utf-7.html", b"<meta charset=utf-7>+ADw-script+AD4-" + text.encode() * 20
    yield "charset.html", b"<meta charset=nonsense>" + text.encode() * 20
    yield "scripts.html", b"<script>" + b"x" * 3_000_000 + b"</script>" + text.encode() * 20
    yield (
        "json-ld.html",
        b'<script type="application/ld+json">' + b'{"@graph":[' * 50_000 + b"</script>" + text.encode(),
    )
    yield "picture.pdf", b"%PDF-1.4\n" + base64.b64decode("iVBORw0KGgo=") * 1_000
    yield "loop.pdf", _pdf("<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>")
    yield "pages.pdf", _pdf("<</Type/Pages/Kids[" + "3 0 R " * 200_000 + "]/Count 200000>>")
    yield "count.pdf", _pdf("<</Type/Pages/Kids[]/Count 99999999999>>")


def _parts(depth: int) -> bytes:
    head = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(depth))
    return b"Subject: x\n" + head + b"Content-Type: text/plain\n\nText.\n"


def _zip(entries: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return made.getvalue()


def _word(doctype: str, text: str, relation: str | None = None) -> bytes:
    """A Word file of one paragraph, with a document type or a relation to another file."""
    kept = zipfile.ZipFile(CASES / "readers" / "word.docx")
    entries = {name: kept.read(name) for name in kept.namelist()}
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'
    entries["word/document.xml"] = f'<?xml version="1.0"?>{doctype}{document}'.encode()
    if relation:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/subDocument"
        old = entries["word/_rels/document.xml.rels"]
        more = f'<Relationship Id="rX" Type="{kind}" Target="{relation}" TargetMode="External"/></Relationships>'
        entries["word/_rels/document.xml.rels"] = old.replace(b"</Relationships>", more.encode())
    return _zip(entries)


def _pdf(pages: str) -> bytes:
    return (
        f"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj{pages}endobj\ntrailer<</Root 1 0 R>>".encode()
    )
