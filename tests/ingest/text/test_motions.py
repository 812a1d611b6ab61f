import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest.text.motion_words import OPENED, openings
from archive.ingest.text.motions import facts_in, method_of, motions_in, result_of
from archive.ingest.text.printed_rolls import choice_of, names_in

JO, KIM = "Councillor Sample", "Councillor Example"
PIECES = (
    "Moved by Jo Sample, ", "seconded by Kim Example ", "that the fence be mended. ", "Motion carried 5-0. ", "AYES: ",
    "Jo Sample, Kim Example", " NAYS: None. ", "ABSENT: ", "Carried.", " | ", "(Sample/Example) ",
    "The Board approved ", "\n", "All in favour? ", "Mr. Third abstained. ", "12 ", "- ", "and ", "moved to ", "é",
)  # fmt: skip


def said(text: str) -> tuple[str, str, str, dict[str, int]]:
    (motion,) = motions_in(text)
    return motion.mover, motion.seconder, result_of(motion.outcome), dict(motion.counts)


@pytest.mark.parametrize(
    ("text", "mover", "seconder", "result", "counts"),
    [
        (f"Moved by {JO}, seconded by {KIM}, that we go. Motion carried 5-0.", JO, KIM, "carried", (5, 0)),
        (f"It was moved by {JO} and seconded by {KIM} that we go, and the motion carried.", JO, KIM, "carried", None),
        (f"{JO} moved to go. {KIM} seconded the motion. It passed 4-1.", JO, KIM, "carried", (4, 1)),
        (f"{JO} moved that we go. The motion was seconded by {KIM}.", JO, KIM, "", None),
        (f"{JO} moved, seconded by {KIM}, to go. Motion failed 2-3.", JO, KIM, "failed", (2, 3)),
        (f"{JO} made a motion to table it; {KIM} seconded. Motion failed for want of votes.", JO, KIM, "failed", None),
        ("R2023-7 J. Sample, K. Example: That the minutes be adopted as published. Carried.", "J. Sample", "K. Example",
         "carried", None),
        ("The Board approved the report (Sample/Example).", "Sample", "Example", "carried", None),
        ("Jo Sample nominated Kim Example. Lee Third seconded. All voted in approval.", "Jo Sample", "Lee Third",
         "carried", None),
        ("On a motion by Jo Sample, seconded by Kim Example, the Board approved the budget.", "Jo Sample",
         "Kim Example", "carried", None),
        ("MOVER: Jo Sample, Council Member SECONDER: Kim Example, Mayor", "Jo Sample", "Kim Example", "", None),
        ("7 | Sample/Example | That the fence be mended. | LOST", "Sample", "Example", "failed", None),
        ("2 | Rezoning of Sample Street | ADOPTED", "", "", "carried", None),
        ("Motion to adjourn carried unanimously.", "", "", "carried", None),
        (f"Moved by {JO}; seconded by {KIM} that we go. Ayes: 4 Nays: 1 Motion carried.", JO, KIM, "carried", (4, 1)),
        # What was decided earlier, or by others
        (f"Moved by {JO}, seconded by {KIM}, WHEREAS the plan was changed, adopted by Council;", JO, KIM, "", None),
        (f"Moved by {JO}, seconded by {KIM}, that we go.\n\nAND WHEREAS it is a policy, adopted;", JO, KIM, "", None),
        (f"Moved by {JO}, seconded by {KIM}, to keep the plan, approved by the county in 2014.", JO, KIM, "", None),
        (f"Moved by {JO}, seconded by {KIM}, to keep the plan, adopted in 2014.", JO, KIM, "", None),
        (f"Moved by {JO}, seconded by {KIM}, to keep the plan, rejected at the May meeting.", JO, KIM, "", None),
        (f"Moved by {JO}, seconded by {KIM}, to go, carried by a vote of 5-0.", JO, KIM, "carried", (5, 0)),
        (f"Moved by {JO}, seconded by {KIM}, to go, approved by roll call.", JO, KIM, "carried", None),
        (f"Moved by {JO}, seconded by {KIM}.\nBE IT RESOLVED that we go, and the motion carried.", JO, KIM, "carried",
         None),
        # Numbers that are no tally, and results that are of something else
        (f"Moved by {JO}, seconded by {KIM}, that Resolution 23-05 be adopted. Carried.", JO, KIM, "carried", None),
        (f"Moved by {JO}, seconded by {KIM}, that the motion carried on 3 May be rescinded.", JO, KIM, "", None),
        (f"{JO} moved to close the record. {KIM} seconded. Moved 5-0.", JO, KIM, "", (5, 0)),
        (f"Moved by {JO}, seconded by {KIM}, to approve the minutes of 10/11. Motion carried unanimously.", JO, KIM,
         "carried", None),
        (f"Moved by {JO}, seconded by {KIM}, to reduce the fee by 1/2. Motion carried.", JO, KIM, "carried", None),
        (f"Moved by {JO}, seconded by {KIM}, for the purchase of 10-15 chairs. Carried.", JO, KIM, "carried", None),
        (f"Moved by {JO}, seconded by {KIM}, to set a term of 2 to 4 years. Failed.", JO, KIM, "failed", None),
        (f"Moved by {JO}, seconded by {KIM}, to keep the budget passed 4-1 by the board. Motion failed.", JO, KIM,
         "failed", None),
        (f"Moved by {JO}, seconded by {KIM}, to go. Motion failed by 2/3 vote.", JO, KIM, "failed", None),
        (f"Moved by {JO}, seconded by {KIM}, to go. Motion carried 2-3.", JO, KIM, "carried", None),
        (f"Moved by {JO}, seconded by {KIM}, to go. Motion failed 3-2.", JO, KIM, "failed", None),
        (f"Moved by {JO}, seconded by {KIM}, to go. Two-thirds are needed. Motion failed 3-2.", JO, KIM, "failed",
         (3, 2)),
        (f"Moved by {JO}, seconded by {KIM}, to go. Motion carried unanimously 4-1.", JO, KIM, "carried", None),
        (f"Moved by {JO}, seconded by {KIM}, to go. Motion carried on a 4-1 vote.", JO, KIM, "carried", (4, 1)),
        *(
            (f"Moved by {JO}, seconded by {KIM}, to approve the lease, {told}.", JO, KIM, result, counts)
            for told, result, counts in (
                ("carried by 5-2", "carried", (5, 2)),
                ("passed by 5 to 2", "carried", (5, 2)),
                ("passed by 5 ayes and 2 noes", "carried", (5, 2)),
                ("adopted by two-thirds vote", "carried", None),
                ("approved by members present", "carried", None),
                ("carried at 9:00 p.m", "carried", None),
                ("adopted by the board in 2014", "", None),
                ("adopted by 2014", "", None),
            )
        ),
        (f"Moved by {JO}, seconded by {KIM}.\nBE IT RESOLVED that we go, carried 5-0.", JO, KIM, "carried", (5, 0)),
        (f"Moved by {JO}, seconded by {KIM}.\nBE IT RESOLVED that we amend, adopted last year.", JO, KIM, "", None),
        (f"Moved by Councillor\n{JO}, seconded by Vice Mayor\n{KIM} to go. Carried.", f"Councillor {JO}",
         f"Vice Mayor {KIM}", "carried", None),
        (f"Moved by {JO}, seconded by {KIM}, to go. Vote: 4/1. Motion carried.", JO, KIM, "carried", (4, 1)),
        (f"Moved by {JO}, seconded by {KIM}, to go. Carried. 10-15 chairs are old.", JO, KIM, "carried", None),
        ("The motion to have the bid rejected carried 5-0.", "", "", "carried", (5, 0)),
        ("The motion to have the bid rejected by staff carried.", "", "", "carried", None),
        ("The motion to mend the fence passed 4-1 after the amendment failed.", "", "", "carried", (4, 1)),
        ("The motion to have the rejected bid with the fence carried 5-0.", "", "", "carried", (5, 0)),
        ("The motion to mend the fence failed unanimously.", "", "", "failed", None),
        ("The motion to mend the fence failed on a tie vote.", "", "", "failed", None),
    ],
)  # fmt: skip
def test_a_motion_is_read_as_printed(text: str, mover: str, seconder: str, result: str, counts: tuple[int, int] | None):
    tally = dict(zip(("aye_count", "no_count"), counts, strict=True)) if counts else {}

    assert said(text) == (mover, seconder, result, tally)


