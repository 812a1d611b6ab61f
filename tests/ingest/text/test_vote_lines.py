"""Recorded votes as printed: how they open, who is on each side, and the outcome."""

import time
from dataclasses import replace

import pytest

from archive.ingest.parsed import Narrative, Vote
from archive.ingest.text.decisions import is_certain, vote_of
from archive.ingest.text.printed_names import names_in
from archive.ingest.text.vote_block import VoteBlock, opens
from archive.ingest.text.vote_in_words import vote_in_words
from archive.ingest.text.vote_lines import PrintedVote


@pytest.mark.parametrize(
    ("line", "does"),
    [
        ("Recorded vote:", True),
        ("A RECORDED VOTE was taken on item 7:", True),
        ("Roll-call vote", True),
        ("ROLL CALL VOTE", True),
        (f"Recorded vote {'x' * 60}", False),
        ("Recorded vote. Then we went on", False),
        ("We had a recorded vote", False),
        ("Recorded votes", False),
        ("AYES:", True),
        ("Yeas (7)", True),
        ("Ayes - Jo Sample", True),
        ("Ayes Jo Sample", False),
        ("Yes: Jo Sample", False),
        ("Noes: Jo Sample", False),
        ("", False),
    ],
)
def test_a_vote_opens_with_its_name_or_with_its_ayes(line: str, does: bool):
    assert opens(line) is does


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("Councillors Sample, Other and Third", ("Sample", "Other", "Third")),
        ("Councillor Sample; Jo Other.", ("Councillor Sample", "Jo Other")),
        ("Messrs. Sample and Other", ("Sample", "Other")),
        ("MEMBERS Sample\nOther", ("Sample", "Other")),
        ("Sandy Sample", ("Sandy Sample",)),
        ("None", ()),
        ("nil", ()),
        ("0", ()),
        ("N/A", ()),
        ("-", ()),
        ("", ()),
    ],
)
def test_a_list_has_its_names_without_the_office_that_they_share(text: str, listed: tuple[str, ...]):
    assert names_in(text) == listed


def block(first: str, *lines: str) -> tuple[Vote | Narrative, list[bool]]:
    """Return a vote with these lines below its first one, and which of them it took."""
    vote = VoteBlock(first, 7)
    taken = [vote.takes(line) for line in lines]
    return as_read(vote), taken


def as_read(vote: VoteBlock) -> Vote | Narrative:
    """Return the vote of these lines, without its words, if it is certain."""
    entry = vote.entry()
    printed = PrintedVote(entry.text)
    is_read = printed.sides and not entry.is_cut and is_certain(printed)
    return replace(vote_of(printed, entry.text, 7), text="", method="") if is_read else entry


def test_a_vote_has_its_title_its_sides_and_its_outcome():
    vote, taken = block(
        " Recorded vote: ", "Ayes (2): Councillors Sample and Other", "Noes", "Jo Third,", "Kim Fourth",
        "Abstained - None",
        "Motion carried.",
    )  # fmt: skip

    assert vote == Vote(
        "", ("Sample", "Other"), ("Jo Third", "Kim Fourth"), (), 2, outcome="Motion carried", result="carried", line=7
    )
    assert all(taken)


@pytest.mark.parametrize(
    ("line", "side"),
    [
        ("YEAS: Jo", "ayes"),
        ("Yes: Jo", "ayes"),
        ("FOR: Jo", "ayes"),
        ("In favour: Jo", "ayes"),
        ("NAYS: Jo", "noes"),
        ("No: Jo", "noes"),
        ("Against (1) – Jo", "noes"),
        ("OPPOSED: Jo", "noes"),
        ("ABSTAINED: Jo", "abstentions"),
        ("Abstentions: Jo", "abstentions"),
        ("Abstaining: Jo", "abstentions"),
    ],
)
def test_each_side_has_several_names(line: str, side: str):
    others = ["Noes: None"] if side == "abstentions" else []
    vote, taken = block("Recorded vote:", line, *others, "Motion carried." if side == "ayes" else "Motion failed.")

    assert all(taken)
    assert {name: getattr(vote, name) for name in ("ayes", "noes", "abstentions") if getattr(vote, name)} == {
        side: ("Jo",)
    }


