"""One statement at the desk: written, edited beside others, reviewed, published, corrected, withdrawn."""

import datetime

import pytest
from django.urls import reverse

from archive.actions.statements import notes_about
from archive.models import AuditEntry, ScheduledPublication, Statement, User
from tests.desk.acting import TYPED_ORIGIN, add_row, do, press, send, sentences
from tests.record import make_board, make_draft, make_meeting, make_report, make_speaker, make_statement

pytestmark = pytest.mark.django_db


def page_of(statement):
    return reverse("desk:statement", args=[statement.pk])


def shown(client, statement):
    """Return what the form shows, as a browser would send it back."""
    form = client.get(page_of(statement)).context["form"]
    return {field.name: "" if (value := field.field.prepare_value(field.initial)) is None else value for field in form}


def edit(client, statement, **changes):
    return client.post(page_of(statement), shown(client, statement) | changes)


def said_after(client, statement, **changes):
    """Save, and return the sentences of the page that follows."""
    return sentences(client.post(page_of(statement), shown(client, statement) | changes, follow=True))


@pytest.mark.parametrize("then", ["save", "submit", "return", "reply", "publish", "plan"])
def test_every_button_of_the_form_stores_the_note_in_it(editor, then):
    statement = make_draft("We meet on Monday.", status="in_review" if then == "return" else "draft")
    typed = {"text": "We meet on Tuesday.", "note": "Who speaks?", "at": "2100-01-01T08:00"}
    said = said_after(editor, statement, then=then, **typed)
    statement.refresh_from_db()
    assert statement.text == "We meet on Tuesday."
    assert [entry.note for entry in notes_about(statement)] == ["Who speaks?"]
    is_told = "The time is not set, because you did not press “Save and plan for that time”." in said
    assert (is_told, ScheduledPublication.objects.exists()) == (then != "plan", then == "plan")


@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        ({"text": ""}, "id_text", "This field is required."),
        ({"then": "plan"}, "id_at", "This field is required."),
        ({"then": "reply"}, "id_note", "Type the note first"),
    ],
)
def test_a_refused_form_says_above_its_fields_what_is_wrong_and_leads_there(editor, sent, field, sentence):
    page = edit(editor, make_draft("We meet on Monday."), **sent).content.decode()
    above = page[page.index('class="editor"') : page.index("editor-columns")]
    assert 'role="alert"' in above
    assert f'<a href="#{field}">' in above
    assert sentence in above
    assert f'id="{field}"' in page


def test_a_statement_is_typed_into_a_meeting(clerk):
    meeting, speaker = make_meeting(), make_speaker("Robin Sample")
    data = {"text": "We meet on Monday.", "title": "Our day", "speaker": "robin sample", "topics": "Calendar"}
    data |= {"kind": "policy_statement", **TYPED_ORIGIN}
    add_row(clerk, meeting, **data)
    statement = Statement.objects.get()
    assert (statement.text, statement.title, statement.speaker) == ("We meet on Monday.", "Our day", speaker)
    assert (statement.status, [topic.name for topic in statement.topics.all()]) == ("draft", ["Calendar"])


def test_text_title_speaker_topics_status_and_response_can_be_edited(clerk):
    meeting = make_meeting()
    asked, statement, speaker = make_draft("When?", meeting=meeting), make_draft(meeting=meeting), make_speaker()
    changes = {"text": "On Monday.", "title": "When", "speaker": speaker.name, "topics": "Calendar, Buses"}
    changes |= {"text_status": "minutes", "kind": "answer", "responds_to": str(asked.pk), "attribution": "Chair"}
    assert said_after(clerk, statement, **changes) == ["Saved."]
    statement.refresh_from_db()
    assert (statement.text, statement.title, statement.speaker) == ("On Monday.", "When", speaker)
    assert (statement.text_status, statement.kind, statement.responds_to) == ("minutes", "answer", asked)
    assert statement.topics.count() == 2


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"text": " "}, "Type the words of the statement."),
        ({"speaker": "Nobody #999999"}, "There is no speaker “Nobody #999999”"),
        ({"responds_to": "999999"}, "There is no statement “999999”"),
        ({"start_seconds": "an hour"}, "Type hours, minutes and seconds"),
        ({"source": "An unknown report"}, "Say what kind of source it is."),
        ({"topics": "x" * 121}, "too long for a topic"),
        ({"title": "x" * 301}, "at most 300"),
        ({"text": "half \0"}, "ull characters are not allowed"),
    ],
)
def test_errors_are_reported_and_nothing_typed_is_lost(clerk, change, sentence):
    statement = make_draft("We meet on Monday.")
    response = edit(clerk, statement, **{"attribution": "As typed", **change})
    assert sentence in response.content.decode()
    assert "As typed" in response.content.decode()
    statement.refresh_from_db()
    assert (statement.text, statement.attribution) == ("We meet on Monday.", "")


