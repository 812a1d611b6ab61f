"""The promise: if somebody else who is known is named beside the words, a warning; and nobody is taken for the speaker.

Sentences are put together from any words, the openings of several languages, offices, marks and quotations, in any
order. The oracle knows nothing of sentences: it looks for the names as whole words.
"""

import os
import re

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from archive.citations.quote_checker.beside import NamesBeside
from archive.citations.quote_checker.known_speakers import NO_NAMES
from archive.citations.quote_checker.names_in_text import BESIDE_TITLES
from archive.language import people
from archive.language.people import Likeness, likeness_of_given_names
from archive.search.names import names_kept
from tests.citations.quote_checker.test_check import BUDGET, PROMISE, check
from tests.record import make_board, make_meeting, make_speaker, make_statement

EXAMPLES = int(os.environ.get("BESIDE_EXAMPLES", "60"))
pytestmark = pytest.mark.django_db
OPENINGS = (
    "Volgens",
    "Laut",
    "Selon",
    "Según",
    "Secondo",
    "Segundo",
    "According to",
    "Enligt",
    "But",
    "Tyrese",
    "von den",
    "von der",
    "de la",
    "the mayor of",
    "De voorzitter van",
    "Die Vorsitzende von",
    "Board President",
    "Seattle Mayor",
    "Superintendent",
    "Dr.",
    "J.",
    "Tuesday",
    "No. 5",
    "Jr.",
)
KNOWN = (
    *("Kim Example", "Example", "EXAMPLE", "Quibble", "Ana van Quibble", "Zydeco", "d’Example", "L’Example"),
    *("Martin", "Lou Martin"),
)
MARKS = (",", ":", "—", "-", "(", ")", "/", ";", "*", "…", "!", "\n", "’s")
QUOTED = ("“{}”", "„{}“", "«{}»", "« {} »", '"{}"', "‘{}’", "»{}«")
LETTERS = "abcdefghijkmnopuwyéüñ"
any_word = st.text(LETTERS, min_size=1, max_size=9).flatmap(lambda word: st.sampled_from([word, word.title()]))
around = st.lists(st.one_of(any_word, st.sampled_from(OPENINGS), st.sampled_from(MARKS)), max_size=4)


@pytest.fixture(autouse=True)
def record() -> None:
    meeting = make_meeting(make_board("Troy School Board"))
    make_statement(PROMISE, meeting=meeting, speaker=make_speaker("Robin Sample"))
    for name in ("Kim Example", "Jo Example", "Ana van Quibble", "Lou Zydeco", "Lou Martin", "Ana Judge"):
        make_statement("Something else altogether.", meeting=meeting, speaker=make_speaker(name))


def beside(pasted: str) -> NamesBeside:
    said = check(pasted).beside
    assert said is not None
    return said


# The record is the same for each example.
on_one_record = settings(
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)


def is_named(name: str, said: NamesBeside) -> bool:
    """Return whether a name stands in the sentence outside the quotation, as whole words."""
    outside = f"{said.text[: said.start]} | {said.text[said.end :]}"
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", outside, re.IGNORECASE) is not None


@st.composite
def sentences(draw: st.DrawFn, name: str) -> str:
    words = [*draw(around), name, *draw(around)]
    quotation = draw(st.sampled_from(QUOTED)).format(PROMISE[:-1])
    words.insert(draw(st.sampled_from([0, len(words)])), quotation)
    return " ".join(words)


@on_one_record
@given(st.sampled_from(KNOWN).flatmap(lambda name: st.tuples(st.just(name), sentences(name))))
@example(("Example", f"Volgens Example: “{PROMISE}”"))
@example(("Example", f"“{PROMISE}” said Example Tuesday."))
@example(("Example", f"“{PROMISE}” zei de voorzitter van Example."))
@example(("Example", f"President Example Treasurer said “{PROMISE}”"))
@example(("d’Example", f"« {PROMISE} », selon l’entourage d’Example."))
@example(("Example", f"Example {PROMISE}"))
@example(("Martin", f"“{PROMISE}” said Martin Tuesday."))
@example(("Judge", f"“{PROMISE}” Judge said."))
def test_another_known_name_is_always_a_warning(drawn: tuple[str, str]) -> None:
    name, text = drawn
    said = beside(text)
    assert not said.names_the_speaker
    if is_named(name, said):
        assert said.names_another, text


