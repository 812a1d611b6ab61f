"""No door at which words can be stored brings a removed passage back: no table, no form of the desk, no reader.

The doors are found: tables by the models of the app, forms by opening every page of the desk and of the readers.
"""

import re
from collections.abc import Iterator
from contextlib import nullcontext
from itertools import product
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings
from django.core.files.base import ContentFile
from django.core.management import CommandError
from django.db import IntegrityError, connection, models, transaction
from django.test import Client
from django.urls import resolve, reverse

from archive.actions.objects import save_object
from archive.actions.redaction import Anyway, WordsReturned, answering, ask_about_file, redact
from archive.actions.reports import report_error, settle_report
from archive.actions.rules import Why, version_of
from archive.actions.statements import correct, withdraw
from archive.actions.statements.decisions import ask_about_rows
from archive.citations.passages.quote_range import QuoteRange
from archive.ingest.folder.given import Given
from archive.ingest.folder.opened import FolderFile
from archive.ingest.folder.taking_in import take_in
from archive.ingest.staging.stage import upload
from archive.management.base import SiteCommand
from archive.models import AgendaItem, AuditEntry, ErrorReport, Meeting, Role, Statement
from archive.models.fields.described import ASKED_ABOUT, texts_of_kind
from tests.actions.redaction.test_redact import dump_of_every_table
from tests.as_browser import forms_of
from tests.desk.test_permissions import addresses  # noqa: F401 - a fixture
from tests.ingest.documents import Drawn, pdf
from tests.ingest.transcripts import make_batch
from tests.pages.addresses import every_path
from tests.record import (
    make_board,
    make_meeting,
    make_report,
    make_speaker,
    make_statement,
    make_topic,
)
from tests.staff import make_person, signed_in
from tests.test_forms import one_of_each

pytestmark = pytest.mark.django_db

SECRET = "Quillifer Zanthrope takes insulin at noon"
HEARD = "our Quillifer Zanthrope uh takes his insulin daily"
TELLING = ("quillifer", "zanthrope")
# Fields of forms that hold no words: the site fills them in, or they choose something.
NOT_TYPED = re.compile(r"csrfmiddlewaretoken|seen|next|form_number|once_more|answer|then$|.*password.*|token|code")


VALID = {"url": "https://example.org/a", "email": "reader@example.org", "": "2024-03-05"}
# What staff call themselves, their devices and other programs. No reader sees it, and it is not the record.
NOT_OF_THE_RECORD = re.compile("/desk/(account|accounts|webhooks|second-factor|first-account|setup)/")


@pytest.fixture
def lost() -> Statement:
    """A statement that has lost the passage."""
    statement = make_statement(f"The hearing is open. {SECRET}. We vote.", meeting=make_meeting())
    start = statement.text.index(SECRET)
    redact(
        revision=statement.current_revision,
        passage=QuoteRange(start, start + len(SECRET)),
        category="privacy",
        reason="It told of somebody's health.",
    )
    statement.refresh_from_db()
    return statement


def remains() -> list[str]:
    stored = dump_of_every_table().lower()
    return [word for word in TELLING if word in stored]


def test_no_table_takes_the_words_without_a_question(lost: Statement):
    around = {"statement": lost, "revision": lost.current_revision, "meeting": lost.meeting}
    around |= {"batch": make_batch(lost.meeting), "speaker": make_speaker()}
    taken = [
        f"{model.__name__}.{name}"
        for model, names in texts_of_kind(*ASKED_ABOUT).items()
        for name, words in product(names, (SECRET, HEARD))
        if not isinstance(model._meta.get_field(name), models.JSONField)
        if is_taken(row_with(model, name, words, around))
    ]
    assert taken == []


def is_taken(row: models.Model) -> bool:
    try:
        with transaction.atomic():
            row.save()
    except WordsReturned:
        return False
    except IntegrityError:
        # Nobody asked, and only then something else of the row was missing.
        return True
    return True


def row_with(model: type[models.Model], name: str, words: str, around: dict[str, models.Model]) -> models.Model:
    """Return an unsaved row that others may see, with the words in the column."""
    related = {key: one for key, one in around.items() if key in {field.name for field in model._meta.concrete_fields}}
    row = model(**related)
    if isinstance(row, ErrorReport):
        row.status, row.problem_is_public = ErrorReport.Status.DECLINED, True
    is_file = isinstance(model._meta.get_field(name), models.FileField)
    setattr(row, name, ContentFile(b"x", f"{words}.txt") if is_file else words)
    return row


