"""Which tests run which lines, as ``make coverage CONTEXTS=1`` recorded them."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from coverage import CoverageData

from tests.mutants.mutation import Mutation


class Covering:
    """The tests by what they run. A test is a node id of pytest without parameters."""

    def __init__(self, checkout: Path, recorded: Path) -> None:
        self._checkout = checkout
        self._data = CoverageData(str(recorded))
        self._data.read()
        self._files = {name.rpartition("/archive/")[2]: name for name in self._data.measured_files()}
        with closing(sqlite3.connect(recorded)) as base:
            lines = "SELECT context, COUNT(*) FROM arc JOIN context ON context.id = context_id GROUP BY context"
            recorded_tests = {test: size for test, size in base.execute(lines) if test}
        # Some may have been renamed since, and a test that only starts other processes has no lines of its own.
        self._size = {test: recorded_tests.get(test, 0) for test in self._collected()}

    def tests_of(self, mutation: Mutation, limit: int) -> list[str]:
        """Return the tests to run, those that run the fewest lines first.

        These are the tests that run the changed lines. A line that runs on import, in a fixture or in another process
        has none. Then they are the tests that run any line of its module, and all tests of its room.
        """
        inside = mutation.module.relative_to(self._checkout / "archive")
        by_line = self._data.contexts_by_lineno(self._files.get(str(inside), ""))
        changed = range(mutation.line, mutation.last_line + 1)
        if tests := {test for line in changed for test in by_line.get(line, ()) if test}:
            return self._smallest_first(tests)[:limit]
        anything = self._smallest_first({test for tests in by_line.values() for test in tests if test})
        of_room = [test for test in sorted(self._size) if test.startswith(f"tests/{inside.parts[0]}/")]
        return list(dict.fromkeys([*anything, *of_room]))[:limit]

    def _smallest_first(self, tests: Iterable[str]) -> list[str]:
        return sorted(self._size.keys() & tests, key=lambda test: (self._size[test], test))

    def _collected(self) -> set[str]:
        """Return all tests of the checkout."""
        listed = subprocess.run(
            [sys.executable, "-m", "pytest", "--collect-only", "-n", "0"],
            cwd=self._checkout,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        return {line.partition("[")[0] for line in listed.splitlines() if "::" in line}
