"""Times the search against other engines: python -m tests.benchmarks.search --data statements.jsonl.gz

Thirteen classes of query, by seed, on the statements of the file and more generated from their sentences. Two amounts
of work are timed: the first twenty numbers and the exact total (and the counts of six facets, only in the class of that
name), and what a search page shows: these, the six facets in every class, and a passage of each statement, cut from
SQLite by the same routine for all. Every engine runs in a separate process, one after the other. One that is not
installed is left out with the reason. Prints Markdown.
"""

import argparse
import json
import os
import platform
import shlex
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.benchmarks.passages import write_texts
from tests.benchmarks.sample import Source, read_sample, write_sample

ENGINES = {
    "embedded": "Boardmeetings",
    "sqlite_fts5": "SQLite FTS5",
    "tantivy": "tantivy",
}
WORK = {
    "page": "What a search page shows: twenty passages, the exact total, the counts of six facets",
    "numbers": "The first twenty numbers and the exact total",
}


def main() -> None:
    """Read the options, measure, and print the report."""
    options = read_options()
    with tempfile.TemporaryDirectory() as passing:
        folder = options.work or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        # The other engines' servers read their own folders under it.
        folder.chmod(0o755)
        measured = measure(options, folder)
    print(report(measured, options.statements))


def read_options() -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the statements, as JSON Lines, plain or gzipped")
    parser.add_argument("--statements", type=int, default=100_000, help="how many to index")
    parser.add_argument("--queries", type=int, default=100, help="how many of each class")
    parser.add_argument("--engines", nargs="+", choices=list(ENGINES), default=list(ENGINES))
    parser.add_argument("--work", type=Path, help="a folder to keep sample and indexes in, to be used again")
    return parser.parse_args()


def measure(options: argparse.Namespace, folder: Path) -> dict[str, dict[str, Any]]:
    """Run each engine and return what it measured, by name."""
    sample = folder / f"sample-{options.statements}.jsonl"
    size = sample.with_suffix(".bytes")
    if not size.exists():
        note(f"writing {options.statements:,} statements to {sample}")
        written = write_sample(Source(options.data), options.statements, sample)
        write_texts(read_sample(sample), sample.with_suffix(".texts"))
        size.write_text(str(written))
    measured = {}
    for name in options.engines:
        note(f"measuring {ENGINES[name]}")
        measured[name] = run(name, folder / f"{name}-{options.statements}", sample, options.queries)
        measured[name]["text_bytes"] = int(size.read_text())
    return measured


def run(name: str, folder: Path, sample: Path, queries: int) -> dict[str, Any]:
    """Measure one engine in a separate process."""
    command = [sys.executable, "-m", "tests.benchmarks.run_engine", name, str(folder), str(sample), str(queries)]
    settings = {"DJANGO_SETTINGS_MODULE": "boardmeetings.settings", "DATA_DIR": str(folder.with_suffix(".data"))}
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, env={**os.environ, **settings}, check=False)
    if done.returncode:
        return {"missing": f"it failed; see above what {shlex.join(command)} says"}
    return json.loads(done.stdout.splitlines()[-1])


def report(measured: dict[str, dict[str, Any]], statements: int) -> str:
    """Return the figures as Markdown."""
    ran = {name: figures for name, figures in measured.items() if "missing" not in figures}
    engines = [
        row("", *(f"{ENGINES[name]} ({figures['version']})" for name, figures in ran.items())),
        row("---", *("---:" for _ in ran)),
    ]
    lines = [
        f"{statements:,} statements, {machine()}.",
        f"Command: `python -m {shlex.join(['tests.benchmarks.search', *sys.argv[1:]])}`.",
        "Milliseconds of processor, p50 / p95, one query at a time, caches warm. What is added is timed by the clock.",
    ]
    for work, title in WORK.items():
        kinds = next(iter(ran.values()))["times"][work] if ran else {}
        lines += ["", title, "", *engines]
        lines += [row(kind, *(times(one["times"][work][kind]) for one in ran.values())) for kind in kinds]
    lines += [
        "",
        *engines,
        row("built, statements a second", *(f"{one['built_per_second']:,.0f}" for one in ran.values())),
        row("index, times the text", *(f"{one['index_bytes'] / one['text_bytes']:.2f}" for one in ran.values())),
        row("memory of the process, MB", *(f"{one['memory'].get('VmRSS', 0):,.0f}" for one in ran.values())),
        row("one added and found, ms", *(times(one["added"]) for one in ran.values())),
        "",
        *(f"{ENGINES[name]} was left out: {one['missing']}." for name, one in measured.items() if "missing" in one),
    ]
    return "\n".join(lines)


def times(milliseconds: list[float]) -> str:
    """Return the median and the 95th percentile."""
    return f"{statistics.median(milliseconds):.2f} / {statistics.quantiles(milliseconds, n=20)[-1]:.2f}"


def row(*cells: str) -> str:
    """Return a row of a table."""
    return f"| {' | '.join(cells)} |"


def machine() -> str:
    """Return a description of the machine."""
    information = Path("/proc/cpuinfo")
    lines = information.read_text().splitlines() if information.exists() else []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    return f"{os.cpu_count()} cores of {model or platform.machine()}, Python {platform.python_version()}"


def note(sentence: str) -> None:
    """Print the current step to the error stream."""
    print(sentence, file=sys.stderr)


if __name__ == "__main__":
    main()
