"""How much of a quotation may differ from a text before it is not found, and how the differences are shown."""

import pytest

from archive.citations.quote_checker.examine import examine
from archive.citations.quote_checker.quotation import readings
from archive.citations.quote_checker.text import SplitText

# A hundred words, each once.
TEXT = " ".join(f"w{number}" for number in range(100))


def run(first: int, last: int) -> str:
    return " ".join(f"w{number}" for number in range(first, last + 1))


def changes(pasted: str, text: str = TEXT) -> list[tuple[str, str, str]] | None:
    """Return the differences, or None if the quotation is not in the text."""
    finding = examine(readings(pasted)[-1], SplitText(text))
    if finding is None:
        return None
    return [(part.kind.value, part.published, part.quoted) for part in finding.differences if part.kind != "same"]


@pytest.mark.parametrize(
    ("pasted", "found", "why"),
    [
        ("w1 w2 w3 x w5 w6", [("changed", "w4", "x")], "runs of three and two words"),
        ("w1 w2 x w4 w5 y w7 w8 z w10", None, "runs of two words only"),
        ("x w1 w2 w3 w4", [("changed", "w0", "x")], "the first word differs"),
        ("x w0 w1 w2 w3", [("added", "", "x")], "a word more before the first of the text"),
        ("w96 w97 w98 w99 x", [("added", "", "x")], "a word more after the last of the text"),
        (f"{run(45, 49)} x", [("changed", "w50", "x")], "the last word differs"),
        (f"{run(94, 98)} x", [("changed", "w99", "x")], "the last word of the text differs"),
        ("x y w2 w3 w4 w5 w6", [("changed", "w0 w1", "x y")], "the first two words differ"),
        ("w1 w2 w3 w4", [], "all words"),
        ("x w2 w3 w4", None, "four words are too few to differ"),
        (f"{run(1, 3)} {run(63, 65)}", [("dropped", run(4, 62), "")], "a clause is left out"),
        (f"{run(1, 3)} {run(70, 72)}", None, "half a page is left out"),
        (f"{run(1, 3)} … {run(70, 72)}", [("changed", run(4, 69), "…")], "dots say so"),
        (f"{run(70, 72)} … {run(1, 3)}", None, "the parts come in another order"),
        (f"{run(1, 3)} … {run(2, 4)}", None, "the parts overlap"),
        ("w1 w2 … w70 w71", None, "four words"),
        ("w1 w2 w3 [x] w4 w5", [("added", "", "[x]")], "a bracket that adds a word"),
        ("[x] w1 w2 w3 w4 w5", [("added", "", "[x]")], "one at the beginning"),
        ("w1 w2 w3 w4 w5 [x]", [("added", "", "[x]")], "one at the end"),
    ],
)
def test_a_quotation_is_altered_if_most_of_its_words_are_there_in_runs(
    pasted: str, found: list[tuple[str, str, str]] | None, why: str
):
    assert changes(pasted) == found, why


@pytest.mark.parametrize(
    ("quoted", "published", "verdict"),
    [
        ("co-operate", "cooperate", "punctuation"),
        ("cooperate", "co-operate", "punctuation"),
        ("e-mail", "email", "punctuation"),
        ("e-fee", "efee", "altered"),
        ("co-op", "coop", "altered"),
        ("pre-school", "preschool", "punctuation"),
        ("re-sign", "resign", "altered"),
        ("co-operate", "co-exist", "altered"),
    ],
)
def test_a_hyphen_after_a_prefix_is_punctuation_and_any_other_one_is_a_change(
    quoted: str, published: str, verdict: str
):
    (reading, *_) = readings(f"we {quoted} with all of them")
    finding = examine(reading, SplitText(f"so we {published} with all of them now"))

    assert finding is not None
    assert finding.verdict == verdict


def test_the_words_that_are_the_same_stand_between_the_differences():
    finding = examine(readings("w1 w2 w3 x w5 w6")[-1], SplitText(TEXT))

    assert finding is not None
    assert [(part.kind.value, part.published, part.quoted) for part in finding.differences] == [
        ("same", "w1 w2 w3", "w1 w2 w3"),
        ("changed", "w4", "x"),
        ("same", "w5 w6", "w5 w6"),
    ]
