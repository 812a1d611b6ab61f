"""Go's checksum database, which has used these formats for years, accepts the notes and proofs of the log."""

import json
import shutil
import subprocess
from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path

import pytest

from archive.log.checkpoint import Checkpoint, origin, signed, verifier_key
from archive.log.tree import Node, inclusion_proof, leaf_hash, node_hash, root
from tests.log.proofs import consistency_proof

pytestmark = pytest.mark.slow
SIZES = 300
LEAVES = [leaf_hash(str(number).encode()) for number in range(SIZES)]


def node_of_leaves() -> Node:
    known: dict[tuple[int, int], bytes] = {(0, at): leaf for at, leaf in enumerate(LEAVES)}

    def node(level: int, index: int) -> bytes:
        if (level, index) not in known:
            known[level, index] = node_hash(node(level - 1, 2 * index), node(level - 1, 2 * index + 1))
        return known[level, index]

    return node


def encoded(hashes: Sequence[bytes]) -> list[str]:
    return [b64encode(one).decode() for one in hashes]


@pytest.fixture(scope="module")
def oracle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program that checks with Go's packages."""
    go = shutil.which("go") or "/usr/local/go/bin/go"
    if not Path(go).exists():
        pytest.skip("There is no Go here.")
    program = tmp_path_factory.mktemp("go") / "oracle"
    built = subprocess.run(
        [go, "build", "-o", str(program), "."],
        cwd=Path(__file__).parent / "oracle",
        capture_output=True,
        text=True,
        check=False,
    )
    if built.returncode:
        pytest.skip(f"Go cannot fetch its packages here: {built.stderr[-200:]}")
    return program


def verdict(oracle: Path, given: dict[str, object]) -> str:
    done = subprocess.run([str(oracle)], input=json.dumps(given), capture_output=True, text=True, check=False)
    return done.stdout.strip()


def test_go_accepts_notes_and_proofs_of_300_sizes_and_nothing_else(oracle: Path) -> None:
    node = node_of_leaves()
    roots = [root(node, 0, size) for size in range(SIZES + 1)]
    given = {
        "Key": verifier_key(),
        "Note": signed(Checkpoint(origin(), SIZES, roots[SIZES])),
        "Inclusion": [
            {
                "Size": size,
                "Index": index,
                "Root": encoded([roots[size]])[0],
                "Leaf": encoded([LEAVES[index]])[0],
                "Proof": encoded(list(inclusion_proof(node, index, 0, size))),
            }
            for size in range(1, SIZES + 1)
            for index in {0, size // 3, size // 2, size - 1}
        ],
        "Consistency": [
            {
                "Old": old,
                "New": new,
                "OldRoot": encoded([roots[old]])[0],
                "NewRoot": encoded([roots[new]])[0],
                "Proof": encoded(consistency_proof(node, old, new)),
            }
            for new in range(1, SIZES + 1)
            for old in {1, (new + 1) // 2, new}
        ],
    }
    assert verdict(oracle, given) == "all hold"
    assert verdict(oracle, given | {"Note": str(given["Note"]).replace("\n300\n", "\n301\n")}) != "all hold"
    other = [{**given["Consistency"][-2], "OldRoot": encoded([LEAVES[0]])[0]}]
    assert verdict(oracle, given | {"Consistency": other}) != "all hold"
