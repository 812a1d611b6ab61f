"""The file gives its lines by number, packed or not, and says where it breaks."""

import gzip

import pytest

from archive.loading.statement_lines import file
from archive.loading.statement_lines.file import FileDamaged, LineFile


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_lines_are_numbered_as_an_editor_numbers_them(tmp_path, pack):
    path = tmp_path / "lines"
    path.write_bytes(pack(b"one\n\n  \nfour\nfive"))
    with LineFile(path) as lines:
        assert list(lines) == [(1, b"one\n"), (4, b"four\n"), (5, b"five")]
        assert lines.share() == 1


def test_a_file_that_is_cut_short_gives_what_it_has(tmp_path):
    path = tmp_path / "lines.gz"
    whole = b"".join(b"%d %s\n" % (number, b"x" * number) for number in range(2000))
    path.write_bytes(gzip.compress(whole)[:-200])
    seen = []
    with LineFile(path) as lines, pytest.raises(FileDamaged, match=r"after line \d+"):
        seen.extend(lines)
    assert len(seen) > 100
    assert whole.startswith(b"".join(line for _, line in seen))


def test_a_line_without_end_is_cut_and_the_next_is_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(file, "LONGEST_LINE", 10)
    path = tmp_path / "lines"
    path.write_bytes(b"a" * 35 + b"\nnext\n")
    with LineFile(path) as lines:
        assert list(lines) == [(1, b"a" * 10), (2, b"next\n")]
