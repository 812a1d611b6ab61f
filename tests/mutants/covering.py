"""Which tests run which lines, as ``make coverage`` recorded them."""

import sqlite3
import subprocess
import sys
from collections import defaultdict
from contextlib import closing
from pathlib import Path

from coverage import CoverageData

from tests.mutants.mutation import Mutation


class Covering:
    """The tests of a checkout and what they run."""

    def __init__(self, checkout: Path, recorded: Path) -> None:
        self._checkout = checkout
        self._data = CoverageData(str(recorded))
        self._data.read()
        self._files = {name.rpartition("/archive/")[2]: name for name in self._data.measured_files()}
        with closing(sqlite3.connect(recorded)) as base:
            self._size = dict(
                base.execute(
                    "SELECT context.context, COUNT(*) FROM arc JOIN context ON context.id = context_id GROUP BY 1"
                )
            )
        self._tests = self._collected()

    def tests_of(self, mutation: Mutation, limit: int) -> list[str]:
        """Return the tests to run, those that cover the fewest lines first.

        These are the tests that run the changed lines. A line that runs on import, in a fixture or in another process
        has none. Then they are the tests that run any line of its module, and all tests of its room.
        """
        inside = mutation.module.relative_to(self._checkout / "archive")
        by_line = self._data.contexts_by_lineno(self._files.get(str(inside), ""))
        contexts = {
            context
            for line in range(mutation.line, mutation.last_line + 1)
            for context in by_line.get(line, ())
            if context
        }
        if contexts:
            return self._named(contexts)[:limit]
        anything = self._named({context for found in by_line.values() for context in found if context})
        room = f"tests/{inside.parts[0]}/"
        others = [test for tests in self._tests.values() for test in tests if test.startswith(room)]
        return list(dict.fromkeys([*anything, *others]))[:limit]

    def _named(self, contexts: set[str]) -> list[str]:
        """Return the node ids of the tests with these contexts, those that cover the fewest lines first."""
        found = []
        for context in sorted(contexts, key=lambda context: (self._size.get(context, 0), context)):
            module, _, name = context.rpartition(".")
            tests = self._tests.get(name, [])
            # A test of a base class is recorded under the module of that class, and runs in others.
            of_module = [test for test in tests if module.startswith(test.partition(".py")[0].replace("/", "."))]
            found.extend(of_module or tests)
        return list(dict.fromkeys(found))

    def _collected(self) -> dict[str, list[str]]:
        """Return the node ids of all tests, without parameters, by the name of their function."""
        listed = subprocess.run(
            [sys.executable, "-m", "pytest", "--collect-only", "-n", "0"],
            cwd=self._checkout,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        tests: dict[str, list[str]] = defaultdict(list)
        for line in listed.splitlines():
            address = line.partition("[")[0]
            if "::" in address and address not in (known := tests[address.rpartition("::")[2]]):
                known.append(address)
        return tests
