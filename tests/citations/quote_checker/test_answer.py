"""What the answer says in words: its headline, its warnings and how many statements have the words."""

import datetime

import pytest

from archive.citations.passages.quote_range import QuoteRange
from archive.citations.quote_checker.answer import Answer, FoundWording
from archive.citations.quote_checker.finding import Finding, Verdict
from archive.citations.quote_checker.quotation import PastedQuotation
from archive.models import Board, Revision, Speaker, Statement
from archive.models.fields.partial_date import PartialDate

TEXT = "We will open the library."
THEIRS, ANOTHERS = {"said_by_the_named": True}, {"said_by_the_named": False}
THAT_DAY, ANOTHER_DAY = {"said_that_day": True}, {"said_that_day": False}
REPLACED = {"until": datetime.datetime(2026, 8, 1, tzinfo=datetime.UTC)}


def place(name: str = "Kim Other", **known) -> FoundWording:
    statement = Statement(
        speaker=Speaker(name=name), board=Board(name="Sample Board"), date=PartialDate.parse("2026-07-12")
    )
    finding = known.pop("finding", Finding(Verdict.VERBATIM, QuoteRange(0, len(TEXT))))
    return FoundWording(Revision(statement=statement, text=TEXT), finding, **known)


def answer(*places: FoundWording, claim: str = "", verdict: Verdict = Verdict.VERBATIM, **given) -> Answer:
    name, _, date = claim.partition("on ")
    return Answer(verdict, PastedQuotation((TEXT,)), places, name=name.strip(), date=date, **given)


@pytest.mark.parametrize(
    ("claim", "places", "headline"),
    [
        ("", [place()], "Word for word on record"),
        ("Jo Sample", [place(**THEIRS)], "Word for word on record"),
        ("Jo Sample", [place(**THEIRS), place(**ANOTHERS)], "Word for word on record"),
        ("Jo Sample", [place(**ANOTHERS)], "On record, but said by Kim Other"),
        ("Jo Sample", [place(**ANOTHERS), place()], "Word for word on record, speaker not confirmed"),
        ("the mayor", [place()], "Word for word on record, speaker not confirmed"),
        ("the mayor", [place(), place(**THEIRS)], "Word for word on record"),
        (
            "on 2 July 2026",
            [place(**ANOTHER_DAY)],
            "Word for word on record, but said on 12 July 2026, not 2 July 2026",
        ),
        ("on 2 July 2026", [place(**ANOTHER_DAY), place(**THAT_DAY)], "Word for word on record"),
        (
            "Jo Sample on 2 July 2026",
            [place(**THEIRS, **ANOTHER_DAY), place(**ANOTHERS, **THAT_DAY)],
            "Word for word on record, but said on 12 July 2026, not 2 July 2026",
        ),
        (
            "Jo Sample on 2 July 2026",
            [place(**THEIRS, **THAT_DAY), place(**ANOTHERS, **ANOTHER_DAY)],
            "Word for word on record",
        ),
        ("Jo Sample on 2 July 2026", [place(**ANOTHERS, **ANOTHER_DAY)], "On record, but said by Kim Other"),
    ],
)
def test_the_headline_answers_all_that_was_claimed(claim: str, places: list[FoundWording], headline: str):
    assert answer(*places, claim=claim).headline == headline


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ("A", "A"),
        ("A A B", "A, B"),
        ("A B C", "A, B, C"),
        ("A B C D", "A, B, C, 1 other"),
        ("A B C D E", "A, B, C, 2 others"),
    ],
)
def test_the_headline_names_a_few_of_those_who_said_the_words(names: str, shown: str):
    places = [place(name, **ANOTHERS) for name in names.split()]

    assert answer(*places, claim="Jo Sample").headline == f"On record, but said by {shown}"


@pytest.mark.parametrize(
    ("verdict", "joined", "is_marked", "headline", "explanation"),
    [
        (Verdict.VERBATIM, False, False, "Word for word on record", "contains exactly these words"),
        (Verdict.PUNCTUATION, False, False, "Same words on record, other punctuation or capitals", "in this order"),
        (Verdict.ALTERED, False, False, "Altered", "some are missing, added or changed"),
        (Verdict.ALTERED, False, True, "Accurate; cuts are marked", "outside the ellipses and brackets"),
        (Verdict.ALTERED, True, False, "Altered: combines several statements", "The same speaker said each part"),
        (Verdict.ALTERED, True, True, "Altered: combines several statements", "The same speaker said each part"),
        (Verdict.JOINED, True, False, "Combines several speakers", "come from different speakers"),
    ],
)
def test_the_headline_and_the_explanation_say_how_the_words_differ(
    verdict: Verdict, joined: bool, is_marked: bool, headline: str, explanation: str
):
    finding = Finding(verdict, QuoteRange(0, len(TEXT)), only_where_marked=is_marked)
    given = answer(place(finding=finding), verdict=verdict, joined=joined)

    assert given.headline == headline
    assert given.only_where_marked is (is_marked and not joined)
    assert explanation in given.explanation


@pytest.mark.parametrize(
    ("claim", "places", "warnings"),
    [
        ("", [place()], []),
        ("Jo Sample", [place(**THEIRS)], []),
        ("Jo Sample", [place(**ANOTHERS)], ["The record gives these words to someone else, not to “Jo Sample”."]),
        (
            "Jo Sample on 2 July 2026",
            [place(**ANOTHERS, **ANOTHER_DAY)],
            [
                "The record gives these words to someone else, not to “Jo Sample”.",
                "The date you gave is different too.",
            ],
        ),
        ("on 2 July 2026", [place(**ANOTHER_DAY)], []),
        ("", [place(**REPLACED)], ["The text has since been corrected. This is an earlier wording."]),
        ("", [place(**REPLACED), place()], []),
        ("Jo Sample", [place()], ["The record names Kim Other. It does not show whether that is “Jo Sample”."]),
        ("the mayor", [place()], ["The record names Kim Other. It does not show whether that is “the mayor”."]),
    ],
)
def test_warnings_say_what_the_headline_leaves_out(claim: str, places: list[FoundWording], warnings: list[str]):
    given = answer(*places, claim=claim)

    assert given.warnings == warnings
    assert given.warning == " ".join(warnings)
