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


def test_a_result_below_other_words_than_the_motion_is_one_to_check():
    moved, discussed, result, row = minutes(MOVED, "The members spoke of the fence.", "Motion failed 2-3.")

    assert isinstance(moved, Vote)
    assert (moved.result, moved.aye_count) == ("", None)
    assert [discussed, result] == [Narrative("The members spoke of the fence."), Narrative("Motion failed 2-3.")]
    assert isinstance(row, Vote)
    assert (row.said, row.result, row.aye_count, row.no_count) == (True, "failed", 2, 3)


def test_a_result_under_another_heading_is_not_of_the_motion_above():
    moved, marked = votes(Narrative(MOVED), Heading("Roads"), Narrative("Motion carried."))
    assert (moved.result, moved.said, marked.mover, marked.said) == ("", False, "", True)


def test_a_motion_that_only_names_its_mover_has_no_words_of_the_paragraph_above():
    above, vote = minutes("Staff recommends the new fence.", "Motion by Jo Sample, second by Lee Third. Carried.")

    assert above == Narrative("Staff recommends the new fence.")
    assert isinstance(vote, Vote)
    assert (vote.mover, vote.seconder, vote.result) == ("Jo Sample", "Lee Third", "carried")


def test_what_is_said_after_a_motion_is_no_result_of_it():
    other = votes(Narrative(MOVED), Turn("All in favour of suspending the rules? Contrary? Carried.", "Chair"))

    assert [vote.result for vote in other] == [""]


def test_a_motion_that_a_clerk_reads_out_is_proposed_beside_the_turn():
    turn = Turn(MOVED, "Clerk")
    same, vote, _ = entries_of(turn, Turn("All those in favour? Contrary? Carried.", "Chair"))

    assert same == turn
    assert isinstance(vote, Vote)
    assert (vote.said, vote.text, vote.mover, vote.result) == (True, MOVED, "Jo Sample", "")


def test_a_result_that_the_count_contradicts_is_of_another_question():
    division = Vote("Division 7", aye_count=2, no_count=5)

    assert entries_of(division, Narrative("Original question agreed to.")) == [
        division, Narrative("Original question agreed to."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "AYES (4): Sample, Example, Third\nNOES: None",  # three names
        "AYES (3): Sample, Example, Third\nNOES (1): Fourth\nMotion carried 3-2.",
        "AYES: Sample, Third\nNOES: Sample",
        "AYES: 2\nNOES: 3\nMotion carried.",
        "| Member | Yes | No |\n| Sample | X | X |",
        "| Member | Yes | No |\n| Sample | X | Third |",
        "Mr. Sample moved to mend the fence and Ms. Example agreed; all voted in favour but Third.",
        "The motion by Sample to mend the fence was put again and carried 3-2 after Third had left.",
        "Sample - yes - Example - no",
        "AYES: Sample, Example and two others. NAYS: None. Motion carried.",
    ],
)
def test_what_is_not_certain_is_marked_and_has_a_row_to_check(text: str):
    meeting = with_decisions(ParsedMeeting("plain_text", (Narrative(text, line=7),), nature="minutes"))
    kept, row = meeting.entries

    assert kept == Narrative(text, line=7)
    assert isinstance(row, Vote)
    assert (row.said, row.text, row.line) == (True, text, 7)
    assert [problem.line for problem in meeting.problems] == [7]


@pytest.mark.parametrize(
    "text",
    [
        "AYES (3): Sample, Example, Third\nNOES (1): Fourth\nMotion carried 3-2.",
        "1 | Sample / Example | THAT the fence be mended. | REFERRED TO THE COMMITTEE ON FENCES AND ROADS",
    ],
)
def test_narrative_of_a_transcript_that_may_be_a_decision_is_marked_too(text: str):
    meeting = with_decisions(ParsedMeeting("plain_text", (Turn("Good evening.", "Chair"), Narrative(text, line=7))))

    assert [row.said for row in meeting.entries if isinstance(row, Vote)] == [True]
    assert [problem.line for problem in meeting.problems] == [7]


def test_a_result_before_a_roll_in_one_line_is_read():
    (vote,) = votes(Narrative("Motion by Jo Sample, second by Al Example."), Narrative(
        "Final Resolution: Motion Passes Aye: Jo Sample, Al Example, Cy Third"
    ))  # fmt: skip

    assert (vote.said, vote.mover, vote.result) == (False, "Jo Sample", "carried")
    assert vote.ayes == ("Jo Sample", "Al Example", "Cy Third")


@pytest.mark.parametrize(
    ("texts", "is_told"),
    [
        (["1 | Mend the town fence | ADOPTED", "2 | Paint the town fence | ADOPTED"], True),
        (["Motion by Jo Sample, second by Al Example with thanks.", "Motion Passes, it was said."], True),
        (["1 | Mend the town fence | Action", "2 | Paint the town fence | Information"], False),
        (["Notice of motion: moved by Jo Sample, seconded by Al Example"], False),
    ],
)
def test_a_document_that_tells_results_of_items_is_no_agenda(texts: list[str], is_told: bool):
    assert has_decisions([Narrative(text) for text in texts]) is is_told


def test_a_name_that_is_no_member_is_never_read_without_a_tick():
    present = Narrative("Present: Ann Sample, Bo Example, Cy Third")
    for voter, is_certain in (("Third", True), ("Oakdale", False)):
        entries = (present, Narrative(f"AYES: Sample, {voter}\nNOES: Example"))
        meeting = with_decisions(ParsedMeeting("plain_text", entries, nature="minutes"))
        rows = [one for one in meeting.entries if isinstance(one, Vote) and one.kind != "roll_call"]
        assert [row.said for row in rows] == [not is_certain]
        assert len(meeting.problems) == (not is_certain)


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
        "AYES: Third, Example. NAYS: Sample. Motion carried.",
    )

    assert [(vote.ayes, vote.noes, vote.result) for vote in entries if isinstance(vote, Vote)] == [
        (("Sample", "Example"), (), ""),
        (("Third", "Example"), ("Sample",), "carried"),
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
    rows = [vote for vote in minutes(first, second) if isinstance(vote, Vote) and not vote.said]
    assert not any(vote.mover and (vote.outcome or vote.aye_count is not None) for vote in rows)


def test_a_result_is_not_the_text_of_the_next_motion():
    entries = minutes(
        "Moved by Mr. Sample, seconded by Ms. Example, to go.", "It is old.", "The chair declared the motion carried.",
        "Moved by Ms. Third, seconded by Ms. Example. Carried 4-0.",
    )  # fmt: skip
    last = [vote for vote in entries if isinstance(vote, Vote)][-1]
    assert (last.mover, last.text) == ("Ms. Third", "Moved by Ms. Third, seconded by Ms. Example. Carried 4-0.")


def test_a_row_of_a_table_of_motions_is_a_decision():
    (vote,) = minutes("3 | Sample/Example | That the fence be mended, and the motion of May be followed. | CARRIED")
    assert isinstance(vote, Vote)
    assert (vote.mover, vote.seconder, vote.result, vote.said) == ("Sample", "Example", "carried", False)


def test_prose_that_tells_what_was_decided_shows_that_a_document_is_minutes():
    told = "Sample moved to mend the fence and Example seconded it. The vote was unanimous."
    assert has_decisions([Narrative(told), Narrative(told)])
    assert not has_decisions([Narrative("Item 3. Motion to mend the fence (roll call vote)")] * 2)
