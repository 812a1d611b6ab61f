"""The whole checker on a small record. A stand-in for the search proposes statements that share a word."""

from collections.abc import Callable

import pytest

from archive.actions.statements import change_statement, correct, withdraw
from archive.citations.passages.words import keys
from archive.citations.quote_checker import Answer, NothingToCheck, Verdict, check_quotation
from archive.models import Speaker, SpeakerName, Statement
from tests.record import make_board, make_draft, make_meeting, make_speaker, make_statement, make_statements

pytestmark = pytest.mark.django_db
PROMISE = "We will not share that information with the federal immigration services."
BUDGET = "The library budget grows by two million dollars over the next three years."


def find(query: str, limit: int) -> list[int]:
    sought = set(keys(query)) - {"or"}
    current = Statement.objects.public().select_related("current_revision")
    return [one.number for one in current if sought & set(keys(one.text))][:limit]


def check(pasted: str, name: str = "") -> Answer:
    return check_quotation(pasted, find=find, name=name)


@pytest.fixture
def driver() -> Speaker:
    return make_speaker("Darienne Driver")


@pytest.fixture
def promise(driver: Speaker) -> Statement:
    return make_statement(PROMISE, speaker=driver)


@pytest.fixture
def budget() -> Statement:
    return make_statement(BUDGET, speaker=make_speaker("Sample Treasurer"))


def test_a_verbatim_quotation_leads_to_its_passage(promise: Statement, budget: Statement) -> None:
    answer = check("“not share that information”")
    (place,) = answer.places
    assert answer.verdict == Verdict.VERBATIM
    assert (place.revision, place.words, place.until) == (promise.current_revision, "not share that information", None)


def test_every_place_is_listed(promise: Statement) -> None:
    again = make_statement(f"I say it again. {PROMISE}")
    answer = check(PROMISE)
    assert {place.revision.statement_id for place in answer.places} == {promise.number, again.number}


def test_words_of_an_earlier_wording_are_found_with_the_day_they_were_replaced(promise: Statement) -> None:
    correct(statement=promise, text="Nothing of the kind stands here now.", reason="Misheard.")
    second = promise.revisions.get(number=2)
    answer = check("We will not share that information")
    (place,) = answer.places
    assert answer.verdict == Verdict.VERBATIM
    assert (place.revision.number, place.until) == (1, second.published_at)


def test_the_latest_wording_with_the_words_is_shown(promise: Statement) -> None:
    correct(statement=promise, text=f"{PROMISE} Thank you.", reason="End was missing.")
    (place,) = check(PROMISE).places
    assert (place.revision.number, place.until) == (2, None)


@pytest.mark.parametrize("is_withdrawn", [False, True])
def test_unpublished_words_are_never_found(is_withdrawn: bool) -> None:
    if is_withdrawn:
        withdraw(statement=make_statement(PROMISE), category="privacy", reason="Not the board's.")
    else:
        make_draft(PROMISE)
    assert check_quotation(PROMISE, find=lambda *_: Statement.objects.values_list("number", flat=True)).verdict == (
        Verdict.NOT_FOUND
    )


@pytest.mark.parametrize(
    ("claim", "days"),
    [
        ("", [20, 12, 2, 25]),
        ("said Jo Sample", [20, 2, 12, 25]),
        ("said Jo Sample on July 2, 2026", [2, 20, 12, 25]),
        ("(10 July 2026)", [12, 2, 20, 25]),
        ("(25 July 2026)", [25, 20, 12, 2]),
        ("(2 July)", [2, 20, 12, 25]),
    ],
)
def test_places_are_by_person_then_day_then_current_then_nearness_to_the_day_or_newest_first(
    claim: str, days: list[int]
) -> None:
    people = {name: make_speaker(name) for name in ("Jo Sample", "Kim Other")}
    for name, day in (("Jo Sample", 20), ("Kim Other", 12), ("Jo Sample", 2), ("Kim Other", 25)):
        last = make_statement(PROMISE, meeting=make_meeting(date=f"2026-07-{day:02}"), speaker=people[name])
    correct(statement=last, text="Nothing of the kind stands here now.", reason="Misheard.")

    assert [place.revision.statement.date.first.day for place in check(f"“{PROMISE}” {claim}").places] == days


