"""The sentences of a meeting that may lead the home page: chosen by counting, and one of them ticked by an editor."""

from collections.abc import Iterator
from typing import NamedTuple

from django.core.exceptions import ValidationError

from archive.actions.meetings import NOT_THERE, tick_lead
from archive.desk.answers import post_view
from archive.desk.staff_request import StaffRequest
from archive.language.telling_sentence import LONGEST_TELLING, SHORTEST, sentences, stands_alone
from archive.machine.web.whole_number import whole_number
from archive.models import GAP, Meeting, Revision, Statement, fetch_public_offices
from archive.search import SearchUnavailable, fold, raw_words, words_of_groups

PROPOSED = 3
TYPICAL = 60
"""Words that are frequent in the meeting and rare elsewhere."""
KINDS = (Statement.Kind.REMARK, Statement.Kind.QUESTION, Statement.Kind.ANSWER, Statement.Kind.POLICY_STATEMENT)


class ProposedLead(NamedTuple):
    """A sentence, who said it, and what its button sends."""

    words: str
    statement: Statement
    sent: str
    typical: int


def proposed_leads(meeting: Meeting) -> list[ProposedLead]:
    """Return at most three sentences of a public meeting, of different statements, with most of its typical words.

    Each is whole, has 8 to 30 words, says no procedure, and is of somebody who held an office on the day.
    """
    said = Statement.objects.public().filter(meeting=meeting)
    rows = list(said.filter(kind__in=KINDS, speaker__isnull=False).select_related("current_revision", "speaker"))
    fetch_public_offices(row.speaker for row in rows)
    names = {row.speaker.name for row in rows if row.speaker}
    try:
        [typical] = words_of_groups(
            [list(said.values_list("pk", flat=True))], TYPICAL, language=meeting.board.language, leave_out=names
        )
    except SearchUnavailable:
        return []
    wanted = {word.word for word in typical}
    best = [max(found, key=lambda one: one.typical) for row in rows if row.office and (found := [*_of(row, wanted)])]
    return sorted(best, key=lambda one: (-one.typical, one.statement.position))[:PROPOSED]


def _of(statement: Statement, wanted: set[str]) -> Iterator[ProposedLead]:
    revision = statement.published_revision
    for start, end in sentences(revision.text):
        words = revision.text[start:end]
        said = [fold(word) for word in raw_words(words)]
        if SHORTEST <= len(said) <= LONGEST_TELLING and GAP not in words and stands_alone(words):
            yield ProposedLead(words, statement, f"{revision.pk}:{start}", len(wanted.intersection(said)))


@post_view("archive.publish_statement", Meeting, then="meeting")
def meeting_lead(request: StaffRequest, meeting: Meeting) -> str:
    """Let the ticked sentence lead the home page, or none."""
    number, _, start = request.POST.get("sentence", "").partition(":")
    revision = Revision.objects.filter(pk=whole_number(number) or 0).first()
    if number and revision is None:
        raise ValidationError(NOT_THERE)
    tick_lead(meeting=meeting, revision=revision, start=whole_number(start) or 0, actor=request.user)
    return "The sentence leads the home page." if revision else "No sentence leads the home page."
