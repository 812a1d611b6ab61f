"""What a new transcript says where the record has a gap."""

from hypothesis import given
from hypothesis import strategies as st

from archive.actions.removed_words.gaps import words_on_gaps
from archive.ingest.staging.alignment import align
from archive.models import GAP
from archive.models.record.gap import blanked

SECRET = "Quillifer Zanthrope lives at 8812 Plumtree Court"
BEFORE, AFTER = "The hearing is open and our neighbour", "and he agreed to the plan of the board."
OTHERS = ("Good evening, the meeting will come to order.", "The motion carries and we are adjourned.")


def on_gaps(old, new):
    """Return the new texts without the words that fall on gaps, and whether all of them were unambiguous."""
    left, clear = list(new), True
    for fallen in words_on_gaps(old, new, align(old, new)):
        clear = clear and fallen.is_clear
        for number, passage in fallen.places if fallen.is_clear else ():
            left[number] = blanked(left[number], passage.start, passage.end)
    return left, clear


def with_gap(secret=SECRET):
    return [OTHERS[0], f"{BEFORE} {GAP * len(secret)} {AFTER}", OTHERS[1]]


def test_the_words_between_unchanged_ones_are_on_the_gap():
    left, clear = on_gaps(with_gap(), [OTHERS[0], f"{BEFORE} {SECRET} {AFTER}", OTHERS[1]])
    assert clear
    assert left == with_gap()


def test_words_that_another_transcript_has_in_that_place_are_on_the_gap():
    heard = "Quilliver Santrop lives at 88 12 Plum Tree Court"
    left, _ = on_gaps(
        with_gap(), [OTHERS[0], f"The hearing is open and our neighbor {heard} and he agreed.", OTHERS[1]]
    )
    assert left[1] == f"The hearing is open and our neighbor {GAP * len(heard)} and he agreed."


def test_a_passage_cut_into_several_turns_is_found_in_all_of_them():
    left, _ = on_gaps(
        with_gap(), [OTHERS[0], f"{BEFORE} Quillifer", "Zanthrope lives at 8812", f"Plumtree Court {AFTER}"]
    )
    assert left[1:] == [
        f"{BEFORE} {GAP * 9}",
        GAP * len("Zanthrope lives at 8812"),
        f"{GAP * len('Plumtree Court')} {AFTER}",
    ]


def test_a_fully_redacted_statement_covers_the_words_between_its_neighbours():
    left, _ = on_gaps([OTHERS[0], GAP * len(SECRET), OTHERS[1]], [OTHERS[0], SECRET, OTHERS[1]])
    assert left == [OTHERS[0], GAP * len(SECRET), OTHERS[1]]


def test_a_file_that_already_has_the_gap_loses_nothing():
    assert on_gaps(with_gap(), with_gap()) == (with_gap(), True)


def test_a_text_that_does_not_follow_the_record_raises_a_question_instead_of_being_blanked():
    minutes = ["The clerk called the roll and read the list of those present. " * 20]
    left, clear = on_gaps(with_gap(), minutes)
    assert left == minutes
    assert not clear


AROUND = ["alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "the", "and", "of", "to"]
words = st.lists(st.sampled_from(AROUND), max_size=9)


@given(
    words, words, st.lists(st.sampled_from(["quillifer", "zanthrope", "8812", "the", "and"]), min_size=1, max_size=6)
)
def test_nothing_revealing_is_left_whatever_surrounds_the_gap(before, after, secret):
    opening, closing = "we now open the hearing", "thank you very much for that"
    said = " ".join(secret)
    parts = [*before, opening], [closing, *after]
    old = [" ".join([*parts[0], GAP * len(said), *parts[1]])]
    left, _ = on_gaps(old, [" ".join([*parts[0], said, *parts[1]])])
    assert not {"quillifer", "zanthrope", "8812"} & set(left[0].split())
