"""Natural words in a search: which must be found, which are optional, and which are read as a name or date."""

import datetime
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.question.analysis import words
from archive.search.question.concepts import Concepts
from archive.search.question.grammar.structure import read
from archive.search.question.natural import Understood, literally, understand

TODAY = datetime.date(2026, 11, 25)


class Names:
    """A few speakers, each with the number of statements given."""

    SPEAKERS = {("richard", "machesky"): 50, ("arthur", "burns"): 900, ("vote", "clerk"): 1, ("ana", "baez"): 3}
    SPEAKERS |= {
        ("maria", "del", "carmen", "lopez", "ruiz"): 2,
        ("al", "wu"): 3,
        ("amy", "lee"): 4,
        ("will", "smith"): 5,
    }
    SPEAKERS |= {("grant", "wood"): 12, ("long", "wood"): 13}

    def statements_of(self, kind: str, typed: Sequence[str]) -> int:
        """Return how many statements the speakers, or the boards, of that name have."""
        if kind != "speaker":
            return 5 * (kind == "board" and typed == ["troy"])
        return sum(count for name, count in self.SPEAKERS.items() if set(typed) <= set(name))

    def called_by_title(self, family: str) -> int:
        """Return how many statements those have who are called by nothing else."""
        return self.SPEAKERS.get((family,), 0)


def mentions(word: str) -> int:
    return {"vote": 4000, "burns": 60, "grant": 60, "long": 60}.get(word, 0)


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


MONTHS = {"en": "January February March April May June July August September October November December".split()}  # noqa: SIM905
MONTHS["es"] = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()  # noqa: SIM905
DAY_FORMS = (
    "{iso}",
    "{day} {en} {year}",
    "{en} {day}, {year}",
    "{en} {day} {year}",
    "on the {day}th of {en} {year}",
    "{day} de {es} de {year}",
    "el {day} de {es} de {year}",
    "on {en} {day}, {year}",
    "{day}.{month}.{year}",
)
MONTH_FORMS = ("{en} {year}", "in {en} {year}", "{es} de {year}", "en {es} de {year}", "of {en} {year}")


@given(st.dates(datetime.date(1900, 1, 1), TODAY), st.sampled_from(DAY_FORMS + MONTH_FORMS))
def test_a_typed_day_or_month_is_a_condition_and_its_words_need_not_be_found(day: datetime.date, form: str):
    named = {language: names[day.month - 1] for language, names in MONTHS.items()}
    typed = form.format(iso=day.isoformat(), day=day.day, month=day.month, year=day.year, **named)
    time = day.isoformat() if form in DAY_FORMS else f"{day:%Y-%m}"
    for text in (f"buses {typed}", f"{typed} buses"):
        assert conditions(text) == f"date:{time}"
        assert parts(text) == "buses"
    at_any_time = understand(f"buses {typed}", Names(), mentions, TODAY, at_any_time=True).question
    assert not at_any_time.conditions
    assert [str(node) for node in at_any_time.preferred] == [f"date:{time}"]


@pytest.mark.parametrize("number", ["2021-05", "2020-11", "10-12-05", "5.10.12"])
def test_what_may_be_the_number_of_a_file_is_no_condition(number: str):
    for text in (f"Resolution {number} on parking", f"parking {number}", f"rule of {number}"):
        assert conditions(text) == ""


@pytest.mark.parametrize("typed", ["fall 2021 reopening", "budget for q3 2013"])
def test_a_season_or_a_quarter_without_in_may_be_what_a_text_is_about(typed: str):
    assert conditions(typed) == ""