@pytest.mark.parametrize(
    "text",
    [
        "Jo Sample moved to Portland last year.",
        "If moved by Jo Sample, the item would be heard.",
        "Debate resumed from 13 September, on motion by Jo Sample: That the bill be read.",
        "The Board approved the lease last year.",
        "Dr. Sample carried the box.",
    ],
)
def test_other_words_are_no_motion(text: str):
    assert motions_in(text) == []


@pytest.mark.parametrize(
    ("text", "roll"),
    [
        ("AYES: Sample, Jo Example and Third. NAYS: Fourth. ABSENT: None.",
         {"yes": ("Sample", "Jo Example", "Third"), "no": ("Fourth",)}),
        ("Aye: Jo Sample, Kim Example Not Present at Vote: Lee Third B. PUBLIC COMMENT PERIOD",
         {"yes": ("Jo Sample", "Kim Example"), "did_not_vote": ("Lee Third",)}),
        ("The motion passed 4-0. Councillor Third abstained.", {"abstain": ("Councillor Third",)}),
        ("The motion passed 3-2, with Jo Sample and Kim Example opposed.", {"no": ("Jo Sample", "Kim Example")}),
        ("Sí: Jo Sample, Kim Example. No: Third. Abstención: Fourth.",
         {"yes": ("Jo Sample", "Kim Example"), "no": ("Third",), "abstain": ("Fourth",)}),
        ("AYES (3): Councillors Sample, Example and Third. NAYS: Fourth, motion carried.",
         {"yes": ("Sample", "Example", "Third"), "no": ("Fourth",)}),
        ("AYES: Sample, Example (by phone), Third. NAYS: Fourth (Ward 1). EXCUSED: Fifth.",
         {"yes": ("Sample", "Example (by phone)", "Third"), "no": ("Fourth (Ward 1)",), "excused": ("Fifth",)}),
        ("NAYS: None. AYES: Sample; Example; Third.", {"yes": ("Sample", "Example", "Third")}),
        # Of two rolls, the first
        ("AYES: Sample, Example. NAYS: Third. The amendment was put. AYES: Third. NAYS: Sample. Motion failed.",
         {"yes": ("Sample", "Example"), "no": ("Third",)}),
        ("AYES: Sample, Example. NAYS: Third. AYES: Third. NAYS: Sample.",
         {"yes": ("Sample", "Example"), "no": ("Third",)}),
    ],
)  # fmt: skip
def test_a_roll_has_the_names_at_their_words(text: str, roll: dict[str, tuple[str, ...]]):
    facts = facts_in(text)

    assert facts is not None
    assert {choice_of(word): names for word, names in facts.roll} == roll


