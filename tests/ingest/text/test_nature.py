"""Whether people speak in a text, by the words that it uses."""

import pytest

from archive.ingest.parsed import Heading, Narrative, ParsedMeeting, Turn
from archive.ingest.text.nature import Voice, as_minutes, reports_a_sitting, runs_like_speech, texts_of, voice


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
        ([*SIGNS[:2], PLAIN], [], False, "two signs in three sentences"),
        ([*SIGNS[:2], PLAIN], ["Present: Jo Sample"], True, "a sign in a line"),
        ([*SIGNS[:2], "The clerk reported that the roads are"], [], False, "a text that is no sentence"),
    ],
)
def test_minutes_have_several_signs_of_a_meeting_and_sentences(
    texts: list[str], lines: list[str], reports: bool, why: str
):
    assert reports_a_sitting(list(texts), lines) is reports, why


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


PLAIN_TALK = "So we go on with it, and I thank you all for what you said to us about the road and the bridge. " * 40
REPORT = "The board met in the town hall and looked at the plans for the road and the bridge of the town. " * 40


@pytest.mark.parametrize(
    ("texts", "found"), [([PLAIN_TALK], Voice.SPEECH), ([REPORT], Voice.REPORT), (["Thank you."], Voice.UNKNOWN)]
)
def test_words_that_only_speakers_use_show_what_a_text_is(texts: list[str], found: Voice):
    assert voice(texts) is found


@pytest.mark.parametrize(
    ("texts", "is_speech", "why"),
    [
        ([PLAIN_TALK], True, "long paragraphs of talk"),
        ([REPORT], False, "long paragraphs of a report"),
        (["Sample Road 7 12 2,400"] * 100, False, "a table of numbers"),
        (["the road of the town"] * 100, False, "a list"),
        (["Tukaenda shuleni na watoto wetu wote wakafurahi sana. " * 30], True, "sentences in another language"),
        (["tukaenda shuleni na watoto wetu wote wakafurahi sana " * 30], False, "words without an end"),
        ([], False, "nothing"),
    ],
)
def test_speech_without_labels_is_long_and_has_few_numbers(texts: list[str], is_speech: bool, why: str):
    assert runs_like_speech(texts) is is_speech, why
