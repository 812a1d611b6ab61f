"""What the words around a quotation claim, and how the headline answers it."""

from collections.abc import Callable

import pytest

from archive.citations.quote_checker import Answer, Verdict, check_quotation
from archive.citations.quote_checker.claim import attribution
from archive.citations.quote_checker.quotation import SpanKind
from archive.models import Office, Speaker, SpeakerName, Statement
from tests.citations.quote_checker.test_check import BUDGET, PROMISE, find
from tests.record import make_board, make_meeting, make_speaker, make_statement

AFTER = (
    "said Superintendent Driver.",
    "she said.",
    "— Darienne Driver",
    "Justice Sotomayor told the court.",
    "said Richard Machesky, the superintendent.",
    "the superintendent said",
    "Machesky said on 12 July.",
    " (Sotomayor, 12 July 2023)",
    "Sotomayor, J., said",
    "Roberts, C.J., said",
    "she later told the board.",
    "Driver added, saying",
    "the chair went on to say",
    "the board said in a statement.",
    "Smith and Jones said",
    "dijo la superintendente Darienne Driver.",
    "said Rep. John Smith Jr.",
    "said Mr. Van der Berg.",
    "said Lena van der Berg.",
    "the mayor told reporters.",
    "said Milwaukee Public Schools Superintendent Darienne Driver at the July 22, 2026, meeting of the board.",
)
BEFORE = (
    "Sotomayor said:",
    "According to Dr. Richard Machesky,",
    "Driver told the board:",
    "She said that",
    "The chair:",
)
PROSE = (
    "And I want every one of them fired",
    "And it's certainly dictum when the Court says,",
    "Sotomayor said: he",
    "he said Superintendent Driver.",
    "and left",
    "she said and everybody should go",
    "Driver never said",
    "I said",
    "He added, told",
    "meeting added,",
    "Absolutely",
)


@pytest.mark.parametrize("words", AFTER)
def test_attributions_after_a_quotation_are_recognised(words: str) -> None:
    assert attribution(words, is_after=True)


@pytest.mark.parametrize("words", BEFORE)
def test_attributions_before_a_quotation_are_recognised(words: str) -> None:
    assert attribution(words)


@pytest.mark.parametrize("words", PROSE)
def test_other_words_are_not_an_attribution(words: str) -> None:
    assert not attribution(words)
    assert not attribution(words, is_after=True)


def check(pasted: str, name: str = "") -> Answer:
    return check_quotation(pasted, find=find, name=name)


@pytest.fixture
def machesky() -> Speaker:
    return make_speaker("Dr. Richard Machesky")


@pytest.fixture
def promise(machesky: Speaker) -> Statement:
    return make_statement(PROMISE, meeting=make_meeting(date="2026-07-22"), speaker=machesky)


def said_by(words: str) -> bool | None:
    return check(f"“{PROMISE}” {words}").places[0].said_by_the_named


