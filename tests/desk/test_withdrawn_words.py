"""Only editors see withdrawn words, on every page of every import that has them, and in the audit trail."""

import pytest
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from archive.actions.statements import publish_meeting, withdraw
from archive.desk import urls
from archive.ingest.staging.commit import save_as_drafts
from archive.models import AuditEntry, ImportBatch, Role, Statement, checksum
from tests.desk.acting import doors
from tests.ingest.transcripts import make_batch
from tests.record import make_meeting, make_statement
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db
SECRET = "Quillifer Zanthrope lives here."
SAID = (("Ann Lee", SECRET), ("Ann Lee", "We go on with the budget."))
DOORS = [door for door in doors(urls.urlpatterns) if str(door.pattern.pattern).startswith("imports/<int:pk>/")]


def bring(meeting, data: bytes, name: str, status: str) -> ImportBatch:
    file = ContentFile(data, name=name)
    about = {"file_sha256": checksum(file), "status": status, "refusal": "Not read."}
    return ImportBatch.objects.create(meeting=meeting, file_name=name, file=file, **about)


@pytest.fixture
def withdrawn() -> Statement:
    meeting = make_meeting()
    save_as_drafts(batch=make_batch(meeting, SAID))
    publish_meeting(meeting=meeting)
    statement = meeting.statements.get(position=1)
    withdraw(statement=statement, category="privacy", reason="It names a private person.")
    return statement


@pytest.fixture
def others(withdrawn: Statement) -> dict[str, ImportBatch]:
    """Return imports of the meeting and of another one, with no turn linked to the statement."""
    meeting = withdrawn.meeting
    open_one, discarded = make_batch(meeting, SAID, name="open.txt"), make_batch(meeting, SAID, name="discarded.txt")
    ImportBatch.objects.filter(pk=discarded.pk).update(status="discarded")
    edited = make_batch(meeting, SAID, name="edited.txt")
    edited.turns.first().delete()
    return {
        "open": open_one,
        "discarded": discarded,
        "of another meeting": make_batch(make_meeting(), SAID, name="elsewhere.txt"),
        "edited": edited,
        "refused": bring(meeting, SECRET.encode(), "refused.xml", "refused"),
        "waits for its letters": bring(meeting, SECRET.encode("utf-16"), "letters.txt", "encoding"),
        "cannot be told": bring(meeting, b"%PDF-1.4 \x00", "told.pdf", "refused"),
    }


def opened(client: Client, batch: ImportBatch) -> dict[str, list[HttpResponse]]:
    """Return the answers of every page of an import, to GET and to POST."""
    answers = {}
    for door in DOORS:
        turn = batch.turns.first()
        more = {"turn": turn.pk if turn else 0} if "turn" in door.pattern.pattern.converters else {}
        path = reverse(f"desk:{door.pattern.name}", kwargs={"pk": batch.pk, **more})
        answers[door.name] = [client.get(path), door.send(client, path)]
    return answers


@pytest.mark.slow
def test_a_clerk_opens_no_page_of_an_import_that_has_withdrawn_words(others: dict[str, ImportBatch]) -> None:
    clerk = signed_in(make_person(Role.CLERK))
    assert len(DOORS) > 10
    for told, batch in others.items():
        for name, answers in opened(clerk, batch).items():
            assert {answer.status_code for answer in answers} <= {403, 404, 405}, (told, name)
        assert clerk.get(reverse("desk:import", args=[batch.pk])).status_code == 403, told
        assert clerk.get(reverse("desk:import-file", args=[batch.pk])).status_code == 403, told
    assert set(ImportBatch.objects.filter(pk=others["open"].pk).values_list("status", flat=True)) == {"staged"}


def test_an_editor_opens_such_pages_and_a_clerk_only_those_without_the_words(
    withdrawn: Statement, others: dict[str, ImportBatch]
) -> None:
    editor, clerk = signed_in(make_person(Role.EDITOR)), signed_in(make_person(Role.CLERK))
    assert all(editor.get(reverse("desk:import", args=[batch.pk])).status_code == 200 for batch in others.values())
    rest = make_batch(withdrawn.meeting, SAID[1:], name="rest.txt")
    assert clerk.get(reverse("desk:import", args=[rest.pk])).status_code == 200
    never = make_batch(make_meeting(), (("Ann Lee", "Nothing of this was withdrawn."),))
    assert clerk.get(reverse("desk:import", args=[never.pk])).status_code == 200


