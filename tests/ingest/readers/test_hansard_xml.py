"""TheyWorkForYou's debates and the historic Hansard: speeches, headings, divisions and paragraphs."""

import pytest

from archive.ingest import ParsedMeeting, Vote, read
from archive.ingest.parsed import Entry

SPEECH = '<speech speakername="Jo Sample"><p>Hello.</p></speech>'


def publicwhip(*parts: str, root: str = "publicwhip") -> ParsedMeeting:
    return read(f"<{root}>{''.join(parts)}</{root}>".encode(), "a.xml")


def in_publicwhip(*parts: str) -> list[Entry]:
    """Return the entries of these parts, without the speech that makes them a debate."""
    return list(publicwhip(*parts, SPEECH).entries[:-1])


@pytest.mark.parametrize(
    ("count", "counts"),
    [
        ('<divisioncount ayes="2"/>', (2, None)),
        ('<divisioncount noes="0"/>', (None, 0)),
        ('<divisioncount ayes="two" noes="²"/>', (None, None)),
        (f'<divisioncount ayes="{"9" * 9}" noes="{"9" * 5000}"/>', (999999999, None)),
        ("", (None, None)),
    ],
)
def test_a_count_that_is_no_number_is_left_out(count: str, counts: tuple[int | None, int | None]):
    (vote,) = in_publicwhip(f"<division>{count}</division>")

    assert isinstance(vote, Vote)
    assert (vote.title, vote.aye_count, vote.no_count) == ("Division", *counts)
