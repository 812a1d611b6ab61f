"""A second process that builds segments, so that one reads the database while the other counts words."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection

from archive.search.backends.whoosh.codec import ArraySegment
from archive.search.backends.whoosh.index_folder import IndexFolder
from archive.search.backends.whoosh.segment_builder import segments_of
from archive.search.document import Document


class BuildFailed(Exception):
    """The process that builds the index ended before its work was done."""


class SecondProcess:
    """Takes documents for an index; ``finish`` gives the segments of them all, written but not committed."""

    def __init__(self, folder: IndexFolder) -> None:
        context = multiprocessing.get_context("fork")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(folder, theirs, self._connection), daemon=True)
        self._process.start()
        theirs.close()

    def send(self, documents: Sequence[Document]) -> None:
        """Hand over documents; waits where the process is behind. Raises what went wrong there, or BuildFailed."""
        try:
            self._connection.send(documents)
        except ConnectionError:
            self._answer()

    def finish(self) -> list[ArraySegment]:
        """Wait for the segments of all documents. Raises what went wrong in the process, or BuildFailed."""
        self.send([])
        return self._answer()

    def close(self) -> None:
        """Let the process go; what it has not finished is lost."""
        self._connection.close()
        self._process.join()

    def _answer(self) -> list[ArraySegment]:
        try:
            answer = self._connection.recv()
        except (ConnectionError, EOFError) as error:
            raise BuildFailed("The process that builds the index ended before it was done.") from error
        if isinstance(answer, Exception):
            raise answer
        return answer


def is_possible() -> bool:
    """Return whether a second process can be had safely: elsewhere than on Linux, or beside threads, it cannot."""
    return sys.platform == "linux" and threading.active_count() == 1


def _work(folder: IndexFolder, connection: Connection, others: Connection) -> None:
    # Ctrl-C is for the parent to answer, and without its end of the line here its end is seen.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    others.close()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        connection.send([folder.write_segment(content) for content in segments_of(_received(connection))])
    except (ConnectionError, EOFError):
        return
    except OSError as error:
        connection.send(error)


def _end_with_parent() -> None:
    """End this process at once when its parent ends: nobody is left to take its work, and its folder may be gone."""
    if parent := multiprocessing.parent_process():
        parent.join()
    os._exit(1)


def _received(connection: Connection) -> Iterator[Document]:
    while documents := connection.recv():
        yield from documents