def test_changes_saved_by_somebody_else_meanwhile_are_kept(clerk, editor):
    statement = make_draft("We meet on Monday.")
    mine = shown(clerk, statement) | {"text": "My words."}
    edit(editor, statement, text="Their words.")
    response = clerk.post(page_of(statement), mine)
    page = response.content.decode()
    assert response.status_code == 409
    assert "has changed since you opened the page" in page
    assert "Their words." in page
    assert "My words." in page
    statement.refresh_from_db()
    assert statement.text == "Their words."
    clerk.post(page_of(statement), mine | {"seen": response.context["form"].data["seen"]})
    statement.refresh_from_db()
    assert statement.text == "My words."


def test_the_preview_shows_paragraphs_and_saves_nothing(clerk):
    data = {"title": "Our day", "text": "First.\r\n\r\nSecond <b>."}
    page = clerk.post(reverse("desk:statement-preview"), data).content.decode()
    assert "<p>First.</p>" in page
    assert "<p>Second &lt;b&gt;.</p>" in page
    assert not AuditEntry.objects.exists()


def test_a_draft_goes_to_review_and_back_and_is_published(clerk, editor):
    statement = make_draft()
    edit(clerk, statement, then="submit")
    assert "in review" in clerk.get(page_of(statement)).content.decode()
    edit(editor, statement, then="return", note="Who speaks?")
    statement.refresh_from_db()
    assert statement.status == "draft"
    edit(editor, statement, then="publish")
    assert Statement.objects.public().get() == statement


def test_a_correction_is_public_at_once_with_its_reason(editor):
    statement = make_statement("We meet on Monday.")
    changes = {"text": "We meet on Tuesday.", "reason": "Misheard.", "then": "correct", "kind": "answer"}
    assert "Corrected in public" in said_after(editor, statement, **changes)[0]
    statement.refresh_from_db()
    assert (statement.text, statement.kind, statement.current_revision.reason) == (
        "We meet on Tuesday.",
        "answer",
        "Misheard.",
    )


def test_a_correction_without_a_reason_changes_nothing(editor):
    statement = make_statement("We meet on Monday.")
    response = edit(editor, statement, text="We meet on Tuesday.", then="correct", kind="answer")
    assert "Give a reason" in response.content.decode()
    statement.refresh_from_db()
    assert (statement.text, statement.kind) == ("We meet on Monday.", "remark")
    assert statement.revisions.count() == 1


def test_new_words_that_a_clerk_prepared_are_published_by_an_editor(clerk, editor):
    statement = make_statement("We meet on Monday.")
    edit(clerk, statement, text="We meet on Tuesday.", reason="Misheard.")
    assert "new words of statement" in editor.get(reverse("desk:work-list")).content.decode()
    edit(editor, statement, then="correct")
    statement.refresh_from_db()
    assert statement.text == "We meet on Tuesday."


def test_a_withdrawal_needs_a_reason(editor):
    statement = make_statement()
    refused = do(editor, "statement:withdraw", statement, reason=" ")
    page = refused.content.decode()
    assert "Choose the kind of reason" in page
    assert "Say in a sentence why the words are redacted" in page
    send(editor, "statement:withdraw", statement, category="privacy", reason="A child is named.")
    assert not Statement.objects.public().exists()
    page = editor.get(page_of(statement)).content.decode()
    assert "A child is named." in page
    assert "<textarea" not in page


def test_a_draft_is_deleted_and_a_published_statement_is_not(clerk):
    draft, published = make_draft(), make_statement()
    send(clerk, "statement:delete", draft)
    assert "Withdraw it instead" in sentences(do(clerk, "statement:delete", published))[-1]
    assert list(Statement.objects.all()) == [published]


