"""Names written as one word: where they repeat what is redacted, and where they do not."""

import pytest

from archive.actions.objects import save_object
from archive.actions.redaction import WordsReturned, redact
from archive.actions.removed_words.places import places
from archive.actions.removed_words.removed import Removed
from archive.actions.removed_words.repeats import repeats
from archive.actions.rules import Why
from archive.citations.passages.quote_range import from_ends
from archive.models import Statement
from tests.record import make_meeting, make_report, make_speaker, make_statement

pytestmark = pytest.mark.django_db


def listed(statement: Statement, first: str, last: str) -> set[str]:
    """Return the texts that the page of a redaction lists."""
    revision = statement.current_revision
    gone = places([revision], revision, from_ends(revision.text, first, last))
    return {getattr(repeat.instance, repeat.columns) for repeat in repeats(statement, Removed.from_places(gone))}


TITLES = {
    "Mail to annquillifer": True,
    "#AnnQuillifer": True,
    "Hearing on parking": False,
    "EU grants, MI": False,
    "Annual report": False,
}


def test_titles_of_the_meeting_that_have_the_names_are_listed() -> None:
    statement = make_statement("I know him. There Dr. Ann Quillifer of Troy, MI, EU, spoke.", meeting=make_meeting())
    for place, title in enumerate(TITLES, start=1):
        statement.meeting.agenda_items.create(position=place, title=title)
    assert listed(statement, "Dr. Ann", "of Troy, MI") == {title for title, has in TITLES.items() if has}


def test_names_that_the_statement_keeps_are_not_listed() -> None:
    text = "There a whistle blower met Ann Red Wood, annquillifer@example.org, and Ann Quillifer."
    statement = make_statement(text, meeting=make_meeting())
    statement.meeting.agenda_items.create(position=1, title="A whistleblower of Redwood")
    statement.meeting.agenda_items.create(position=2, title="Mail of annquillifer")
    assert listed(statement, "a whistle", "blower met") == set()
    assert "A whistleblower of Redwood" in listed(statement, "Red Wood", "Wood")
    assert listed(statement, "and Ann", "Quillifer") == set()


def test_a_report_loses_the_names_and_keeps_other_words() -> None:
    statement = make_statement("It is so. We heard that Mr. Ng and Ann Quillifer take insulin. Thanks.")
    report = make_report(statement, problem="He is annquillifer@example.org, a fang.")
    passage = from_ends(statement.text, "Mr. Ng", "insulin")
    redact(revision=statement.current_revision, passage=passage, category="privacy", reason="Private.")
    report.refresh_from_db()
    assert report.problem == "He is ████████████@example.org, a fang."


def test_a_title_with_the_names_is_asked_about_where_they_were_removed() -> None:
    statement = make_statement("It is so. We heard that Mr. Ng and Ann Quillifer take insulin. Thanks.")
    passage = from_ends(statement.text, "Mr. Ng", "insulin")
    redact(revision=statement.current_revision, passage=passage, category="privacy", reason="Private.")
    meeting = statement.meeting
    for title in ("Mail of annquillifer", "A n n Q u i l l i f e r", "I Q u i l l i f e r"):
        meeting.title = title
        with pytest.raises(WordsReturned):
            save_object(instance=meeting, why=Why("So."))
    make_meeting(title="Appeal of Ng")
    with pytest.raises(WordsReturned):
        make_speaker(website="https://annquillifer.example.org/")
    meeting.title = "Hearing of no. 12"
    save_object(instance=meeting, why=Why("So."))
