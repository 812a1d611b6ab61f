"""Error reports at the desk: seen by clerks, settled by editors, once."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from archive.actions.reports import settle_report
from archive.actions.rules import version_of
from archive.actions.statements import correct
from archive.models import AuditEntry, ErrorReport, Role
from tests.desk.acting import press
from tests.desk.test_statements import shown
from tests.record import make_report, make_statement
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db


def test_a_correction_made_from_a_report_settles_it_with_the_new_revision(client):
    report = make_report(problem="It was Sunday.")
    editor = signed_in(make_person(Role.EDITOR))
    assert "It was Sunday." in editor.get(reverse("desk:work-list")).content.decode()
    page = f"{reverse('desk:statement', args=[report.statement_id])}?report={report.pk}"
    assert page in editor.get(reverse("desk:report", args=[report.pk])).content.decode()
    assert "It was Sunday." in editor.get(page).content.decode()
    words = {"text": "We will open the library on Sundays.", "reason": "Misheard.", "then": "correct"}
    editor.post(page, shown(editor, report.statement) | words)
    report.refresh_from_db()
    assert (report.status, report.corrected_by.revision.number, report.settled_as) == ("corrected", 2, "Editor")
    public = client.get(report.get_absolute_url()).content.decode()
    assert "Misheard." in public
    assert "It was Sunday." in public
    assert "by an editor" in public
    assert "It was Sunday." not in editor.get(reverse("desk:work-list")).content.decode()


def test_a_rejection_with_a_reason_is_public_and_abuse_is_not(client):
    report = make_report(problem="You fools.")
    editor = signed_in(make_person(Role.EDITOR))
    wrong = {"decision": "declined", "decline-outcome": " ", "decline-problem_is_public": "on"}
    refused = press(editor, "report:settle", report.pk, wrong).content.decode()
    assert '<a href="#id_decline-outcome">Outcome, shown to readers</a>' in refused
    assert ErrorReport.objects.get().is_open
    right = {"decision": "declined", "decline-outcome": "The recording has it.", "decline-seen": version_of(report)}
    press(editor, "report:settle", report.pk, right)
    public = client.get(report.get_absolute_url()).content.decode()
    assert "The recording has it." in public
    assert "You fools." not in public


def test_a_report_is_settled_only_once():
    report, editor = make_report(), make_person(Role.EDITOR)
    settle_report(report=report, outcome="No.", seen=version_of(report), actor=editor)
    with pytest.raises(ValidationError, match="is already closed"):
        settle_report(report=report, outcome="Again.", seen=version_of(report), actor=editor)
    assert AuditEntry.objects.about(report).filter(verb="settled").count() == 1


def test_a_report_is_corrected_only_by_a_later_correction_of_its_statement():
    report, editor = make_report(), make_person(Role.EDITOR)
    elsewhere = correct(statement=make_statement(), text="On Sundays.", reason="Misheard.").corrections.get()
    with pytest.raises(ValidationError, match="not a published correction"):
        settle_report(report=report, outcome="So.", corrected_by=elsewhere, seen=version_of(report), actor=editor)
    correction = correct(statement=report.statement, text="On Sundays.", reason="Misheard.").corrections.get()
    answer = {"decision": "corrected", "corrected-outcome": "Done.", "corrected-problem_is_public": "on"}
    answer |= {"corrected-correction": correction.pk, "corrected-seen": version_of(report)}
    press(signed_in(editor), "report:settle", report.pk, answer)
    report.refresh_from_db()
    assert (report.corrected_by_id, report.problem_is_public) == (correction.pk, True)


@pytest.mark.parametrize(
    "change",
    [
        {"problem": ""},
        {"start": 3},
        {"start": 3, "end": 3},
        {"status": "lost"},
        {"status": "declined"},
        {"outcome": "No."},
        {"problem_is_public": True},
        {"settled_at": timezone.now()},
    ],
)
def test_the_database_refuses_an_impossible_report(change):
    report = make_report()
    with pytest.raises(IntegrityError), transaction.atomic():
        ErrorReport.objects.filter(pk=report.pk).update(**change)
