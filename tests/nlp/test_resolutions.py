"""Clauses of a resolution get a subject for the parser; no offset changes, and other texts stay as they are."""

from __future__ import annotations

from briefgen.nlp.parse.resolutions import with_subjects


def test_clauses_of_a_resolution_get_a_subject() -> None:
    text = "A Decision\n\nThe Council,\n\nCommending Ghana,\n\n1. Condemns the raid;\n\n2. Also calls on Benin to help."
    told = with_subjects(text)
    assert told.splitlines() == [
        "A Decision", "", "The Council", "I commending Ghana,", "", "I  condemns the raid;", "",
        "I  also calls on Benin to help.",
    ]  # fmt: skip
    assert len(told) == len(text)


def test_one_line_that_begins_with_such_a_verb_is_a_heading() -> None:
    text = "A Decision\n\nIt rained.\n\nCalls for calm grow\n\nSnow fell."
    assert with_subjects(text) == text
