"""Two names that a missing comma joins at the end of a printed line."""

import pytest

from archive.ingest import Vote, read
from archive.ingest.parsed import Turn
from archive.ingest.text.guide import Guide
from archive.ingest.text.rolls import with_names_apart, with_rolls_of_people

LABELS = (Turn("Yes.", "Councillor Model"), Turn("No.", "Jo Specimen"))


def ayes(*names: str, known: frozenset[str] = frozenset()) -> tuple[str, ...]:
    *_, vote = with_names_apart((*LABELS, Vote(ayes=names)), known)
    assert isinstance(vote, Vote)
    return vote.ayes


@pytest.mark.parametrize("joined", ["Model Specimen", "Councillor Model Councillor Specimen"])
def test_two_members_with_nothing_between_them_are_two(joined: str):
    names = ayes("Mayor Sample", "Example", "Third", joined)

    assert names[:3] == ("Mayor Sample", "Example", "Third")
    assert len(names) == 5
    assert " ".join(names[3:]) == joined


@pytest.mark.parametrize(
    "names",
    [
        ("Sample", "Example", "Third", "Model Other"),  # of one of them the file says nothing
        ("Jo Sample", "Kim Example", "Ana Third", "Model Specimen"),  # the roll prints given names
        ("Sample", "Model Specimen"),  # too few names to show it
        ("Sample", "Example", "Model", "Specimen", "Model Specimen"),  # both are in the roll already
        ("Sample", "Example", "Third", "Model", "Model Specimen"),
        ("Sample", "Example", "Third", "Councillor Specimen", "Model Specimen"),
        ("Sample", "Example", "Third", "Kim Model", "Model Specimen"),
        ("Sample", "Example", "Third", "Model Specimen", "Specimen Model"),
    ],
)
def test_a_name_stays_whole_where_the_file_does_not_show_two_members(names: tuple[str, ...]):
    assert ayes(*names) == names


def test_a_name_stays_whole_if_a_part_of_it_is_on_another_side_of_the_roll():
    vote = Vote(ayes=("Sample", "Example", "Model Specimen"), noes=("Third",), others=(("Absent", ("Specimen",)),))

    assert with_names_apart((*LABELS, vote), ())[-1] == vote


def test_a_person_whom_the_board_knows_by_both_names_stays_one():
    names = ("Sample", "Example", "Third", "Model Specimen")

    assert ayes(*names, known=frozenset({"model specimen"})) == names


def test_people_whom_the_board_knows_are_evidence_too():
    text = (
        b"Minutes of the council meeting of July 2, 2026.\n\nThe meeting was called to order at 7 p.m.\n\n"
        b"Moved by Sample, seconded by Third, that the fence be mended.\n\n"
        b"AYES: Sample, Example, Third, Model\nOther, Fifth\nNAYS: none.\n\nMotion carried 6-0.\n\n"
        b"The meeting was adjourned at 8 p.m. by the mayor, and all members were present until then.\n"
    )

    meeting = read(text, guide=Guide(known=frozenset({"kim model", "jo other"})))

    (vote,) = (entry for entry in meeting.entries if isinstance(entry, Vote))
    assert vote.ayes == ("Sample", "Example", "Third", "Model", "Other", "Fifth")


@pytest.mark.parametrize("before", ["Moved by Sample, seconded by Third, that the fence be mended.", "No motion."])
def test_a_roll_whose_line_may_break_between_two_members_stays_words(before: str):
    roll = "AYES: Sample, Example, Third, Model\nOther, Fifth\nNAYS: none."
    text = (
        "Minutes of the council meeting of July 2, 2026.\n\nThe meeting was called to order at 7 p.m.\n\n"
        f"{before}\n\n{roll}\n\nMoved by Example, seconded by Third, that the meeting be adjourned. Motion carried.\n"
    )

    entries = read(text.encode()).entries

    assert not any(any(entry.roll) for entry in entries if isinstance(entry, Vote))
    words = "\n".join(entry.text for entry in entries)
    assert all(name in words for name in ("Ayes: Sample", "Example", "Third", "Model\nOther", "Fifth"))


def rolls(*paragraphs: str, known: frozenset[str] = frozenset()) -> list[list[str]]:
    """Return the names of each roll of minutes, without the attendance."""
    meeting = read("\n\n".join(("Minutes of the council of July 2, 2026.", *paragraphs)).encode(), "minutes.txt")
    entries = with_rolls_of_people(meeting.entries, known)
    votes = [entry for entry in entries if isinstance(entry, Vote) and entry.kind != "roll_call"]
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
        "A favor: Parques, Calles\nEn contra: Vivienda",
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
    assert rolls(PRESENT, MOVED, printed) == []


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
    votes = [entry for entry in read(text.encode(), "minutes.txt").entries if isinstance(entry, Vote)]
    told = [(vote.roll, vote.aye_count, vote.no_count) for vote in votes if vote.kind != "roll_call"]
    assert [(list(roll), ayes, noes) for roll, ayes, noes in told[:-1]] == [([], None, None)]


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