def test_the_draft_of_a_correction_is_never_found(promise: Statement) -> None:
    change_statement(statement=promise, text="Entirely secret words of a coming correction.")
    assert check("Entirely secret words of a coming correction.").verdict == Verdict.NOT_FOUND


def test_an_altered_quotation_shows_the_change(promise: Statement) -> None:
    answer = check("We will gladly share that information with the federal immigration services")
    assert answer.verdict == Verdict.ALTERED
    assert [(part.published, part.quoted) for part in answer.places[0].finding.differences if part.kind != "same"] == [
        ("not", "gladly")
    ]


def test_a_quotation_joined_from_two_speakers_is_reported(promise: Statement, budget: Statement) -> None:
    answer = check("“We will not share that information with the library budget grows by two million dollars.”")
    assert answer.verdict == Verdict.JOINED
    assert [(place.revision.statement_id, place.part) for place in answer.places] == [
        (promise.number, "We will not share that information with the"),
        (budget.number, "library budget grows by two million dollars"),
    ]


def test_a_quotation_joined_from_statements_of_one_speaker_is_altered(promise: Statement, driver: Speaker) -> None:
    make_statement(BUDGET, speaker=driver)
    answer = check("We will not share that information with the library budget grows by two million dollars.")
    assert (answer.verdict, answer.joined) == (Verdict.ALTERED, True)


def test_two_passages_of_one_statement_have_one_speaker() -> None:
    make_statement(f"{PROMISE} {BUDGET}", speaker=make_speaker())
    answer = check("We will not share that information … grows by two million dollars")
    assert (answer.verdict, answer.only_where_marked, answer.joined) == (Verdict.ALTERED, True, False)


def test_an_invented_quotation_is_not_found(promise: Statement, budget: Statement) -> None:
    assert check("The library will share that budget with immigration over the years") == Answer(
        Verdict.NOT_FOUND, check("The library will share that budget with immigration over the years").quotation
    )


class TestName:
    @pytest.mark.parametrize(
        ("name", "is_theirs"),
        [
            ("Darienne Driver", True),
            ("driver", True),
            ("Darienne", True),
            ("Superintendent Driver", True),
            ("SPS Superintendent Darienne Driver", True),
            ("Drier", True),
            ("John Driver", False),
            ("Sample Treasurer", False),
        ],
    )
    def test_a_name_is_compared_with_the_speakers(self, promise: Statement, name: str, is_theirs: bool) -> None:
        SpeakerName.objects.create(speaker=promise.speaker, name="Darienne Drier")
        answer = check(PROMISE, name)
        assert answer.places[0].said_by_the_named is is_theirs
        assert answer.said_by_another is not is_theirs

    @pytest.mark.usefixtures("promise")
    def test_the_name_is_taken_from_the_attribution(self) -> None:
        answer = check("“We will not share that information,” said Superintendent Darienne Driver.")
        assert answer.name == "said Superintendent Darienne Driver."
        assert not answer.said_by_another

    @pytest.mark.usefixtures("promise")
    def test_the_named_speakers_place_comes_first(self) -> None:
        make_statement(PROMISE, speaker=make_speaker("Sample Treasurer"))
        assert [place.said_by_the_named for place in check(PROMISE, "Sample Treasurer").places] == [True, False]

    def test_an_organisation_is_named_in_full(self) -> None:
        board = make_board()
        institute = make_speaker("Wisconsin Institute for Law & Liberty", kind=Speaker.Kind.ORGANISATION)
        make_statement(PROMISE, meeting=make_meeting(board), speaker=institute)
        assert check(PROMISE, "the Wisconsin Institute for Law & Liberty").said_by_another is False
        assert check(PROMISE, "Liberty Mutual").said_by_another


@pytest.mark.parametrize("pasted", ["", "  ", "…", "“”", "[...]"])
def test_a_quotation_without_words_is_refused(pasted: str) -> None:
    with pytest.raises(NothingToCheck, match="Paste a quotation"):
        check(pasted)


def test_a_very_long_text_is_not_checked() -> None:
    with pytest.raises(NothingToCheck, match="up to 5,000 characters"):
        check("word " * 1001)


def test_a_check_takes_few_queries(promise: Statement, django_assert_max_num_queries: Callable[[int], object]) -> None:
    make_statements([PROMISE] * 15)
    with django_assert_max_num_queries(12):
        assert len(check(PROMISE).places) == 16
