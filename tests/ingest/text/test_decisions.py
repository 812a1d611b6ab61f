import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest.parsed import Entry, Heading, Narrative, ParsedMeeting, Turn, Vote
from archive.ingest.text.decisions import has_decisions, with_decisions

MOVED = "Moved by Jo Sample, seconded by Kim Example, that the fence be mended."
TEXTS = (MOVED, "Motion carried 3-2.", "AYES: A. Sample, B. Example NAYS: C. Third", "The fence is old.", "So be it.")


def entries_of(*entries: Entry) -> list[Entry]:
    return list(with_decisions(ParsedMeeting("plain_text", entries)).entries)


def minutes(*texts: str) -> list[Entry]:
    return entries_of(*map(Narrative, texts))


def votes(*entries: Entry) -> list[Vote]:
    return [entry for entry in entries_of(*entries) if isinstance(entry, Vote)]


def test_a_motion_its_roll_and_its_result_are_one_decision():
    (vote,) = minutes(MOVED, "AYES: Sample, Example. NAYS: Third. ABSENT: Fourth.", "Motion carried 2-1.")

    assert isinstance(vote, Vote)
    assert (vote.mover, vote.seconder, vote.result, vote.aye_count, vote.no_count) == (
        "Jo Sample", "Kim Example", "carried", 2, 1,
    )  # fmt: skip
    assert [name for _, name in vote.roll] == ["Sample", "Example", "Third", "Fourth"]
    assert vote.text.startswith(MOVED)


def test_words_between_a_motion_and_its_result_stay_where_they_are():
    moved, discussed, result = minutes(MOVED, "The members spoke of the fence.", "Motion failed 2-3.")

    assert isinstance(moved, Vote)
    assert (moved.result, moved.aye_count, moved.no_count) == ("failed", 2, 3)
    assert [discussed, result] == [Narrative("The members spoke of the fence."), Narrative("Motion failed 2-3.")]


def test_a_result_under_another_heading_is_not_of_the_motion_above():
    assert [vote.result for vote in votes(Narrative(MOVED), Heading("Roads"), Narrative("Motion carried."))] == [""]


def test_a_motion_that_only_names_its_mover_takes_the_paragraph_above():
    heading, vote = minutes(
        "Motion & Voting", "Staff recommends the new fence. Motion by Jo Sample, second by Lee Third."
    )
    above = minutes("Staff recommends the new fence.", "Motion by Jo Sample, second by Lee Third. Carried.")

    assert heading == Narrative("Motion & Voting")
    assert isinstance(vote, Vote)
    assert vote.text.startswith("Staff recommends the new fence.")
    assert [entry.text for entry in above] == [
        "Staff recommends the new fence.\n\nMotion by Jo Sample, second by Lee Third. Carried."
    ]


def test_what_is_said_right_after_a_vote_is_its_result_and_consent_to_something_else_is_not():
    roll = Vote("A recorded vote", ("Sample",), ("Third",))
    told = votes(roll, Turn("The vote, Yeas 1, Nays 1.", "Clerk"), Turn("The motion is lost.", "Chair"))
    other = votes(Narrative(MOVED), Turn("All in favour of suspending the rules? Contrary? Carried.", "Chair"))

    assert [(vote.result, vote.aye_count, vote.no_count) for vote in told] == [("failed", 1, 1)]
    assert [vote.result for vote in other] == [""]


def test_a_motion_that_a_clerk_reads_out_is_proposed_beside_the_turn():
    turn = Turn(MOVED, "Clerk")
    same, vote, _ = entries_of(turn, Turn("All those in favour? Contrary? Carried.", "Chair"))

    assert same == turn
    assert isinstance(vote, Vote)
    assert (vote.said, vote.text, vote.result, vote.method) == (True, MOVED, "carried", "voice")


def test_a_result_that_the_count_contradicts_is_of_another_question():
    division = Vote("Division 7", aye_count=2, no_count=5)

    assert entries_of(division, Narrative("Original question agreed to.")) == [
        division, Narrative("Original question agreed to."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("texts", "has"),
    [((MOVED, "Carried."), True), ((MOVED,), False), (("2 | Rezoning of Sample Street | ADOPTED",), False)],
)
def test_minutes_print_who_moved_and_what_came_of_it(texts: tuple[str, ...], has: bool):
    assert has_decisions([Narrative(text) for text in texts]) is has


@given(
    st.lists(
        st.sampled_from(TEXTS).flatmap(lambda text: st.sampled_from([Narrative(text), Turn(text, "Chair")])), max_size=8
    )
)
def test_no_word_of_narrative_is_lost_and_turns_stay(entries: list[Entry]):
    done = entries_of(*entries)
    words = " ".join(entry.text for entry in entries if isinstance(entry, Narrative)).split()
    kept = " ".join(e.text for e in done if isinstance(e, Narrative) or (isinstance(e, Vote) and not e.said)).split()

    assert kept == words
    assert [entry for entry in done if isinstance(entry, Turn)] == [
        entry for entry in entries if isinstance(entry, Turn)
    ]


def test_a_second_roll_adds_nobody_to_the_first():
    entries = minutes(
        "Moved by Jo Sample, seconded by Kim Example, to go. AYES: Sample, Example. NAYS: None.",
        "AYES: Third, Example. NAYS: Sample. Motion failed.",
    )

    assert [(vote.ayes, vote.noes, vote.result) for vote in entries if isinstance(vote, Vote)] == [
        (("Sample", "Example"), (), ""),
        (("Third", "Example"), ("Sample",), "failed"),
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("On a motion by Mr. Sample and second by Ms. Example, the board VOTED (Sample in favor) to adopt it.",
         "VOTED: (3-0-1) to approve the trip. Ms. Third abstained."),
        ("6. Mr. Sample moved to amend the rules.", "7. Motion to adjourn, Example. Passed 3-0."),
        ("6. Mr. Sample moved to amend the rules.", "7. Budget. Approved 3-0."),
        ("Mr. Sample moved to amend the rules.", "Motion to adjourn, Example. Passed 3-0."),
    ],
)  # fmt: skip
def test_the_count_of_another_vote_is_none_of_the_motion_before_it(first: str, second: str):
    one = next(vote for vote in minutes(first, second) if isinstance(vote, Vote))
    assert (one.mover, one.result, one.aye_count, one.abstentions) == ("Mr. Sample", "", None, ())


def test_a_result_is_not_the_text_of_the_next_motion():
    entries = minutes(
        "Mr. Sample moved to go, seconded by Ms. Example.", "It is old.", "The chair declared the motion carried.",
        "Moved by Ms. Third, seconded by Ms. Example. Carried 4-0.",
    )  # fmt: skip
    last = [vote for vote in entries if isinstance(vote, Vote)][-1]
    assert (last.mover, last.text) == ("Ms. Third", "Moved by Ms. Third, seconded by Ms. Example. Carried 4-0.")
