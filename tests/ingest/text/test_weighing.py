"""Which labels before a colon are certain in a document, which are doubtful, and which are none."""

import pytest

from archive.ingest import read
from archive.ingest.text.guide import Guide
from tests.ingest.asked import asked_labels

SURE, DOUBTFUL, NONE = "sure", "doubtful", "none"
SAID = "I thank you all and we go on."
MAYOR = "Mayor Other"


def judged(label: str, text: str, known: frozenset[str] = frozenset()) -> str:
    """Return what a label before a colon is in a document."""
    meeting = read(text.encode(), "meeting.txt", guide=Guide(known=known))
    if label in {turn.label for turn in meeting.turns}:
        return SURE
    return DOUBTFUL if label in asked_labels(meeting) else NONE


def turns(*labels: str) -> str:
    return "\n\n".join(f"{label}: {SAID}" for label in labels)


@pytest.mark.parametrize(
    ("label", "others", "judgement", "why"),
    [
        (MAYOR, [MAYOR, MAYOR, MAYOR], SURE, "a title, with speech after it"),
        ("Jo Sample", [MAYOR, "Jo Sample", MAYOR], SURE, "a name that comes again"),
        ("Jo Sample", [MAYOR] * 3, DOUBTFUL, "a name that comes once"),
        ("Jo Sample", [MAYOR] * 10, SURE, "a name among ten certain labels"),
        ("Jo", [MAYOR] * 3, DOUBTFUL, "one word that comes once"),
        ("Jo", [MAYOR, "Jo", MAYOR], SURE, "one word that comes again"),
        ("Road Report", [MAYOR, "Road Report", MAYOR], DOUBTFUL, "a topic that comes again"),
    ],
)
def test_a_label_is_certain_by_its_title_or_if_it_comes_again(label: str, others: list[str], judgement: str, why: str):
    assert judged(label, turns(*others, label)) == judgement, why


@pytest.mark.parametrize(
    ("label", "others", "judgement", "why"),
    [
        ("JO SAMPLE", ["MAYOR OTHER", "JO SAMPLE"], SURE, "twice"),
        ("JO SAMPLE", ["MAYOR OTHER", "MAYOR OTHER"], NONE, "once"),
        ("MAYOR SAMPLE", ["JO SAMPLE", "JO SAMPLE"], DOUBTFUL, "once with a title"),
    ],
)
def test_in_capitals_a_label_comes_twice(label: str, others: list[str], judgement: str, why: str):
    assert judged(label, turns(*others, label).upper()) == judgement, why


@pytest.mark.parametrize(
    ("known", "judgement"),
    [({"jo sample"}, SURE), ({"sample"}, DOUBTFUL), (set(), DOUBTFUL), ({"kim levy"}, DOUBTFUL)],
)
def test_a_name_that_the_board_knows_is_certain_once(known: set[str], judgement: str):
    assert judged("Jo Sample", turns(MAYOR, "Jo Sample", MAYOR), frozenset(known)) == judgement


WRAPPED = """\
Mayor Other: We begin with the roof of the library, which leaks, and we
go on with the road to the school and with all that was said before{end}
Jo Sample: I thank you all and we go on with the other part of this, as
it was said before by those who came to speak to us about it{end}
"""


@pytest.mark.parametrize(
    ("ends", "judgement"),
    [(".|?|!|…|–|—|--|.”|?)|.]”|. |。|۔", SURE), ("|,|;|-|. 5", NONE)],
)
def test_a_label_in_running_lines_is_certain_only_after_a_line_that_ends_a_sentence(ends: str, judgement: str):
    assert {judged("Jo Sample", WRAPPED.format(end=end) * 4) for end in ends.split("|")} == {judgement}
