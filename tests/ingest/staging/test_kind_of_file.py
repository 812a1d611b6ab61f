"""What a file most likely is, by its format and nature."""

import pytest

from archive.ingest.parsed import ParsedMeeting
from archive.ingest.staging.kind_of_file import kind_of_file, why_not


@pytest.mark.parametrize(
    ("format_name", "nature", "kind", "status"),
    [
        ("akoma_ntoso", "transcript", "transcript", "verbatim"),
        ("crec_html", "transcript", "transcript", "verbatim"),
        ("akoma_ntoso", "minutes", "minutes", "minutes"),
        ("plain_text", "minutes", "minutes", "minutes"),
        ("plain_text", "transcript", "machine_transcript", "machine_transcript"),
        ("plain_text", "captions", "machine_captions", "machine_transcript"),
        ("srt", "transcript", "machine_captions", "machine_transcript"),
        ("webvtt", "captions", "machine_captions", "machine_transcript"),
    ],
)
def test_a_file_is_official_only_in_the_formats_of_public_bodies(format_name: str, nature: str, kind: str, status: str):
    assert kind_of_file(ParsedMeeting(format_name, (), nature=nature)) == (kind, status)


@pytest.mark.parametrize(
    ("kind", "status", "says"),
    [
        ("machine_transcript", "verbatim", "Choose “Machine transcript”"),
        ("machine_captions", "verbatim", "Choose “Machine transcript”"),
        ("transcript", "machine_transcript", "Choose “Transcript made by software”"),
        ("transcript", "verbatim", ""),
        ("machine_transcript", "machine_transcript", ""),
        ("minutes", "minutes", ""),
        ("minutes", "verbatim", ""),
    ],
)
def test_text_from_software_is_neither_verbatim_nor_an_official_transcript(kind: str, status: str, says: str):
    assert says in why_not(kind, status)
    assert bool(why_not(kind, status)) is bool(says)
