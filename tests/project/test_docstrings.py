"""A docstring promises what the function returns."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROMISES_NONE = re.compile(r"\b(?:or|else) None\b|\bNone if\b")
MAY_BE_NONE = re.compile(r"\bNone\b|\bAny\b|\bSelf\b")


def functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for folder in ("archive", "boardmeetings"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", node


def test_a_function_that_promises_none_can_return_none() -> None:
    wrong = []
    for name, node in functions():
        promised = re.sub(r"\s+", " ", (ast.get_docstring(node) or "").partition("\n\n")[0])
        if promised.startswith(("Return", "Yield")) and PROMISES_NONE.search(promised):
            returns = ast.unparse(node.returns) if node.returns else "None"
            if not MAY_BE_NONE.search(returns):
                wrong.append(f"{name} returns {returns}: {promised}")
    assert wrong == []