@pytest.mark.parametrize(
    "printed",
    [
        "AYES: Sample, Example (absent), Third. NAYS: Fourth.",
        "AYES: Sample, Example* (by phone), Third. EXCUSED: Fourth.",
        "AYES: Sample, Example (by phone), Third. On the main motion: AYES: Sample, Example, Third.",
        "AYES: Sample, Example, Third. NAYS: the chair.",
        'NAYS: None. AYES: Sample, Robert "Bob" Example, Third',
        "NAYS: None. AYES: Sample, Example (by a telephone line from another city in the north), Third",
        "NAYS: None. AYES: Sample*, Example*, Third",
        "NAYS: None. AYES: Sample/Example/Third",
        "NAYS: None. AYES: Sample – remote, Example, Third",
        "NAYS: None. AYES: Sample, Example + Third",
        "NAYS: None. AYES: Sample. Example. Third.",
        "AYES: Sample, Example, Third. NAYS: Sample.",
        "AYES: Sample, Example, Third. Councillor Fourth left. NAYS: Fifth.",
        "AYES: Sample, Example. NAYS: Fourth, who asked that it be noted.",
        "AYES: Sample, Example (remotely), and two others",
        "AYES: Sample, Example\nThird, Fourth NAYS: Fifth",
        "AYES: Sample, Example & the public",
    ],
)
def test_a_roll_that_something_breaks_off_is_none(printed: str):
    (motion,) = motions_in(f"{CARRIED} {printed}")

    assert motion.roll == ()


