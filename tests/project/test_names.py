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


# Names that say that something is there and not what: the reader of a call learns nothing from them.
SAYS_NOTHING = frozenset(
    ["LONGEST", "SHOWN", "WORDS", "WORD", "OTHERS", "_told", "_plain", "_answer", "_named", "_made"]
)


def test_a_name_says_what_it_holds():
    vague = [
        f"{path.relative_to(ROOT)}: {name}"
        for package in ("archive", "boardmeetings")
        for path in sorted((ROOT / package).rglob("*.py"))
        for name in names_at_the_top(ast.parse(path.read_text()))
        if name in SAYS_NOTHING
    ]
    assert not vague


def names_at_the_top(module: ast.Module) -> list[str]:
    """Return the names of the functions and constants that a module defines."""
    functions = [node.name for node in module.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    targets = [
        node.targets if isinstance(node, ast.Assign) else [node.target]
        for node in module.body
        if isinstance(node, (ast.Assign, ast.AnnAssign))
    ]
    return functions + [target.id for group in targets for target in group if isinstance(target, ast.Name)]
