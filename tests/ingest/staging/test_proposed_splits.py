"""A split is proposed where the text shows a change of speaker. The words stay as they are."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest.staging.proposed_splits import in_pieces, splits_of
from archive.models import StagedLabel, StagedTurn


def parts(text: str) -> list[str]:
    bounds = [0, *(split.at for split in splits_of(text)), len(text)]
    return [text[one:other].strip() for one, other in pairwise(bounds)]


@pytest.mark.parametrize(
    "spoken",
    [
        ["The bus is late every day.", ">> We know that, and we are working on it."],
        ["When does the work begin?", "Yes, it begins in June and ends in August."],
        ["It begins in June.", "Thank you, Trustee Sample, for the report."],
        ["The next speaker is Mr. Example?", "Good evening. My name is on the list."],
        ["Is there a motion to adopt the budget?", "So moved.", "Second.", "All in favor say aye."],
    ],
)
def test_a_split_is_proposed_where_the_text_shows_a_new_speaker(spoken):
    assert parts(" ".join(spoken)) == spoken


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Sample lives on Elm Street. He takes the bus. It is late every day, and nobody knows why.",
        "What do we want? We want a second bus. It should stop at the school.",
        "I thank you all for coming. The library opens on Monday.",
    ],
)
def test_the_words_of_one_speaker_are_not_split(text):
    assert splits_of(text) == []


def test_nothing_is_proposed_if_the_speaker_is_known():
    label = StagedLabel(text="Kim Example", certainty="not_found")
    turn = StagedTurn(text="When does it begin? Yes, in June it begins.", label=label)
    assert [piece.text for piece in in_pieces(turn)] == [turn.text]


@given(st.lists(st.sampled_from(["Yes, it is.", "Is it so?", ">> ", "So moved.", "Thank you, Mayor.", "abc ", "\n\n"])))
def test_the_pieces_of_a_turn_add_up_to_its_text(words):
    turn = StagedTurn(text=" ".join(words))
    assert "".join(piece.text for piece in in_pieces(turn)) == turn.text
