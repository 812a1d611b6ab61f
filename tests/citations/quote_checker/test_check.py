"""The whole checker on a small record. A stand-in for the search proposes statements that share a word."""

from collections.abc import Callable

import pytest

from archive.actions.statements import change_statement, correct, withdraw
from archive.citations.passages.words import keys
from archive.citations.quote_checker import (
    Answer,
    NothingToCheck,
    PastedQuotation,
    Verdict,
    candidates,
    check_quotation,
)
from archive.models import Speaker, SpeakerName, Statement
from tests.record import make_board, make_draft, make_meeting, make_speaker, make_statement, make_statements

pytestmark = pytest.mark.django_db
PROMISE = "We will not share that information with the federal immigration services."
BUDGET = "The library budget grows by two million dollars over the next three years."


def find(query: str, limit: int) -> list[int]:
    sought = set(keys(query)) - {"or"}
    current = Statement.objects.public().select_related("current_revision")
    return [one.number for one in current if sought & set(keys(one.text))][:limit]


def check(pasted: str, name: str = "", date: str = "") -> Answer:
    return check_quotation(pasted, find=find, name=name, date=date)


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
    ("around", "name", "date", "days"),
    [
        ("", "", "", [20, 12, 2, 25]),
        ("said Jo Sample", "", "", [20, 2, 12, 25]),
        ("", "Jo Sample", "July 2, 2026", [2, 20, 12, 25]),
        ("", "", "10 July 2026", [12, 2, 20, 25]),
        ("", "", "25 July 2026", [25, 20, 12, 2]),
        ("", "", "2 July", [2, 20, 12, 25]),
    ],
)
def test_places_are_by_person_then_day_then_current_then_nearness_to_the_day_or_newest_first(
    around: str, name: str, date: str, days: list[int]
) -> None:
    people = {one: make_speaker(one) for one in ("Jo Sample", "Kim Other")}
    for speaker, day in (("Jo Sample", 20), ("Kim Other", 12), ("Jo Sample", 2), ("Kim Other", 25)):
        last = make_statement(PROMISE, meeting=make_meeting(date=f"2026-07-{day:02}"), speaker=people[speaker])
    correct(statement=last, text="Nothing of the kind stands here now.", reason="Misheard.")

    places = check(f"“{PROMISE}” {around}", name, date).places
    assert [place.revision.statement.date.first.day for place in places] == days


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
    def test_only_a_typed_name_is_compared(self) -> None:
        answer = check("“We will not share that information,” said John Driver.")
        assert (answer.name, answer.places[0].said_by_the_named) == ("", None)
        assert not answer.said_by_another

    @pytest.mark.parametrize(
        ("name", "is_theirs"),
        [
            ("the superintendent", True),
            ("the mayor", None),
            ("the treasurer", False),
            ("Jane Driver", False),
            ("Driver and Sample Treasurer", None),
        ],
    )
    def test_an_office_is_compared_with_those_held_that_day(
        self, promise: Statement, name: str, is_theirs: bool | None
    ) -> None:
        promise.speaker.offices.create(title="Superintendent", board=promise.board)
        other = make_speaker("Sample Treasurer")
        other.offices.create(title="Treasurer", board=promise.board)
        make_statement("Other words altogether.", speaker=other)
        assert check(PROMISE, name).places[0].said_by_the_named is is_theirs

    @pytest.mark.usefixtures("promise")
    def test_a_name_of_several_is_told(self) -> None:
        make_statement(
            "Other words.", speaker=make_speaker("Tom Driver"), meeting=make_meeting(make_board("Troy Board"))
        )
        (place,) = check(PROMISE, "Driver").places
        assert (place.said_by_the_named, place.namesakes) == (True, ("Tom Driver, Troy Board",))

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


@pytest.mark.parametrize(
    ("date", "headline"),
    [
        ("", "Word for word on record"),
        ("5 March 2024", "Word for word on record"),
        ("2024-03-05", "Word for word on record"),
        ("12 July 2026", "Word for word on record, but said on 5 March 2024, not 12 July 2026"),
    ],
)
def test_a_typed_day_is_compared(promise: Statement, date: str, headline: str) -> None:
    assert check(PROMISE, date=date).headline == headline