def test_those_against_without_those_in_favour_and_without_a_result_are_half_a_vote():
    vote, _ = block("Recorded vote:", "NAYS: Jo")

    assert isinstance(vote, Narrative)


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("Carried", "carried"), ("MOTION DEFEATED.", "failed"), ("Motion lost!", "failed"), ("passed", "carried"),
        ("Adopted", "carried"), ("Motion failed", "failed"),
    ],
)  # fmt: skip
def test_the_outcome_ends_a_vote(line: str, outcome: str):
    vote, taken = block("AYES: Jo Sample", line, "We go on.", "NAYS: Kim Other")

    assert taken == [True, False, False]
    assert vote == Narrative(f"AYES: Jo Sample\n{line}", line=7, is_cut=True)
    vote, taken = block("AYES: Jo Sample", line)
    assert vote == Vote("", ("Jo Sample",), outcome=line.rstrip(".!"), result=outcome, line=7)


@pytest.mark.parametrize(
    ("line", "belongs"),
    [
        ("Jo Sample and Kim Other", True),
        ("Jo Sample, who is here", False),
        ("Jo de la Sample", False),
        ("Jo Sample, Kim de Other", True),
        ("Mayor Jo Kim Lee Max Ray Sample", True),
        ("Mayor Jo Kim Lee Max Ray Sample Other", False),
        ("7", False),
        ("We go on.", False),
        ("Motion carried by all", False),
    ],
)
def test_a_line_below_a_side_belongs_to_it_if_it_lists_names(line: str, belongs: bool):
    vote, taken = block("Ayes:", line)

    assert taken == [belongs]
    assert isinstance(vote, Vote) is belongs


@pytest.mark.parametrize(
    ("line", "is_taken"),
    [
        ("Present: The clerk read the notice of the hearing", False),
        ("Present: 5 members of the public", False),
        ("PRESENT: About Twenty Residents of Ward 3", False),
        ("Recused: Mr. Sample left the room", False),
        ("Absent: The Mayor was out of town", False),
        ("Excused: because of illness", False),
        ("Present – see the list at the end", False),
        ("Absent: Jo Sample and Kim Other", True),
        ("Absent (1): Jo Sample", True),
        ("Absent: None", True),
        ("NOT VOTING: Mayor Sample", True),
    ],
)
def test_those_who_did_not_vote_are_names_and_no_other_words(line: str, is_taken: bool):
    vote, taken = block("Recorded vote", "Ayes: Lee Third", "Noes: Max Fourth", line)

    assert taken == [True, True, is_taken]
    assert isinstance(vote, Vote)
    assert bool(vote.others) is (is_taken and "None" not in line)


@pytest.mark.parametrize("lines", [("We go on.",), ("Jo Sample",), ("Carried",), ()])
def test_an_opening_without_sides_is_narrative(lines: tuple[str, ...]):
    entry, taken = block(" Recorded vote: ", *lines)

    assert isinstance(entry, Narrative)
    assert entry.text == "\n".join(
        ["Recorded vote:", *(line for line, is_in in zip(lines, taken, strict=True) if is_in)]
    )


def test_a_first_side_that_is_there_already_is_of_another_vote():
    vote, taken = block("Recorded vote", "Ayes: Jo Sample;", "Noes: Kim Other", "Ayes: Lee Third")

    assert vote == Vote("", ("Jo Sample",), ("Kim Other",), line=7)
    assert taken == [True, True, False]


SAMPLE, EXAMPLE, THIRD = "Jo Sample", "Kim Example", "Lee Third"