def each_typed(fields: dict[str, str], words: str) -> Iterator[dict[str, str]]:
    """Yield the fields with the words in one that takes some, and something valid in the others.

    Fields one by one, so that a field that is refused does not shield another.
    """
    valid = {name: value or VALID[kind_of(name)] for name, value in fields.items()}
    for name, value in fields.items():
        if not NOT_TYPED.match(name) and not value.isdigit():
            is_address = kind_of(name) == "url"
            yield valid | {name: f"https://example.org/{words.replace(' ', '-')}" if is_address else words}


def kind_of(name: str) -> str:
    return next((kind for kind in ("url", "email") if kind in name.replace("website", "url")), "")


def in_other_states(lost: Statement) -> list[str]:
    """Return pages whose forms depend on what has become of their object."""
    gone, report = make_statement(), make_report(lost)
    withdraw(statement=gone, category="privacy", reason="Private.")
    refused = upload(meeting=make_meeting(), file=ContentFile(b"\x89PNG\r\n a picture", name="a.png"))
    return [
        reverse("desk:statement", args=[lost.pk]),
        reverse("desk:statement", args=[gone.pk]),
        reverse("desk:report", args=[report.pk]),
        reverse("desk:import", args=[refused.pk]),
    ]


@pytest.mark.slow
def test_no_form_of_the_desk_brings_the_words_back(lost: Statement, request):
    client = signed_in(make_person(is_superuser=True, is_staff=True, email="kim@example.org"), Client())
    pages = one_of_each(client, [*request.getfixturevalue("addresses").values()])
    pages += [client.get(path) for path in in_other_states(lost)]
    sent, brought, before = set(), set(), connection.savepoint()
    for page in pages:
        path = page.request["PATH_INFO"]
        if NOT_OF_THE_RECORD.match(path):
            continue
        for form in forms_of(page):
            for fields in each_typed(form.fields, SECRET):
                client.post(form.action or path, fields).close()
                door = resolve(urlsplit(form.action or path).path).url_name
                sent.add(f"{door}:{fields['act']}" if "act" in fields else door)
                if remains():
                    brought.add((path, form.action, str(fields)))
                    connection.savepoint_rollback(before)
                    before = connection.savepoint()
    assert brought == set()
    assert {"statement:reinstate", "statement:withdraw", "report:settle", "import:document", "site"} <= sent
    assert len(sent) > 30


@pytest.mark.slow
def test_no_form_of_the_readers_shows_the_words_to_others(lost: Statement, settings: LazySettings):
    settings.MAIL_HOST = "mail.example.org"
    client, sent = Client(), set()
    for page in one_of_each(client, list(every_path())):
        for form in forms_of(page):
            # A trap for programs that fill in every field.
            form.fields.pop("website", "")
            if form.method == "post":
                for fields in each_typed(form.fields, SECRET):
                    client.post(form.action or page.request["PATH_INFO"], fields).close()
                    sent.add(resolve(urlsplit(form.action or page.request["PATH_INFO"]).path).url_name)
    assert ErrorReport.objects.filter(problem=SECRET).exists()
    assert "statement-report" in sent
    # A reader's own page of an alert, behind a secret link, has the search.
    paths = [path for path in every_path() if not path.startswith("/alerts/")]
    assert [
        path for path in paths if any(word.encode() in b"".join(client.get(path)).lower() for word in TELLING)
    ] == []


def new_meeting(client: Client, lost: Statement) -> tuple[str, dict[str, str]]:
    """Return where the form of a new meeting goes, and what it sends with the words in the title."""
    path = reverse("desk:meeting-new")
    form = next(form for form in forms_of(client.get(path)) if "title" in form.fields)
    return path, {**form.fields, "board": str(lost.board_id), "title": SECRET, "date": "2024-04-05"}


