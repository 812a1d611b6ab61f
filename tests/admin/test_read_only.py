"""The admin is a read-only view of every table, for superusers; no input crashes it."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from archive.admin.read_only import ReadOnlyAdmin
from archive.models import AuditEntry, Role, User
from tests.record import make_board, make_draft, make_meeting, make_report, make_speaker, make_statement, make_topic
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db
TABLES = sorted(admin.site._registry, key=lambda model: model._meta.label)
HOSTILE = ["\0", "'", "%", "<script>alert(1)</script>", "9" * 40, "x" * 500, "2017-99", "\ud7ff"]


def address(model: type, page: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@pytest.fixture
def keeper() -> Client:
    """Return a client with a superuser signed in."""
    return signed_in(make_person(username="keeper", is_staff=True, is_superuser=True))


@pytest.fixture
def record() -> None:
    """Create rows in many tables."""
    board, speaker = make_board(parent=make_board()), make_speaker("<b>Ann</b>")
    speaker.names.create(name="Lee", board=board)
    speaker.offices.create(title="Chair", board=board)
    meeting = make_meeting(board, place="<script>alert(1)</script>")
    meeting.agenda_items.create(position=1, title="Minutes")
    make_draft(meeting=meeting, speaker=speaker)
    make_report(make_statement("<script>alert(1)</script>", meeting=meeting, speaker=speaker, topics=[make_topic()]))


def test_the_admin_shows_exactly_the_tables_of_the_record():
    assert {model._meta.label for model in TABLES} == {
        model._meta.label for model in apps.get_app_config("archive").get_models()
    }


def test_no_table_can_be_edited():
    assert all(isinstance(shown, ReadOnlyAdmin) for shown in admin.site._registry.values())


@pytest.mark.slow
@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.label)
def test_a_superuser_can_view_rows_but_not_change_them(keeper, record, model):
    assert keeper.get(address(model, "changelist")).status_code == 200
    assert keeper.post(address(model, "changelist"), {"action": "delete_selected"}).status_code in {200, 302, 403}
    assert keeper.get(address(model, "add")).status_code == 403
    assert keeper.post(address(model, "add")).status_code == 403
    rows = set(model._default_manager.values_list("pk"))
    for row in model._default_manager.all()[:3]:
        page = keeper.get(address(model, "change", row.pk))
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()
        assert keeper.post(address(model, "change", row.pk), {"name": "x"}).status_code == 403
        assert keeper.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    now = set(model._default_manager.values_list("pk"))
    # Refusals are in the audit trail.
    assert rows <= now if model is AuditEntry else rows == now


@pytest.mark.slow
@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.label)
def test_lists_accept_mangled_searches(keeper, record, model):
    for text in HOSTILE:
        mangled = dict.fromkeys(("q", "p", "o", "status__exact", "kind__exact"), text)
        assert keeper.get(address(model, "changelist"), mangled).status_code in {200, 302, 400}
    for pk in ("0", "-1", "abc", "9" * 30):
        assert keeper.get(address(model, "change", pk)).status_code in {302, 404}


@pytest.mark.slow
@pytest.mark.parametrize("role", [Role.CLERK, Role.EDITOR, Role.ADMINISTRATOR])
def test_no_role_can_open_the_admin(role):
    client = signed_in(make_person(role, is_staff=True))
    for model in TABLES:
        for name in ("changelist", "add"):
            response = client.get(address(model, name), follow=True)
            assert response.status_code == 403, model


def test_people_without_an_account_are_sent_to_the_sign_in_of_the_desk(client):
    response = client.get(reverse("admin:index"), follow=True)
    assert response.redirect_chain[-1][0].startswith(reverse("desk:sign-in"))


def test_signing_out_is_that_of_the_desk(keeper):
    there, here = (signed_in(make_person(is_superuser=True)) for _ in range(2))
    answers = [there.post(reverse("desk:sign-out")), here.post(reverse("admin:logout"))]
    names = ("Clear-Site-Data", "Location", "Cache-Control")
    kept = [[answer[name] for name in names] for answer in answers]
    assert kept[0] == kept[1]
    assert AuditEntry.objects.filter(verb="signed_out").count() == 2
    assert here.get(reverse("admin:index")).status_code == 302
    assert keeper.get(reverse("admin:index")).status_code == 200


def test_an_administrator_cannot_make_a_superuser_or_set_a_password():
    administrator = make_person(Role.ADMINISTRATOR, is_staff=True)
    keeper = make_person(username="keeper", is_staff=True, is_superuser=True)
    client, hash_before = signed_in(administrator), keeper.password
    client.post(address(User, "change", administrator.pk), {"username": "a", "is_superuser": "on"})
    client.post(
        f"/admin/archive/user/{keeper.pk}/password/", {"password1": "Zanthrope-2222", "password2": "Zanthrope-2222"}
    )
    administrator.refresh_from_db()
    keeper.refresh_from_db()
    assert (administrator.is_superuser, keeper.password) == (False, hash_before)


def test_no_page_shows_a_secret(keeper):
    page = keeper.get(address(User, "change", User.objects.get().pk)).content.decode()
    assert User.objects.get().password not in page