@pytest.mark.parametrize(
    ("lines", "sides"),
    [
        # Another side in the same line, and after names that go on
        (("AYES: Jo Sample NAYS: Kim Example ABSENT: None",), ((SAMPLE,), (EXAMPLE,), ())),
        # A line ends a name if the list is a column, or if the printed count says so
        (("AYES: Jo Sample", "Kim Example", "Lee Third", "NAYS: None"), ((SAMPLE, EXAMPLE, THIRD), (), ())),
        (("AYES (2): Jo Sample", "Kim Example", "NAYS: Lee Third"), ((SAMPLE, EXAMPLE), (THIRD,), ())),
        (("Ayes", "Sample", "Example", "Third", "Noes", "Fourth"), (("Sample", "Example", "Third"), ("Fourth",), ())),
        (("AYES (4): Sample, Example", "Third, Fourth"), (("Sample", "Example", "Third", "Fourth"), (), ())),
        (("AYES (1): Jo", "Sample"), ((SAMPLE,), (), ())),
        (("AYES: Council Member", "Jo Sample", "NAYS: None"), (("Council Member Jo Sample",), (), ())),
        (("AYES: Jo  Sample, Kim  Example. NAYS: None.",), ((SAMPLE, EXAMPLE), (), ())),
        (("AYES: Jo Sample   Kim Example   Lee Third",), ((SAMPLE, EXAMPLE, THIRD), (), ())),
        (("AYES: Jo Sample, Kim Example ABSENT - Lee Third",), ((SAMPLE, EXAMPLE), (), ())),
        (
            ("AYES: Jo Sample (Ward 1)", "NAYS: Lee Third (by phone)"),
            (("Jo Sample (Ward 1)",), ("Lee Third (by phone)",), ()),
        ),
        (("Ayes: 陳大文, 李小明", "Nays: 王五"), (("陳大文", "李小明"), ("王五",), ())),
        (("AYES: Jo Sample", "NAYS: Nobody"), ((SAMPLE,), (), ())),
        # The list has ended
        (("AYES: Jo Sample, Kim Example", "NAYS: None", "Park Avenue"), ((SAMPLE, EXAMPLE), (), ())),
        *(
            (("AYES: Jo Sample, Kim Example", "NAYS: Lee Third", line), ((SAMPLE, EXAMPLE), (THIRD,), ()))
            for line in (
                "Motion Carried 2-1",
                "Resolution Adopted",
                "Old Business",
                "Moved By Mo Fourth",
                "B. Contract with Sample Paving Inc.",
                "Respectfully Submitted",
            )
        ),
        (("AYES (4): Jo Sample, Kim Example", "Lee Third, Max Ray"), ((SAMPLE, EXAMPLE, THIRD, "Max Ray"), (), ())),
        # Families that are called as pages and places are
        (("AYES: Kim Page, Jo Sample, Lee Third",), (("Kim Page", SAMPLE, THIRD), (), ())),
        (
            ("AYES: Sample, Page, Example", "NAYS: City, Third, Fourth"),
            (("Sample", "Page", "Example"), ("City", "Third", "Fourth"), ()),
        ),
        (("AYES: Kim, Na, Park", "NAYS: NA"), (("Kim", "Na", "Park"), (), ())),
        (("Recorded vote", "Sí: Jo Sample", "No: Kim Example"), ((SAMPLE,), (EXAMPLE,), ())),
        (("AYES: 5", "NAYS: 2"), ((), (), ())),
        # What is no list of names, and what is of another vote
        (("AYES: Jo Sample", "NOES: Kim Example", "AYES: Kim Example"), ((SAMPLE,), (EXAMPLE,), ())),
        (("AYES: Jo Sample", "Carried", "Kim Example"), ((SAMPLE,), (), ())),
    ],
)
def test_a_name_is_on_a_side_only_if_the_lines_show_it(lines: tuple[str, ...], sides: tuple[tuple[str, ...], ...]):
    vote, _ = block(*lines)

    assert isinstance(vote, Vote)
    assert (vote.ayes, vote.noes, vote.abstentions) == sides


