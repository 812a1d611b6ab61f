"""What every search backend must do when an index is rebuilt: a part of ``tests.search.contract``."""

from collections.abc import Callable

import pytest

from archive.search import SearchRequest, SearchUnavailable
from archive.search.engines import SearchBackend
from tests.search.documents import make_document
from tests.search.indexes import build, numbers, write


class BuildingContract:
    """Give ``make_backend``: it returns a backend on the same folder each time it is called."""

    @pytest.fixture
    def make_backend(self) -> Callable[[], SearchBackend]:
        raise NotImplementedError

    @pytest.fixture
    def backend(self, make_backend: Callable[[], SearchBackend]) -> SearchBackend:
        backend = make_backend()
        build(backend)
        return backend

    def test_each_commit_stores_the_last_named_origin(self, backend: SearchBackend):
        assert backend.origin() == ""
        for origin in ("one", "the second, ünlike", None, "three"):
            with backend.writing(wait=True):
                backend.update(documents=[make_document()], gone=[], origin=origin)
            assert backend.origin() == (origin or "the second, ünlike")
        with backend.building() as index, backend.writing(wait=True):
            index.swap("of the build")
        assert backend.origin() == "of the build"

    def test_a_missing_index_differs_from_an_empty_one(self, make_backend: Callable[[], SearchBackend]):
        backend = make_backend()
        assert backend.check()
        with pytest.raises(SearchUnavailable):
            backend.search(SearchRequest())
        with backend.writing(), pytest.raises(SearchUnavailable):
            backend.update(documents=[make_document()], gone=[])
        build(backend, make_document(number=3))
        assert backend.check() == ""
        assert numbers(backend) == [3]

    def test_a_build_is_visible_only_once_it_is_complete_and_swapped_in(
        self, backend: SearchBackend, make_backend: Callable[[], SearchBackend]
    ):
        reader = make_backend()
        write(backend, make_document(number=1))
        with backend.building() as index:
            index.add([make_document(number=2), make_document(number=3)])
            index.add([make_document(number=4)])
            write(backend, make_document(number=5))
            assert numbers(reader) == [1, 5]
            index.update(documents=[make_document(number=3, text="museum"), make_document(number=5)], gone=[2])
            with backend.writing(wait=True):
                index.swap()
            assert numbers(reader) == [3, 4, 5]
        assert numbers(reader, "museum") == [3]

    def test_an_unfinished_build_leaves_no_trace(self, backend: SearchBackend):
        write(backend, make_document(number=1))
        with backend.building() as index:
            index.add([make_document(number=2)])
        assert numbers(backend) == [1]

    def test_only_one_process_builds_at_a_time(self, backend: SearchBackend, make_backend: Callable[[], SearchBackend]):
        with backend.building() as index, make_backend().building() as other:
            assert index is not None
            assert other is None
