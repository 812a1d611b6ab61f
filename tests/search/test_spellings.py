"""Words are found in the other spellings of the record: joined and apart, American and British."""

import random
from itertools import product

import pytest

from archive.actions.statements import withdraw
from archive.language.function_words import FUNCTION_WORDS
from archive.search import SearchRequest, rebuild, search
from archive.search.engines import outbox
from archive.search.question.natural.spellings import spellings
from tests.record import make_statement

pytestmark = pytest.mark.django_db


def invented(made: random.Random) -> str:
    """Return a word of two or three syllables that no language has."""
    return "".join(made.choice("bdfgklmnprtv") + made.choice("aeiou") for _ in range(made.randint(2, 3))) + "k"


def found(text: str) -> set[int]:
    """Return the numbers of the statements that have everything."""
    results = search(SearchRequest(text=text))
    return {hit.number for hit in results.hits if not hit.missing}


@pytest.mark.parametrize("seed", range(5))
def test_a_compound_is_found_joined_and_apart_however_it_is_typed(seed: int):
    made = random.Random(seed)
    one, other, third = (invented(made) for _ in range(3))
    joined = [make_statement(f"We talked of the {one}{other}, {number}.").number for number in range(2)]
    apart = [make_statement(f"The {one} {other} costs more, {number}.").number for number in range(2)]
    several = make_statement(f"All {one}{other}s cost more.").number
    for _ in range(3):
        make_statement(f"A {one} is not the {other}, and the {third}.")
    make_statement(f"Once somebody wrote {one}{third}.")
    rebuild()
    for typed in (f"{one}{other}", f"{one} {other}"):
        assert found(typed) >= {*joined, *apart, several}, typed
        said = [reading.said for reading in search(SearchRequest(text=typed)).readings]
        assert any("we also searched for" in sentence for sentence in said), typed
        assert found(f'"{typed}"') == set(joined if typed == f"{one}{other}" else apart)
    # What was written once is a slip.
    assert not search(SearchRequest(text=f"{one} {third}")).readings


@pytest.mark.parametrize(
    ("american", "british"),
    [
        *(("color", "colour"), ("organization", "organisation"), ("center", "centre"), ("defense", "defence")),
        *(("catalog", "catalogue"), ("traveling", "travelling"), ("program", "programme"), ("analyze", "analyse")),
    ],
)
def test_american_finds_british_and_the_reverse(american: str, british: str):
    words = [american, british] * 2
    numbers = {make_statement(f"The {word} of it, {place}.").number for place, word in enumerate(words)}
    rebuild()
    for typed in (american, british):
        assert found(typed) == numbers, typed


def test_a_spelling_is_forgotten_with_the_last_statement_that_has_it():
    made = random.Random(1)
    one, other = invented(made), invented(made)
    make_statement(f"The {one}{other} opens.")
    apart = [make_statement(f"The {one} {other} opens, {number}.") for number in range(2)]
    rebuild()
    assert search(SearchRequest(text=f"{one}{other}")).readings
    for statement in apart:
        withdraw(statement=statement, category="mistake", reason="It is another board's.")
    outbox.drain()
    assert not search(SearchRequest(text=f"{one}{other}")).readings


@pytest.mark.parametrize("seed", range(10))
def test_no_spelling_is_one_of_the_words_of_grammar(seed: int):
    made = random.Random(seed)
    for one, other in product(made.sample(sorted(FUNCTION_WORDS), 20), made.sample(sorted(FUNCTION_WORDS), 20)):
        assert spellings([one, other], lambda folded: dict.fromkeys(folded, 9)) == []
        offered = {str(form.forms[0]) for form in spellings([f"{one}{other}"], lambda folded: dict.fromkeys(folded, 9))}
        assert f'"{one} {other}"' not in offered, (one, other)


def test_words_of_another_meaning_are_no_spelling():
    for typed in ("filled", "called", "four", "enter", "court", "mourning", "prize", "about"):
        offered = spellings(
            [typed], {"filed", "caled", "for", "entre", "cort", "morning", "prise", "a", "bout"}.intersection
        )
        assert offered == [], typed
