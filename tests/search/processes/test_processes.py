"""Several processes share the index, and any of them may be killed at any moment."""

import json
from collections.abc import Iterator
from itertools import count

import pytest

from tests.ingest.loading.sample import entry, write_lines
from tests.search.processes.site import Nursery, Site

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(scope="module")
def small_site(tmp_path_factory, empty_database) -> Iterator[Site]:
    """A site with two statements, both in the index."""
    nursery = Nursery(tmp_path_factory.mktemp("site"), empty_database, ["The first word", "The second word"])
    yield nursery.site
    nursery.close()


@pytest.fixture
def site(small_site, tmp_path) -> Site:
    return small_site.copy(tmp_path / "site")


def assert_catches_up(site: Site, statements: int) -> None:
    state = site.do("state")
    assert len(state["before"]) >= 2, "readers go on"
    assert len(state["public"]) == statements
    assert state["found"] == state["public"]
    assert (state["waiting"], state["problem"]) == (0, "")


# Killed


@pytest.mark.parametrize("work", ["publish_and_die_before_indexing", "publish_and_die_before_marking"])
def test_a_process_killed_between_record_and_index_loses_nothing(site, work):
    assert site.killed(work, text="The last word")
    assert_catches_up(site, statements=3)


def test_a_process_killed_at_any_file_operation_of_a_commit_loses_nothing(small_site, tmp_path):
    for at in count(1):
        site = small_site.copy(tmp_path / str(at))
        if not site.killed("publish_and_die_while_indexing", text="The last word", at=at):
            break
        assert_catches_up(site, statements=3)
    assert at > 5


def test_a_rebuild_killed_while_it_reads_the_record_loses_nothing(site):
    assert site.killed("rebuild_and_die_reading")
    assert_catches_up(site, statements=2)


def test_a_rebuild_killed_at_any_file_operation_loses_nothing(small_site, tmp_path):
    for at in count(1):
        site = small_site.copy(tmp_path / str(at))
        if not site.killed("rebuild_and_die", at=at):
            break
        assert_catches_up(site, statements=2)
        site.do("rebuild_anyway")
        assert_catches_up(site, statements=2)
        assert not (site.folder / "index" / "build").exists()
    assert at > 5


@pytest.mark.parametrize("after_line", [1, 4, 8])
def test_an_import_killed_before_it_updates_the_index_loses_nothing(site, tmp_path, after_line):
    path = str(write_lines(tmp_path / "statements", *(entry(number) for number in range(1, 8))))
    assert site.killed("import_and_die", path=path, after_line=after_line)
    stored = {1: 0, 4: 2, 8: 7}[after_line]
    assert_catches_up(site, statements=2 + stored)
    site.do("import_all", path=path)
    assert_catches_up(site, statements=2 + 7)


# At the same time


def test_two_processes_that_write_at_the_same_time_both_succeed(site):
    writers = [site.start("publish_when_told", texts=[f"Word {number}" for number in range(10)]) for _ in range(2)]
    for writer in writers:
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        answer, _ = writer.communicate()
        assert writer.returncode == 0
        assert len(json.loads(answer)) == 10
    state = site.do("state")
    assert len(state["public"]) == 22
    assert state["before"] == state["public"], "without any catching up"
    assert state["waiting"] == 0


def test_every_process_sees_publications_and_withdrawals_at_once(site):
    reader = site.start("answer")

    def found(text: str) -> list[int]:
        reader.stdin.write(f"{text}\n")
        reader.stdin.flush()
        return json.loads(reader.stdout.readline())

    assert found("levy") == []
    (number,) = site.do("publish", texts=["A levy for the library"])
    assert found("levy") == [number]
    site.do("take_out", number=number)
    assert found("levy") == []
    site.do("publish", texts=["A levy again"])
    site.do("rebuild_anyway")
    assert len(found("levy")) == 1
    reader.communicate()
    assert reader.returncode == 0
