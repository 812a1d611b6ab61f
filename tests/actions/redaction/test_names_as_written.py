"""Names of two letters and names written as one word: where they repeat what is redacted, and where they do not."""

import pytest

from archive.actions.objects import save_object
from archive.actions.redaction import WordsReturned, redact
from archive.actions.removed_words.passages import places
from archive.actions.removed_words.repeats import SHOWN, repeats
from archive.actions.rules import Why
from archive.citations.passages.quote_range import from_ends
from archive.models import Statement
from tests.record import make_meeting, make_report, make_speaker, make_statement, make_statements

pytestmark = pytest.mark.django_db


def listed(statement: Statement, first: str, last: str) -> set[str]:
    """Return the texts that the page of a redaction lists."""
    revision = statement.current_revision
    gone = places([revision], revision, from_ends(revision.text, first, last))
    return {getattr(repeat.instance, repeat.columns) for repeat in repeats(statement, gone)}


TITLES = {
    "Appeal of J. Ng": True,
    "NG HEARING": True,
    "Mail to annquillifer": True,
    "#AnnQuillifer": True,
    "Hearing on parking": False,
    "ng. 12": False,
    "EU grants, MI": False,
    "Annual report": False,
}


@pytest.mark.parametrize(("first", "last"), [("Mr. Ng", "40 Elm Rd"), ("Dr. Ann", "of Troy, MI")])
def test_titles_of_the_meeting_that_have_the_names_are_listed(first: str, last: str) -> None:
    text = "I know him. There Mr. Ng of 40 Elm Rd met Dr. Ann Quillifer of Troy, MI, EU. Thanks."
    statement = make_statement(text, meeting=make_meeting())
    for place, title in enumerate(TITLES, start=1):
        statement.meeting.agenda_items.create(position=place, title=title)
    name = "ng" if "Ng" in first else "quillifer"
    assert listed(statement, first, last) == {title for title, has in TITLES.items() if has and name in title.lower()}


def test_a_name_of_two_letters_is_anybodys_in_another_meeting() -> None:
    statement = make_statement("It is so. We heard that Mr. Li takes insulin. Thanks.")
    beside = make_statement("I thank Li.", meeting=statement.meeting)
    make_statements(["Li came, and a library."] * (SHOWN * 10 + 1))
    make_meeting(title="Li Street")
    assert listed(statement, "Mr. Li", "insulin") == {beside.text}
    assert listed(statement, "Li", "Li") == {beside.text}


def test_a_report_loses_the_names_and_keeps_other_words() -> None:
    statement = make_statement("It is so. We heard that Mr. Ng and Ann Quillifer take insulin. Thanks.")
    report = make_report(statement, problem="NG is annquillifer@example.org, a fang or ng.")
    passage = from_ends(statement.text, "Mr. Ng", "insulin")
    redact(revision=statement.current_revision, passage=passage, category="privacy", reason="Private.")
    report.refresh_from_db()
    assert report.problem == "██ is ████████████@example.org, a fang or ng."


def test_a_title_with_the_names_is_asked_about_where_they_were_removed() -> None:
    statement = make_statement("It is so. We heard that Mr. Ng and Ann Quillifer take insulin. Thanks.")
    passage = from_ends(statement.text, "Mr. Ng", "insulin")
    redact(revision=statement.current_revision, passage=passage, category="privacy", reason="Private.")
    meeting = statement.meeting
    for title in ("Appeal of Ng", "Mail of annquillifer", "A n n Q u i l l i f e r", "I Q u i l l i f e r"):
        meeting.title = title
        with pytest.raises(WordsReturned):
            save_object(instance=meeting, why=Why("So."))
    make_meeting(title="Appeal of Ng")
    with pytest.raises(WordsReturned):
        make_speaker(website="https://annquillifer.example.org/")
    meeting.title = "Hearing of no. 12"
    save_object(instance=meeting, why=Why("So."))
