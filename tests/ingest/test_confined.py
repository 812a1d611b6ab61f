"""Whatever an untrusted file does to its reader only affects a separate process."""

import pytest

from archive.ingest import EncodingUnclear, NotATranscript, ParsedMeeting, Refused, TooLarge, limits, read
from archive.ingest.confined import read_confined
from archive.ingest.reading import read_meetings
from archive.ingest.refusals import Damaged
from archive.machine import confinement
from archive.machine.typed_json import as_bytes, read_as
from tests.ingest.hostile import HOSTILE, READ
from tests.ingest.test_samples import EXPECTED, sample

TRANSCRIPT = b"CHAIR LEE: We will open the library on Saturdays.\n\nMR. DIAZ: Thank you, Chair Lee.\n"


def test_a_confined_reader_reads_the_same_as_this_process() -> None:
    assert read_confined(TRANSCRIPT, "minutes.txt") == read(TRANSCRIPT, "minutes.txt")


@pytest.mark.slow
@pytest.mark.parametrize("name", [path.name.removesuffix(".expected.json") for path in EXPECTED])
def test_what_is_read_from_a_sample_is_all_of_declared_types(name: str) -> None:
    meetings = read_meetings(sample(name), name)
    assert read_as(tuple[ParsedMeeting, ...], as_bytes(meetings)) == meetings


@pytest.mark.slow
@pytest.mark.parametrize("file", HOSTILE[:: max(1, len(HOSTILE) // 8)], ids=lambda file: file.name)
def test_a_confined_reader_treats_hostile_files_as_this_process_does(file) -> None:
    data = file.make()
    if file.outcome == READ:
        assert read_confined(data, file.name) == read(data, file.name)
        return
    with pytest.raises(Refused) as here:
        read(data, file.name)
    with pytest.raises(type(here.value)) as confined_:
        read_confined(data, file.name)
    assert str(confined_.value) == str(here.value)


def test_an_unclear_encoding_returns_its_candidates() -> None:
    text = "Председатель: Мы откроем библиотеку. Спасибо всем, кто пришёл сегодня.\n".encode("cp1251")
    with pytest.raises(EncodingUnclear) as here:
        read(text, "minutes.txt")
    with pytest.raises(EncodingUnclear) as unclear:
        read_confined(text, "minutes.txt")
    assert unclear.value.args == here.value.args
    assert unclear.value.candidates


def test_a_refusal_keeps_its_type_and_message() -> None:
    with pytest.raises(NotATranscript, match="The file is empty"):
        read_confined(b"", "minutes.txt")


@pytest.mark.parametrize(("limit", "value"), [("READ_SECONDS", 0), ("READ_MEMORY_BYTES", 1_000_000)])
def test_exceeding_a_limit_is_refused_with_a_message(monkeypatch: pytest.MonkeyPatch, limit: str, value: int) -> None:
    monkeypatch.setattr(limits, limit, value)
    with pytest.raises(TooLarge, match=r"Split it, or upload"):
        read_confined(TRANSCRIPT * 1_000, "minutes.txt")


def test_an_internal_error_is_logged_and_reported(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(confinement, "BEGIN", "raise SystemExit(3)")
    with pytest.raises(Damaged, match=r"an error in the program"):
        read_confined(TRANSCRIPT, "minutes.txt")
    assert "minutes.txt" in caplog.text
