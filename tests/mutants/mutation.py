"""The mutants of the packages in which faults would be worst, and a random sample of them."""

import ast
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast_from_path
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

ROOMS = ("search", "citations", "actions", "ingest")
# Its tests need a server: make test-opensearch.
LEFT_OUT = "search/engines/opensearch"


@dataclass(frozen=True)
class Mutation:
    """One change of one place: ``operator`` names the kind as cosmic-ray does, ``occurrence`` counts its places."""

    module: Path
    operator: str
    occurrence: int
    line: int
    last_line: int

    def __str__(self) -> str:
        return f"{self.module}:{self.line} {self.operator} #{self.occurrence}"

    def source(self) -> str:
        """Return the module with the fault in it."""
        mutated = mutate_code(self.module.read_text(), get_operator(self.operator)(), self.occurrence)
        assert mutated is not None, f"There is no such place: {self}"
        return mutated


def sample(archive: Path, count: int, seed: int) -> list[Mutation]:
    """Return mutants at ``count`` different places, each place as likely as any other.

    A place such as a comparison has many mutants. One of them is chosen, so that comparisons do not outweigh the rest.
    """
    places = defaultdict(list)
    modules = (path for room in ROOMS for path in (archive / room).rglob("*.py"))
    for module in sorted(path for path in modules if not path.is_relative_to(archive / LEFT_OUT)):
        idle = _idle(module)
        for start, mutation in _mutations(module):
            if not any(first <= start < last for first, last in idle):
                places[module, start].append(mutation)
    chance = random.Random(seed)
    return [chance.choice(places[place]) for place in chance.sample(sorted(places), min(count, len(places)))]


def _mutations(module: Path) -> Iterator[tuple[tuple[int, int], Mutation]]:
    """Yield each mutant with the line and column where it begins. Operators that need arguments are left out."""
    nodes = list(ast_nodes(get_ast_from_path(module)))
    for name in operator_names():
        kind = get_operator(name)
        if kind.arguments():
            continue
        operator = kind()
        positions = [position for node in nodes for position in operator.mutation_positions(node)]
        for occurrence, (start, end) in enumerate(positions):
            yield start, Mutation(module, name, occurrence, start[0], end[0])


def _idle(module: Path) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return where annotations and the arguments of ``@dataclass`` begin and end.

    A fault in one fails at once or has no effect.
    """
    found = []
    for node in ast.walk(ast.parse(module.read_text())):
        parts = [getattr(node, "annotation", None), getattr(node, "returns", None)]
        for decorator in getattr(node, "decorator_list", ()):
            if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "dataclass":
                parts += [keyword.value for keyword in decorator.keywords]
        for part in parts:
            if isinstance(part, ast.expr):
                begin = part.lineno, part.col_offset
                found.append((begin, (part.end_lineno or begin[0], part.end_col_offset or begin[1])))
    return found
