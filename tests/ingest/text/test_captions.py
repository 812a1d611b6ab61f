from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest.text.captions import turns
from archive.ingest.text.cue import Cue

WORDS = st.lists(
    st.sampled_from(["aye", "here", "we thank", "you all.", "item 7", "so moved."]), min_size=1, max_size=20
)


def cues(*lines: str, pause: float = 0.0) -> list[Cue]:
    return [Cue(tuple(line.split("\n")), n * (1 + pause), n * (1 + pause) + 1, n) for n, line in enumerate(lines)]


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


def test_a_pause_after_a_sentence_splits_the_words_of_unknown_speakers_only():
    assert len(turns(cues("One sentence.", "Another one.", pause=5))) == 2
    assert len(turns(cues("[Mayor Sample]: One sentence.", "[Mayor Sample]: Another one.", pause=5))) == 1


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


def labels(*lines: str) -> list[str]:
    return list(dict.fromkeys(turn.label for turn in turns(cues(*lines))))


@pytest.mark.parametrize(
    ("lines", "named", "why"),
    [
        (["Jo Sample: we go on."] + ["and on."] * 3, [""], "a quarter begin with a label"),
        (["Jo Sample: yes."] + ["and on."] * 6 + ["Jo Sample: no."], ["Jo Sample"], "the same label comes twice"),
        (["and on."] * 9 + ["[Jo Sample]: yes."], ["", "Jo Sample"], "it has both a bracket and a colon"),
        (["and on."] * 9 + ["[Jo Sample] yes."], [""], "it has only a bracket"),
        (["and on."] * 9 + [">> Jo Sample: yes."], ["", "Jo Sample"], "it follows a change of speaker"),
        ([">> And the motion is: yes."] + ["and on."] * 9, [""], "it is not plausible"),
    ],
)
def test_a_label_inside_captions_counts_if_it_is_frequent_or_follows_a_change(
    lines: list[str], named: list[str], why: str
):
    found = labels(*lines)

    assert sorted(found) == sorted(named), why


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        ([">> JO SAMPLE: YES.", "AND ON.", ">> JO SAMPLE: NO."], {"JO SAMPLE"}),
        ([">> JO SAMPLE: YES.", "AND ON.", ">> NO."], {""}),
        ([">> MAYOR SAMPLE: YES.", "AND ON.", ">> NO."], {"MAYOR SAMPLE", ""}),
        (["MAYOR SAMPLE: YES.", "MAYOR SAMPLE: NO.", "AND ON."], {""}),
    ],
)
def test_in_capitals_a_label_follows_a_change_and_comes_again_or_has_a_title(lines: list[str], named: set[str]):
    assert set(labels(*lines)) == named


def test_a_single_repeated_line_is_no_rolling():
    said = turns(cues("we met\nhere.", "here.\nAll is well."))

    assert " ".join(turn.text for turn in said) == "we met here. here. All is well."


def test_each_line_with_a_dash_is_another_speaker_and_one_dash_is_not():
    assert [turn.text for turn in turns(cues("- We meet.\n– Good.", "— so we go on", "- here\nand now"))] == [
        "We meet.",
        "Good. — so we go on - here and now",
    ]


def timed(*times: tuple[float | None, float | None], text: str = "We go on.", speaker: str | None = None) -> int:
    """Return how many turns cues at these seconds make."""
    shown = [Cue((text,), start, end, speaker=speaker) for start, end in times]
    return len(turns(shown))


@pytest.mark.parametrize(
    ("times", "text", "speaker", "count", "why"),
    [
        ([(0, 1), (3, 4)], "We go on.", None, 2, "two seconds of silence after a sentence"),
        ([(0, 1), (3, 4)], "we go", None, 1, "two seconds of silence inside a sentence"),
        ([(0, 60), (60, 61)], "We go on.", None, 2, "a sentence ends after a minute"),
        ([(0, 60), (60, 61)], "we go", None, 1, "no sentence ends after a minute"),
        ([(0, 120), (120, 121)], "we go", None, 2, "two minutes are over"),
        ([(0, 1), (61, 62)], "We go on.", "Jo", 2, "a minute of silence by somebody named"),
        ([(0, 1), (None, None)], "We go on.", None, 1, "no time is known"),
        ([(0, None), (3, 4)], "We go on.", None, 1, "the end is not known"),
    ],
)
def test_silence_and_length_end_a_turn(
    times: list[tuple[float | None, float | None]], text: str, speaker: str | None, count: int, why: str
):
    assert timed(*times, text=text, speaker=speaker) == count, why


SEVERAL = ("soispoke: We meet.", "jsmith: We do.", "soispoke: Then begin.", "jsmith: I will.", "soispoke: Good.")


@pytest.mark.parametrize("colon", [": ", "："])
def test_a_place_before_a_name_belongs_to_the_label_even_once(colon: str):
    lines = (*SEVERAL, "Ward 3: Robin Sample: I say this: no.", "jsmith: Robin Sample: that is who spoke.")
    said = turns(cues(*(line.replace(": ", colon) for line in lines)))

    assert [turn.label for turn in said[-2:]] == ["Ward 3: Robin Sample", "jsmith"]
    assert said[-2].text == f"I say this{colon}no."


@pytest.mark.parametrize("form", ["{}\n{}", "({}) {}", "{} | {}", "{}：{}", "- {}: {}"])
def test_what_stands_before_the_words_of_most_captions_is_who_speaks(form: str):
    lines = [form.format(*line.split(": ")) for line in SEVERAL * 2]

    assert [turn.label for turn in turns(cues(*lines))][:3] == ["soispoke", "jsmith", "soispoke"]


@pytest.mark.parametrize("form", ["Live\n{}", "Live | {}"])
def test_a_word_that_every_caption_has_is_nobody(form: str):
    assert not any(turn.label for turn in turns(cues(*(form.format(line.split(": ")[1]) for line in SEVERAL * 2))))
