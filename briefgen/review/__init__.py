"""What an editor should look at first: doubts about what briefs say, ordered by what a minute on each is worth."""

from briefgen.review.commands import Sign
from briefgen.review.entry import Entry, Passage, Source, entries, named_briefs
from briefgen.review.queue import queue

__all__ = ["Entry", "Passage", "Sign", "Source", "entries", "named_briefs", "queue"]
