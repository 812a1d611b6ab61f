"""A citation says what the record said on the day."""

import datetime

import pytest
from django.utils import translation

from archive.actions.statements import correct
from archive.citations import Citation, citation_of
from archive.models import Office, Revision, Source, Speaker, Statement
from tests.record import make_board, make_meeting, make_speaker, make_statement

pytestmark = pytest.mark.django_db


def cite(revision: Revision, **changes: str) -> Citation:
    return citation_of(
        revision,
        url="https://archive.example/statements/1/r/1/",
        accessed=datetime.date(2026, 11, 24),
        archive="Boardmeetings",
        **changes,
    )


def test_the_office_is_the_one_held_that_day() -> None:
    speaker = make_speaker("Sample Speaker")
    board = make_board("Sample Board")
    Office.objects.create(speaker=speaker, title="Member", board=board, to_date="2017-01-31")
    Office.objects.create(speaker=speaker, title="Chair", board=board, from_date="2017-02-01", to_date="2017-12")
    Office.objects.create(speaker=speaker, title="Mayor", organisation="Sample City", from_date="2018")
    statement = make_statement(meeting=make_meeting(board, "2017-02-23"), speaker=speaker)
    (author,) = cite(statement.current_revision).authors
    assert (author.name, author.office, author.is_person) == ("Sample Speaker", "Chair, Sample Board", True)


def test_an_organisation_is_not_a_person() -> None:
    statement = make_statement(speaker=make_speaker("Institute", kind=Speaker.Kind.ORGANISATION))
    assert not cite(statement.current_revision).authors[0].is_person


def test_a_name_known_only_from_the_source_is_cited_as_printed() -> None:
    (author,) = cite(make_statement(attribution="MESSRS. ROE AND DOE").current_revision).authors
    assert (author.name, author.is_person) == ("MESSRS. ROE AND DOE", False)


def test_the_press_is_named_as_the_reporter() -> None:
    source = Source.objects.create(kind=Source.Kind.PRESS_REPORT, title="Report", publisher="the Sample Gazette")
    statement = make_statement(source=source, text_status=Statement.TextStatus.AS_REPORTED)
    assert cite(statement.current_revision).text_status == "as reported by the Sample Gazette"


def test_an_earlier_revision_is_cited_with_its_own_words() -> None:
    statement = make_statement("Old words.", title="Old title")
    correct(statement=statement, text="New words.", title="New title", reason="Misheard.")
    first = statement.revisions.get(number=1)
    citation = cite(first)
    assert (citation.revision, citation.title, citation.opening) == (1, "Old title", "Old title")


def test_citations_stay_english_on_pages_in_another_language() -> None:
    number = make_statement(meeting=make_meeting(date="2017-02")).number
    statement = Statement.objects.get(pk=number)
    with translation.override("es"):
        citation = cite(statement.current_revision)
    assert (citation.kind, citation.meeting, str(citation.date)) == ("Remark", "Regular meeting", "February 2017")
