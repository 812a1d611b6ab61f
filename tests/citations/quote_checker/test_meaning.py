"""Words that change the meaning, near the words that were quoted."""

import pytest

from archive.citations.quote_checker.examine import examine
from archive.citations.quote_checker.meaning import turns
from archive.citations.quote_checker.quotation import readings
from archive.citations.quote_checker.text import SplitText


def found(pasted: str, text: str) -> list[tuple[str, str, bool]]:
    """Return where the words that change the meaning are, what they are, and whether they are close."""
    finding = examine(readings(pasted)[-1], SplitText(text))
    assert finding is not None
    return [(change.where.value, change.word, change.is_close) for change in turns(finding, text)]


SEVEN = "one two three four five six seven"


@pytest.mark.parametrize(
    ("pasted", "text", "changes", "why"),
    [
        ("we will share all of it now", "We will not share all of it now.", [("dropped", "not", True)], "left out"),
        ("we will not share all of it now", "We will share all of it now.", [("added", "not", True)], "added"),
        ("we will not share all of it", "We will never share all of it.",
         [("dropped", "never", True), ("added", "not", True)], "one for another"),
        ("we will not share all of it", "We can not share all of it.", [], "it stands in both"),
        ("we share it", "Never do we share it.", [("before", "Never", True)], "cut off before"),
        ("we share it", "We share it only if they ask.", [("after", "only", True), ("after", "if", True)], "and after"),
        ("we share it", "Not now. We share it. Not now.", [], "in another sentence"),
        ("we share it", f"Not {SEVEN} we share it.", [("before", "Not", True)], "eight words before"),
        ("we share it", f"Not {SEVEN} eight we share it.", [], "nine words before"),
        ("we share it", f"We share it {SEVEN} not.", [("after", "not", True)], "eight words after"),
        ("we share it", f"We share it {SEVEN} eight not.", [], "nine words after"),
        ("we share it", "They did not; we share it.", [], "another clause, after a semicolon"),
        ("we share it", "They did not, and we share it.", [], "another clause, after a conjunction"),
        ("we share it", "They did not, friends, we share it.", [("before", "not", True)], "a comma ends no clause"),
        ("we share it", "No, we share it.", [], "an answer denies nothing that follows"),
        ("the original sin was sharing it", "The original sin of that was sharing it.", [], "sin is a word of English"),
        ("lo compartimos todo", "Lo compartimos todo sin permiso de la junta.", [("after", "sin", True)], "in Spanish"),
        ("lo haremos todo", "No sin permiso, lo haremos todo en la junta.",
         [("before", "No", True), ("before", "sin", True)], "both in Spanish"),
        ("we share it", "If it rains, we share it.", [("before", "If", False)], "a condition before a comma"),
        ("we share it", "If we share it.", [("before", "If", True)], "a condition beside the words"),
        ("I did not like it at all times", "I did not just like it at all times.", [("dropped", "just", True)],
         "a word that limits the one before it"),
        ("I did like it at all times", "I did just like it at all times.", [], "the same after nothing that it limits"),
        ("not one of us here did like it then", "Not one of us here did just like it then.", [],
         "the same five words later"),
        ("one of us not here did like it then", "One of us not here did just like it then.",
         [("dropped", "just", True)], "two words later"),
    ],
)  # fmt: skip
def test_a_word_that_turns_the_meaning_is_named_if_it_is_near(
    pasted: str, text: str, changes: list[tuple[str, str, bool]], why: str
):
    assert found(pasted, text) == changes, why
