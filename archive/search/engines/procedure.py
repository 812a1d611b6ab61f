"""Which texts are procedure read out, not speech: roll calls, motions, votes counted, the opening and the end."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

WORDS = frozenset(
    """aye ayes nay nays yea yeas yes favor favour opposed contrary abstain abstained quorum roll
    motion motions moved seconded seconder carried unanimously
    whereas resolved resolution hereby therefore adjourn adjourned adjournment
    mocion secundo secunda secundado aprobada unanimidad considerando resuelve quorum""".split()  # noqa: SIM905
)
"""Folded words of which procedure mostly consists."""

FEWEST = 2
SHARE = 0.12
"""A text with this share of such words, and at least two, is procedure. A speech about a motion has a third of it."""


def is_procedure(of_procedure: NDArray[Any], words: NDArray[Any]) -> NDArray[np.bool_]:
    """Return whether texts with so many words of procedure among so many words are procedure."""
    return (of_procedure >= FEWEST) & (of_procedure >= SHARE * words)
