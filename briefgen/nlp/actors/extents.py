"""Where an organisation's name begins and ends: without titles, with the state that its "of" leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.actors.office import PLURALS

if TYPE_CHECKING:
    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.actors.mention import Mention
    from briefgen.nlp.actors.titles import Titles
    from briefgen.nlp.parse.tokens import Doc, Span

JOINING = frozenset("of for".split())
PARTLY = frozenset("party movement".split())  # what a name may end in that is no part of it
PRIVATE = frozenset({"party", "ngo", "armed_group"})


class Extents:
    """Bounds the names of one text's organisations."""

    def __init__(self, cast: Cast, titles: Titles) -> None:
        self.cast = cast
        self.doc: Doc = cast.doc
        self.titles = titles

    def of(self, ent: Span) -> tuple[int, int]:
        """The name without articles, brackets, possessive endings, persons' titles and what follows a line break."""
        start, end = self._trimmed(ent)
        for stop in range(start + 1, end):  # "Secretary of" + "State Rex T."
            found = self.titles.ending_at(self.doc, stop)
            if found is not None and found[0] < start:
                start = stop
        for stop in range(
            min(end + 2, len(self.doc)), start, -1
        ):  # "National Security Adviser Ajit D.", "State Department Spokesperson"
            found = self.titles.ending_at(self.doc, stop)
            if found is None or not start <= found[0] < end or not self.doc[found[0]].text[0].isupper():
                continue
            if not self._of_name(start, found[0], stop, end):
                return (start, found[0]) if found[0] - start > 1 else (start, start)
        return start, self._with_land(start, end)

    def _trimmed(self, ent: Span) -> tuple[int, int]:
        start, end = ent.start, ent.end
        for token in ent:
            if token.is_space or token.text in ("(", "[", ";", ":", "“", '"'):
                if token.i == start:
                    start += 1
                    continue
                end = token.i
                break
        while start < end and (self.doc[start].lower_ in ("the", "a", "an") or self.doc[start].is_punct):
            start += 1
        while start < end and (self.doc[end - 1].tag_ == "POS" or self.doc[end - 1].is_punct):
            end -= 1
        while start < end and self.doc[end - 1].tag_ in ("IN", "CC", "TO", "DT"):
            end -= 1
        if end - start > 1 and self.doc[end - 1].lower_ in PARTLY and self.doc[end - 1].is_lower:
            end -= 1  # "the Free Homeland party"
        return start, end

    def _with_land(self, start: int, end: int) -> int:
        """Where a name ends to which a state belongs that the recogniser parted from it: "Green Party of Benin"."""
        at = end + 1 + (self.doc[end + 1 : end + 2].text.lower() == "the")
        land = self.cast.at.get(at)
        private = self.titles.kinds.get(self.doc[end - 1].lower_) in PRIVATE and end - start > 1
        joined = private and land is not None and self.doc[end].lower_ == "of" and self.doc[end - 1].is_title
        return land.end if joined and land is not None and self.of_land(start, land) else end

    def _of_name(self, start: int, title: int, stop: int, end: int) -> bool:
        """Whether a title's words only are part of a name: "General Union of Miners", "Society of Engineers"."""
        before, behind = self.doc[start:title], self.doc[stop:end]
        if stop >= end:
            return self.doc[end - 1].tag_ in PLURALS and any(t.lower_ in JOINING for t in before)
        return behind[0].lower_ in JOINING or any(t.lower_ in self.titles.kinds for t in behind)

    def of_land(self, start: int, land: Mention) -> bool:
        """Whether a name's "of" leads to the state of an organisation that nobody knows: "Communist Party of Peru"."""
        joint = land.start - 1 - (self.doc[land.start - 1].lower_ == "the")
        if land.start <= start + 1 or self.cast.members[land.actor].kind != "state" or self.doc[joint].lower_ != "of":
            return False
        return self.titles.kind(tuple(t.text for t in self.doc[start : land.end])) is not None
