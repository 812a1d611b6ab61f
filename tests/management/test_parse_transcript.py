import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

SAMPLES = Path(__file__).parents[1] / "ingest/samples"


def parse(*arguments: str) -> str:
    out = StringIO()
    call_command("parse_transcript", *arguments, stdout=out)
    return out.getvalue()


def test_the_summary_names_who_speaks_and_what_is_wrong():
    shown = parse(str(SAMPLES / "labels_in_brackets.srt"))

    assert "5 turns" in shown
    assert "     2 Speaker Sample (President)" in shown
    assert "! line 22: The time" in shown


def test_the_json_holds_everything_that_was_read():
    expected = (SAMPLES / "timed_lines.txt.expected.json").read_text(encoding="utf-8")

    assert json.loads(parse(str(SAMPLES / "timed_lines.txt"), "--json")) == json.loads(expected)


def test_a_refusal_is_printed_as_a_message_for_people(tmp_path: Path):
    (tmp_path / "empty.txt").write_bytes(b"")

    with pytest.raises(CommandError, match="The file is empty"):
        parse(str(tmp_path / "empty.txt"))


def test_an_unclear_encoding_lists_choices_and_choosing_one_reads_the_file(tmp_path: Path):
    path = tmp_path / "captions.srt"
    path.write_bytes("1\n00:00:01,000 --> 00:00:02,000\n会议现在开始\n".encode("gb18030"))

    with pytest.raises(CommandError, match="--encoding gb18030\n      会议现在开始"):
        parse(str(path))
    assert "会议现在开始" in parse(str(path), "--encoding", "gb18030", "--json")


def test_a_missing_file_is_reported(tmp_path: Path):
    with pytest.raises(CommandError, match="cannot be opened"):
        parse(str(tmp_path / "missing.vtt"))