@on_one_record
@given(st.data())
def test_a_strangers_name_is_never_the_speakers(drawn: st.DataObject) -> None:
    word = drawn.draw(st.one_of(any_word.map(str.title), st.sampled_from(("Tyrese", "Kim", "Roberta", "Volgens"))))
    folded = people.fold(word)
    assume(len(word) > 2 and likeness_of_given_names(folded, "robin") is Likeness.OTHER)
    assume(folded not in BESIDE_TITLES | people.PARTICLES | NO_NAMES)
    name = f"{word} Sample"
    said = beside(drawn.draw(sentences(name)))
    assert not said.names_the_speaker
    assert not said.names_another
    if is_named(name, said):
        assert "Sample" in " ".join(one.written for one in said.named)
        assert said.facts[0].endswith("on record Robin Sample.")


def test_all_known_people_of_a_family_name_are_listed() -> None:
    said = beside(f"Volgens Example: “{PROMISE}”")
    assert said.warning == (
        "Your text names “Volgens Example” (Kim Example; Jo Example, Troy School Board) beside these words; "
        "on record they are Robin Sample’s."
    )


@pytest.mark.parametrize("name", ["O’Example", "O'EXAMPLE"])
def test_a_known_name_with_an_o_is_found_among_the_words_kept_of_it(name: str) -> None:
    make_statement("Something else.", speaker=make_speaker("Lou O’Example"))
    names_kept.update_names()
    assert beside(f"“{PROMISE}” — {name}").warning


@pytest.mark.parametrize("name", ["Tyrese Hardy-Sample", "Volgens Hardy-Sample", "Tyrese Hardy Sample"])
def test_a_family_name_of_two_words_is_no_whole_name(name: str) -> None:
    make_statement(BUDGET, speaker=make_speaker("Robin Hardy-Sample"))
    said = check(f"“{BUDGET[:-1]},” zei {name} dinsdag.").beside
    assert said is not None
    assert (said.warning, said.names_the_speaker) == ("", False)


@pytest.mark.parametrize("name", ["Tyrese Sample", "Volgens Sample"])
def test_the_speakers_family_name_behind_another_word_is_left_open(name: str) -> None:
    said = beside(f"“{PROMISE},” zei {name} dinsdag.")
    assert (said.warning, said.names_the_speaker) == ("", False)
    assert said.facts == [f"Your text has “{name}”: on record Robin Sample."]


def test_a_given_name_that_is_a_known_family_name_is_told_beside_the_speakers_own() -> None:
    said = beside(f"“{PROMISE},” said Martin Sample.")
    assert (said.warning, said.names_the_speaker) == ("", False)
    assert said.facts == [
        "Your text has “Martin Sample”: on record Robin Sample; also known here: Lou Martin, Troy School Board."
    ]


def test_a_known_person_of_the_speakers_family_is_another() -> None:
    make_statement("Something else.", speaker=make_speaker("Tyrese Sample"))
    assert beside(f"“{PROMISE},” zei Tyrese Sample.").warning.startswith("Your text names Tyrese Sample beside")


@pytest.mark.parametrize("names", ["Examples Antrag", "Lou Martins Rede", "Bürgermeisterin Quibbles Antrag"])
def test_a_genitive_without_an_apostrophe_is_a_name_before_a_noun_with_a_capital(names: str) -> None:
    for text in (f"In {names} steht: „{PROMISE}“", f"„{PROMISE}“ steht in {names}."):
        assert beside(text).warning.startswith("Your text names ")


def test_the_genitive_of_the_speakers_name_is_left_open() -> None:
    said = beside(f"In Samples Antrag steht: „{PROMISE}“")
    assert (said.warning, said.names_the_speaker) == ("", False)
    assert said.facts[0].endswith(": on record Robin Sample.")


def test_more_than_one_of_something_is_no_genitive() -> None:
    assert not beside(f"Examples were few. Examples of it: “{PROMISE}”").named
