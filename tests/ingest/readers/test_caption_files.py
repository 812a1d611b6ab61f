"""SubRip, WebVTT and SBV as files vary them: no word is lost, and what cannot be read is reported with its line."""

import pytest

from archive.ingest import NotATranscript, ParsedMeeting
from archive.ingest.readers import sbv, srt, webvtt
from archive.ingest.readers.webvtt import voices
from archive.ingest.text.cue import Cue

TIME = "00:00:01,000 --> 00:00:02,000"
SPLIT = "An empty line splits this caption. What follows was kept with it."
DOT = "00:01.000 --> 00:02.000"


def subrip(text: str) -> ParsedMeeting:
    return srt.read(text.encode())


def vtt(text: str, head: str = "WEBVTT\n\n") -> ParsedMeeting:
    return webvtt.read(f"{head}{text}".encode())


def problems(meeting: ParsedMeeting) -> list[tuple[str, int | None]]:
    return [(problem.message, problem.line) for problem in meeting.problems]


def words(meeting: ParsedMeeting) -> str:
    return " ".join(turn.text for turn in meeting.turns)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"1\n{TIME}\nHello.\n\n2\n{TIME}\nSo.\n", "Hello. So."),
        (f"1\n{TIME}\nHello.\n2\n{TIME}\nSo.\n", "Hello. So."),
        (f"{TIME}\nHello.\n\n{TIME}\nSo.\n", "Hello. So."),
        (f"1\n{TIME}\nI see\n\nmore.\n\n2\n{TIME}\nSo.\n", "I see more. So."),
        (f"1\n{TIME}\nThere are\n7\n\n2\n{TIME}\npeople.", "There are 7 people."),
        (f"1\n{TIME}\nThere are\n\n7", "There are 7"),
        ("1\n00:01.5 -> 00:02.5 position:7%\nHello.", "Hello."),
        (f"1\n{TIME}\n<b>We</b> <font color='a'>go</font> <i>on</i>.<br/>", "We go on.<br/>"),
        (f"1\n{TIME}\n{{\\an8}}Fish &amp; {{chips}}.", "Fish & {chips}."),
    ],
)
def test_the_words_of_subrip_are_between_the_times_without_numbers_and_tags(text: str, said: str):
    assert words(subrip(text)) == said
    assert not subrip(text).problems


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("Made by Jo\n\n7\n" + f"{TIME}\nHello.", 'Words before the first caption were left out: "Made by Jo".', 1),
        (f"One\nTwo\n{TIME}\nHello.", 'Words before the first caption were left out: "One Two".', 1),
        (f"{'x' * 81}\n{TIME}\nHello.", f'Words before the first caption were left out: "{"x" * 80}".', 1),
        ("1\n00:00:70,0 --> 00:00:71,0\nHello.",
         'The time "00:00:70,0 --> 00:00:71,0" cannot be read. The words were kept.', 2),
        ("1\n00:00:01,0 --> 00:00:71,0\nHello.",
         'The time "00:00:01,0 --> 00:00:71,0" cannot be read. The words were kept.', 2),
        ("1\n00:00:02,0 --> 00:00:01,0\nHello.", "The caption ends before it starts, so its end was left out.", 2),
        (f"1\n00:00:70,0 --> 00:00:71,0{' x' * 60}\nHello.",
         f'The time "00:00:70,0 --> 00:00:71,0{" x" * 17} " cannot be read. The words were kept.', 2),
    ],
)  # fmt: skip
def test_what_subrip_has_wrong_is_reported_and_the_words_stay(text: str, message: str, line: int):
    meeting = subrip(text)

    assert problems(meeting) == [(message, line)]
    assert (words(meeting), meeting.turns[0].end) == ("Hello.", 2.0 if "first caption" in message else None)


def test_a_caption_that_ends_when_it_starts_keeps_both_times():
    for meeting in (
        subrip("00:00:01,000 --> 00:00:01,000\nHello."),
        vtt("00:01.000 --> 00:01.000\nHello."),
        sbv.read(b"0:00:01.000,0:00:01.000\nHello."),
    ):
        assert [(turn.start, turn.end, turn.text) for turn in meeting.turns] == [(1.0, 1.0, "Hello.")]
        assert not meeting.problems


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{DOT}\nHello.\n\n{DOT}\nSo.\n", "Hello. So."),
        (f"first\n{DOT} align:start\nHello.\n", "Hello."),
        (f"1\n\n{DOT}\nHello.\n", "Hello."),
        (f"{DOT}\nHello.\n{DOT}\nSo.\n", "Hello. So."),
        (f"{DOT}\nGo from A --> B.\n", "Go from A --> B."),
        (f"NOTE one\ntwo\n\nSTYLE\na {{b: c}}\n\nREGION\nid:7\n\n{DOT}\nHello.\n", "Hello."),
        (f"{DOT}\nNOTE well.\n", "NOTE well."),
        (f"{DOT}\nWe <b>go</b> &lt;on&gt;<00:01.500>.\n", "We go <on>."),
    ],
)
def test_the_words_of_webvtt_are_below_its_times(text: str, said: str):
    meeting = vtt(text)

    assert (words(meeting), meeting.problems) == (said, ())
    assert meeting.notes == (("one two",) if "NOTE one" in text else ())


