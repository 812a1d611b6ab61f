"""The quote checker for programs. Nothing that is sent is stored."""

from http import HTTPStatus
from typing import Any, ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from archive.api.base import RecordView
from archive.api.input import Input, TextValue
from archive.api.problems import ApiProblem, bad_parameter
from archive.api.serializers import StatementSerializer
from archive.citations.articles import LONGEST_ARTICLE, as_values, check_article
from archive.citations.passages.difference import PieceKind
from archive.citations.quote_checker import Answer, FoundWording, NothingToCheck, check_quotation
from archive.citations.quote_checker.quotation import SpanKind
from archive.citations.quote_checker.typed import UnreadableDay
from archive.citations.quote_checker.values import beside, said_by
from archive.exports.addresses import permanent_url
from archive.exports.phrases import text_status_sentence
from archive.machine.web.cost import ARTICLE_SECONDS, Cost, WorkTime
from archive.search import numbers

LONGEST_QUOTATION = 20_000


def words(about: str, longest: int) -> TextValue:
    """Return the field of what is checked."""
    return TextValue(about, required=True, min_length=1, max_length=longest)


class Check(RecordView):
    """A check of words that are too long for a URL. They are sent as a JSON object."""

    cost = Cost.EXPENSIVE
    serializer_class = StatementSerializer
    # The first is required.
    body: ClassVar[Input]

    def post(self, request: Request) -> Response:
        """Return the result of the check."""
        return Response(self.answer(request.data))

    def answer(self, data: Any) -> dict[str, Any]:
        """Return the result for the words in an object. Raises ApiProblem."""
        if not isinstance(data, dict):
            raise ApiProblem(HTTPStatus.BAD_REQUEST, f"Send a JSON object with: {', '.join(self.body.fields)}.")
        given = self.body.read(data, "The object has no")
        try:
            return self.check(given)
        except UnreadableDay as error:
            raise bad_parameter("date", str(error)) from error
        except NothingToCheck as error:
            raise bad_parameter(next(iter(self.body.takes)), str(error)) from error

    def check(self, given: dict[str, str]) -> dict[str, Any]:  # noqa: ARG002 - the checks take it
        """Return the result for the words. Raises NothingToCheck and SearchUnavailable."""
        raise TypeError(f"{type(self).__name__} does not say how it checks.")


class QuoteCheck(Check):
    """Check one quotation. The verdict is on the words inside the marks, the headline also on ``speaker`` and ``date``.

    ``said_by`` is what the record has. ``beside`` is the sentence around the words with their offsets in it, ``named``
    the names in it that the archive knows, and ``facts`` says in words what they are. ``as_claimed`` and
    ``read_as.attribution`` stay for programs that know them, and are null.
    """

    body = Input(
        {
            "quotation": words("The words to check, with or without quotation marks.", LONGEST_QUOTATION),
            "speaker": TextValue(
                "Who is said to have said it. Compared with the record. Optional.", max_length=300, default=""
            ),
            "name": TextValue("", max_length=300, means="speaker"),
            "date": TextValue(
                "On which day it is said to have been said. Compared with the record. Optional.",
                max_length=100,
                default="",
            ),
        }
    )

    def check(self, given: dict[str, str]) -> dict[str, Any]:
        """Return the verdict and the places that support it, the most likely first."""
        answer = check_quotation(given["quotation"], find=numbers, name=given["speaker"], date=given["date"])
        return values_of_answer(answer)


class ArticleCheck(Check):
    """Check every quotation of an article of at most 100,000 characters.

    Of each, ``result`` is about the words, ``said_by`` is what the record has, and ``beside``, ``named`` and ``facts``
    are who is named beside them. ``outcome``, ``attribution`` and the values of ``counts`` stay for programs that know
    them, and are null.
    """

    cost = Cost.VERY_EXPENSIVE
    body = Input({"article": words("The text of the article.", LONGEST_ARTICLE)})

    def check(self, given: dict[str, str]) -> dict[str, Any]:
        """Return a summary, and the result for each quotation."""
        has_time = WorkTime(ARTICLE_SECONDS).is_left
        return as_values(check_article(given["article"], find=numbers, has_time=has_time), address=permanent_url)


def values_of_answer(answer: Answer) -> dict[str, Any]:
    """Return the answer about a quotation as plain values."""
    return {
        "verdict": answer.verdict.value,
        "headline": str(answer.headline),
        "explanation": answer.explanation,
        "warnings": [str(warning) for warning in answer.warnings],
        "notes": answer.notes,
        "as_claimed": None,
        "read_as": _read_as(answer),
        "missing": list(answer.missing),
        "total": answer.total,
        "places": [_place_of_wording(wording) for wording in answer.places],
        "said_by": said_by(answer, permanent_url),
        **beside(answer, permanent_url),
    }


def _read_as(answer: Answer) -> dict[str, Any]:
    """Return which of the words were read as the quotation, and which stand outside it."""
    outside = [span.written for span in answer.quotation.spans if span.kind == SpanKind.OUTSIDE]
    return {
        "quotation": list(answer.quotation.parts),
        "attribution": None,
        "name": answer.name,
        "date": answer.date,
        "outside": outside,
    }


def _place_of_wording(wording: FoundWording) -> dict[str, Any]:
    statement, revision = wording.revision.statement, wording.revision
    return {
        "statement": statement.number,
        "url": permanent_url(wording.path),
        "revision": revision.number,
        "revision_url": permanent_url(revision.get_absolute_url()),
        "sha256": revision.sha256,
        "text_status": statement.text_status,
        "text_status_sentence": text_status_sentence(statement.text_status),
        "speaker": wording.speaker,
        "board": statement.board.name,
        "date": statement.date.isoformat(),
        "words": wording.words,
        "differences": [
            {"kind": str(part.kind), "published": part.published, "quoted": part.quoted}
            for part in wording.finding.differences
            if part.kind != PieceKind.SAME
        ],
        "said_by_the_named": wording.said_by_the_named,
        "said_that_day": wording.said_that_day,
        "replaced_at": wording.until.isoformat() if wording.until else None,
    }
