"""Put faults into the code, one at a time, and print how many the tests notice and which they do not.

``python -m tests.mutants --count 500 --seed 1`` works in clones of the last commit, one per core. For each mutant it
runs the tests that cover the changed lines, until one fails. ``make coverage CONTEXTS=1`` records which
tests those are.
"""

import argparse
import os
import queue
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from enum import Enum
from itertools import count
from pathlib import Path

from tests.mutants.covering import Covering
from tests.mutants.mutation import Mutation, sample

HERE = Path(__file__).resolve().parents[2]
# The limit for a line that nearly every test runs. Those that run the least come first and find most faults.
MOST_TESTS = 80
# A fault that makes a loop endless is noticed because the tests do not end.
SECONDS = 300


class Outcome(Enum):
    KILLED = "killed"
    TIMED_OUT = "killed, by a test that did not end"
    SURVIVED = "SURVIVED"
    NO_TEST = "SURVIVED, no test runs it"


def main() -> None:
    """Print each survivor as it is found, then the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--coverage", type=Path, default=HERE / ".coverage", help="what make coverage recorded")
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        clones: queue.Queue[Path] = queue.Queue()
        for number in range(options.processes):
            clones.put(_clone(Path(folder) / str(number)))
        first = clones.queue[0]
        covering = Covering(first, options.coverage)
        mutations = sample(first / "archive", options.count, options.seed)

        def judge(mutation: Mutation) -> Outcome:
            clone = clones.get()
            try:
                own = replace(mutation, module=clone / mutation.module.relative_to(first))
                return outcome_of(own, covering.tests_of(mutation, MOST_TESTS), clone)
            finally:
                clones.put(clone)

        outcomes: Counter[Outcome] = Counter()
        with ThreadPoolExecutor(options.processes) as pool:
            judged = {pool.submit(judge, mutation): mutation for mutation in mutations}
            for done in as_completed(judged):
                outcome, mutation = done.result(), judged[done]
                outcomes[outcome] += 1
                place = replace(mutation, module=mutation.module.relative_to(first))
                print(outcome.value, place, flush=True)
    killed = outcomes[Outcome.KILLED] + outcomes[Outcome.TIMED_OUT]
    print(f"{killed} of {len(mutations)} killed ({killed / len(mutations):.1%}):")
    for outcome, times in outcomes.most_common():
        print(f"  {times} {outcome.value}")


# Each mutant gets its own modification time, so that Python does not reuse the compiled module of another.
_times = count(1_000_000_000)


def outcome_of(mutation: Mutation, tests: list[str], clone: Path) -> Outcome:
    """Run the tests on the mutant, and restore the clone."""
    if not tests:
        return Outcome.NO_TEST
    original = mutation.module.read_text()
    mutated = mutation.source()
    chosen = clone / ".tests-of-the-mutant"
    chosen.write_text("\n".join(tests))
    try:
        _write(mutation.module, mutated)
        command = [sys.executable, "-m", "pytest", "-x", "-n", "0", f"@{chosen}"]
        result = subprocess.run(command, cwd=clone, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return Outcome.TIMED_OUT
    finally:
        _write(mutation.module, original)
    return Outcome.KILLED if result.returncode else Outcome.SURVIVED


def _write(module: Path, source: str) -> None:
    module.write_text(source)
    time = next(_times)
    os.utime(module, (time, time))


def _clone(folder: Path) -> Path:
    subprocess.run(["git", "-c", "advice.detachedHead=false", "clone", "--quiet", HERE, folder], check=True)
    return folder


if __name__ == "__main__":
    main()
