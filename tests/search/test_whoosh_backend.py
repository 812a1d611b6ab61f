"""The embedded backend fulfils the contract, and survives what disks and operators do to its files."""

import errno
import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from itertools import count
from pathlib import Path
from types import ModuleType

import pytest

from archive.search import SearchRequest, SearchUnavailable
from archive.search.engines.results import WordCount
from archive.search.engines.whoosh import WhooshBackend, array_segment, index
from archive.search.engines.whoosh.backend import BUILD_FOLDER
from archive.search.engines.whoosh.index_folder import SET_ASIDE, IndexFolder
from archive.search.engines.whoosh.second_process import SecondProcess, is_possible
from tests.search.contract import BackendContract
from tests.search.documents import make_document
from tests.search.indexes import build, numbers, write


class TestWhooshBackend(BackendContract):
    @pytest.fixture
    def make_backend(self, tmp_path: Path) -> Callable[[], WhooshBackend]:
        return lambda: WhooshBackend(str(tmp_path / "index"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index of two statements, in two segments."""
    backend = WhooshBackend(str(tmp_path / "index"))
    build(backend, make_document(number=1, text="library"))
    write(backend, make_document(number=2, text="museum"))
    return tmp_path / "index"


def files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in {".toc", ".seg"})


def assert_set_aside(folder: Path) -> None:
    """Check that the page reports it, damaged files are set aside, and a rebuild repairs the index."""
    backend = WhooshBackend(str(folder))
    assert backend.check()
    with pytest.raises(SearchUnavailable, match="Search is not available"):
        backend.search(SearchRequest(text="library"))
    assert files_of(folder) == []
    assert files_of(folder / SET_ASIDE)
    build(backend, make_document(number=1, text="library"))
    assert backend.check() == ""
    assert numbers(backend, "library") == [1]


def spread(length: int) -> list[int]:
    """Return offsets at the start, at the end, and some in between."""
    return sorted({0, 4, 20, length // 3, length // 2, length - 8, length - 1})


def test_opening_notices_a_file_truncated_anywhere(folder: Path, tmp_path: Path):
    for name in [path.name for path in files_of(folder)]:
        for length in spread((folder / name).stat().st_size):
            damaged = shutil.copytree(folder, tmp_path / f"{name}-{length}")
            os.truncate(damaged / name, length)
            assert_set_aside(damaged)


def test_opening_notices_a_byte_changed_anywhere(folder: Path, tmp_path: Path):
    for name in [path.name for path in files_of(folder)]:
        content = (folder / name).read_bytes()
        for place in spread(len(content)):
            damaged = shutil.copytree(folder, tmp_path / f"{name}-{place}")
            (damaged / name).write_bytes(content[:place] + bytes([content[place] ^ 0x40]) + content[place + 1 :])
            assert_set_aside(damaged)


def test_opening_notices_a_missing_file(folder: Path, tmp_path: Path):
    for path in folder.glob("*.seg"):
        damaged = shutil.copytree(folder, tmp_path / path.name)
        (damaged / path.name).unlink()
        assert_set_aside(damaged)


@pytest.mark.parametrize("size", [1, 3])
def test_opening_notices_a_segment_of_another_index_in_place_of_one(tmp_path: Path, size: int):
    for folder, documents in (("index", 2), ("other", size)):
        build(WhooshBackend(str(tmp_path / folder)), *(make_document() for _ in range(documents)))
    (segment,), (other,) = (list((tmp_path / folder).glob("*.seg")) for folder in ("index", "other"))
    shutil.copyfile(other, segment)
    assert_set_aside(tmp_path / "index")


@pytest.mark.parametrize("module", [array_segment.__name__, "archive.search.engines.whoosh.gone"])
def test_opening_notices_an_index_of_another_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str):
    """Its table of contents names a class, or a module, that there is no longer."""
    with monkeypatch.context() as patch:
        code = sys.modules.get(module) or ModuleType(module)
        patch.setitem(sys.modules, module, code)
        segment = type("Gone", (array_segment.ArraySegment,), {"__module__": module})
        patch.setattr(code, "Gone", segment, raising=False)
        patch.setattr("archive.search.engines.whoosh.index_folder.ArraySegment", segment)
        build(WhooshBackend(str(tmp_path / "index")), make_document())
    assert_set_aside(tmp_path / "index")


def test_opening_notices_an_index_of_another_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with monkeypatch.context() as patch:
        patch.setattr("whoosh.index._CURRENT_TOC_VERSION", -1)
        build(WhooshBackend(str(tmp_path / "index")), make_document())
        patch.undo()
    assert_set_aside(tmp_path / "index")


def test_truncating_a_file_of_an_open_index_is_reported_without_a_crash(folder: Path):
    backend = WhooshBackend(str(folder))
    assert numbers(backend, "library") == [1]
    for path in folder.glob("*.seg"):
        os.truncate(path, 100)
    with pytest.raises(SearchUnavailable):
        backend.search(SearchRequest(text="museum"))
    assert_set_aside_by(backend, folder)


@pytest.mark.slow
def test_a_changed_byte_in_an_open_index_is_reported_and_never_trusted(tmp_path: Path):
    words = ("library", "museum", "levy", "school", "roof", "budget")
    documents = [make_document(number=number, text=f"{words[number % 6]} {words[number % 5]}") for number in range(60)]
    whole = WhooshBackend(str(tmp_path / "whole"))
    build(whole, *documents)
    expected = {word: numbers(whole, word, page_size=100) for word in (*words, '"library museum"', "l*")}
    (segment,) = (tmp_path / "whole").glob("*.seg")
    told = 0
    for place in range(0, segment.stat().st_size, 97):
        folder = shutil.copytree(tmp_path / "whole", tmp_path / str(place))
        backend = WhooshBackend(str(folder))
        assert backend.check() == ""
        content = bytearray(segment.read_bytes())
        content[place] ^= 0x40
        (folder / segment.name).write_bytes(content)
        try:
            for word, found in expected.items():
                assert numbers(backend, word, page_size=100) == found
        except SearchUnavailable:
            told += 1
        assert backend.verify()
    assert told > 10


def test_invalid_data_triggers_a_check_and_a_programming_error_is_not_hidden(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    def mistaken(*_: object) -> None:
        raise IndexError("index 9 is out of bounds")

    backend = WhooshBackend(str(folder))
    assert backend.check() == ""
    monkeypatch.setattr("archive.search.engines.whoosh.answering.matching", mistaken)
    with pytest.raises(IndexError):
        backend.search(SearchRequest(text="library"))
    assert files_of(folder)
    os.truncate(next(folder.glob("*.seg")), 200)
    with pytest.raises(SearchUnavailable):
        backend.search(SearchRequest(text="library"))
    assert files_of(folder) == []


def assert_set_aside_by(backend: WhooshBackend, folder: Path) -> None:
    assert files_of(folder) == []
    assert backend.check()
    with backend.writing(), pytest.raises(SearchUnavailable):
        backend.update(documents=[], gone=[1])


def test_damage_is_logged_with_its_reason(folder: Path, caplog: pytest.LogCaptureFixture):
    os.truncate(files_of(folder)[-1], 100)
    assert_set_aside(folder)
    (record,) = (record for record in caplog.records if record.levelname == "ERROR")
    assert files_of(folder / SET_ASIDE)[-1].name in record.getMessage()


def test_a_damaged_index_is_not_moved_while_another_process_writes(folder: Path):
    os.truncate(files_of(folder)[-1], 100)
    with WhooshBackend(str(folder)).writing():
        with pytest.raises(SearchUnavailable):
            WhooshBackend(str(folder)).search(SearchRequest())
        assert files_of(folder)
    assert_set_aside(folder)


def test_only_its_owner_can_read_the_folder(folder: Path):
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in folder.glob("*.seg")} == {0}


def test_an_index_that_others_can_write_is_not_read(folder: Path):
    folder.chmod(0o777)
    assert_set_aside(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_full_disk_leaves_the_old_or_the_new_index_intact(folder: Path, monkeypatch: pytest.MonkeyPatch):
    backend = WhooshBackend(str(folder))
    before = files_of(folder)
    synced = os.fsync
    for full_at in count(1):
        calls = count(1)

        def fsync(descriptor: int, calls: count = calls, full_at: int = full_at) -> None:
            if next(calls) == full_at:
                raise OSError(errno.ENOSPC, "No space left on device")
            synced(descriptor)

        monkeypatch.setattr(os, "fsync", fsync)
        try:
            write(backend, make_document(number=3, text="gallery"), gone=[1])
        except OSError:
            state = numbers(backend, "library"), numbers(backend, "gallery")
            assert state in (([1], []), ([], [3]))
            assert state == ([], [3]) or files_of(folder) == before
            assert WhooshBackend(str(folder)).check() == ""
        else:
            break
    assert full_at > 2
    assert (numbers(backend, "library"), numbers(backend, "gallery")) == ([], [3])


def test_a_commit_stays_valid_if_there_is_no_space_to_merge(folder: Path, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(index, "merged", full)
    backend = WhooshBackend(str(folder))
    for number in range(3, 20):
        write(backend, make_document(number=number, text="gallery"))
    assert len(numbers(backend, "gallery")) == 17
    monkeypatch.undo()
    many = len(files_of(folder))
    write(backend, gone=[1])
    assert len(files_of(folder)) < many
    assert len(numbers(backend, "gallery")) == 17


def test_commits_leave_no_old_files(folder: Path):
    backend = WhooshBackend(str(folder))
    for number in range(3, 60):
        write(backend, make_document(number=number), gone=[number - 2])
    snapshot_files = {path.name for path in files_of(folder)}
    assert len(snapshot_files) < 12
    assert {path.name for path in folder.iterdir()} - snapshot_files <= {"BUILDLOCK", "WRITELOCK"}


def test_leftovers_of_killed_processes_are_removed_but_not_builds_in_progress(folder: Path):
    backend = WhooshBackend(str(folder))
    kept = files_of(folder)
    (folder / "statements_left0000.seg").write_bytes(b"never committed")
    shutil.copytree(folder, folder / BUILD_FOLDER)
    backend.tidy()
    assert files_of(folder) == kept
    assert not (folder / BUILD_FOLDER).exists()
    with WhooshBackend(str(folder)).building() as index:
        index.add([make_document(number=7)])
        backend.tidy()
        assert files_of(folder / BUILD_FOLDER)
    assert numbers(backend) == [1, 2]


def test_removed_words_are_in_no_file_even_if_the_process_was_killed(folder: Path):
    backend = WhooshBackend(str(folder))
    left = {path: path.read_bytes() for path in folder.glob("*.seg")}
    with backend.writing():
        backend.update(documents=[make_document(number=1, text="gallery")], gone=[])
        backend.expunge()
    # As if it had been killed before it removed the files that its commit replaced.
    for path, content in left.items():
        path.write_bytes(content)
    with backend.writing():
        backend.expunge()
    assert not [path for path in folder.glob("*.seg") if b"library" in path.read_bytes()]


def test_an_index_deleted_and_created_again_is_not_mistaken_for_the_old_one(folder: Path):
    reader = WhooshBackend(str(folder))
    assert numbers(reader) == [1, 2]
    shutil.rmtree(folder)
    with pytest.raises(SearchUnavailable):
        reader.search(SearchRequest())
    build(WhooshBackend(str(folder)), make_document(number=9))
    assert numbers(reader) == [9]


def test_of_very_many_words_with_a_prefix_the_most_frequent_are_listed_even_after_removals(tmp_path: Path):
    backend = WhooshBackend(str(tmp_path / "index"))
    many = make_document(text=" ".join(f"lib{number}" for number in range(40)))
    one, two = make_document(text="lib17"), [make_document(text="lib3") for _ in range(2)]
    build(backend, many, one, *two)
    assert backend.words("lib", limit=2) == [WordCount("lib3", 3), WordCount("lib17", 2)]
    write(backend, gone=[document.number for document in two])
    assert backend.words("lib", limit=1) == [WordCount("lib17", 2)]


KILLED_PARENT = """
import os, shutil, signal, sys
from pathlib import Path
import django
django.setup()
from archive.search.engines.whoosh.index_folder import IndexFolder
from archive.search.engines.whoosh.second_process import SecondProcess
from tests.search.documents import make_document
process = SecondProcess(IndexFolder(Path(sys.argv[1])))
process.send([make_document(text=f"Word {number} " * 100) for number in range(1000)])
process.send([])
shutil.rmtree(sys.argv[1])
os.kill(os.getpid(), signal.SIGKILL)
"""


class TestSecondProcess:
    def test_a_builder_process_builds_the_segments_it_is_sent(self, folder: Path):
        index = WhooshBackend(str(folder))._index
        process = SecondProcess(index.folder)
        for number in range(10, 40, 10):
            process.send([make_document(number=number + more) for more in range(10)])
        segments = process.finish()
        process.close()
        index.commit(segments)
        assert sorted(index.snapshot().numbers.tolist()) == list(range(10, 40))

    @pytest.mark.parametrize(
        ("documents", "possible", "started"), [(2, True, 0), (3, True, 1), (5, True, 1), (5, False, 0)]
    )
    def test_only_a_long_build_without_other_threads_starts_a_second_process(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, documents: int, possible: bool, started: int
    ):
        folders = []

        def starting(folder: IndexFolder) -> SecondProcess:
            folders.append(folder)
            return SecondProcess(folder)

        monkeypatch.setattr("archive.search.engines.whoosh.backend.MANY", 3)
        monkeypatch.setattr("archive.search.engines.whoosh.backend.is_possible", lambda: possible)
        monkeypatch.setattr("archive.search.engines.whoosh.backend.SecondProcess", starting)
        backend = WhooshBackend(str(tmp_path / "index"))
        build(backend, *(make_document(number=number) for number in range(1, documents + 1)))
        assert len(folders) == started
        assert sorted(numbers(backend)) == list(range(1, documents + 1))

    def test_a_second_process_is_not_possible_next_to_another_thread(self):
        ended = threading.Event()
        thread = threading.Thread(target=ended.wait)
        thread.start()
        assert not is_possible()
        ended.set()
        thread.join()

    def test_errors_in_a_builder_process_are_raised_in_its_parent(self, folder: Path):
        index = WhooshBackend(str(folder))._index
        process = SecondProcess(index.folder)
        shutil.rmtree(folder)
        process.send([make_document()])
        with pytest.raises(FileNotFoundError):
            process.finish()
        process.close()

    @pytest.mark.slow
    def test_a_builder_process_ends_silently_when_its_parent_is_killed(self, folder: Path):
        # It writes to the same stderr, which ends only when both processes have ended.
        words = [sys.executable, "-c", KILLED_PARENT, str(folder)]
        ended = subprocess.run(words, capture_output=True, text=True, check=False)
        assert (ended.returncode, ended.stderr) == (-signal.SIGKILL, "")
