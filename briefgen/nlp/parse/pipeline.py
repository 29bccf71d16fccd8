"""The spaCy pipeline: an installed English model, hyphens split for pairs, sentences that never cross a paragraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import spacy
from spacy.attrs import IS_ALPHA, IS_SPACE, ORTH, SENT_START
from spacy.language import Language
from spacy.util import compile_infix_regex

from briefgen.errors import ConfigError
from briefgen.nlp.parse.attributes import remember_attributes

if TYPE_CHECKING:
    from spacy.tokens import Doc

# "U.S.-led", "U.N.-backed", "U.S.-China": the model's own rules split hyphens between letters only
AFTER_ABBREVIATION = r"(?<=[A-Z]\.)-(?=[A-Za-z])"
# titles that the model's tokenizer parts from their dots, so that a sentence may end there
TITLES = "Amb. Brig. Capt. Cdr. Cdre. Cmdr. Col. Cpl. Fr. Hon. Lt. Ma. Maj. Mme. Pres. Reps. Sens. Sgt.".split()
ABBREVIATION = re.compile(r"([A-Z]\.){2,}")
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
DAY = rf"(?:{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH})(?:, \d{{4}})?"
# "MOSCOW (Reuters) - ", "NAIROBI, Kenya -- ", "ANKARA: ", "RABAT/PARIS - ", "BAKU, May 2, 2011, Trend – " or
# "LIMA, May 2 " before a paragraph's first sentence; also "Quito, May 2: " and "Tunis, 2 May (TAP) — " in small letters
DATELINE = re.compile(
    r"^[ \t]*(?:(?P<town>[A-Z][A-Z.'’\-]+(?: [A-Z][A-Z.'’\-]+){0,3})(?:/[A-Z][A-Z.'’\- ]+?)?"
    r"(?:, (?P<land>[A-Z][\w. ]{2,40}?))?(?:, \d{4}(?:, [A-Z][\w.\-]{1,20})?)?"
    r"(?:(?: ?\([^()\n]{2,30}\))? ?(?:--|[—–:_]|- )| ?\([A-Z]\w+\) -(?=[A-Z])| ?\([A-Z][^()\n]{1,29}\) ?[\"”])"
    rf"|(?P<dated>[A-Z][A-Z.'’\-]+(?: [A-Z][A-Z.'’\-]+){{0,3}}), {DAY}(?= [A-Z“\"])"
    rf"|(?P<small>[A-Z][\w.'’\-]+(?: [A-Z][\w.'’\-]+){{0,2}}), {DAY}(?: ?\([^()\n]{{2,30}}\))? ?(?:--|[—–:_]|- ))"
    r"[ \t]*",
    re.MULTILINE,
)
# "Skopje — A book …"; it may be a heading, which matters only where it is known as a town
TOWN = re.compile(
    r"^(?P<town>[A-Z][\w.'’]+(?:[ -][A-Z][\w.'’]+){0,2})(?:, (?P<land>[A-Z][\w. ]{2,40}?))? [—–] (?=[A-Z“\"])",
    re.MULTILINE,
)


def without_datelines(text: str) -> str:
    """The text with datelines turned into spaces of the same length, so that they are not read as subjects."""
    return DATELINE.sub(lambda found: " " * len(found.group()), text)


def dateline(text: str) -> tuple[str, str]:
    """Town and land of a text's first dateline, as they stand there; "" for what it does not tell."""
    found = DATELINE.search(text) or TOWN.search(text)
    told = found.groupdict() if found else {}
    town = next((told[name] for name in ("town", "dated", "small") if told.get(name)), "")
    land = told.get("land") or ""
    return town, (land if not any(c.isdigit() for c in land) else "")  # "SEOUL, May 12"


@Language.component("paragraph_starts", assigns=["token.is_sent_start"])
def paragraph_starts(doc: Doc) -> Doc:
    """Start a sentence after every line break, so that a headline never runs into the text below it.

    None starts after a word or a comma, where the parser likes to part a name that opens a paragraph from its clause.
    An abbreviation that opens a line is no sentence by itself: "U.S. Secretary of State" is not parted after its dot.
    """
    words, spaces = doc.to_array([IS_ALPHA, IS_SPACE]).T.astype(bool)
    starts = np.zeros(len(doc), dtype="int64")
    starts[:1] = 1
    starts[1:][words[:-1]] = -1
    for comma in np.flatnonzero(doc.to_array(ORTH)[:-1] == doc.vocab.strings[","]):
        starts[comma + 1] = -1
    opens = [0]
    for space in np.flatnonzero(spaces[:-1]):
        if "\n" in doc[int(space)].text:
            opens.append(int(space) + 1)
            starts[opens[-1]] = 1
    for first in opens:
        if first + 1 < len(doc) and ABBREVIATION.fullmatch(doc[first].text) and not spaces[first + 1]:
            starts[first + 1] = -1
    array: Any = starts.reshape(-1, 1).astype("uint64")
    doc.from_array([SENT_START], array)
    return doc


def load_pipeline(model: str) -> Language:
    """The named spaCy model made ready. Raises ConfigError where it is not installed or has no parser."""
    try:
        nlp = spacy.load(model)
    except (OSError, ImportError) as error:
        mend = f"install it (pip install {model}) or set `model:` in site_config/briefgen.yml to one that is installed"
        raise ConfigError(f"the spaCy model `{model}` is not installed", mend=mend) from error
    missing = [pipe for pipe in ("parser", "lemmatizer", "ner") if pipe not in nlp.pipe_names]
    if missing:
        raise ConfigError(f"the spaCy model `{model}` has no {', '.join(missing)}", mend="choose a full English model")
    infixes = [*(nlp.Defaults.infixes or ()), AFTER_ABBREVIATION]
    tokenizer: Any = nlp.tokenizer
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    for title in TITLES:
        tokenizer.add_special_case(title, [{ORTH: title}])
    nlp.add_pipe("paragraph_starts", before="parser")
    remember_attributes(nlp)
    return nlp
