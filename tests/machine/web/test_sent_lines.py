"""A file yields numbered lines, compressed or not, and says where it is damaged."""

import gzip
import os

import pytest

from archive.machine.web import sent_lines
from archive.machine.web.sent_data import NotTaken
from archive.machine.web.sent_lines import open_lines


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_lines_are_numbered_as_an_editor_numbers_them(tmp_path, pack):
    path = tmp_path / "lines"
    path.write_bytes(pack(b"one\n\n  \nfour\nfive"))
    with open_lines(path) as lines:
        assert list(lines) == [(1, b"one\n"), (2, b"\n"), (3, b"  \n"), (4, b"four\n"), (5, b"five")]
        assert lines.share() == 1


def packed_lines() -> bytes:
    return gzip.compress(b"".join(b"%d %s\n" % (number, b"x" * number) for number in range(500)))


def test_a_truncated_compressed_file_is_not_read_at_all(tmp_path):
    path = tmp_path / "lines.gz"
    path.write_bytes(packed_lines()[:-200])
    with open_lines(path) as lines, pytest.raises(NotTaken, match="Nothing was read"):
        lines.verify()


def test_a_compressed_file_with_a_changed_byte_is_read_only_if_its_contents_are_intact(tmp_path):
    path = tmp_path / "lines.gz"
    whole = packed_lines()
    path.write_bytes(whole)
    with open_lines(path) as lines:
        expected = list(lines)
    for place in range(0, len(whole), 7):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x20]) + whole[place + 1 :])
        try:
            with open_lines(path) as lines:
                lines.verify()
                found = list(lines)
        except NotTaken:
            continue
        # With changed first bytes it is not a compressed file but one long meaningless line, which is not JSON.
        assert found == expected or place < 2


def test_a_file_that_changes_after_opening_is_reported_with_the_damaged_line(tmp_path):
    path = tmp_path / "lines.gz"
    path.write_bytes(packed_lines())
    with open_lines(path) as lines:
        lines.verify()
        os.truncate(path, len(packed_lines()) - 200)
        with pytest.raises(NotTaken, match=r"damaged after line \d+"):
            list(lines)


def test_a_file_that_is_far_larger_than_when_packed_is_not_read(tmp_path):
    path = tmp_path / "lines.gz"
    path.write_bytes(gzip.compress(b"0\n" * 10_000_000))
    with open_lines(path) as lines:
        for read in (lines.verify, lambda: list(lines)):
            with pytest.raises(NotTaken, match="far larger"):
                read()


def test_an_endless_line_is_cut_and_the_next_one_is_read_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(sent_lines, "LONGEST_LINE", 10)
    path = tmp_path / "lines"
    path.write_bytes(b"a" * 35 + b"\nnext\n")
    with open_lines(path) as lines:
        assert list(lines) == [(1, b"a" * 10), (2, b"next\n")]
