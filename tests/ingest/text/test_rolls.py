"""Lists that are no rolls, and what stands below a motion without being of its vote."""

import pytest

from archive.ingest import Vote, read
from archive.ingest.text.guide import Guide


def rolls(*paragraphs: str) -> list[list[str]]:
    """Return the names of each roll of minutes, without the attendance."""
    meeting = read("\n\n".join(("Minutes of the council of July 2, 2026.", *paragraphs)).encode(), "minutes.txt")
    votes = [one for one in meeting.entries if isinstance(one, Vote) and one.kind != "roll_call" and not one.said]
    return [[name for _, name in vote.roll] for vote in votes if any(vote.roll)]


PRESENT = "Present: Ann Sample, Bo Example, Cy Third"
MOVED = "Moved by Sample, seconded by Example, to share the grant."


@pytest.mark.parametrize(
    "lists",
    [
        "For: Parks, Roads\nAgainst: Libraries, Housing",
        "For: Parks, Roads. Against: Libraries, Housing. Motion carried.",
        "In favour: Oakdale, Maple Heights\nOpposed: Downtown",
        "Yes: Chairs, Tables\nNo: Lamps, Sofas",
        "For: Jo Citizen, Lee Owner\nAgainst: Pat Neighbour",  # the public, who do not vote
        "Chairs - yes, Lamps - no. It was noted.",
        "Pour: Parcs, Rues\nContre: Logement",
    ],
)
def test_a_list_of_things_below_a_motion_is_no_roll(lists: str):
    assert rolls(PRESENT, MOVED, lists) == []
    assert rolls(MOVED, lists) == []


@pytest.mark.parametrize(
    "printed",
    [
        "Ayes: Oak Street, Elm Street, Main Street. Noes: Pine Street.",
        "Oak Street opposed.",
        "The Sierra Club opposed.",
        "Resident Lee Poe opposed.",
    ],
)
def test_nobody_of_whom_the_file_says_that_they_were_there_is_no_roll(printed: str):
    assert rolls(PRESENT, MOVED, printed, "Moved by Example, seconded by Third, to adjourn. Carried.") == []


@pytest.mark.parametrize(
    "printed",
    [
        "For: 2\nOak Park\nElm Grove\nAgainst: 1\nPine Hill",
        "In favor: (2)\n\nJohn Doe\n\nMary Roe\n\nOpposed: (1)\n\nLee Poe",
        "No: 1\nAcme Supply",
        "For: (1)\nLou Newcomer",
        "Survey results: For: 12, Against: 3",
        "For: 1203\nAgainst: 988",
        "Who is coming to the retreat? Ann Sample - yes; Bo Example - no; Cy Third - yes.",
        "For:\n\nCy Third\n\nBo Example\n\nMotion carried.",
        "Ann Sample\n\nYes\n\nBo Example\n\nNo\n\nCy Third\n\nMotion carried.",
    ],
)
def test_what_stands_below_a_motion_without_being_of_its_vote_gives_no_tally(printed: str):
    adjourned = "Moved by Example, seconded by Third, to adjourn. Carried."
    text = "\n\n".join(("Minutes of the council of July 2, 2026.", PRESENT, MOVED, printed, adjourned))
    votes = [one for one in read(text.encode(), "minutes.txt").entries if isinstance(one, Vote) and not one.said]
    told = [(vote.roll, vote.aye_count, vote.no_count) for vote in votes if vote.kind != "roll_call"]
    assert all((list(roll), ayes, noes) == ([], None, None) for roll, ayes, noes in told)


@pytest.mark.parametrize(
    ("paragraphs", "names"),
    [
        ((PRESENT, MOVED, "For: Sample, Example\nAgainst: Third"), ["Sample", "Example", "Third"]),
        ((MOVED, "For: Sample, Other\nAgainst: Third"), ["Sample", "Other", "Third"]),  # the mover is on it
        ((MOVED, "On a recorded vote: For: Other, Model\nAgainst: Third"), ["Other", "Model", "Third"]),
        ((MOVED, "Ayes: Other, Model\nNoes: Third"), ["Other", "Model", "Third"]),
        (
            (MOVED, "For: Councillors Other and Model\nAgainst: Councillor Third"),
            ["Other", "Model", "Councillor Third"],
        ),
        ((MOVED, "For: Cllrs Other and Model\nAgainst: Cllr Third"), ["Other", "Model", "Cllr Third"]),
        ((MOVED, "Roll call: Other - yes, Third - no. Motion tied."), ["Other", "Third"]),
    ],
)
def test_a_list_of_members_is_one_under_any_word(paragraphs: tuple[str, ...], names: list[str]):
    assert rolls(*paragraphs) == [names]


def test_members_whom_the_board_knows_make_a_list_a_roll():
    text = "\n\n".join(
        ("Minutes of the council of July 2, 2026.", MOVED, "For: Other, Model\nAgainst: Third\n\nCarried.")
    )
    guide = Guide(known=frozenset({"kim other", "lee model", "jo third"}))
    votes = [entry for entry in read(text.encode(), "minutes.txt", guide=guide).entries if isinstance(entry, Vote)]
    assert [vote.ayes for vote in votes] == [("Other", "Model")]