def test_who_uploaded_a_file_opens_it_unless_what_was_withdrawn_came_from_it(
    withdrawn: Statement, others: dict[str, ImportBatch]
) -> None:
    uploader, other = make_person(Role.CLERK), signed_in(make_person(Role.CLERK))
    clerk = signed_in(uploader)
    ImportBatch.objects.update(uploaded_by=uploader)
    for told in ("open", "of another meeting", "refused"):
        page = reverse("desk:import", args=[others[told].pk])
        assert (clerk.get(page).status_code, other.get(page).status_code) == (200, 403), told
    saved = withdrawn.meeting.imports.get(status="saved")
    assert clerk.get(reverse("desk:import", args=[saved.pk])).status_code == 403


@pytest.mark.parametrize(("shared", "status"), [("%", 200), ("ok", 200), ("Zanthrope", 403), ("77", 403)])
def test_a_short_word_of_a_withdrawn_statement_hides_no_file(shared: str, status: int) -> None:
    meeting = make_meeting()
    said = "Zanthrope lives here, ok, with 77 % of them."
    withdraw(statement=make_statement(said, meeting=meeting), category="privacy", reason="Private.")
    batch = make_batch(meeting, (("Ann Lee", f"Budget: {shared}."),))
    clerk = signed_in(make_person(Role.CLERK))
    assert clerk.get(reverse("desk:import", args=[batch.pk])).status_code == status


def test_the_trail_hides_pages_that_quoted_a_withdrawn_statement_from_clerks() -> None:
    statement, other = make_statement("Quillifer Zanthrope lives here."), make_statement()
    for quoted, title in ((statement, "Zanthrope lives here, says board"), (other, "A board met")):
        AuditEntry(verb="deleted", subject="citinglink", subject_id=quoted.pk, name=title).save()
    withdraw(statement=statement, category="privacy", reason="It names a private person.")
    clerk, editor = signed_in(make_person(Role.CLERK)), signed_in(make_person(Role.EDITOR))
    trail, of_statement = reverse("desk:audit"), reverse("desk:object-audit", args=["citinglink", statement.pk])
    assert "Zanthrope" not in clerk.get(trail).content.decode()
    assert clerk.get(of_statement).status_code == 403
    assert "A board met" in clerk.get(trail).content.decode()
    assert clerk.get(reverse("desk:object-audit", args=["citinglink", other.pk])).status_code == 200
    assert "Zanthrope" in editor.get(trail).content.decode()
    assert "Zanthrope" in editor.get(of_statement).content.decode()


@pytest.mark.parametrize(
    "told",
    [
        {"file_name": "Zanthröpe lives.txt"},
        {"source_publisher": "Zanthröpe"},
        {"source_url": "https://zanthröpe.example/lives"},
        {"refusal": "Line 3: “Zanthröpe lives here”"},
        {"notes": ["A line was left out:\nZanthröpe"]},
        {"problems": [{"line": 3, "text": "Zanthröpe lives"}]},
    ],
)
def test_a_clerk_does_not_see_an_import_that_tells_withdrawn_words_in_any_field(told: dict[str, object]) -> None:
    meeting = make_meeting()
    withdraw(statement=make_statement("Zanthröpe lives here.", meeting=meeting), category="privacy", reason="Private.")
    batch = make_batch(meeting, SAID[1:], name="rest.txt")
    clerk, page = signed_in(make_person(Role.CLERK)), reverse("desk:import", args=[batch.pk])
    assert clerk.get(page).status_code == 200
    ImportBatch.objects.filter(pk=batch.pk).update(**told)
    assert clerk.get(page).status_code == 403


@pytest.mark.parametrize("kept", ["turn", "label", "item"])
def test_a_clerk_does_not_see_an_import_whose_rows_tell_withdrawn_words(kept: str) -> None:
    meeting = make_meeting()
    withdraw(statement=make_statement("Zanthröpe lives here.", meeting=meeting), category="privacy", reason="Private.")
    batch = make_batch(meeting, SAID[1:], name="rest.txt")
    match kept:
        case "turn":
            batch.turns.update(printed="Zanthröpe lives here")
        case "label":
            batch.labels.update(text="Zanthröpe")
        case "item":
            batch.items.create(position=1, title="Zanthröpe lives here")
    clerk = signed_in(make_person(Role.CLERK))
    assert clerk.get(reverse("desk:import", args=[batch.pk])).status_code == 403
