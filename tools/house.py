"""``make house``: print how large and how tangled the project is, room by room.

The figures are to look at, not to squeeze by: lines leave because a mechanism leaves. ``tools/rooms.tsv`` says which
parts of ``archive/`` are a room, from the lowest floor up, and how many lines each should have at most.
"""

import ast
import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import grimp
from radon.complexity import cc_rank, cc_visit

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ROOT / "tools" / "rooms.tsv"
RANKS = "CDEF"


@dataclass(frozen=True)
class Room:
    """A room: how many lines it should have at most, and its parts, which are folders and files of ``archive/``."""

    name: str
    lines_at_most: int
    parts: tuple[str, ...]


def rooms() -> list[Room]:
    """Return the rooms from the lowest floor up."""
    with ROOMS.open(encoding="utf-8", newline="") as lines:
        _, *rows = csv.reader(lines, delimiter="\t")
    return [Room(name, int(most), tuple(parts.split())) for name, most, parts in rows]


def room_of(path: str, of: Iterable[Room]) -> Room:
    """Return the room of a file; raise LookupError if it is in none."""
    part = Path(path).parts[1]
    for room in of:
        if part in room.parts:
            return room
    raise LookupError(f"{path} is in no room of {ROOMS.name}.")


def main() -> None:
    """Print the table of the rooms, and the figures of the whole."""
    every, files = rooms(), files_like("archive/**/*.py")
    up = Counter(room for room, _ in arrows_up(every))
    print(f"{'room':<12}{'lines':>8}{'at most':>9}{'modules':>9}{'arrows up':>11}{'patterns':>10}{'C D E F':>14}")
    for room in every:
        inside = [path for path in files if room_of(path, every) == room]
        code = "\n".join((ROOT / path).read_text(encoding="utf-8") for path in inside)
        ranks = sum(map(complexity, inside), Counter())
        lines, patterns = sum(map(lines_of, inside)), code.count("re.compile(")
        print(
            f"{room.name:<12}{lines:>8,}{room.lines_at_most:>9,}{len(inside):>9}{up[room.name]:>11}{patterns:>10}"
            f"{' '.join(str(ranks[rank]) for rank in RANKS):>14}"
        )
    print(f"{'together':<12}{sum(map(lines_of, files)):>8,}{sum(room.lines_at_most for room in every):>9,}")
    trees = [ast.parse((ROOT / path).read_text(encoding="utf-8")) for path in files]
    importing = importers()
    print(f"imports: {share_of_imports(files, trees):.0%} of the lines · numbers with a name: {named_numbers(trees)}")
    print(f"modules that one other imports: {sum(number == 1 for number in importing.values())} of {len(importing)}")
    print(f"private functions called once: {called_once(trees)}")
    tests, docs = (sum(map(lines_of, files_like(pattern))) for pattern in ("tests/**/*.py", "docs/*.md"))
    print(f"tests: {tests:,} lines · docs: {docs:,}")


def files_like(pattern: str) -> list[str]:
    """Return the paths of the project's own files that fit."""
    paths = (path.relative_to(ROOT) for path in ROOT.glob(pattern))
    return sorted(str(path) for path in paths if "node_modules" not in path.parts)


def lines_of(path: str) -> int:
    """Return the number of lines of a file."""
    return (ROOT / path).read_text(encoding="utf-8").count("\n")


def arrows_up(every: list[Room]) -> Iterator[tuple[str, str]]:
    """Yield each import of a room that is above the importing one: a pair of their names for each pair of modules."""
    floors = {part.removesuffix(".py"): floor for floor, room in enumerate(every) for part in room.parts}
    for importing, imported in module_imports():
        here, there = floors.get(importing.split(".")[1]), floors.get(imported.split(".")[1])
        if here is not None and there is not None and here < there:
            yield every[here].name, every[there].name


@cache
def module_imports() -> list[tuple[str, str]]:
    """Return each module of ``archive`` with each other one that it imports."""
    graph = grimp.build_graph("archive")
    return [
        (importing, imported)
        for importing in graph.modules
        for imported in graph.find_modules_directly_imported_by(importing)
        if "." in importing and "." in imported
    ]


def importers() -> dict[str, int]:
    """Return how many modules import each module that any imports."""
    return Counter(imported for _, imported in module_imports())


def complexity(path: str) -> Counter[str]:
    """Return how many functions and classes of a file radon gives each rank: A is simple, F is not to be tested."""
    return Counter(cc_rank(block.complexity) for block in cc_visit((ROOT / path).read_text(encoding="utf-8")))


def share_of_imports(files: list[str], trees: list[ast.Module]) -> float:
    """Return which share of the lines are imports."""
    imports = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom))
    return sum((node.end_lineno or node.lineno) - node.lineno + 1 for node in imports) / sum(map(lines_of, files))


def named_numbers(trees: list[ast.Module]) -> int:
    """Return how many names at the top of a module are a number."""
    assigned = (node for tree in trees for node in tree.body if isinstance(node, ast.Assign))
    return sum(isinstance(node.value, ast.Constant) and type(node.value.value) in {int, float} for node in assigned)


def called_once(trees: list[ast.Module]) -> int:
    """Return how many private functions of a module are named once in it, besides their definition."""
    number = 0
    for tree in trees:
        private = {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("_")}
        used = Counter(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))
        number += sum(used[name] == 1 for name in private)
    return number


if __name__ == "__main__":
    main()