def test_the_desk_asks_and_an_editor_publishes_anyway_with_a_reason(lost: Statement, client: Client):
    editor = make_person(Role.EDITOR)
    signed_in(editor, client)
    path, fields = new_meeting(client, lost)
    asked = client.post(path, fields)
    assert asked.status_code == 409
    assert f"statement {lost.pk}" in asked.content.decode()
    assert "Publish anyway" in asked.content.decode()
    assert SECRET in asked.content.decode(), "What was typed is still there."
    assert client.post(path, {**fields, "publish_anyway": "yes"}).status_code == 409
    assert not remains()
    answered = client.post(path, {**fields, "publish_anyway": "yes", "why_anyway": "Another person."})
    assert answered.status_code == 302
    assert Meeting.objects.filter(title=SECRET).count() == 1
    entry = AuditEntry.objects.filter(subject="statement", subject_id=lost.pk).latest("pk")
    assert (entry.actor, entry.note.endswith("meeting: Another person.")) == (editor, True)


def test_a_clerk_cannot_answer(lost: Statement, client: Client):
    clerk = make_person(Role.CLERK)
    signed_in(clerk, client)
    path, fields = new_meeting(client, lost)
    for anyway in ({}, {"publish_anyway": "yes", "why_anyway": "I say so."}):
        response = client.post(path, {**fields, **anyway})
        assert response.status_code in {403, 409}
        assert "Publish anyway" not in response.content.decode()
    assert not remains()


def test_what_a_reader_sends_is_stored_and_an_editor_is_asked_before_others_see_it(lost: Statement):
    editor = make_person(Role.EDITOR)
    report = report_error(revision=lost.current_revision, problem=f"But {SECRET}.", client="reader")
    with pytest.raises(WordsReturned):
        settle_report(report=report, outcome="It stays.", seen=version_of(report), actor=editor)
    settle_report(report=report, outcome="It stays.", problem_is_public=False, seen=version_of(report), actor=editor)


def test_words_that_stand_already_are_not_asked_about(lost: Statement):
    with answering(lambda: Anyway(None, "Another person.")):
        speaker = make_speaker(SECRET)
        statement = make_statement(f"I am {SECRET}.")
    speaker.description = "A doctor."
    save_object(instance=speaker)
    corrected = correct(statement=statement, text=f"I am {SECRET}, indeed.", reason="Misheard.")
    assert corrected.text.endswith("indeed.")


def test_one_answer_about_a_file_is_noted_once(lost: Statement):
    notes = AuditEntry.objects.filter(subject="statement", subject_id=lost.pk)
    before = notes.count()
    with answering(lambda: Anyway(None, "Another person.")):
        ask_about_file(lost.meeting, SECRET, "Page 2 has no text.")
    assert notes.count() == before + 1


def test_a_name_alone_is_asked_about_where_statements_share_it():
    meeting = make_meeting()
    spoken = make_statement("So it is. We heard Mr. Quillifer Young of Zanthrope Street. Thanks.", meeting=meeting)
    why = {"category": "privacy", "reason": "Private."}
    redact(revision=spoken.current_revision, passage=QuoteRange(10, 59), names=["quillifer", "zanthrope"], **why)
    for place, title in enumerate(("The hearing of Quillifer", "Young people", "Street fees")):
        meeting.title, item = title, AgendaItem(meeting=meeting, position=place, title=title)
        for instance in (meeting, item):
            with pytest.raises(WordsReturned) if "Quillifer" in title else nullcontext():
                save_object(instance=instance, why=Why("So."))
    make_meeting(title="The hearing of Quillifer")
    make_statement("I know Quillifer.", meeting=meeting)


def test_names_that_readers_see_anyway_are_not_asked_about():
    speaker, board = make_speaker("Robin Quillifer"), make_board("Zanthrope Board")
    meeting = make_meeting(board)
    spoken = make_statement("My son Alaric Quillifer of Zanthrope Street is ill.", meeting=meeting, speaker=speaker)
    redact(revision=spoken.current_revision, passage=QuoteRange(0, 50), category="privacy", reason="Private.")
    save_object(instance=AgendaItem(meeting=meeting, position=1, title="Report of Quillifer"), why=Why("So."))
    meeting.title = "Zanthrope regular meeting"
    save_object(instance=meeting, why=Why("So."))
    with pytest.raises(WordsReturned):
        save_object(
            instance=AgendaItem(meeting=meeting, position=2, title="The illness of Alaric Quillifer"), why=Why("So.")
        )


def test_a_command_says_why_it_stores_nothing(lost: Statement):
    class Stores(SiteCommand):
        def handle(self, **_: object) -> None:
            make_topic(SECRET)

    with pytest.raises(CommandError, match=f"redacted from statement {lost.pk}"):
        Stores().execute(skip_checks=True, no_color=True, force_color=False)


