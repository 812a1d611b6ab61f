"""One name, one thing: each class has a unique name, or a reason to share it."""

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Names that more than one class may have, and why. A name that starts with an underscore stays in its module.
SHARED = {
    "Command": "Django finds a command by this name",
    "DatabaseWrapper": "Django finds a database backend by this name",
    "PartialDateField": "the field of a model, and the one that the API shows it with",
    "SplitForm": "each page of the desk has its form",
    "Near": "a node of the grammar, and the query that it becomes",
    "Not": "a node of the grammar, and the query that it becomes",
    "Fuzzy": "a node of the grammar, and the query that it becomes",
    "Prefix": "a node of the grammar, and the query that it becomes",
    "Ranking": "the same part of each search engine",
    "Translation": "from the grammar to a query, and from the query to an engine's",
    "Vocabulary": "the same part of each search engine",
}


def classes() -> dict[str, list[str]]:
    """Return for each name the modules that define a class with it at the top level."""
    found: dict[str, list[str]] = defaultdict(list)
    for package in ("archive", "boardmeetings"):
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" in path.parts:
                continue
            for node in ast.parse(path.read_text()).body:
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    found[node.name].append(str(path.relative_to(ROOT)))
    return found


def test_a_name_is_shared_only_for_a_reason():
    shared = {name: modules for name, modules in classes().items() if len(modules) > 1}
    assert {name: modules for name, modules in shared.items() if name not in SHARED} == {}
    assert [name for name in SHARED if name not in shared] == []
