"""The sentence that names a statement in lists."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.language.telling_sentence import CUT, CUT_BEFORE, LONGEST_TELLING, TEXT_READ, WIDEST, telling_sentence

GAP = "\u2588"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "Thank you, Madam Speaker. The library at the lake closes in June.",
            "The library at the lake closes in June.",
        ),
        ("My name is Kim Example and I live at 9 Sample Lane. The buses are late again.", "The buses are late again."),
        ("Um, so, and the sewer fund pays for all of the pumps.", "…\xa0the sewer fund pays for all of the pumps."),
        (
            "Gracias, señor presidente, buenas tardes. La biblioteca cerrará en junio.",
            "La biblioteca cerrará en junio.",
        ),
        ("We met Dr. Sample of the county health office. Yes. Okay.", "We met Dr. Sample of the county health office."),
        ("Thank you, Madam Speaker. Yes.", "Thank you, Madam Speaker. Yes."),
        ("Moved to accept the fencing bid. Ayes: Birch, Ash, Kim Example, Cedar.", "Moved to accept the fencing bid."),
        ("The motion carried, 5 to 2. Moved to accept the fencing bid.", "Moved to accept the fencing bid."),
        ("The motion carried, 2 to 1. Ayes: Mr. Birch, Ms. Ash. Nays: Cedar.", "The motion carried, 2 to 1."),
        (
            "Approved. Application No. N 220307 ZRX for another text of the Zoning Resolution (Pre. L.U. No. 173).",
            "Application No. N 220307 ZRX for another text of the Zoning Resolution (Pre. L.U. No. 173).",
        ),
        (
            "Moved by Ms. Sample (Vice Pres.), to adopt Res. 12 on the fence of the north field. Carried.",
            "Moved by Ms. Sample (Vice Pres.), to adopt Res. 12 on the fence of the north field.",
        ),
        ("All in favour? Four. Against? None. The motion carries, 4 to 0.", "The motion carries, 4 to 0."),
        ("We left (it was late. We said so. The library opens on Sundays.", "The library opens on Sundays."),
        ("Yes.", "Yes."),
        ("…", "…"),
        ("", ""),
    ],
)
def test_it_is_the_one_that_says_what_the_text_is_about(text: str, sentence: str):
    assert telling_sentence(text, GAP) == sentence


def test_words_that_the_text_uses_again_tell_more():
    text = "The pumps are old and rusty here. Flooding begins upstream. The pumps fail. We bought pumps."
    assert "pumps" in telling_sentence(text, GAP)


def test_captions_without_punctuation_are_cut_on_both_sides():
    text = "you know I was just going to say that we would like to see it all again " * 3
    text += "the reservoir needs forty thousand gallons of chlorinated water before August " + "and so on and on " * 20
    shown = telling_sentence(text, GAP)
    assert "reservoir" in shown
    assert shown.startswith(CUT_BEFORE)
    assert shown.endswith(CUT)


def test_a_cut_is_made_before_a_remark_and_not_inside_it():
    words = "The application of the harbour district for another text of the zoning resolution of all the boroughs that"
    remark = "Preconsidered as Land Use No. 173 of 2023 and heard by the committee of the whole in the month of May"
    text = f"{words} border on the river and on the bay ({remark}) is approved."
    assert telling_sentence(text, GAP) == f"{words} border on the river and on the bay{CUT}"


texts = st.text(st.sampled_from("ab Z.!?\n,'\u2588。é1 "), max_size=400)


@given(texts)
def test_its_words_stand_in_the_text_in_this_order(text: str):
    shown = telling_sentence(text, GAP).removeprefix(CUT_BEFORE).removesuffix(CUT)
    assert shown in " ".join(text.split())
    assert len(shown) <= WIDEST
    assert len(re.findall(r"\w+", shown)) <= 2 * LONGEST_TELLING


@given(texts, st.text(st.sampled_from("ab. "), min_size=1))
def test_no_more_of_a_text_is_read_than_lists_fetch(text: str, more: str):
    head = (text + ".").ljust(TEXT_READ, "x")[:TEXT_READ] + more
    assert telling_sentence(head + more, GAP) == telling_sentence(head[: TEXT_READ + 1], GAP)


@given(texts)
def test_a_text_with_words_has_a_sentence_with_words(text: str):
    if re.search(r"[^\W_]", text):
        assert re.search(r"[^\W_]", telling_sentence(text, GAP))


PROCEDURE = (
    "Four.",
    "Yes.",
    "Thank you, Madam Chair.",
    "Good evening, everybody, and welcome to this meeting of the board.",
    "Point of order, Mr. President.",
    "All right, if there is nothing else, we can adjourn.",
    "Excuse me, I have not recognized you.",
    "Thank you so much for coming here tonight and for your time.",
    "Can I get a second on that motion?",
    "The meeting is adjourned at nine o'clock.",
    "Is there any further discussion on the item before we vote?",
)
SUBJECTS = (
    "library budget pumps reservoir teachers sidewalks bicycles flooding asbestos tenants nursery harbour".split()  # noqa: SIM905
)


@given(
    st.lists(st.sampled_from(PROCEDURE), max_size=6),
    st.lists(st.sampled_from(PROCEDURE), max_size=6),
    st.lists(st.sampled_from(SUBJECTS), min_size=3, max_size=7, unique=True),
)
def test_procedure_never_stands_for_a_text_with_a_sentence_about_something(
    before: list[str], after: list[str], subjects: list[str]
):
    said = f"We will not {' for the '.join(subjects)} while it rains outside."
    assert telling_sentence(" ".join([*before, said, *after]), GAP) == said