def test_a_time_of_publication_is_in_the_time_zone_of_the_board(editor):
    meeting = make_meeting(make_board(timezone="America/Detroit"))
    statement = make_draft(meeting=meeting)
    edit(editor, statement, then="plan", at="2099-07-01T09:00")
    at = ScheduledPublication.objects.get().at
    assert at == datetime.datetime(2099, 7, 1, 13, tzinfo=datetime.UTC)
    assert "1 July 2099, 09:00" in editor.get(page_of(statement)).content.decode()
    send(editor, "statement:unschedule", statement)
    assert not ScheduledPublication.objects.exists()


@pytest.mark.parametrize("at", ["", "tomorrow", "2001-01-01T09:00"])
def test_an_invalid_or_past_time_is_reported(editor, at):
    statement = make_draft()
    page = edit(editor, statement, then="plan", at=at).content.decode()
    assert any(said in page for said in ("This field is required", "Enter a valid date/time", "That time has passed"))
    assert not ScheduledPublication.objects.exists()


def test_the_page_says_what_was_done_and_links_to_the_next_step(clerk):
    meeting = make_meeting()
    first, second = make_draft("First.", meeting=meeting), make_draft("Second.", meeting=meeting)
    edit(clerk, first, text="The first.")
    page = clerk.get(page_of(first)).content.decode()
    assert "changed" in page
    assert f'rel="next" href="{page_of(second)}"' in page


def test_a_correction_says_its_kind_and_evidence_and_may_name_another_speaker(editor):
    speaker = make_speaker("Robin Sample")
    statement = make_statement("We meet on Monday.", attribution="The chair")
    page = edit(editor, statement, speaker=speaker.name, reason="Another voice.").content.decode()
    assert "Correct it in public" in page
    changes = {"speaker": speaker.name, "reason": "Another voice.", "correction_kind": "attribution", "then": "correct"}
    edit(editor, statement, **changes, evidence="The recording.", evidence_url="example.org/recording")
    correction = statement.corrections.get()
    assert (correction.kind, correction.evidence) == ("attribution", "The recording.")
    assert correction.evidence_url == "https://example.org/recording"
    assert (correction.speaker_before, correction.speaker_after) == ("", "Robin Sample")


def test_the_reasons_a_clerk_gives_are_kept_with_the_words_until_publication(clerk, editor):
    statement = make_statement("We meet on Monday.")
    given = {"reason": "Misheard.", "correction_kind": "clarification", "evidence": "The minutes."}
    edit(clerk, statement, text="We meet on Tuesday.", **given)
    assert given.items() <= shown(editor, statement).items()
    edit(editor, statement, then="correct")
    correction = statement.corrections.public().get()
    assert (correction.kind, correction.evidence, correction.reason) == ("clarification", "The minutes.", "Misheard.")


def test_a_report_about_the_speaker_is_settled_by_correcting_the_speaker(editor):
    report = make_report(make_statement(attribution="The chair"))
    page = f"{page_of(report.statement)}?report={report.pk}"
    changes = {"attribution": "The clerk", "reason": "Another voice.", "correction_kind": "attribution"}
    editor.post(page, shown(editor, report.statement) | changes | {"then": "correct"})
    report.refresh_from_db()
    assert report.corrected_by == report.statement.corrections.get()


def test_withdrawing_asks_for_confirmation_and_reinstating_needs_a_reason(editor):
    statement = make_statement("We meet on Monday.")
    asked = do(editor, "statement:withdraw", statement, category="mistake", reason="A draft.", sure="")
    assert f"Withdraw {statement}?" in asked.content.decode()
    assert Statement.objects.public().exists()
    send(editor, "statement:withdraw", statement, category="mistake", reason="A draft.")
    assert not Statement.objects.public().exists()
    refused = do(editor, "statement:reinstate", statement, reason=" ")
    assert "Say in a sentence why the statement is reinstated" in refused.content.decode()
    send(editor, "statement:reinstate", statement, reason="It was final.")
    assert Statement.objects.public().get() == statement
    history = editor.get(statement.get_absolute_url()).content.decode()
    assert "A draft." in history
    assert "It was final." in history


def test_emails_about_notes_can_be_turned_off_and_on(clerk):
    for given, wanted in (({}, False), ({"wanted": "on"}, True)):
        press(clerk, "account:emails", data=given)
        assert User.objects.get(pk=clerk.session["_auth_user_id"]).mail_about_reviews is wanted
