"""TTML captions: their times, lines and speakers."""

import pytest

from archive.ingest import NotATranscript, Turn, read

BEGIN = (
    '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:tickRate="1000" '
    'xml:lang="en"><body><div>'
)
END = "</div></body></tt>"


def _turns(*captions: str) -> list[tuple[str, float | None, float | None]]:
    meeting = read(f"{BEGIN}{''.join(captions)}{END}".encode(), "sample.ttml")
    assert (meeting.format, meeting.language, meeting.nature) == ("ttml", "en", "captions")
    return [(turn.text, turn.start, turn.end) for turn in meeting.entries if isinstance(turn, Turn)]


@pytest.mark.parametrize(
    ("time", "seconds"),
    [("00:01:02.5", 62.5), ("00:01:02:12", 62), ("62.5s", 62.5), ("62500ms", 62.5), ("62500t", 62.5), ("soon", None)],
)
def test_times_are_read_in_every_form(time: str, seconds: float | None):
    assert _turns(f'<p begin="{time}">We begin.</p>') == [("We begin.", seconds, None)]


def test_lines_and_spans_are_joined_and_a_label_before_the_words_is_a_speaker():
    caption = '<p begin="1s" end="3s"><span>Jo Sample: We begin<br/>now, </span><span>thank you.</span></p>'
    meeting = read(f"{BEGIN}{caption * 4}{END}".encode(), "sample.ttml")

    assert [turn.label for turn in meeting.turns] == ["Jo Sample"]
    assert meeting.turns[0].text.startswith("We begin now, thank you.")


def test_a_rate_of_ticks_that_is_no_number_is_the_usual_one():
    data = f'{BEGIN.replace("1000", "many")}<p begin="15000000t">We begin.</p>{END}'

    assert [turn.start for turn in read(data.encode(), "sample.ttml").turns] == [1.5]


def test_a_document_without_captions_is_refused():
    with pytest.raises(NotATranscript, match="no captions"):
        read(f"{BEGIN}{END}".encode(), "sample.ttml")
