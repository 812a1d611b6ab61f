"""Which sentences beside a quotation deny that it was said."""

import pytest

from archive.citations.articles.denials import is_denied


@pytest.mark.parametrize(
    ("before", "denies", "why"),
    [
        ("Driver said", False, "nothing is denied"),
        ("Driver never said", True, "a denial before the verb"),
        ("Driver sagte nie", True, "one after the verb, in German"),
        ("Driver n’a dit pas", True, "one after the verb, in French"),
        ("Driver said no", False, "an answer after the verb"),
        ("Never did Mayor Driver publicly say", True, "names and small words between them"),
        ("Driver never arrived and said", False, "another verb between them"),
        ("Driver never came, he said", False, "a comma between them"),
        ("Driver denied saying", True, "a verb of denying"),
        ("Driver never denied saying", False, "a denied denial"),
        ("Driver never in fact even once or at any time or to any person ever said", False, "a denial far away"),
        ("Driver never said one of the things", True, "seven words after the verb at most"),
        ("Driver never said a thing about the people and the town", False, "more than seven words after it"),
        ("Driver never said why", False, "a clause after the verb"),
        ("Driver never said it, but wrote", False, "only an earlier verb is denied"),
        ("Driver falsely claimed", True, "a word for a mistake"),
    ],
)
def test_only_a_denial_of_the_verb_beside_the_quotation_counts(before: str, denies: bool, why: str) -> None:
    assert is_denied(before, "") is denies, why


@pytest.mark.parametrize(
    ("after", "denies"),
    [
        ("Driver never said.", True),
        ("was never said by Driver.", True),
        ("Driver sagte nicht.", True),
        ("is a fake quote.", True),
        ("said Driver, who never said why.", False),
        ("was the answer.", False),
    ],
)
def test_only_the_first_verb_after_a_quotation_counts(after: str, denies: bool) -> None:
    assert is_denied("", after) is denies