@pytest.mark.parametrize(
    ("told", "abstained"),
    [
        ("Motion carried 4-0-1. Potts was absent.", None),
        ("Motion carried 4-0-1. Absent: Potts", None),
        ("Motion carried 4-0-1.", None),
        ("Motion carried (4-0-1).", None),
        ("Vote: 4-0-1.", None),
        ("Motion carried by a vote of 4 to 0 to 1, Potts absent and Read abstaining.", None),
        ("Motion carried 4-0-1 with Potts not voting.", None),
        ("Motion carried 4-0-1 with Potts gone.", None),
        ("Motion carried 4-0-1 with Potts abstaining.", 1),
        ("Motion carried 4-0-1 (ayes, noes, abstentions).", 1),
        ("Motion carried: 4-0-1, Potts abst.", 1),
    ],
)
def test_a_third_number_counts_those_who_abstained_only_where_the_sentence_says_so(told: str, abstained: int | None):
    (motion,) = motions_in(f"Moved by {JO}, seconded by {KIM}, to go. {told}")

    assert (motion.counts["aye_count"], motion.counts["no_count"]) == (4, 0)
    assert motion.counts.get("abstention_count") == abstained


CARRIED = f"Moved by {JO}, seconded by {KIM}, to approve the budget. Motion carried 3-1."
LISTS = {"yes": ("Sample", "Example", "Model"), "no": ("Potts",), "absent": ("Read",)}


@pytest.mark.parametrize(
    ("printed", "roll"),
    [
        ("Ayes (3): Sample, Example, Model, No (1): Potts, Absent (1): Read.", LISTS),
        ("Ayes – Sample, Example, Model, No – Potts, Absent – Read.", LISTS),
        ("Ayes — Sample, Example and Model, Noes — Potts, Absent — Read.", LISTS),
        ("Roll Call: Ayes - Sample, Example, Model, No - Potts, Absent - Read.", LISTS),
        ("AYES (3) Sample, Example, Model, NO (1) Potts, ABSENT (1) Read.", {}),
        ("Aye Sample, No Potts, Absent Read.", {}),
        ("Aye, Sample; No, Potts; No, Read.", {}),
        ("The sign has no flashing lights, no sound, no banners.", {}),
        ("Sample, Example, Model - aye; Potts, Read - no", {}),
        ("Sample, Example, Model - aye; Potts - no", {}),
        ("Sample - aye, Potts, Read - no", {}),
        ("Sample, Example - yes and Potts - no", {}),
        ("Sample – yes – Potts – no – Read – yes", {}),
        ("Sample: yes - Potts: no - Read: yes", {}),
        ("Sample, aye - Potts, no", {}),
        ("Kim Sample, No 4; Lee Potts, No 5", {}),
        ("Sample - yes; Potts - no; Read - absent.", {"yes": ("Sample",), "no": ("Potts",), "absent": ("Read",)}),
        ("Roll call: Sample, AYE, Potts, NAY.", {"yes": ("Sample",), "no": ("Potts",)}),
    ],
)
def test_a_word_between_two_names_is_given_to_neither_unless_the_print_shows_whose_it_is(
    printed: str, roll: dict[str, tuple[str, ...]]
):
    (motion,) = motions_in(f"{CARRIED} {printed}")

    assert {choice_of(word): names for word, names in motion.roll} == roll


