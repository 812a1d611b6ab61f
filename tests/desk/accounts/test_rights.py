"""Nobody can change an account that has more rights, on the pages, in the admin or through the actions."""

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from archive.actions.accounts import (
    change_details,
    change_roles,
    close_account,
    end_sessions,
    invite,
    reopen_account,
    reset_second_factor,
    send_link,
)
from archive.actions.accounts.rights import roles_of
from archive.models import Role, StaffSession, User, has_second_factor
from tests.desk.accounts.test_people import ADA, NEW, NEW_PASSWORD, TO_A_PERSON, do
from tests.staff import make_app, make_person, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_server")]


def fingerprint(person: User) -> tuple:
    person = User.objects.get(pk=person.pk)
    return (
        person.password, person.email, person.is_superuser, person.is_staff, person.is_active,
        list(person.groups.values_list("name", flat=True)), list(person.user_permissions.values_list("pk", flat=True)),
        has_second_factor(person), StaffSession.objects.filter(user=person).count(), person.links.count(),
    )  # fmt: skip


@pytest.fixture
def superuser():
    person = make_person(is_superuser=True, is_staff=True, email="root@example.org")
    signed_in(person)
    return person


@pytest.fixture
def specialist():
    """A person with a right that no administrator has."""
    person = make_person(Role.CLERK, email="s@example.org")
    person.user_permissions.add(Permission.objects.exclude(content_type__app_label="archive").first())
    signed_in(person)
    return person


EVERYTHING = {
    "first_name": "X", "last_name": "Y", "email": "thief@example.org", "roles": ["Clerk", "Editor", "Administrator"],
    "is_superuser": "on", "is_staff": "on", "is_active": "on", "groups": ["1", "2", "3"], "user_permissions": ["1"],
    "password": "x", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD, "usable_password": "true",
}  # fmt: skip


@pytest.mark.parametrize("above", ["superuser", "specialist"])
def test_an_administrator_cannot_touch_an_account_that_may_do_more(request, desk, above):
    person = request.getfixturevalue(above)
    before = fingerprint(person)
    for what in TO_A_PERSON:
        assert do(desk, what, person, **EVERYTHING).status_code == 403, what
    assert fingerprint(person) == before
    page = desk.get(reverse("desk:person", args=[person.pk])).content.decode()
    assert "it has more rights than yours" in page
    assert "<form" not in page.split("<main", 1)[1]


def test_the_desk_cannot_make_a_superuser(desk, administrator):
    clerk = make_person(Role.CLERK, email="c@example.org")
    for what in TO_A_PERSON:
        do(desk, what, clerk, **EVERYTHING)
    desk.post(NEW, EVERYTHING | {"username": "eve"})
    desk.post(reverse("desk:account-details"), EVERYTHING)
    assert not User.objects.filter(is_superuser=True).exists()
    assert not User.objects.filter(is_staff=True).exists()


def test_people_cannot_change_their_own_rights_or_close_their_own_account(desk, administrator):
    before = fingerprint(administrator)
    for what in ("person:roles", "person:close", "person:reset"):
        page = do(desk, what, administrator, roles=["Clerk"])
        assert "Another administrator must do this" in page.content.decode(), what
    assert fingerprint(administrator) == before


def test_a_role_with_more_rights_than_the_actor_has_cannot_be_given():
    """The site has taken rights from a person who may change accounts."""
    helper = make_person(Role.CLERK, username="helper")
    helper.user_permissions.add(*Permission.objects.filter(codename__in=["view_user", "add_user", "change_user"]))
    client, clerk = signed_in(helper), make_person(Role.CLERK)
    offered = client.get(reverse("desk:person", args=[clerk.pk])).context["roles_form"].fields["roles"].choices
    assert [value for value, _ in offered] == ["Clerk"]
    page = do(client, "person:roles", clerk, roles=["Editor"])
    assert "Editor is not one of the available choices" in page.content.decode()
    client.post(NEW, ADA | {"roles": ["Administrator"]})
    assert not User.objects.filter(username="ada").exists()
    assert roles_of(clerk) == [Role.CLERK]
    assert do(client, "person:link", make_person(Role.EDITOR, email="e@example.org")).status_code == 403


@pytest.mark.parametrize("actor_roles", [(), (Role.CLERK,), (Role.EDITOR,), (Role.ADMINISTRATOR,), ("superuser",)])
@pytest.mark.parametrize("target_roles", [(), (Role.CLERK,), (Role.EDITOR,), (Role.ADMINISTRATOR,), ("superuser",)])
def test_the_actions_check_permissions_themselves(actor_roles, target_roles):
    def make(roles, name):
        is_superuser = "superuser" in roles
        kept = [role for role in roles if role != "superuser"]
        return make_person(*kept, username=name, is_superuser=is_superuser, email=f"{name}@example.org")

    actor, account = make(actor_roles, "actor"), make(target_roles, "target")
    may = "superuser" in actor_roles or (Role.ADMINISTRATOR in actor_roles and "superuser" not in target_roles)
    make_app(account)
    before = fingerprint(account)
    calls = [
        lambda: change_details(account=account, first_name="X", last_name="", email="x@example.org", actor=actor),
        lambda: change_roles(account=account, roles=[Role.CLERK, Role.EDITOR], actor=actor),
        lambda: send_link(account=account, actor=actor),
        lambda: reset_second_factor(account=account, actor=actor),
        lambda: end_sessions(account=account, actor=actor),
        lambda: close_account(account=account, actor=actor),
        lambda: reopen_account(account=account, actor=actor),
    ]
    for call in calls:
        if may:
            call()
        else:
            with pytest.raises(PermissionDenied):
                call()
    assert (fingerprint(account) == before) == (not may)


@pytest.mark.parametrize("role", Role)
def test_a_closed_account_cannot_change_others(role):
    actor = make_person(Role.ADMINISTRATOR, is_active=False)
    with pytest.raises(PermissionDenied):
        invite(username="eve", email="eve@example.org", roles=[role], actor=actor)