@pytest.mark.parametrize(
    "lines",
    [
        ("Recorded vote:", "Ayes: Jo Sample", "Noes: Kim Example, who asked that it be minuted."),
        ("Ayes: Jo Sample", "No: I do not think so."),
        ("AYES: Jo van", "der Sample NAYS: all others"),
        ("AYES: all members",),
        ("Ayes (2): Jo Sample", "Noes (1): whoever did not come in time"),
        ("AYES: Jo Sample,", "Kim Example NAYS: Lee Third"),
        ("AYES: Jo Sample", "For: the sake of the children we go on"),
        ("AYES: Jo Sample", "For: Public Works Department"),
        ("AYES: Jo Sample, Kim Example", "NAYS: Lee Third", "Motion Carried Unanimously"),
        # Whether a line goes on with a name or begins one
        ("AYES: Jo Sample, Kim Example", "Lee Third, Max Ray"),
        ("AYES: Sample, Van", "Example, Third"),
        ("AYES: Kim Example, Jo", "Sample, Lee Third"),
        ("AYES: Mayor Jo", "Sample, Kim Example"),
        ("AYES: Jo", "Sample"),
        ("AYES: Mary Ann", "Van Buren"),
        ("AYES: Jo Sample", "Kim Example", "NAYS: Lee Third"),
        ("AYES:", "Councillor", "Jo", "Sample"),
        ("AYES: Sample, Example", "NAYS: Fourth", "Park Avenue"),
        ("AYES: Jo Sample, Kim Ex-", "ample, Lee Third"),
        ("AYES: Jo Sample, Kim Example", "van Third, Max Ray"),
        # Somebody on two sides, or one side in two places
        ("AYES: Sample, Example", "ABSTAIN: Sample"),
        ("AYES: Councillor Jo Sample", "NAYS: Sample"),
        ("AYES: Jo Sample", "AYES: Kim Example", "NAYS: Lee Third"),
        # No person, or nobody knows of whom a part is
        ("AYES: Unanimous",),
        ("AYES: City",),
        ("AYES: Sample, Page",),
        ("AYES: Page, City, Sample, Town",),
        ("AYES: Jo Sample, Lee Third, Sample City",),
        ("AYES: Jo Sample, Lee Third, Public Page",),
        ("AYES: Jo Sample, Lee Third, Page",),
        ("AYES: Sample, Nobody, Third",),
        ("AYES: Sample, Third, City", "of Sampleville"),
        ("AYES: All Members Present",),
        ("AYES: Everyone", "NAYS: Nobody"),
        ("AYES: Jo Sample, Chair; Kim Example, Vice Chair",),
        ("AYES: Sample, Jo; Example, Kim", "NOES: None"),
        ("AYES: Jo Sample, Kim Example, III", "NOES: None"),
        ("AYES: Sample*, Example*",),
        ("AYES: Sample/Example/Third",),
        ("AYES: Sample – remote, Example",),
        ("AYES: Jo Sample, Kim Example (absent)",),
        ("AYES:", "NAYS: Lee Third"),
    ],
)
def test_a_roll_of_which_a_side_cannot_be_read_is_narrative_with_all_its_words(lines: tuple[str, ...]):
    entry, taken = block(*lines)

    assert isinstance(entry, Narrative)
    assert entry.text.split("\n") == [lines[0], *(line for line, is_in in zip(lines[1:], taken, strict=True) if is_in)]


def test_a_new_paragraph_or_a_heading_never_goes_on_with_a_list_that_may_be_whole():
    for is_heading in (True, False):
        whole = VoteBlock("AYES: Jo Sample, Kim Example", 7)
        assert whole.takes("NAYS: Lee Third", at_break=True)
        assert not whole.takes("Park Avenue", at_break=True, is_heading=is_heading)
        assert as_read(whole) == Vote(ayes=(SAMPLE, EXAMPLE), noes=(THIRD,), line=7)
    column = VoteBlock("AYES: Jo Sample", 7)
    assert not column.takes("Kim Example", at_break=True)
    assert isinstance(as_read(column), Narrative)
    counted = VoteBlock("AYES: 5", 7)
    assert [counted.takes(line) for line in ("NOES: 0", "ABSENT: 2", "EXCUSED: 1")] == [True, True, True]
    vote = as_read(counted)
    assert isinstance(vote, Vote)
    assert (vote.absent_count, vote_in_words(vote)) == (2, "Ayes: 5\nNoes: 0\nAbsent: 2")


@pytest.mark.parametrize("line", ["Jo Sample", "Absent: Jo {n}", "Absent: Jo {n} Excused: Kim {n}", "Ayes: Jo {n}"])
def test_a_list_without_end_is_read_soon_and_ends(line: str):
    started = time.process_time()
    _, taken = block("AYES: Lee Third", *(line.format(n=f"Sample{'abc'[n % 3] * (n % 97)}") for n in range(5_000)))

    assert time.process_time() - started < 10
    assert not all(taken)
