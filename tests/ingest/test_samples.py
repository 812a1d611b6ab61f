"""Each style of transcript has a sample made for the project, and beside it the expected reading.

``manage.py parse_transcript FILE --json`` writes the contents of an ``.expected.json`` file. A person checks a new one
before it is committed.
"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.ingest import read
from tests.ingest.documents import committee_pdf, council_docx

SAMPLES = Path(__file__).parent / "samples"
MADE: dict[str, Callable[[], bytes]] = {"council.docx": council_docx, "committee.pdf": committee_pdf}
EXPECTED = sorted(SAMPLES.glob("*.expected.json"))


def sample(name: str) -> bytes:
    return MADE[name]() if name in MADE else (SAMPLES / name).read_bytes()


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.name.removesuffix(".expected.json"))
def test_a_sample_is_read_as_its_expected_file_says(expected: Path):
    name = expected.name.removesuffix(".expected.json")

    assert json.loads(json.dumps(read(sample(name), name).as_json())) == json.loads(
        expected.read_text(encoding="utf-8")
    )


def test_every_sample_has_an_expected_reading():
    samples = {path.name for path in SAMPLES.iterdir() if not path.name.endswith(".expected.json")} | set(MADE)

    assert {path.name.removesuffix(".expected.json") for path in EXPECTED} == samples


@pytest.mark.parametrize(
    "name", ["rolling_captions.vtt", "timed_lines.txt", "council.docx", "committee.pdf", "turns.csv"]
)
def test_the_content_determines_the_format_whatever_the_name(name: str):
    assert read(sample(name), "renamed.bin").entries == read(sample(name), name).entries
