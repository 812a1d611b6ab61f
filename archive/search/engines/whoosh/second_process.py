"""A second process that builds segments, so that one process reads the database while the other counts words."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection

from archive.search.engines.document import Document
from archive.search.engines.whoosh.array_segment import ArraySegment
from archive.search.engines.whoosh.index_folder import IndexFolder
from archive.search.engines.whoosh.segment_builder import segments_of


class BuildFailed(Exception):
    """The process that builds the index ended early."""


class SecondProcess:
    """Takes documents for an index; ``finish`` returns their segments, written but not committed."""

    def __init__(self, folder: IndexFolder) -> None:
        context = multiprocessing.get_context("fork")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(folder, theirs, self._connection), daemon=True)
        self._process.start()
        theirs.close()

    def send(self, documents: Sequence[Document]) -> None:
        """Pass on documents; wait if the process is behind. Raise what went wrong in it, or BuildFailed."""
        try:
            self._connection.send(documents)
        except ConnectionError:
            self._answer_of_process()

    def finish(self) -> list[ArraySegment]:
        """Wait for the segments of all documents. Raise what went wrong in the process, or BuildFailed."""
        self.send([])
        return self._answer_of_process()

    def close(self) -> None:
        """End the process. Unfinished work is lost."""
        self._connection.close()
        self._process.join()

    def _answer_of_process(self) -> list[ArraySegment]:
        try:
            answer = self._connection.recv()
        except (ConnectionError, EOFError) as error:
            raise BuildFailed("The process that builds the index ended before it was done.") from error
        if isinstance(answer, Exception):
            raise answer
        return answer


def is_possible() -> bool:
    """Return whether a second process is safe: only on Linux, and not next to other threads."""
    return sys.platform == "linux" and threading.active_count() == 1


def _work(folder: IndexFolder, connection: Connection, others: Connection) -> None:
    # The parent handles Ctrl-C. Closing its end of the pipe here lets this process notice when the parent ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    others.close()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        connection.send(list(map(folder.write_segment, segments_of(_received(connection)))))
    except (ConnectionError, EOFError):
        return
    except OSError as error:
        connection.send(error)


def _end_with_parent() -> None:
    """End this process as soon as its parent ends: nobody can use its work, and its folder may be gone."""
    if parent := multiprocessing.parent_process():
        parent.join()
    os._exit(1)


def _received(connection: Connection) -> Iterator[Document]:
    while documents := connection.recv():
        yield from documents
