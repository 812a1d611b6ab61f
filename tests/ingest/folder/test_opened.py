"""A folder or a zip gives its files by their paths, and nothing outside it."""

import io
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest.folder import opened
from archive.ingest.folder.opened import FolderFile, ZipRefused, files_in_folder, files_in_zip, unpacked
from archive.ingest.refusals import Refused


def zip_of(*files: tuple[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> io.BytesIO:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name) if not data else name, data)
    packed.seek(0)
    return packed


def here(packed: io.BytesIO) -> list[FolderFile]:
    """Unpack in this process, which is quicker."""
    return list(unpacked(packed))


def test_a_folder_gives_its_files_in_order_and_follows_no_link(tmp_path: Path):
    outside = tmp_path / "outside.srt"
    outside.write_text("outside")
    folder = tmp_path / "folder"
    (folder / "b" / "c").mkdir(parents=True)
    (folder / "b" / "c" / "two.srt").write_text("two")
    (folder / "a.srt").write_text("one")
    (folder / ".DS_Store").write_text("hidden")
    (folder / "__MACOSX").mkdir()
    (folder / "__MACOSX" / "a.srt").write_text("left by a system")
    (folder / "link.srt").symlink_to(outside)
    (folder / "way-out").symlink_to(tmp_path)

    assert list(files_in_folder(folder)) == [FolderFile("a.srt", b"one"), FolderFile("b/c/two.srt", b"two")]


def test_a_file_that_is_too_large_is_refused_and_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(opened, "FILE_BYTES", 10)
    (tmp_path / "large.srt").write_bytes(b"x" * 11)
    (tmp_path / "small.srt").write_bytes(b"x" * 10)

    large, small = files_in_folder(tmp_path)
    assert (large.data, small.refusal) == (b"", "")
    assert "Split it" in large.refusal
    [in_zip] = here(zip_of(("large.srt", b"x" * 11)))
    assert (in_zip.data, in_zip.refusal) == (b"", large.refusal)


def test_a_zip_is_unpacked_in_a_process_of_its_own_whatever_its_names_are_written_in():
    files = (("ä/one.srt", "één".encode()), ("two.vtt", b"two"), ("empty.txt", b""), ("__MACOSX/two.vtt", b"no"))

    assert list(files_in_zip(zip_of(*files))) == [FolderFile(name, data) for name, data in files[:3]]


@pytest.mark.parametrize(
    "name", ["../out.srt", "a/../../out.srt", "/etc/out.srt", "C:\\out.srt", "..\\out.srt", "\\\\host\\out.srt"]
)
def test_nothing_is_taken_of_a_zip_with_a_name_that_leaves_its_folder(name: str):
    with pytest.raises(ZipRefused, match="outside its folder"):
        list(files_in_zip(zip_of(("good.srt", b"good"), (name, b"bad"))))


def test_a_link_in_a_zip_is_refused():
    link = zipfile.ZipInfo("link.srt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(link, "/etc/passwd")

    with pytest.raises(ZipRefused):
        here(packed)


def test_a_zip_that_unpacks_to_too_much_is_refused_before_anything_is_unpacked(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(opened, "ZIP_BYTES", 20)
    monkeypatch.setattr(opened, "MOST_FILES", 2)

    with pytest.raises(ZipRefused, match="unpacks to"):
        here(zip_of(("a", b"x" * 11), ("b", b"x" * 11)))
    with pytest.raises(ZipRefused, match="3 files"):
        here(zip_of(("a", b"x"), ("b", b"x"), ("c", b"x")))


def test_a_file_of_a_zip_that_is_nothing_but_one_byte_is_refused():
    bomb, fine = here(zip_of(("bomb.txt", b"\0" * 8 * 2**20), ("fine.txt", b"fine")))

    assert (bomb.data, fine.data) == (b"", b"fine")
    assert "far more" in bomb.refusal


def test_a_size_that_a_zip_denies_is_refused():
    packed = bytearray(zip_of(("a.srt", b"hello there"), compression=zipfile.ZIP_STORED).getvalue())
    at = packed.rindex(b"PK\x01\x02")
    packed[at + 24 : at + 28] = (5).to_bytes(4, "little")

    with pytest.raises(ZipRefused):
        here(io.BytesIO(bytes(packed)))


@given(st.binary(max_size=400), st.integers(0, 200))
def test_a_damaged_zip_is_refused_or_read(rubbish: bytes, at: int):
    data = zip_of(("a.srt", b"hello"), ("b/c.srt", b"there")).getvalue()
    try:
        here(io.BytesIO(data[:at] + rubbish + data[at:]))
    except Refused:
        return
