"""Lines in an article's text that are no part of it: links to others, credits, calls to subscribe, notices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.readers.days import NUMBERS, WRITTEN

if TYPE_CHECKING:
    from collections.abc import Sequence

SHORT = 400  # letters; longer paragraphs are text, whatever they begin with
PULLED = 4  # words
MANY = 300  # paragraphs; each of so many is not looked for in all others
WEEKDAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
CHANNEL = (
    "newsletters? e-?mails? inbox app podcasts? accounts? free here briefing telegram whatsapp twitter facebook x "
    "instagram channel coverage"
).replace(" ", "|")
OTHERS = (
    r"also read|read (?:also|next|more)|see (?:also|more)|more(?: on (?:this|the) (?:story|topic))?|"
    r"related(?: (?:articles?|stor(?:y|ies)|coverage|content))?|recommended(?: stories)?|don.t miss|editor.s picks?|"
    r"watch(?: now| more)?|listen(?: now)?|read(?: the (?:full|original) (?:story|article))?"
)
# each is the whole line, in any case
LINES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"[\W_]+",  # "* * *", "# # #"
        rf"\[?(?:{OTHERS})\s*(?:[:»>|–—].*|\]|\.{{3}}|…)?",
        r"(?:advertise?ment|sponsored(?: content)?|continue reading.*|loading(?:\W*| [\w ]{1,30}(?:\.{3}|…)))",
        r"(?:story|article) continues (?:after|below).*",
        r"(?:sign up|subscribe|register|join (?:us|our)|get (?:the|our)|click here|download|"
        rf"follow (?:us|our|\w+.s|.{{1,40}} on))\b.*\b(?:{CHANNEL})\b.*",
        r".*\bsign up\b.*\bnewsletters?\b.*|.*\bnewsletters?\b.*\bsign up\b.*|newsletters?\W*|.*\bin your inbox\b.*",
        r".*\bbecome an? (?:\w+ )?(?:member|subscriber|supporter)\b.*|.*\bsubscribers only\W*",
        r"(?:share|print|e-?mail|save|copy link|listen|comments?|tweet|whatsapp|facebook|link copied)\W*",
        r"(?:published|updated|posted)\W*|(?:click to )?share (?:this|on) .*|leave a (?:comment|reply)\W*",
        r"(?:(?:last )?(?:updated|modified|published|posted)(?: on| at)?:? )?\d+ (?:minutes?|hours?|days?|weeks?) ago",
        r"(?:published|updated|posted|issued|last modified)\b.{0,20}\b(?:19|20)\d{2}\b.{0,20}",
        rf"(?:{WEEKDAY},? )?(?:{WRITTEN.pattern}|{NUMBERS.pattern})",
        r"\d+ min(?:ute)?s?\.? (?:read|reading time)",
        r"(?:©|\(c\)|copyright (?:©|\(c\)|\d{4})).*|.*\ball rights reserved\W*",
        r"(?:image|photo(?:graph)?|picture|video|graphic)s?(?: (?:source|caption|credit)s?)?\s*"
        r"(?::|,|\bby\b|/).{0,120}",
        r"file\s*(?:photo)?\s*[-–—:].*",
        r"(?:additional |with )?(?:reporting|editing|writing)(?: \w+)? by .*",
        r".*\bcontributed (?:reporting|to this (?:report|story|article))\W*",
        r"(?:some|parts of the) information (?:in|for) this (?:report|article|story) (?:is|was|were|came|comes) .*",
        r"this (?:article|story|piece) (?:was|is|has been) (?:first |originally |also )*(?:published|republished)\b.*",
        r"a version of this (?:article|story) (?:appears|appeared|was).*",
        r"(?:sources?|via)\s*:.{0,80}",
        r"(?:our standards|privacy notice|topics|tags|filed under|categories|keywords)\s*:.*|topics\W*|tags\W*",
        r"[a-z]{2,4}(?:/[a-z]{2,4})+(?: ?\(.*\))?",  # "jk/as (Agency)": who wrote and who edited
        r"\((?:[^.]{0,40} )?(?:with|via|and|from) [^.]{0,40}\)",  # "(The Outlet with an agency)"
        r".*\bcookies\b.*\b(?:accept|consent|agree|browser|website|site|settings|policy)\b.*",
        r".*\b(?:accept|consent|agree|browser|website|site)\b.*\bcookies\b.*",
        r".*\b(?:enable javascript|supports? html5|javascript (?:is )?(?:disabled|required)).*",
        r"(?:list \d+ of \d+|end of list)",
        r"(?:write to|contact|e-?mail) .{1,60}\S@\S+",
        r".*\b(?:earn|receive) an? (?:\w+ )?commission\b.*",
    )
)
# headings below which there is no article any more
END = re.compile(
    r"(?:sources?|references|notes|external links|further reading|see also|related (?:\w+|links)|"
    r"comments?(?: \(\d+\))?|\d+ comments?:?|about the authors?|discussion|leave a (?:reply|comment)|"
    r"most (?:read|popular)|you (?:may|might) also .*|more (?:[\w-]+ )?(?:from|on) .{1,60}(?<!\.)|recommended.*|"
    r"latest news|share this:?)"
    r"(?:\[edit\])?",
    re.IGNORECASE,
)
BIO = re.compile(
    r"(?P<name>[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,3}) (?:is|was|has been|reports|covers|writes|joined)\b.*"
)
DATELINE = re.compile(r"[A-Z][A-Z .,'’/-]{2,60}(?:, \w{3,9}\.? \d{1,2})?(?: \([^)]{2,30}\))?\s*[—–-]")


def kept(paragraphs: Sequence[str], author: str | None = None) -> list[str]:
    """The paragraphs that say something; a place alone ("ISTANBUL —") is put before the paragraph that it belongs to.

    author: whose description at the end is left out
    """
    found: list[str] = []
    length, read = sum(map(len, paragraphs)), 0
    for paragraph in paragraphs:
        read += len(paragraph)
        if END.fullmatch(paragraph) and read > length / 2:
            break
        if len(paragraph) <= SHORT and any(line.fullmatch(paragraph) for line in LINES):
            continue
        if found and DATELINE.fullmatch(found[-1]):
            found[-1] = f"{found[-1]} {paragraph}"
        elif not found or found[-1] != paragraph:
            found.append(paragraph)
    if len(found) <= MANY:
        found = [one for one in found if not any(one != other and _is_pulled(one, other) for other in found)]
    while len(found) > 1 and author and (bio := BIO.fullmatch(found[-1])) and bio["name"] in author:
        found.pop()
    return found


def _is_pulled(one: str, other: str) -> bool:
    """Whether a short paragraph only repeats in large letters what stands in another one."""
    return len(one.split()) >= PULLED and len(one) < SHORT and one.strip("“”\"'‘’ .") in other
