"""A roll whose names stand each in a paragraph of its own, as Word files print it: read only where it is certain."""

import pytest

from archive.ingest.parsed import Heading, Narrative, ParsedMeeting, Vote
from archive.ingest.text.decisions import with_decisions

MOVED = "Moved by Ann Sample, seconded by Bo Example, that the fence be mended."
PRESENT = "Present: Ann Sample, Bo Example, Cy Third, Di Fourth"


def vote(*paragraphs: str | Heading) -> Vote:
    """Return the decision that minutes print in these paragraphs after the attendance and the motion."""
    texts = (PRESENT, MOVED, *paragraphs)
    entries = tuple(text if isinstance(text, Heading) else Narrative(text) for text in texts)
    meeting = with_decisions(ParsedMeeting("", entries, nature="minutes"))
    words = "\n".join(entry.text for entry in meeting.entries).split()
    assert sorted(words) == sorted(" ".join(text if isinstance(text, str) else text.text for text in texts).split())
    (found,) = [entry for entry in meeting.entries if isinstance(entry, Vote) and entry.mover]
    return found


def sides(found: Vote) -> tuple[tuple[str, ...], ...]:
    return found.ayes, found.noes, found.abstentions


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (("AYES:", "Ann Sample", "Bo Example", "NAYS:", "Cy Third", "Motion carried."),
         (("Ann Sample", "Bo Example"), ("Cy Third",), ())),
        (("AYES:\nAnn Sample\nBo Example\nNAYS:\nCy Third\nMotion carried.",),
         (("Ann Sample", "Bo Example"), ("Cy Third",), ())),
        (("In favour:", "Ann Sample", "Opposed:", "Bo Example", "Abstained:", "Cy Third", Heading("CARRIED")),
         (("Ann Sample",), ("Bo Example",), ("Cy Third",))),
        (("AYES: (2)", "Lou Newcomer", "Bo Example", Heading("NAYS: (1)"), "Cy Third", "Motion carried."),
         (("Lou Newcomer", "Bo Example"), ("Cy Third",), ())),
        (("AYES:", "Ann Sample", "Bo Example", "NAYS:", "None", "Motion carried."),
         (("Ann Sample", "Bo Example"), (), ())),
    ],
)  # fmt: skip
def test_members_below_a_word_for_a_side_are_its_roll(paragraphs, expected):
    found = vote(*paragraphs)
    assert (sides(found), found.result) == (expected, "carried")


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("AYES:", "Ann Sample", "Bo Example", "Park Plan", "The plan was shown."),  # a heading, or one more member
        ("AYES:", "Ann Sample", "Bo Example", Heading("Park Plan")),
        ("AYES:", "Ann Sample", "NAYS:", "Lou Newcomer"),
        ("AYES: (3)", "Ann Sample", "Bo Example", "NAYS: (1)", "Cy Third"),
        ("AYES:", "Ann Sample", "NAYS:", "Ann Sample", "The plan was shown."),
        ("AYES:", "NAYS:", "Cy Third", "The plan was shown."),  # the names of the first column stand elsewhere
        ("For:", "Parks", "Roads", "Against:", "Libraries", "The plan was shown."),
    ],
)
def test_a_column_that_may_have_another_name_stays_words(paragraphs):
    assert sides(vote(*paragraphs)) == ((), (), ())