@pytest.mark.django_db
@pytest.mark.usefixtures("promise")
class TestWho:
    @pytest.mark.parametrize(
        "name",
        [
            "Machesky",
            "machesky",
            "Richard Machesky",
            "R. Machesky",
            "Machesky, R.",
            "Machesky, Richard",
            "Rich Machesky",
            "Dick Machesky",
            "Supt. Machesky",
            "Superintendent Richard Machesky",
            "Trustee Machesky",
            "Dr. Richard Machesky Jr.",
            "Director Richard A. Machesky".replace(" A.", ""),
            "Concejal Machesky",
            "Rep. Machesky",
        ],
    )
    def test_any_form_of_a_name_means_the_speaker(self, name: str) -> None:
        answer = check(PROMISE, name)
        assert answer.places[0].said_by_the_named is True
        assert answer.headline == "Word for word on record"

    @pytest.mark.parametrize(
        "name",
        ["Thomas Machesky", "Machesky, T.", "Vital Anne", "Justice Sotomayor", "T. Driver", "Mr. Reeve", "Ms. Bishop"],
    )
    def test_the_headline_says_that_others_said_the_words(self, name: str) -> None:
        answer = check(PROMISE, name)
        assert answer.said_by_another
        assert answer.headline == "On record, but said by Dr. Richard Machesky"

    @pytest.mark.parametrize("words", ["she said.", "he told reporters.", "the board said.", "the crowd said"])
    def test_a_pronoun_names_nobody(self, words: str) -> None:
        answer = check(f"“{PROMISE}” {words}")
        assert not answer.said_by_another

    def test_an_attribution_outside_the_marks_is_shown_and_compared(self) -> None:
        answer = check("“We will not share that information,” Justice Sotomayor said.")
        assert answer.headline == "On record, but said by Dr. Richard Machesky"
        assert [(span.kind, span.written) for span in answer.quotation.spans] == [
            (SpanKind.QUOTED, "We will not share that information,"),
            (SpanKind.ATTRIBUTION, "Justice Sotomayor said."),
        ]

    def test_a_statement_without_a_speaker_is_not_attributed_to_anyone_else(self) -> None:
        make_statement(BUDGET)
        answer = check(BUDGET, "Machesky")
        assert not answer.said_by_another
        assert "does not show whether “Machesky” said these words" in answer.warning

    @pytest.mark.parametrize(
        ("said", "by_another"),
        [
            ("Smith told Machesky.", True),
            ("Smith said of Superintendent Machesky.", True),
            ("said Smith, in an interview with Machesky.", True),
            ("Machesky told Smith.", False),
            ("Machesky wrote on Facebook.", False),
            ("Machesky, 54, said last week.", False),
            ("Richard Machesky, Jr., said.", False),
            ("said Director of Finance Richard Machesky.", False),
            ("said former Superintendent Machesky.", False),
            ("Mayor Pro Tem Machesky said.", False),
            ("the minority leader, Richard Machesky, said.", False),
            ("said Coach Machesky, laughing.", False),
            ("dijo el síndico Machesky la semana pasada.", False),
        ],
    )
    def test_the_speaker_is_distinguished_from_the_listener(self, said: str, by_another: bool) -> None:
        answer = check(f"“{PROMISE}” {said}")
        assert [span.written for span in answer.quotation.spans if span.kind == SpanKind.ATTRIBUTION] == [said]
        assert answer.said_by_another is by_another
        assert answer.places[0].said_by_the_named is not by_another

    @pytest.mark.parametrize(
        ("said", "who"),
        [
            ("a spokesman for Machesky said.", "a spokesman"),
            ("the mayor of Levy said.", "the mayor"),
            ("said one resident.", "one resident"),
        ],
    )
    def test_an_office_that_cannot_be_compared_is_not_confirmed(self, said: str, who: str) -> None:
        answer = check(f"“{PROMISE}” {said}")
        assert not answer.said_by_another
        assert answer.headline.endswith(", speaker not confirmed")
        assert f"whether that is “{who}”" in answer.warning

    def test_others_with_the_same_family_name_are_listed(self) -> None:
        make_statement("Other words altogether.", speaker=make_speaker("Anna Machesky"))
        assert check(PROMISE, "Machesky").places[0].namesakes == ("Anna Machesky",)

    def test_a_namesake_is_named_with_the_board(self) -> None:
        other = make_meeting(make_board("Erie City Council"))
        make_statement("Other words altogether.", meeting=other, speaker=make_speaker("Dr. Richard Machesky"))
        assert check(PROMISE, "Machesky").places[0].namesakes == ("Dr. Richard Machesky (Erie City Council)",)
        answer = check(f"“{PROMISE}” said Dr. Richard Machesky of the Erie City Council")
        board = answer.places[0].revision.statement.board
        assert answer.headline == f"On record, but said by Dr. Richard Machesky ({board})"


@pytest.mark.django_db
class TestOffice:
    def test_an_office_without_a_name_means_its_holder_on_that_day_and_board(
        self, promise: Statement, machesky: Speaker
    ) -> None:
        Office.objects.create(speaker=machesky, title="Superintendent", board=promise.board)
        assert said_by("said the superintendent.") is True
        assert said_by("Supt. said") is True
        assert said_by("said the assistant superintendent.") is None

    def test_a_form_of_address_before_an_office_may_name_its_holder(
        self, promise: Statement, machesky: Speaker
    ) -> None:
        machesky.offices.create(title="Reeve", board=promise.board)
        answer = check(f"“{PROMISE}” Mr. Reeve said.")
        assert not answer.said_by_another
        assert answer.headline.startswith("Word for word on record")

    def test_an_office_held_by_somebody_else_does_not_match(self, promise: Statement) -> None:
        anne = make_speaker("Vital Anne")
        Office.objects.create(speaker=anne, title="Board President", board=promise.board)
        # Nothing is revealed about a person whom readers do not know.
        assert said_by("the board president said") is None
        make_statement("Other words altogether.", speaker=anne)
        assert said_by("the board president said") is False
        Office.objects.update(to_date="2020")
        assert said_by("the board president said") is None

    def test_a_name_counts_more_than_a_former_office(self, promise: Statement) -> None:
        SpeakerName.objects.create(speaker=promise.speaker, name="Rich Machesky")
        assert said_by("said Mayor Rich Machesky") is True