@given(st.integers(1900, 2026))
def test_a_bare_year_may_be_a_word_of_the_text(year: int):
    assert conditions(f"buses {year}") == ""
    assert parts(f"buses {year}") == f"buses {year}"


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
        ("buses since 2023-05-04", "date:2023-05-04..", "buses"),
        ("buses in 1979–1981", "date:1979..1981", "buses"),
        ("buses el año pasado", "date:2025", "buses"),
        ("buses on 2023-05-04", "date:2023-05-04", "buses"),
        ("targets of 1979", "", "targets of 1979"),
        ("what machesky said", 'speaker:"machesky"', ""),
        ("¿Qué dijo Ana Báez sobre buses?", 'speaker:"ana baez"', "buses"),
        ("by machesky", 'speaker:"machesky"', ""),
        ("said by vote", 'speaker:"vote"', ""),
        ("approved by vote", "", "approved vote"),
        ("class size by machesky vote by burns", 'speaker:"machesky"', "class size vote burns"),
        ("the board said what", "", "board"),
        ("what did the board of education say about taxes", "", "board education taxes"),
        ("what statements on buses", "", "buses"),
        ("mr machesky on taxes", 'speaker:"machesky"', "taxes"),
        ("said by the dr machesky", 'speaker:"machesky"', ""),
        ("said by maria del carmen lopez ruiz buses", 'speaker:"maria del carmen lopez ruiz"', "buses"),
        ("said by lee", 'speaker:"lee"', ""),
        ("buses said by Mayor Burns", 'speaker:"burns"', "buses"),
        ("said by the mayor Arthur Burns last year", 'speaker:"arthur burns" date:2025', ""),
        ("what did Superintendent Machesky say about taxes", 'speaker:"machesky"', "taxes"),
        ("said by clerk", 'office:"clerk"', ""),
        ("said by Clerk Burns", 'speaker:"burns"', ""),
        ("said by the superintendent", 'office:"superintendent"', ""),
        ("what did the mayor of troy say about buses", 'office:"mayor" board:"troy"', "buses"),
        ("Councilwoman on buses", 'office:"councillor"', "buses"),
        ("said by Ana Machesky", 'speaker:"machesky"', ""),
        ("said by Ana Nobody", "", "Ana Nobody"),
        ("Coun. Machesky", 'speaker:"machesky"', ""),
        ("Machesky", 'speaker:"machesky"', ""),
        ("said by al wu", "", "said wu"),
        ("Grant on taxes", "", "Grant taxes"),
        ("Grant Wood on taxes", 'speaker:"grant wood"', "taxes"),
        ("said by Will Smith", 'speaker:"will smith"', ""),
        ("y qué dijo Ana Báez sobre buses", 'speaker:"ana baez"', "buses"),
        ("Long on taxes", 'speaker:"long"', "taxes"),
        ("-visa said by Machesky", '-visa speaker:"machesky"', ""),
        ("said by Machesky -visa", 'speaker:"machesky" -visa', ""),
        ("the -visa", "-visa", "the"),
        ("the kind:motion", 'kind:"motion"', ""),
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


@pytest.mark.parametrize(
    ("typed", "read", "as_words"),
    [
        ("Machesky said about robotics", "Machesky said about", '"Machesky" "said" "about" robotics'),
        ("Machesky said robotics", "Machesky said", '"Machesky" "said" robotics'),
        ("Machesky about robotics", "Machesky about", '"Machesky" "about" robotics'),
        ("Machesky said", "Machesky said", '"Machesky" "said"'),
        ("Machesky on on robotics", "Machesky on", '"Machesky" "on" on robotics'),
        ("class size by machesky", "by machesky", 'class size "by" "machesky"'),
        ("who said by machesky", "said by machesky", 'who "said" "by" "machesky"'),
        ("said by dr machesky on it", "said by dr machesky", '"said" "by" "dr" "machesky" on it'),
        ("said by machesky -visa", "said by machesky", '"said" "by" "machesky" -visa'),
        ("what did machesky say about it", "machesky", 'what did "machesky" say about it'),
        ("qué dijo Machesky sobre buses", "Machesky", 'qué dijo "Machesky" sobre buses'),
        ("budget of May 2023", "of May 2023", 'budget "of" "May" "2023"'),
        ("buses in 2023 kind:motion", "in 2023", 'buses "in" "2023" kind:"motion"'),
    ],
)
def test_a_reading_takes_only_its_own_words(typed: str, read: str, as_words: str):
    (reading,) = understood(typed).readings
    assert (reading.typed, reading.without) == (read, as_words)


@pytest.mark.parametrize(
    ("typed", "preferred", "unneeded"),
    [
        ("what did the board say about taxes", "board", "what did the board say about"),
        ("what did the school board say about taxes", "school board", "what did the school board say about"),
        ("what did the board of education say", "", "what did the of say"),
        ("qué dijo la junta sobre taxes", "junta", "qué dijo la junta sobre"),
        ("what did machesky say about taxes", "", "what did say about"),
        ("what did the board say on buses about taxes", "board", "what did the board say on about"),
        ("the board said what", "", "the said what"),
        ("mr machesky staffing", 'speaker:"machesky"', "mr"),
        ("mr machesky on taxes", "", ""),
        ("staffing mayor", "", ""),
        ("staffing Mayor Burns", 'speaker:"burns"', "Mayor"),
        ("statements on buses", "", "on"),
        ("what statements on buses", "", "what statements on"),
        ("targets of 1979", "date:1979", ""),
    ],
)
def test_words_that_need_not_be_found_may_move_statements_up(typed: str, preferred: str, unneeded: str):
    found = understood(typed)
    assert " ".join(map(str, found.question.preferred)) == preferred
    assert " ".join(found.unneeded) == unneeded