def new_document(client: Client, meeting: Meeting, content: bytes, name: str = "a.txt", **answer: str) -> int:
    """Send the form of a new document with a file, and return the status of the answer."""
    path = f"/desk/meetings/{meeting.pk}/?add=document"
    form = next(form for form in forms_of(client.get(path)) if form.fields.get("act") == "document")
    fields = {**form.fields, "kind": "minutes", "title": "Minutes", "reason": "It was missing."}
    return client.post(path, {**fields, "file": ContentFile(content, name), **answer}).status_code


@pytest.mark.usefixtures("read_here")
@pytest.mark.parametrize(
    ("content", "name"),
    [
        (f"We heard that {SECRET}.".encode(), "a.txt"),
        (f"<p>We heard that {SECRET.replace(' ', '</p><p>')}.</p>".encode(), "a.txt"),
        (HEARD.encode(), "a.txt"),
        (b"\x89PNG\r\n not to be read", "a.png"),
        (pdf([[(72, 720, "1. Roll call")], [Drawn(picture=(0, 0, 612, 792))]]), "a.pdf"),
    ],
)
def test_a_new_document_of_the_meeting_with_the_words_is_asked_about(
    lost: Statement, client: Client, content: bytes, name: str
):
    signed_in(make_person(Role.EDITOR), client)
    assert new_document(client, lost.meeting, content, name) == 409
    assert not lost.meeting.documents.exists()
    anyway = {"publish_anyway": "yes", "why_anyway": "Another person."}
    assert new_document(client, lost.meeting, content, name, **anyway) == 302
    assert lost.meeting.documents.count() == 1


def test_a_document_without_the_words_is_not_asked_about(lost: Statement, client: Client):
    signed_in(make_person(Role.EDITOR), client)
    assert new_document(client, lost.meeting, b"1. Roll call") == 302
    other = make_meeting()
    assert new_document(client, other, b"\x89PNG\r\n not to be read", "a.png") == 302


def test_a_source_with_the_words_in_its_file_is_asked_about(lost: Statement, client: Client):
    signed_in(make_person(Role.EDITOR), client)
    path = reverse("desk:source-new")
    form = next(form for form in forms_of(client.get(path)) if "kind" in form.fields)
    fields = {**form.fields, "kind": "minutes", "title": "Minutes"}
    sent = client.post(path, {**fields, "file": ContentFile(SECRET.encode(), "a.txt")})
    assert sent.status_code == 409


@pytest.mark.parametrize("between", ["%20", "_", "-", "+"])
def test_an_address_with_the_words_is_asked_about(lost: Statement, between: str):
    address = f"https://example.org/{SECRET.replace(' ', between)}"
    with pytest.raises(WordsReturned):
        make_speaker(website=address)
    if between == "%20":
        with pytest.raises(WordsReturned):
            make_speaker(description=f"See {address} for more.")


def test_the_ids_of_an_import_do_not_keep_the_words():
    meeting = make_meeting(title=f"On {SECRET}", external_id=f"Board / 2024 / On {SECRET}")
    statement = make_statement(f"No. {SECRET}.", meeting=meeting, external_id="2024-quillifer-zanthrope-1")
    passage = QuoteRange(4, 4 + len(SECRET))
    redact(revision=statement.current_revision, passage=passage, category="privacy", reason="Private.")
    meeting.title = "On health"
    save_object(instance=meeting, why=Why("It told of a person."))
    assert not remains()


def test_what_a_file_says_of_itself_loses_the_words(lost: Statement):
    batch = upload(meeting=lost.meeting, file=ContentFile(f"WEBVTT\n\nNOTE {SECRET}\n".encode() + CUES, "a.vtt"))
    assert batch.turns.exists()
    assert not remains()


CUES = b"\n00:00:01.000 --> 00:00:02.000\n<v Robin Sample>Good evening to all.\n"


def test_the_name_of_a_file_of_a_folder_loses_the_words(lost: Statement):
    row, _ = take_in(FolderFile(f"minutes/{SECRET}.vtt", b"WEBVTT\n" + CUES), Given())
    assert row.name == "file.vtt"
    assert not remains()


def test_agenda_items_of_a_file_of_decisions_are_asked_about(lost: Statement):
    items = [AgendaItem(meeting=lost.meeting, position=9, title=SECRET)]
    with pytest.raises(WordsReturned):
        ask_about_rows(items)
