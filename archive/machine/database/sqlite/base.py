"""The engine of the settings: Django's for SQLite, but writers take turns, and a replaced file is reopened."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.backends.sqlite3 import base as django_sqlite
from django.db.backends.sqlite3 import features as django_features
from django.db.backends.sqlite3 import operations as django_operations
from django.db.utils import OperationalError

from archive.machine.database.sqlite.frozen import address_of
from archive.machine.database.sqlite.numbers import HighestNumbers, beside
from archive.machine.database.sqlite.write_queue import QueueTooLong, WriteQueue, WriteTurn

WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER|VACUUM|REINDEX|ANALYZE)\b", re.IGNORECASE)
# SQLite's own default, in seconds, if the settings give none.
TIMEOUT = 5.0
REPLACED = "The database has been replaced by another one. Try again"


class DatabaseFeatures(django_features.DatabaseFeatures):
    """What SQLite can do, without trying: Django begins a transaction, which a read-only disk does not allow."""

    # Since SQLite 3.38. Django 5.2 needs 3.31.
    supports_json_field = True


class DatabaseOperations(django_operations.DatabaseOperations):
    """Numbers have the same bounds as on PostgreSQL, so that every record can move there.

    SQLite itself keeps 64 bits in a column of any type.
    """

    integer_field_range = BaseDatabaseOperations.integer_field_range


class DatabaseWrapper(django_sqlite.DatabaseWrapper):
    """A connection that queues before it writes, in a transaction or with a single statement outside one.

    A write that is not possible within the ``timeout`` of the settings, or that the disk does not accept, raises
    OperationalError. The file may be replaced, for example by an upgrade. A connection to the old file is closed at the
    next request, and before anything is written.

    No number in a permanent URL is given twice, not even after a backup was restored (``numbers``).
    """

    features_class = DatabaseFeatures
    ops_class = DatabaseOperations

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._turn: WriteTurn | None = None
        self._file: tuple[int, int] | None = None

    @property
    def path(self) -> Path:
        """The file of the database."""
        return Path(self.settings_dict["NAME"])

    def replaced(self) -> list[Path]:
        """Return the files that upgrades have replaced and kept next to this one."""
        return sorted(self.path.parent.glob(f"{self.path.name}.before-*"))

    def get_connection_params(self) -> dict[str, Any]:
        """Return how to open the file, which may be on a disk that is mounted read-only."""
        params: dict[str, Any] = super().get_connection_params()
        if not self.is_in_memory_db():
            params["database"] = address_of(self.path, "rwc")
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect, and remember to which file. It is noted before, so that a replacement in between is noticed."""
        before = self._file_now()
        connection = super().get_new_connection(conn_params)
        self._numbers = HighestNumbers(beside(self.path))
        self._file = before or self._file_now()
        return connection

    def create_cursor(self, name: str | None = None) -> Any:  # noqa: ARG002 - Django's signature
        """Return a cursor that queues before it writes outside a transaction."""
        if not self.connection.in_transaction and self._is_replaced():
            self._open_anew()
        return self.connection.cursor(factory=partial(QueuingCursor, self))

    def close_if_unusable_or_obsolete(self) -> None:
        """Also close the connection to a file that was replaced."""
        super().close_if_unusable_or_obsolete()
        if self.connection is not None and not self.in_atomic_block and self._is_replaced():
            self.close()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Within this context, no other writer of the site writes. Raise OperationalError if the turn does not come.

        Also raise it if the file was replaced while waiting, so that nothing is written into the old one.
        """
        if self.is_in_memory_db():
            yield
            return
        turn = self._wait_for_turn()
        try:
            if self._is_replaced():
                raise OperationalError(REPLACED) from QueueTooLong(REPLACED)  # of which the next try may succeed
            self._bring_in_numbers()
            yield
            self._keep_numbers()
        finally:
            turn.end()

    def others_wait(self) -> bool:
        """Return whether other writers wait for the end of the transaction of this connection."""
        return self._turn is not None and self._turn.others_wait()

    def _start_transaction_under_autocommit(self) -> None:
        if self.is_in_memory_db():
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # the stubs leave it out
            return
        self._turn = self._wait_for_turn()
        try:
            if self._is_replaced():
                turn, self._turn = self._turn, None
                self._open_anew()
                self._turn = turn
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # the stubs leave it out
            self._bring_in_numbers()
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> None:
        if self._turn is not None:
            self._keep_numbers()
        super()._commit()  # type: ignore[misc]  # the stubs leave it out
        self._end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # the stubs leave it out
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # the stubs leave it out
        finally:
            self._end_turn()

    def _end_turn(self) -> None:
        if self._turn is not None:
            turn, self._turn = self._turn, None
            turn.end()

    def _bring_in_numbers(self) -> None:
        try:
            with self.wrap_database_errors:
                self._numbers.bring_in(self.connection)
        except (OSError, ValueError) as error:
            self.connection.rollback()
            raise OperationalError(f"The numbers given out cannot be read: {error}") from error

    def _keep_numbers(self) -> None:
        try:
            with self.wrap_database_errors:
                self._numbers.keep(self.connection)
        except OSError as error:
            raise OperationalError(f"The numbers given out cannot be written: {error}") from error

    def _open_anew(self) -> None:
        self.close()
        self.connect()

    def _wait_for_turn(self) -> WriteTurn:
        queue = WriteQueue(self.path.with_name(f"{self.path.name}.queue"))
        seconds = self.settings_dict["OPTIONS"].get("timeout", TIMEOUT)
        try:
            return queue.wait(seconds)
        except (QueueTooLong, OSError) as error:
            raise OperationalError(str(error)) from error

    def _is_replaced(self) -> bool:
        return self._file is not None and self._file_now() not in {self._file, None}

    def _file_now(self) -> tuple[int, int] | None:
        if self.is_in_memory_db():
            return None
        try:
            # Asked three times for a page, also for one from memory. A Path takes longer to make than this to answer.
            status = os.stat(self.settings_dict["NAME"])  # noqa: PTH116
        except OSError:
            return None
        return status.st_dev, status.st_ino


class QueuingCursor(django_sqlite.SQLiteCursorWrapper):
    """Django's cursor, which waits for a turn before each statement that writes outside a transaction."""

    def __init__(self, wrapper: DatabaseWrapper, connection: Any) -> None:
        super().__init__(connection)
        self._wrapper = wrapper

    def execute(self, query: str, params: Any = None) -> Any:
        if self.connection.in_transaction or not WRITES.match(query):
            return super().execute(query, params)
        with self._wrapper.turn():
            return super().execute(query, params)

    def executemany(self, query: str, param_list: Any) -> Any:
        if self.connection.in_transaction or not WRITES.match(query):
            return super().executemany(query, param_list)
        with self._wrapper.turn():
            return super().executemany(query, param_list)
