"""Natural words in a search: which must be found, which are optional, and which are read as a name or date."""

import datetime
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.analysis import words
from archive.search.grammar.structure import read
from archive.search.natural import Understood, literally, understand

TODAY = datetime.date(2026, 11, 25)


class Names:
    """A few speakers, each with the number of statements given."""

    SPEAKERS = {("richard", "machesky"): 50, ("arthur", "burns"): 900, ("vote", "clerk"): 1, ("ana", "baez"): 3}

    def statements_of(self, kind: str, typed: Sequence[str]) -> int:
        """Return how many statements the speakers of that name have."""
        if kind != "speaker":
            return 0
        return sum(count for name, count in self.SPEAKERS.items() if set(typed) <= set(name))


def mentions(word: str) -> int:
    return {"vote": 4000, "burns": 60}.get(word, 0)


def understood(text: str) -> Understood:
    return understand(text, Names(), mentions, TODAY)


def parts(text: str) -> str:
    question = understood(text).question
    return " ".join(part.typed for part in question.parts) if question else ""


def conditions(text: str) -> str:
    question = understood(text).question
    return " ".join(map(str, question.conditions)) if question else ""


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("what did the school board say about class sizes?", "class sizes"),
        ("what did the school board say about class sizes", "class sizes"),
        ("who said the bus was late", "bus late"),
        ("why are the parking kiosks hard to use", "parking kiosks hard use"),
        ("¿qué dijo la junta escolar sobre el presupuesto?", "presupuesto"),
        ("the of and", "the of and"),
        ("class size", "class size"),
        ("will not share immigration", "share immigration"),
        ("statements on buses", "statements buses"),
    ],
)
def test_question_words_need_not_be_found(typed: str, left: str):
    assert parts(typed) == left


@pytest.mark.parametrize(
    ("typed", "held", "left"),
    [
        ("said by Machesky", 'speaker:"machesky"', ""),
        ("class size said by Dr. Machesky", 'speaker:"machesky"', "class size"),
        ("class size by richard machesky", 'speaker:"richard machesky"', "class size"),
        ("Burns on inflation", 'speaker:"burns"', "inflation"),
        ("what did Ana Báez say about buses?", 'speaker:"ana baez"', "buses"),
        ("Machesky said robotics", 'speaker:"machesky"', "robotics"),
        ("vote on the directive", "", "vote directive"),
        ("approved by council", "", "approved council"),
        ("buses in 2023", "date:2023", "buses"),
        ("buses since May", "date:2026-05..", "buses"),
        ("said by machesky last year", 'speaker:"machesky" date:2025', ""),
        ("targets 1979", "", "targets 1979"),
        ('"said by" machesky', '"said by"', "machesky"),
        ("bus -visa", "-visa", "bus"),
        ("kind:motion the bus", 'kind:"motion"', "bus"),
    ],
)
def test_names_and_dates_are_recognised(typed: str, held: str, left: str):
    assert conditions(typed) == held
    assert parts(typed) == left


@pytest.mark.parametrize("typed", ["Superintendent Machesky staffing", "staffing Superintendent Richard Machesky"])
def test_a_title_before_a_name_is_optional_and_ranks_the_speakers_statements_higher(typed: str):
    question = understood(typed).question
    assert sorted(part.typed for part in question.parts) == sorted(set(typed.split()) - {"Superintendent"})
    assert [str(node).startswith("speaker:") for node in question.preferred] == [True]
    assert understood(typed).unneeded == ("Superintendent",)


def test_a_title_without_a_known_name_is_a_word():
    assert parts("superintendent contract") == "superintendent contract"
    assert not understood("superintendent contract").question.preferred


@pytest.mark.parametrize("typed", ["buses said by Machesky", "buses in 2023", "targets 1979", "Burns on inflation"])
def test_each_reading_can_be_undone(typed: str):
    (reading,) = understood(typed).readings
    assert reading.said
    again = understood(reading.without)
    assert again.readings == ()
    assert words(reading.without) == words(typed)


def test_quoted_words_and_fields_are_taken_literally():
    text = '"what did the board say" speaker:"ana baez" -"the visa" tax NEAR/3 levy'
    question = understood(text).question
    tree, _ = read(text)
    assert question.conditions == tree.nodes
    assert not question.parts


def test_every_word_is_searched_for_on_request():
    question = literally("what did the board say in 2023").question
    assert [part.typed for part in question.parts] == ["what", "did", "the", "board", "say", "in", "2023"]
    assert not question.conditions


def test_a_bare_year_is_a_date_or_a_word():
    (year,) = [part for part in understood("targets 1979").question.parts if part.typed == "1979"]
    assert str(year.node) == "date:1979 OR 1979"
    assert understood("targets 1979").question.dated
    assert [str(node) for node in understood("targets 1979").question.preferred] == ["date:1979"]


@given(st.text(alphabet=st.sampled_from(' abcdeiouáñ19"-():*~?!.,'), max_size=60) | st.text(max_size=40))
def test_anything_typed_is_understood(text: str):
    found = understood(text)
    tree, _ = read(text)
    assert (found.question is None) == (tree is None)
    if found.question:
        assert found.question.parts or found.question.conditions
