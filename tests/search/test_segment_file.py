"""An open file of the index is never taken for another one."""

import os
from pathlib import Path

import numpy as np
import pytest

from archive.search.engines.whoosh.segment_file import SegmentFile, write_segment_file

NUMBERS = np.arange(1_000, dtype=np.uint32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write_segment_file(tmp_path / "one.seg", {"numbers": NUMBERS}, {})
    return tmp_path / "one.seg"


def descriptors_of(path: Path) -> int:
    """Return how many descriptors of this process belong to the file."""
    count = 0
    for number in Path("/proc/self/fd").iterdir():
        try:
            count += os.path.samestat(os.fstat(int(number.name)), path.stat())
        except OSError:
            continue
    return count


def test_a_closed_file_is_not_compared_even_if_another_has_its_number(path: Path) -> None:
    file = SegmentFile(path)
    array = file.array("numbers")
    file.close()
    other = os.open(__file__, os.O_RDONLY)
    try:
        with pytest.raises(ValueError, match=r"one\.seg is closed"):
            file.verify_again()
        with pytest.raises(ValueError, match=r"one\.seg is closed"):
            file.verify()
    finally:
        os.close(other)
    file.close()
    assert array.tolist() == NUMBERS.tolist()


def test_no_descriptor_outlives_the_file_and_its_arrays(path: Path) -> None:
    file = SegmentFile(path)
    array = file.array("numbers")
    assert descriptors_of(path)
    file.close()
    del file, array
    assert not descriptors_of(path)