@pytest.mark.parametrize(
    ("text", "message", "line", "said"),
    [
        (f"Loose\nwords\n\n{DOT}\nHello.", 'Words before the first caption were left out: "Loose words".', 3, "Hello."),
        (f"{'x' * 81}\n\n{DOT}\nHello.", f'Words before the first caption were left out: "{"x" * 80}".', 3, "Hello."),
        (f"{DOT}\nHello\n\nyou.", SPLIT, 6, "Hello you."),
        (f"{DOT}\nHello\n\nyou\nall\n{DOT}\nSo.", SPLIT, 6,
         "Hello you So."),
        ("00:70.000 --> 00:71.000\nHello.", 'The time "00:70.000 --> 00:71.000" cannot be read. The words were kept.',
         3, "Hello."),
        ("1\n00:02.000 --> 00:01.000\nHello.", "The caption ends before it starts, so its end was left out.", 4,
         "Hello."),
    ],
)  # fmt: skip
def test_what_webvtt_has_wrong_is_reported_and_the_words_stay(text: str, message: str, line: int, said: str):
    meeting = vtt(text)

    assert problems(meeting) == [(message, line)]
    assert words(meeting) == said


@pytest.mark.parametrize(
    ("head", "language", "message"),
    [
        ("WEBVTT\nKind: captions\nLanguage: en\n\n", "en", None),
        ("WEBVTT - a title\nlanguage:  fr \n\n", "fr", None),
        ("WEBVTT\tx\n", "", None),
        ("WEBVTT\nno field\n\n", "", None),
        ("WEBVTTX\n\n", "", 'The file does not begin with "WEBVTT"; it was read as captions anyway.'),
        ("", "", 'The file does not begin with "WEBVTT"; it was read as captions anyway.'),
    ],
)
def test_the_header_of_webvtt_may_name_the_language(head: str, language: str, message: str | None):
    meeting = vtt(f"{DOT}\nHello.\n", head)

    assert meeting.language == language
    assert message in [problem.message for problem in meeting.problems] if message else not meeting.problems


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Hello.", [(None, "Hello.")]),
        ("<v Jo Sample>Hello.", [("Jo Sample", "Hello.")]),
        ("<v.loud Jo  Sample>Hello.</v> So.", [("Jo Sample", "Hello."), (None, " So.")]),
        ("<v Jo &amp; Kim>Hello.<v Lee>Yes.", [("Jo & Kim", "Hello."), ("Lee", "Yes.")]),
        ("<v>Hello.", [("", "Hello.")]),
        ("<voice Jo>Hello.", [(None, "Hello.")]),
        ("<v Jo> <v Kim>Hello.", [("Kim", "Hello.")]),
        ("We <i>go</i> <broken", [(None, "We go ")]),
        ("", []),
    ],
)
def test_each_voice_of_a_caption_has_its_words(text: str, parts: list[tuple[str | None, str]]):
    found = list(voices(Cue((text,), 1.0, 2.0, 3)))

    assert found == [Cue((said,), 1.0, 2.0, 3, voice, changes=voice is not None) for voice, said in parts]


def test_every_line_of_sbv_belongs_to_the_time_above_it():
    text = "Loose.\n0:00:01.000,0:00:02.000\nOne[BR]two\n\nthree.\n 0:00:70.000 , 0:00:71.000 \nFour.\n"
    meeting = sbv.read(text.encode())

    assert words(meeting) == "Loose. One two three. Four."
    assert problems(meeting) == [("The time of this caption cannot be read. Its words were kept.", 6)]
    assert meeting.turns[0].line == 1


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (srt.read, f"1\n{TIME}\n\n"),
        (webvtt.read, f"WEBVTT\n\n{DOT}\n<b></b>\n"),
        (sbv.read, "0:00:01.000,0:00:02.000\n"),
    ],
)
def test_a_file_without_words_is_refused(read, text: str):
    with pytest.raises(NotATranscript):
        read(text.encode())
