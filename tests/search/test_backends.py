"""A process has one backend for its index, however many threads request it at first."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BrokenBarrierError

from django.conf import LazySettings

from archive.search.engines import SearchBackend, get_backend
from archive.search.engines.whoosh import WhooshBackend

THREADS = 4


class SlowToMake(WhooshBackend):
    """Waits in its constructor for another thread, which never comes if the backend is created once."""

    both = Barrier(2)

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        try:
            self.both.wait(timeout=0.2)
        except BrokenBarrierError:
            self.both.reset()


def test_simultaneous_threads_get_the_same_backend(settings: LazySettings) -> None:
    settings.SEARCH_BACKEND = f"{__name__}.SlowToMake"
    start = Barrier(THREADS)

    def ask(_: int) -> SearchBackend:
        start.wait()
        return get_backend()

    with ThreadPoolExecutor(THREADS) as threads:
        assert len({id(backend) for backend in threads.map(ask, range(THREADS))}) == 1
