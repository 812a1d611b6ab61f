"""Who speaks, in the shapes of tools and publishers: never somebody else, and where it is not certain, a question.

The conversations are made up, so it is known who says each word. People in them are called as in real life.
"""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.examples import examples
from tests.ingest.shapes.said import Said, conversation
from tests.ingest.shapes.shape import SHAPES, Shape, read_shape

SPEAKERS = 8
LEAST_RIGHT = (
    0.97  # of the words of those who speak more than twice; the last two of a conversation speak once or twice
)
RARE = 2

LOST = 0.002  # share of words that a line of a page may cut in two


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_nearly_all_words_of_a_conversation_are_under_who_said_them(shape: Shape):
    names = list(shape.names[:SPEAKERS])

    check(shape, names, conversation(names, 7, longest=shape.longest, spoken=shape.spoken))


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
@pytest.mark.slow
@settings(max_examples=examples(0.03), phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_word_is_given_to_somebody_else(shape: Shape, data: st.DataObject):
    names = data.draw(st.permutations(shape.names))[:SPEAKERS]

    check(
        shape, names, conversation(names, data.draw(st.integers(0, 10_000)), longest=shape.longest, spoken=shape.spoken)
    )


def check(shape: Shape, names: Sequence[str], turns: Sequence[Said]) -> None:
    """Read a conversation of these people in the shape, and compare who said what."""
    outcome = read_shape(shape, turns)

    assert not outcome.refused
    assert not outcome.wrong, outcome.mistaken
    assert outcome.lost <= LOST * outcome.words
    if shape.unnamed:
        assert outcome.questions or not outcome.nobody
    else:
        rare = sum(len(turn.text.split()) for turn in turns if turn.name in names[-RARE:])
        assert outcome.right >= LEAST_RIGHT * (outcome.words - rare)
        assert outcome.questions <= RARE + 1
