"""The clauses of a resolution or communique, whose subject stands once above them: "1. Condemns the raid by …".

The parser takes a verb without a subject at the start of a line for a noun as often as not. So it is given one, "I",
which stands where the number of the clause or the end of the line before was: no offset changes.
"""

from __future__ import annotations

import re

LEAST = 2  # such clauses that make a resolution; one such line is a heading ("Calls for calm grow")
VERBS = (
    "acknowledges affirms appeals appreciates approves authorizes authorises calls commends concludes condemns "
    "congratulates decides declares demands deplores directs emphasizes emphasises encourages endorses expresses "
    "extends hails insists invites notes pays pledges praises reaffirms recalls recognizes recognises recommends "
    "regrets reiterates rejects renews requests resolves salutes stresses supports takes thanks underlines "
    "underscores urges warns welcomes"
).split()
PREAMBLE = (
    "acknowledging affirming appreciating commending condemning deploring emphasizing emphasising expressing hailing "
    "noting reaffirming recalling recognizing recognising regretting reiterating rejecting stressing supporting taking "
    "underlining underscoring welcoming"
).split()
ADVERBS = "(?:(?:also|categorically|deeply|firmly|fully|further|gravely|once again|strongly|utterly|warmly),? )*"
CLAUSE = re.compile(
    rf"(?P<gap>[,.:;]\n\n|^[(]?(?:\d{{1,3}}|[ivx]{{1,5}}|[a-z])[.)] )"
    rf"(?P<clause>{ADVERBS}(?:{'|'.join(VERBS)}) |{ADVERBS}(?:{'|'.join(PREAMBLE)}|alarmed|concerned) [^\n]*(?=[,;]$))",
    re.MULTILINE | re.IGNORECASE,
)


def with_subjects(text: str) -> str:
    """The text, with a subject before each clause of a resolution that has none; as long as it was."""
    return CLAUSE.sub(_with_subject, text) if len(CLAUSE.findall(text)) >= LEAST else text


def _with_subject(found: re.Match[str]) -> str:
    gap, clause = found["gap"], found["clause"]
    subject = "\nI ".ljust(len(gap)) if "\n" in gap else "I ".ljust(len(gap))
    return subject + clause[:1].lower() + clause[1:]