@pytest.mark.django_db
@pytest.mark.usefixtures("promise")
class TestWhen:
    @pytest.mark.parametrize(
        "day",
        ["on July 22", "on 22 July 2026", "on 7/22/2026", "on 22/7/26", "on 2026-07-22", "el 22 de julio de 2026"],
    )
    def test_the_right_day_is_not_mentioned(self, day: str) -> None:
        assert check(f"“{PROMISE}” Machesky said {day}.").headline == "Word for word on record"

    @pytest.mark.parametrize(
        "day", ["on July 12", "on 12 July 2026", "on 7/12/2026", "on July 22, 2025", "in August 2026"]
    )
    def test_the_headline_names_a_different_day(self, day: str) -> None:
        answer = check(f"“{PROMISE}” Machesky said {day}.")
        assert answer.said_another_day
        assert answer.headline.startswith("Word for word on record, but said on 22 July 2026, not ")

    @pytest.mark.parametrize("said", ["said at the Finance Committee meeting", "told the Finance Committee"])
    def test_the_headline_names_a_different_board(self, promise: Statement, said: str) -> None:
        finance = make_board("Finance Committee")
        make_statement(BUDGET, meeting=make_meeting(finance))
        answer = check(f"“{PROMISE}” Machesky {said}.")
        assert answer.headline.startswith(f"Word for word on record, but said at another meeting: {promise.board}")
        assert not check(f"“{BUDGET}” Machesky said at the Finance Committee meeting.").said_elsewhere


@pytest.mark.django_db
class TestMeaning:
    @pytest.mark.parametrize(
        ("text", "pasted", "word"),
        [
            (PROMISE, "We will … share that information with the federal", "not"),
            (PROMISE, "We will not [now] share that information", "now"),
            (
                "We will share that information with everybody who asks.",
                "We will [not] share that information",
                "[not]",
            ),
            (
                "I don't think anybody cares about the roof.",
                "anybody cares about the roof",
                "don't",
            ),
            (
                "We will share it all now, unless the parents object.",
                "We will share it all now",
                "unless",
            ),
        ],
    )
    def test_words_that_reverse_the_meaning_are_named(self, text: str, pasted: str, word: str) -> None:
        make_statement(text)
        answer = check(pasted)
        if word == "now":
            assert "meaning" not in answer.headline
            return
        assert answer.headline.endswith(f"“{word.strip('[]')}” changes the meaning")
        assert answer.turns[0].sentence in answer.warning

    def test_the_whole_sentence_and_its_neighbours_are_shown(self) -> None:
        make_statement("One comes first. We all know, I think, what it costs us. And that is all. More follows.")
        around = check("I think, what it costs").places[0].around
        assert [part.strip() for part in (around.before, around.start, around.rest, around.after)] == [
            "One comes first.",
            "We all know,",
            "us.",
            "And that is all.",
        ]


@pytest.mark.django_db
class TestPartly:
    @pytest.mark.parametrize(
        "pasted",
        [
            "We will not share that information with the federal immigration. And every one of them is fired.",
            "And all of them are fired. We will not share that information with the federal immigration services.",
            "Everybody in the hall had cheered and sung. “We will not share that information with the federal”",
            "“We will not share that information with the federal,” Driver said. “And all of them are fired",
        ],
    )
    def test_words_on_record_are_distinguished_from_others(self, promise: Statement, pasted: str) -> None:
        answer = check(pasted)
        assert answer.verdict == Verdict.PARTLY
        assert answer.headline.startswith("Only partly on record")
        assert answer.places[0].revision.statement == promise
        assert answer.missing

    @pytest.mark.usefixtures("promise")
    @pytest.mark.parametrize("at", range(6))
    def test_a_short_quotation_with_a_word_changed_is_altered(self, at: int) -> None:
        words = ["will", "not", "share", "that", "information", "with"]
        words[at] = "gladly"
        assert check(" ".join(words)).verdict == Verdict.ALTERED

    @pytest.mark.usefixtures("promise")
    @pytest.mark.parametrize("broken", ["infor-\nmation", "infor-\r\n  mation", "infor\u00ad\nmation"])
    def test_a_hyphen_at_the_end_of_a_line_is_typography(self, broken: str) -> None:
        assert check(f"We will not share that {broken} with the federal").verdict == Verdict.VERBATIM

    def test_a_hyphen_that_belongs_to_the_word_stays(self) -> None:
        make_statement("It is a well-known plan for all of our schools.")
        assert check("It is a well-\nknown plan for all").verdict == Verdict.VERBATIM


@pytest.mark.django_db
def test_words_in_many_statements_say_so_and_the_likely_ones_come_first(
    promise: Statement, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for day in ("2026-07-12", "2026-07-20"):
        make_statement(PROMISE, meeting=make_meeting(date=day), speaker=make_speaker())
    with django_assert_max_num_queries(16):
        answer = check(f"“{PROMISE}” said Machesky on July 12.")
    assert answer.in_many == "These words appear in 3 statements. The most likely are shown first."
    assert answer.places[0].revision.statement == promise
    dates = [str(place.revision.statement.date) for place in check(f"“{PROMISE}” (12 July 2026)", "").places]
    assert dates[0] == "12 July 2026"
