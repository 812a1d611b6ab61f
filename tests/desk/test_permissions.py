"""Opens every URL of the desk, found in the URLconf, as nobody, clerk, editor and administrator."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from archive.actions.objects import merge_speakers
from archive.actions.rules import version_of
from archive.actions.statements import publish_meeting, withdraw
from archive.desk import urls
from archive.desk.staff_pages import ANYONE, PASSWORD_GIVEN, SIGNED_IN
from archive.ingest.staging.commit import save_as_drafts
from archive.models import PERMISSIONS, AuditEntry, IncomingFile, Mail, Office, Role, Statement, Transcription
from tests.desk.acting import TYPED_ORIGIN, Door, doors, press, send
from tests.ingest.transcripts import make_batch
from tests.pages.page import Page
from tests.record import (
    make_concept,
    make_decision,
    make_document,
    make_draft,
    make_meeting,
    make_report,
    make_speaker,
    make_statement,
    make_topic,
    make_webhook,
)
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db
DOORS = doors(urls.urlpatterns)
GUARDED = [door for door in DOORS if door.permission not in {ANYONE, PASSWORD_GIVEN, SIGNED_IN}]

# Actions that only some staff may do. The other guarded pages are for every clerk.
EDITORS_ONLY = {
    "meeting:publish", "meeting:unschedule", "meeting:lead", "statement:unschedule",
    "statement:withdraw", "statement:reinstate", "import:returned", "statement-redact", "speaker:remove-name",
    "import:speakers", "report:settle", "source:delete", "meeting-edit:delete", "concepts", "concept",
    "concept-new", "concept:delete", "source:text-status", "statement:as-printed", "import:undecided",
}  # fmt: skip
ADMINISTRATORS_ONLY = {
    "board", "board-new", "site", "site:remove-demo", "topic:delete",
    "speaker:merge", "speaker:undo-merge", "speaker-split", "speaker:delete",
    "accounts", "account-new", "person", "person:details", "person:roles", "person:link",
    "person:reset", "person:sign-out", "person:disconnect", "person:close", "person:reopen",
    "webhooks", "webhook", "webhook-new", "webhook:test", "webhook:on", "webhook:remove", "mails", "mails:try",
}  # fmt: skip
TAKE_AWAY = (
    "import:read", "import:save", "import:take-back", "import:discard", "speaker:remove-name", "office:delete",
    "statement:delete", "speaker:delete", "meeting:remove-document", "topic:delete", "source:delete",
    "meeting-edit:delete",
    "concept:delete", "site:remove-demo",
)  # fmt: skip


def waiting_mail() -> Mail:
    person = make_person(Role.CLERK, email="mail@example.org")
    return Mail.objects.create(account=person, address=person.email, notice=Mail.Notice.ROLES_CHANGED)


@pytest.fixture
def addresses() -> dict[str, str]:
    """Return a path for each name, for objects that exist."""
    meeting = make_meeting()
    batch = make_batch(meeting)
    statement, speaker = make_draft(meeting=meeting), make_speaker()
    office = Office.objects.create(speaker=speaker, board=meeting.board, title="Director")
    name = speaker.names.create(name="Rob Sample")
    merge = merge_speakers(kept=speaker, gone=make_speaker())
    known = {
        "boards": meeting.board_id, "meetings": meeting.pk, "imports": batch.pk, "speakers": speaker.pk,
        "names": name.pk, "offices": office.pk, "merges": merge.pk,
        "accounts": make_person(Role.CLERK, email="ann@example.org").pk,
        "concepts": make_concept().pk, "reports": make_report().pk, "topics": make_topic().pk,
        "webhooks": make_webhook().pk, "mails": waiting_mail().pk,
        "items": meeting.agenda_items.create(position=1, title="Buses").pk,
        "recordings": Transcription.objects.create(meeting=meeting, url="https://example.org/meeting.mp3").pk,
        "folder": IncomingFile.objects.create(name="minutes.pdf", file_sha256="0a").pk,
        "sources": make_document(meeting, "Old").pk,
    }  # fmt: skip
    values = {"number": statement.pk, "subject": "statement", "turn": batch.turns.first().pk}
    values["document"] = make_document(meeting).pk
    values |= {"token": "cut", "kind": "speaker", "form": "docx", "gone": f"meetings/{meeting.pk}/publish"}
    paths = {}
    for door in DOORS:
        wanted, start = door.pattern.pattern.converters, str(door.pattern.pattern).split("/")[0]
        kwargs = {key: values.get(key, known.get(start, statement.pk)) for key in wanted}
        paths[door.name] = reverse(f"desk:{door.pattern.name}", kwargs=kwargs)
    paths["statement-redact"] = reverse("desk:statement-redact", args=[make_statement().pk])
    paths["row-add"] = reverse("desk:row-add", args=[meeting.pk, "statement"])
    paths["decision"] = reverse("desk:decision", args=[make_decision().pk])
    return paths


def answers(client: Client, door: Door, path: str) -> set[int]:
    responses = [door.send(client, path)] if door.is_button else [client.get(path), client.post(path)]
    for response in responses:
        # A file is streamed from an open file.
        response.close()
    return {response.status_code for response in responses}


def test_every_view_of_the_desk_says_who_may_open_it():
    unguarded = [door.name for door in DOORS if not door.permission]
    assert unguarded == []


def test_every_permission_that_a_view_asks_for_is_one_that_some_role_has():
    asked = {door.permission.removeprefix("archive.") for door in GUARDED}
    assert asked <= PERMISSIONS[Role.ADMINISTRATOR]


def permissions_by_group() -> dict[str, set[str]]:
    return {group.name: set(group.permissions.values_list("codename", flat=True)) for group in Group.objects.all()}


def test_a_new_site_has_a_group_for_each_role_with_its_permissions():
    assert permissions_by_group() == {role.value: may for role, may in PERMISSIONS.items()}


@pytest.mark.django_db(transaction=True)
def test_the_groups_have_the_same_permissions_after_a_test_that_empties_the_database():
    before = permissions_by_group()
    call_command("flush", interactive=False, verbosity=0)
    assert permissions_by_group() == before == {role.value: may for role, may in PERMISSIONS.items()}


def test_a_person_who_is_not_signed_in_is_redirected_and_sees_nothing(client, addresses):
    sign_in = reverse("desk:sign-in")
    for door in DOORS:
        if door.permission == ANYONE:
            continue
        path = addresses[door.name]
        for response in (client.get(path), door.send(client, path)):
            # A page that accepts only POST may answer 405 first.
            assert response.status_code == 405 or response.url.startswith(sign_in), path


@pytest.mark.slow
def test_a_person_without_a_role_is_refused(addresses):
    client = signed_in(make_person(is_staff=True))
    for door in GUARDED:
        assert answers(client, door, addresses[door.name]) <= {403, 405}, door.name


@pytest.mark.slow
def test_an_editor_without_a_second_factor_cannot_open_any_page(client, addresses):
    client.force_login(make_person(Role.EDITOR))
    for door in GUARDED:
        path = addresses[door.name]
        for response in (client.get(path), door.send(client, path)):
            assert response.url.startswith(reverse("desk:second-factor")), path


@pytest.mark.slow
@pytest.mark.parametrize(
    ("role", "refused"),
    [
        (Role.CLERK, EDITORS_ONLY | ADMINISTRATORS_ONLY),
        (Role.EDITOR, ADMINISTRATORS_ONLY),
        (Role.ADMINISTRATOR, set()),
    ],
)
def test_each_role_can_open_only_its_own_pages(role, refused, addresses):
    person = make_person(role)
    for door in GUARDED:
        # These remove objects that others show. They have their own test.
        if door.name in TAKE_AWAY:
            continue
        # No sentence of an earlier answer waits, which would lead from an address for forms to the page above it.
        got = answers(signed_in(person), door, addresses[door.name])
        if door.name in refused:
            assert got <= {403, 405}, door.name
        else:
            assert 403 not in got, door.name
            assert 404 not in got, door.name
            assert max(got) < 500, door.name


@pytest.mark.usefixtures("read_here")
@pytest.mark.parametrize("role", [Role.CLERK, Role.EDITOR, Role.ADMINISTRATOR])
def test_only_people_with_the_permission_can_remove_things(role, addresses):
    client = signed_in(make_person(role))
    refused = {Role.CLERK: EDITORS_ONLY | ADMINISTRATORS_ONLY, Role.EDITOR: ADMINISTRATORS_ONLY}.get(role, set())
    for door in DOORS:
        if door.name in TAKE_AWAY:
            assert (door.send(client, addresses[door.name]).status_code == 403) == (door.name in refused), door.name


def test_a_clerk_cannot_publish_anything():
    meeting = make_meeting()
    save_as_drafts(batch=make_batch(meeting))
    statement = meeting.statements.first()
    client = signed_in(make_person(Role.CLERK))
    page = reverse("desk:statement", args=[statement.pk])
    shown = {"text": "Words.", "kind": "remark", **TYPED_ORIGIN, "seen": version_of(statement)}
    of_meeting = reverse("desk:meeting", args=[meeting.pk])
    for path, data in (
        (of_meeting, {"act": "publish", "when": "now"}),
        (of_meeting, {"act": "publish", "when": "later", "at": "2030-01-01T09:00"}),
        (page, shown | {"then": "publish"}),
        (page, shown | {"then": "plan", "at": "2030-01-01T09:00"}),
        (page, shown | {"then": "return", "note": "Who speaks?"}),
        (of_meeting, {"act": "ticked", "action": "publish", "statements": [statement.pk]}),
    ):
        assert client.post(path, data).status_code == 403
    assert not Statement.objects.public().exists()
    assert not AuditEntry.objects.filter(verb__in=["published", "scheduled"]).exists()


def test_a_clerk_cannot_correct_or_withdraw_anything():
    statement = make_statement("We meet on Monday.")
    client = signed_in(make_person(Role.CLERK))
    page = reverse("desk:statement", args=[statement.pk])
    seen = client.get(page).context["form"].initial["seen"]
    data = {"text": "We never meet.", "reason": "Because.", "kind": "motion", **TYPED_ORIGIN, "seen": seen}
    assert client.post(page, data | {"then": "correct"}).status_code == 403
    bulk = {"action": "withdraw", "statements": [statement.pk], "reason": "So."}
    assert press(client, "meeting:ticked", statement.meeting_id, bulk).status_code == 403
    statement.refresh_from_db()
    assert (statement.text, statement.status) == ("We meet on Monday.", "published")


def test_a_clerk_can_prepare_only_new_words_for_a_published_statement():
    statement = make_statement("We meet on Monday.")
    client = signed_in(make_person(Role.CLERK))
    page = reverse("desk:statement", args=[statement.pk])
    seen = client.get(page).context["form"].initial["seen"]
    data = {
        "text": "We meet on Tuesday.",
        "reason": "Misheard.",
        "kind": "motion",
        **TYPED_ORIGIN,
        "text_status": "minutes",
    }
    client.post(page, data | {"seen": seen, "then": "save"})
    statement.refresh_from_db()
    assert (statement.text, statement.kind, statement.text_status) == ("We meet on Monday.", "remark", "verbatim")
    assert statement.revisions.get(published_at=None).text == "We meet on Tuesday."


def test_one_person_may_be_both_clerk_and_editor():
    meeting = make_meeting()
    make_draft(meeting=meeting)
    client = signed_in(make_person(Role.CLERK, Role.EDITOR))
    send(client, "meeting:publish", meeting, when="now")
    assert Statement.objects.public().count() == 1


@pytest.mark.slow
def test_no_page_or_file_shows_withdrawn_words_to_a_clerk():
    told = make_speaker("Ann Lee")
    meeting = make_meeting()
    batch = make_batch(meeting, (("Ann Lee", "Quillifer Zanthrope lives here."), ("Ann Lee", "We go on.")))
    save_as_drafts(batch=batch)
    publish_meeting(meeting=meeting)
    statement = meeting.statements.get(position=1)
    make_report(statement)
    withdraw(statement=statement, category="privacy", reason="It names a private person.")
    clerk = signed_in(make_person(Role.CLERK))
    known = {"imports": batch.pk, "meetings": meeting.pk, "statements": statement.pk, "speakers": told.pk}
    met = 0
    for pattern in (door.pattern for door in GUARDED):
        kind = str(pattern.pattern).split("/")[0]
        kwargs = {name: known.get(kind, statement.pk) for name in pattern.pattern.converters}
        kwargs |= {"subject": "statement"} if "subject" in kwargs else {}
        kwargs |= {"turn": batch.turns.first().pk} if "turn" in kwargs else {}
        kwargs |= {"name": "elsewhere"} if "name" in kwargs else {}
        response = clerk.get(reverse(f"desk:{pattern.name}", kwargs=kwargs))
        content = b"".join(response.streaming_content) if response.streaming else response.content
        assert b"Zanthrope" not in content, pattern.name
        response.close()
        met += response.status_code == 200
    assert met > 10


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_no_page_of_the_desk_fails_on_a_character_that_the_database_refuses(addresses):
    client = signed_in(make_person(Role.ADMINISTRATOR))
    asked = ("q", "by", "act", "page", "show", "for", "board", "report", "code", "next")
    told = (
        "text", "title", "name", "slug", "url", "note", "reason", "why", "seen", "category", "action", "when", "then",
        "decision", "next", "kind", "email", "username", "password", "code", "date", "board", "meeting", "speaker",
        "roles", "rule", "terms", "encoding", "reading", "number", "first", "last",
    )  # fmt: skip
    for door in DOORS:
        for response in (
            client.get(addresses[door.name], dict.fromkeys(asked, "1\0")),
            door.send(client, addresses[door.name], dict.fromkeys(told, "1\0")),
        ):
            response.close()
            assert response.status_code < 500, door.name


@pytest.mark.slow
def test_no_page_of_the_desk_shows_a_part_twice(addresses):
    client = signed_in(make_person(Role.ADMINISTRATOR))
    met = set()
    for pattern in urls.urlpatterns:
        response = client.get(addresses[pattern.name])
        if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
            response.close()
            continue
        html = response.content.decode()
        if '<body class="desk"' not in html:
            continue
        page = Page(html)
        inside, _, after = html.partition("</main>")
        twice = [fault for fault in page.faults if fault.endswith((" twice", " h1"))]
        assert not twice, (pattern.name, twice)
        # Everything that is read stands in the content. After it there are only scripts.
        assert {element.tag for element in Page(f"<body>{after}").elements} <= {"body", "script"}, pattern.name
        assert inside.count("<main") == 1, pattern.name
        met.add(pattern.name)
    assert met >= {"meetings", "speakers", "sources", "topics", "boards", "accounts", "audit", "work-list"}