@pytest.mark.parametrize(
    "text",
    [
        *("(x), ", ", and ", "Whereas, adopted "),
        *("The Chair, ", "É", "é", "Ab-", "QmFzZTY0IHRleHQ", "J. ", "Ab, aye; ", "Ab, aye ", "Ab - "),
        *("Ayes - ", "The Mayor and ", "No (1) ", "St. "),
    ],
)
def test_any_text_after_a_motion_is_read_soon(text: str):
    started = time.process_time()
    motions_in(f"{CARRIED} {text * (20_000 // len(text))}")

    assert time.process_time() - started < 10


def test_words_decide_what_came_of_it_and_how():
    assert result_of("Aprobado por unanimidad") == result_of("Motion Passes") == "carried"
    assert [result_of(words) for words in ("LOST", "laid over", "Withdrawn", "It was a tie", "perhaps")] == [
        "failed", "tabled", "withdrawn", "tied", "",
    ]  # fmt: skip
    assert [method_of(words) for words in ("A voice vote", "roll call", "by ballot", "so")] == [
        "voice", "roll_call", "ballot", "",
    ]  # fmt: skip
    assert [choice_of(word) for word in ("NAYS", "Recused", "Medical")] == ["no", "recused", "other"]
    assert names_in("Jo Sample, Jr., Kim Example and Lee Third") == ("Jo Sample, Jr.", "Kim Example", "Lee Third")


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_motions_never_overlap_and_names_are_printed(text: str):
    reached = 0
    for motion in motions_in(text):
        assert reached <= motion.start < motion.end <= len(text)
        reached = motion.end
        for name in (motion.mover, motion.seconder, *(name for _, names in motion.roll for name in names)):
            assert name in " ".join(text.split())


@pytest.mark.parametrize(
    ("text", "ayes"),
    [
        ("The chair noted that last year's roll was AYES: Sample, Example. NAYS: Third. It was not put to a vote.", ()),
        ('Ms. Sample read from the minutes of the county: "AYES: Sample, Example. NAYS: Third. Motion carried."', ()),
        ("He quoted the county: “Motion carried. AYES: Sample, Example. NAYS: None.” No action was taken.", ()),
        ("The expenses included payments for: Sample, Example. Against: Third.", ()),
        ("The minutes were corrected under item 4 to say AYES: Sample, Example. NAYS: Third.", ()),
        ("Had the motion been put, AYES: Sample, Example. NAYS: Third.", ()),
        ("The motion carried by the following vote: AYES: Sample, Example. NAYS: Third.", ("Sample", "Example")),
        ("The motion carried 2-1, with AYES: Sample, Example. NAYS: Third.", ("Sample", "Example")),
        ("Roll call vote - AYES: Sample, Example; NAYS: Third", ("Sample", "Example")),
    ],
)
def test_a_roll_in_a_sentence_about_something_else_is_of_nobody(text: str, ayes: tuple[str, ...]):
    said = facts_in(text)

    assert dict(said.roll if said else ()).get("AYES", ()) == ayes
    assert not any(said.roll if said and not ayes else ())
    assert ayes or not said or not said.outcome


# For each pattern, in order, words that it must find.
OPENED_BY = """
moved by Jo Sample | MOTION BY Jo Sample | proposed by Jo Sample | moción presentada por Jo Sample | propuesto por Kim
Mover: Jo Sample. Seconder: Kim Example | M: Jo Sample S: Kim Example | m/Jo Sample, s/Kim Example
R-1 Jo Sample, Kim Example: That | 1-2 Jo Sample / Kim Example: RESOLVED | 3-4 Jo Sample - Kim Example: be it
Jo Sample made a motion to | Jo Sample motioned to | Jo Sample offered a motion that | Jo Sample MOVED to
Motion to amend was made by Jo Sample
Jo Sample, seconded by Kim Example, moved
Moved Jo Sample, seconded Kim Example:
Motion (Sample/Example)
Jo Sample so moved | Jo Sample offered the following resolution | Jo Sample propone | Jo Sample propuso
Jo Sample nominated Kim Example
"""


def test_each_way_to_open_a_motion_has_the_words_that_are_sought_first():
    for pattern, said in zip(openings(), OPENED_BY.strip().splitlines(), strict=True):
        for words in said.split(" | "):
            assert pattern.search(words), words
            assert OPENED.search(words), words