@pytest.mark.parametrize(
    ("typed", "dated", "runs"),
    [
        ("buses in 2023", True, [("buses", "in", "2023")]),
        ("targets 1979", True, [("targets", "1979")]),
        ("school bus", False, [("school", "bus")]),
        ("bus date:2023", True, []),
        ("bus -visa levy", False, []),
        ("bus -visa school levy", False, [("school", "levy")]),
        ("bus", False, []),
    ],
)
def test_the_question_knows_its_runs_of_words_and_whether_it_asks_for_a_time(
    typed: str, dated: bool, runs: list[tuple[str, ...]]
):
    question = understood(typed).question
    assert (question.dated, list(question.runs)) == (dated, runs)
    assert list(literally(typed).question.runs) == runs
    assert literally(typed).question.dated == ("date:" in typed)


def test_nothing_typed_is_no_question():
    assert literally("").question is None
    assert literally("bus OR").ignored == understood("bus OR").ignored


@pytest.mark.parametrize(
    ("typed", "with_others", "note"),
    [
        ("sro budget", "sro", "“sro”; we also searched for: school resource officer"),
        (
            "school resource officers budget",
            "school resource officers",
            "“school resource officers”; we also searched for: sro",
        ),
        (
            "school-resource-officers budget",
            "school-resource-officers",
            "“school-resource-officers”; we also searched for: sro",
        ),
        ("officer of the day budget", "officer day", "“officer of the day”; we also searched for: duty officer"),
        ("will budget", "will", "“will”; we also searched for: testament"),
        ("of the budget", "", ""),
    ],
)
def test_a_term_is_also_looked_for_in_its_other_words(typed: str, with_others: str, note: str):
    concepts = Concepts(
        [("sro", "school resource officer"), ("officer of the day", "duty officer"), ("will", "testament")]
    )
    found = understand(typed, Names(), mentions, TODAY, concepts)
    assert " ".join(part.typed for part in found.question.parts if part.also) == with_others
    assert "".join(reading.said for reading in found.readings) == note
    assert "budget" in [part.typed for part in found.question.parts]


def test_a_term_with_one_telling_word_counts_whole_and_a_month_in_a_term_is_no_date():
    concepts = Concepts([("after school", "youth programs"), ("september 11", "9/11")])

    def nodes(typed: str) -> list[str]:
        return [str(part.node) for part in understand(typed, Names(), mentions, TODAY, concepts).question.parts]

    assert nodes("kids after school") == ["kids", '"after school"']
    assert nodes("economy after the september 11 attacks") == ["economy", "september", "11", "attacks"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Theresa May brexit", ["Theresa", "May", "brexit"]),
        ("brexit Will Smith", ["brexit", "Will", "Smith"]),
        ("will smith", []),
        ("May budget", ["budget"]),
        ("WILL SMITH", []),
    ],
)
def test_a_capital_keeps_a_name_that_is_also_an_everyday_word(typed: str, words: list[str]):
    question = understood(typed).question
    assert [part.typed for part in question.parts] == words


def test_a_name_alone_is_what_that_person_said_unless_it_is_a_word():
    def held(typed: str, *, is_word: bool) -> list[str]:
        question = understand(typed, Names(), mentions, TODAY, is_word=lambda _: is_word).question
        return [str(node) for node in question.conditions]

    assert held("machesky", is_word=False) == ['speaker:"machesky"']
    assert held("long", is_word=True) == []
    assert held("Long", is_word=True) == held("mr long", is_word=True) == ['speaker:"long"']
    assert held("machesky buses", is_word=False) == []


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("looking for farmland prices too", "farmland prices"),
        ("keep prices", "keep prices"),
        ("take away", "take away"),
        ('"keep looking" prices lot farmland', "prices farmland"),
    ],
)
def test_everyday_words_need_not_be_found_beside_two_others(typed: str, parts: str):
    question = understood(typed).question
    assert question is not None
    assert " ".join(part.typed for part in question.parts) == parts
