"""Whether people speak in a text, by the words that it uses."""

import pytest

from archive.ingest.parsed import Heading, Narrative, ParsedMeeting, Turn
from archive.ingest.text.nature import (
    Voice,
    as_minutes,
    reports_a_sitting,
    runs_like_speech,
    texts_of,
    voice,
)


def text_of(words: int, *, common: int, spoken: int, between: str = "board") -> str:
    """Return a text of so many words, of which some are common in English and some are what only speakers say."""
    return " ".join(["the"] * common + ["thanks"] * spoken + [between] * (words - common - spoken))


@pytest.mark.parametrize(
    ("words", "common", "spoken", "found"),
    [
        (1000, 200, 3, Voice.REPORT),
        (1000, 200, 4, Voice.DOUBTFUL),
        (1000, 200, 7, Voice.DOUBTFUL),
        (1000, 200, 8, Voice.SPEECH),
        (150, 25, 5, Voice.SPEECH),
        (149, 25, 5, Voice.UNKNOWN),
        (200, 24, 5, Voice.SPEECH),
        (200, 23, 5, Voice.UNKNOWN),
    ],
)
def test_the_share_of_words_that_only_speakers_use_shows_what_a_text_is(
    words: int, common: int, spoken: int, found: Voice
):
    assert voice([text_of(words, common=common, spoken=spoken)]) is found


@pytest.mark.parametrize(
    "text",
    [
        "les uns et les autres que je vous dis, merci à vous, monsieur ",
        "los unos y los otros del pueblo que yo digo, gracias a ustedes ",
        "els uns i els altres del poble que jo dic, gràcies a vostès ",
    ],
)
def test_other_languages_have_words_of_speakers_too(text: str):
    assert voice([text * 20]) is Voice.SPEECH


SIGNS = (
    "The chair called the meeting to order at nine of the clock.",
    "The motion was passed by all who were in the room.",
    "The clerk reported that the roads are in a good state now.",
)
PLAIN = "They all went on the way to the house at last."


@pytest.mark.parametrize(
    ("texts", "lines", "reports", "why"),
    [
        (SIGNS, [], True, "three signs in three sentences"),
        (SIGNS[:2], [], False, "two sentences"),
        ([*SIGNS[:2], PLAIN], [], False, "two signs in three sentences"),
        ([*SIGNS[:2], PLAIN], ["Present: Jo Sample"], True, "a sign in a line"),
        ([*SIGNS[:2], "The clerk reported that the roads are"], [], False, "a text that is no sentence"),
        ([*SIGNS[:2], "The clerk reported that the roads go."], [], False, "a sentence of seven words"),
        ([*SIGNS[:2], "The clerk reported that the roads go on."], [], True, "a sentence of eight words"),
    ],
)
def test_minutes_have_several_signs_of_a_meeting_and_sentences(
    texts: list[str], lines: list[str], reports: bool, why: str
):
    assert reports_a_sitting(list(texts), lines) is reports, why


@pytest.mark.parametrize(
    ("texts", "is_speech", "why"),
    [
        ([text_of(100, common=15, spoken=2)], True, "two of a hundred words are a speaker's"),
        ([text_of(100, common=15, spoken=1)], False, "one is"),
        ([text_of(25, common=5, spoken=1)] * 4, True, "paragraphs of twenty-five words"),
        ([text_of(24, common=5, spoken=1)] * 4, False, "of twenty-four"),
        ([text_of(24, common=5, spoken=1)] * 7, True, "short ones, if three of a hundred words are a speaker's"),
        ([text_of(24, common=5, spoken=1)] * 6, False, "and there are a hundred and fifty"),
        ([text_of(80, common=15, spoken=4), *["a board"] * 10], True, "eight of ten words in long paragraphs"),
        ([text_of(79, common=15, spoken=4), *["a board"] * 10], False, "fewer"),
        ([text_of(92, common=15, spoken=4) + " 7" * 8], True, "eight numbers in a hundred words"),
        ([text_of(91, common=15, spoken=4) + " 7" * 9], False, "nine"),
        (
            ["word " * 49 + "end. " + "word " * 49 + "end."],
            True,
            "in another language two sentences in a hundred words",
        ),
        (["word " * 98 + "word end."], False, "one sentence"),
        ([], False, "nothing"),
    ],
)
def test_speech_without_labels_is_long_and_has_few_numbers(texts: list[str], is_speech: bool, why: str):
    assert runs_like_speech(texts) is is_speech, why


def test_the_beginning_and_the_end_of_a_long_document_show_what_it_is():
    silent = text_of(1000, common=200, spoken=0, between="x" * 400)
    spoken = text_of(1000, common=200, spoken=300)

    assert voice([silent, spoken, silent]) is Voice.REPORT
    assert voice([spoken, silent, silent]) is Voice.SPEECH
    assert voice([silent, silent, spoken]) is Voice.SPEECH
    assert voice([silent[:200_000], spoken, silent[:200_000]]) is Voice.SPEECH


def test_headings_and_empty_turns_show_nothing_and_minutes_keep_every_label():
    entries = (Heading("Roads"), Turn("we go", "Jo", start=3.0, line=2), Turn("", "Kim"), Narrative("They went."))
    meeting = as_minutes(ParsedMeeting(format="plain_text", entries=entries))

    assert texts_of(entries) == ["we go", "They went."]
    assert meeting.nature == "minutes"
    assert meeting.entries == (
        Heading("Roads"),
        Narrative("Jo: we go", start=3.0, line=2),
        Narrative("Kim"),
        Narrative("They went."),
    )