def test_a_day_that_is_none_is_refused(promise: Statement) -> None:
    with pytest.raises(NothingToCheck, match="“whenever” is not a day"):
        check(PROMISE, date="whenever")


class TestMarks:
    """Only the words inside the marks are judged."""

    @pytest.mark.usefixtures("promise")
    @pytest.mark.parametrize(
        "text",
        [
            "“{q},” Driver said, adding that it had been long discussed.",
            "Driver, who joined in 2014 and chairs nothing, said “{q}.”",
            "Asked about it afterwards, the superintendent replied: “{q}.”",
            "In remarks to the board, she went on: “{q}.”",
            "Driver spoke of “{q}” at the meeting.",
            "Nobody ever said “{q}.”",
            "«{q}», dijo la superintendente a la prensa local.",
            "Aux yeux de l’élue, « {q} ».",
        ],
    )
    def test_what_stands_outside_is_never_judged(self, text: str) -> None:
        answer = check(text.format(q=PROMISE.rstrip(".")))
        assert answer.verdict == Verdict.VERBATIM
        assert answer.missing == ()
        assert {span.kind.value for span in answer.quotation.spans} == {"quoted", "outside"}

    @pytest.mark.usefixtures("promise")
    @pytest.mark.parametrize("outside", ["{} Driver said.", "Driver said: {}", "{}"])
    @pytest.mark.parametrize(
        "changed",
        [
            PROMISE.replace("not", "gladly"),
            PROMISE.replace("federal", "local"),
            PROMISE.replace("not ", ""),
            PROMISE.replace("services", "offices"),
        ],
    )
    def test_what_is_changed_inside_is_never_right(self, outside: str, changed: str) -> None:
        answer = check(outside.format(f"“{changed}”"))
        assert answer.verdict == Verdict.ALTERED
        assert answer.tone == "wrong"

    @pytest.mark.usefixtures("promise")
    def test_without_marks_the_longest_run_on_record_is_judged(self) -> None:
        answer = check(f"{PROMISE.rstrip('.')}, Driver told the board at length on Monday.")
        assert answer.headline == "Word for word on record: 11 words of what you pasted"
        assert answer.quotation.text == PROMISE.rstrip(".")
        assert (answer.missing, answer.tone) == ((), "doubt")
        assert [one.written for one in answer.beside.named] == ["Driver"]

    @pytest.mark.usefixtures("promise")
    def test_without_marks_a_changed_word_within_is_an_alteration(self) -> None:
        assert check(f"Driver said {PROMISE.replace('that', 'any')}").verdict == Verdict.ALTERED

    @pytest.mark.usefixtures("promise", "budget")
    def test_words_inside_the_marks_that_are_not_on_record_are_listed(self) -> None:
        answer = check(
            "Driver: “The library budget grows by two million dollars, and every one of them is fired now, truly.”"
        )
        assert answer.verdict == Verdict.PARTLY
        assert answer.missing == ("and every one of them is fired now, truly",)


@pytest.mark.parametrize("pasted", ["", "  ", "…", "“”", "[...]"])
def test_a_quotation_without_words_is_refused(pasted: str) -> None:
    with pytest.raises(NothingToCheck, match="Paste a quotation"):
        check(pasted)


def test_a_very_long_text_is_not_checked() -> None:
    with pytest.raises(NothingToCheck, match="up to 5,000 characters"):
        check("word " * 1001)


def test_common_words_of_one_quotation_leave_room_for_the_rare_ones_of_another(monkeypatch) -> None:
    monkeypatch.setattr(candidates, "MOST_EARLIER_WORDINGS", 2)
    rare, *common = make_statements(["Quillifer went home.", *["The committee agreed."] * 4])
    for statement in (rare, *common):
        correct(statement=statement, text="Nothing of the kind stands here now.", reason="Misheard.")
    asked = [PastedQuotation(("The committee agreed.",)), PastedQuotation(("Quillifer went home.",))]

    wordings = candidates.earlier_wordings(asked)

    assert [one.statement for one in wordings[1]] == [rare]


def test_a_check_takes_few_queries(promise: Statement, django_assert_max_num_queries: Callable[[int], object]) -> None:
    make_statements([PROMISE] * 15)
    with django_assert_max_num_queries(12):
        assert len(check(PROMISE).places) == 16
