from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from archive.ingest.text.captions import Cue, turns

WORDS = st.lists(
    st.sampled_from(["aye", "here", "we thank", "you all.", "item 7", "so moved."]), min_size=1, max_size=20
)


def cues(*lines: str, pause: float = 0.0) -> list[Cue]:
    return [Cue(tuple(line.split("\n")), n * (1 + pause), n * (1 + pause) + 1, n) for n, line in enumerate(lines)]


def test_fragments_are_joined_to_sentences_with_the_first_start_and_last_end():
    (turn,) = turns(cues("we meet", "on Monday", "this week."))

    assert (turn.text, turn.start, turn.end) == ("we meet on Monday this week.", 0.0, 3.0)


def test_rolling_lines_are_read_once():
    (turn,) = turns(cues("one", "one\ntwo", "two", "two\nthree", "three", "three\nfour"))

    assert turn.text == "one two three four"


def test_a_line_that_grows_word_by_word_is_read_once():
    (turn,) = turns(cues("good", "good evening", "good evening everyone", "good evening everyone\nwe meet"))

    assert turn.text == "good evening everyone we meet"


def test_the_same_answer_given_twice_is_kept_twice():
    assert (
        " ".join(turn.text for turn in turns(cues("Present.", "Present.", "Aye.", "Aye.")))
        == "Present. Present. Aye. Aye."
    )


def test_a_cue_that_briefly_repeats_the_one_before_is_not_a_second_answer():
    present = Cue(("Present.",), 0.0, 1.0, 0)
    flash = Cue(("Present.",), 1.0, 1.04, 1)
    answer = Cue(("Present.",), 1.0, 1.5, 1)

    assert [turn.text for turn in turns([present, flash])] == ["Present."]
    assert [turn.text for turn in turns([present, answer])] == ["Present. Present."]


def test_chevrons_begin_an_unnamed_speaker():
    assert [turn.text for turn in turns(cues(">>> GOOD MORNING. >> GOOD", "MORNING. >> HELLO"))] == [
        "GOOD MORNING.",
        "GOOD MORNING.",
        "HELLO",
    ]


def test_a_label_after_chevrons_names_the_speaker():
    said = turns(cues(">> Mayor Sample: I thank you", "all.", ">> Thank you."))

    assert [(turn.label, turn.text) for turn in said] == [("Mayor Sample", "I thank you all."), ("", "Thank you.")]


def test_a_sound_in_brackets_is_not_a_speaker():
    (turn,) = turns(cues("[Applause] Thank you.", "[Applause] Very kind.", "[Music] Good night."))

    assert turn.label == ""
    assert turn.text.startswith("[Applause] Thank you.")


def test_text_in_capitals_is_kept_and_marked():
    (turn,) = turns(cues("THE SAMPLE BOARD", "IS NOW IN SESSION."))

    assert turn.text == "THE SAMPLE BOARD IS NOW IN SESSION."
    assert turn.in_capitals


def test_a_pause_after_a_sentence_splits_the_words_of_unknown_speakers_only():
    assert len(turns(cues("One sentence.", "Another one.", pause=5))) == 2
    assert len(turns(cues("[Mayor Sample]: One sentence.", "[Mayor Sample]: Another one.", pause=5))) == 1


def test_japanese_joins_without_spaces():
    (turn,) = turns(cues("議会を", "開会します。"))

    assert turn.text == "議会を開会します。"


@given(WORDS)
def test_no_word_of_captions_that_do_not_roll_is_lost_or_doubled(lines: list[str]):
    said = turns(cues(*lines))

    assert " ".join(turn.text for turn in said).split() == " ".join(lines).split()
    assert [turn.start for turn in said] == sorted(turn.start for turn in said)


@given(WORDS)
def test_rolling_captions_give_each_line_once(lines: list[str]):
    shown = [f"{line} {n}" for n, line in enumerate(["first", "second", "third", *lines])]
    rolled = [shown[0], *(f"{before}\n{line}" for before, line in pairwise(shown))]

    assert " ".join(turn.text for turn in turns(cues(*rolled))).split() == " ".join(shown).split()


def test_a_colon_names_nobody_if_the_format_says_who_speaks():
    said = [
        Cue((text,), n, n + 1, speaker="Jo Sample") for n, text in enumerate(["Elected are:", "Third Way: Kim."] * 3)
    ]

    assert {turn.label for turn in turns(said)} == {"Jo Sample"}
