"""Captions fit a screen: lines of 42 characters, seven seconds, no overlaps, and no word is lost."""

import re
from itertools import pairwise

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from archive.exports.meeting.captions import LINE, LONGEST_CAPTION, captions, srt, webvtt
from archive.exports.meeting.turns import ExportedTurn
from archive.ingest import read
from archive.language.timed_words import WORD_BETWEEN_SPACES, TimedWord, pack
from archive.models import Revision, Statement
from tests.record import make_meeting, make_speaker, make_statement

WORDS = ["we", "will", "open", "the", "library", "on", "Saturdays.", "Aye.", "notwithstanding", "x" * 60]


def turn(
    text: str, start: float, end: float | None, *, timed: bool = False, speaker: str = "Robin Sample"
) -> ExportedTurn:
    statement = Statement(number=round(start) + 1, start_seconds=start, end_seconds=end)
    statement.current_revision = Revision(text=text)
    times = b""
    if timed and end is not None:
        places = [match.start() for match in WORD_BETWEEN_SPACES.finditer(text)]
        step = (end - start) / max(1, len(places))
        times = pack(
            TimedWord(at, start + number * step, start + (number + 0.8) * step) for number, at in enumerate(places)
        )
    return ExportedTurn(statement, speaker, "", text, starts_item=False, word_times=times)


@given(
    st.lists(
        st.tuples(st.lists(st.sampled_from(WORDS), min_size=1, max_size=60), st.booleans(), st.booleans()), max_size=5
    )
)
def test_every_caption_fits_and_no_word_is_lost(said: list[tuple[list[str], bool, bool]]) -> None:
    turns, now = [], 0.0
    for words, timed, has_end in said:
        end = now + 0.3 * len(words)
        turns.append(turn(" ".join(words), now, end if has_end else None, timed=timed))
        now = end + 0.5
    found = list(captions(turns))
    assert "".join("".join(caption.lines).replace(" ", "") for caption in found) == "".join(
        word for words, *_ in said for word in words
    )
    for caption in found:
        assert 1 <= len(caption.lines) <= 2 or any(len(word) > LINE for line in said for word in line[0])
        assert all(len(line) <= LINE for line in caption.lines)
        assert 0 <= caption.end - caption.start <= LONGEST_CAPTION + 0.001
    for one, other in pairwise(found):
        assert one.start <= other.start
        assert one.end <= other.start or one.start == other.start


def test_a_caption_begins_when_its_first_word_is_said() -> None:
    text = "The first sentence is rather long, I fear. The second one comes after a pause."
    times = [
        TimedWord(
            match.start(), number * 0.3 + (10 if number > 7 else 0), number * 0.3 + 0.2 + (10 if number > 7 else 0)
        )
        for number, match in enumerate(WORD_BETWEEN_SPACES.finditer(text))
    ]
    spoken = ExportedTurn(turn(text, 0.0, 20.0).statement, "", "", text, starts_item=False, word_times=pack(times))
    first, *_, last = captions([spoken])
    assert first.start == 0.0
    assert last.start == pytest.approx(12.4, abs=0.3)
    assert last.lines[0].startswith("The second")


def test_subrip_names_each_speaker_once_when_they_begin() -> None:
    said = srt([turn("We meet. " * 12, 0, 20), turn("Aye.", 21, 22, speaker="Kim Example")])
    assert said.count("[Robin Sample]") == 1
    assert said.count("[Kim Example]") == 1
    assert re.match(r"1\n00:00:00,000 --> 00:00:0\d,\d{3}\n\[Robin Sample\]\nWe meet\.", said)


def test_our_own_reader_reads_them_back() -> None:
    turns = [turn("We meet at noon. " * 9, 0, 30), turn("Aye & <no>.", 31, 33, speaker="Kim Example")]
    for text, name in ((webvtt(turns), "a.vtt"), (srt(turns), "a.srt")):
        back = " ".join(one.text for one in read(text.encode(), name).turns)
        assert "We meet at noon." in back
        assert back.count("noon") == 9


@pytest.mark.django_db
def test_readers_can_download_both_files_from_the_meeting() -> None:
    meeting = make_meeting(recording_url="https://media.example.org/a.mp4")
    make_statement(meeting=meeting, speaker=make_speaker(), start_seconds=3.0, end_seconds=6.0)
    page = Client().get(meeting.get_absolute_url()).content.decode()
    for name, media in (("captions.srt", "application/x-subrip"), ("captions.vtt", "text/vtt")):
        assert f"/meetings/{meeting.pk}/{name}" in page
        response = Client().get(f"/meetings/{meeting.pk}/{name}")
        assert response.headers["Content-Type"].startswith(media)
        assert "We will open the library on Saturdays." in response.content.decode()


@given(st.lists(st.tuples(st.floats(0, 30), st.floats(0.5, 30), st.integers(1, 40)), max_size=6))
def test_captions_of_people_who_speak_at_once_are_in_the_order_of_their_starts(said: list[tuple[float, float, int]]):
    turns = [turn(" ".join(["word"] * words), start, start + length, timed=True) for start, length, words in said]
    starts = [caption.start for caption in captions(turns)]
    assert starts == sorted(starts)
