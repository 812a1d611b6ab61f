"""The pages of accounts: inviting, roles, lost passwords and phones, leaving."""

import re

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from archive.actions.accounts import send_link
from archive.actions.accounts.rights import roles_of
from archive.alerts.outbox import drain
from archive.models import AccountLink, AuditEntry, AuthenticatorApp, Mail, Role, StaffSession, User, has_second_factor
from archive.models.accounts.account_link import GOOD_FOR
from tests.desk.acting import page_and_act
from tests.record import make_draft
from tests.staff import PASSWORD, make_person, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_server")]
ACCOUNTS, NEW, SIGN_IN = reverse("desk:accounts"), reverse("desk:account-new"), reverse("desk:sign-in")
NEW_PASSWORD = "otter violin harbour"
ADA = {"username": "ada", "first_name": "Ada", "last_name": "Example", "email": "ada@example.org", "roles": ["Clerk"]}
TO_A_PERSON = (
    "person:details", "person:roles", "person:link", "person:reset", "person:sign-out", "person:close",
    "person:reopen",
)  # fmt: skip


def do(client: Client, what: str, person: User, **data):
    page, act = page_and_act(what)
    return client.post(reverse(f"desk:{page}", args=[person.pk]), act | data, follow=True)


def mailed_path() -> str:
    """Send what waits and return the path that the last mail carries."""
    drain()
    return re.search(r"https?://[^/]+(/desk/choose-password/\S+/)", mail.outbox[-1].body)[1]


def choose(path: str, password: str = NEW_PASSWORD, client: Client | None = None):
    return (client or Client()).post(path, {"new_password1": password, "new_password2": password})


def test_an_invited_person_chooses_a_password_and_signs_in(desk, administrator):
    page = desk.post(NEW, ADA, follow=True)
    assert "We are sending an email with a link to ada@example.org." in page.content.decode()
    ada = User.objects.get(username="ada")
    assert roles_of(ada) == [Role.CLERK]
    assert not ada.has_usable_password()
    path = mailed_path()
    assert mail.outbox[-1].to == ["ada@example.org"]
    visitor = Client()
    assert "ada" in visitor.get(path).content.decode()
    assert choose(path, client=visitor).url == SIGN_IN
    visitor.post(SIGN_IN, {"username": "ada", "password": NEW_PASSWORD})
    assert visitor.get("/desk/", follow=True).redirect_chain[-1][0].startswith(reverse("desk:second-factor-enrol"))
    entry = AuditEntry.objects.get(verb="invited")
    assert (entry.actor, entry.name, entry.note) == (administrator, "ada", "Clerk")


def test_without_a_mail_server_the_page_says_where_the_link_is(desk, settings):
    settings.MAIL_HOST = ""
    page = desk.post(NEW, ADA, follow=True).content.decode()
    assert "printed in the console" in page
    assert "choose-password" not in page


def test_a_link_works_once_and_a_newer_one_replaces_it(desk):
    desk.post(NEW, ADA)
    first = mailed_path()
    ada = User.objects.get(username="ada")
    do(desk, "person:link", ada)
    second = mailed_path()
    assert Client().get(first).status_code == 410
    assert choose(second).status_code == 302
    for path in (first, second):
        assert choose(path, "thief violin harbour").status_code == 410
    ada.refresh_from_db()
    assert ada.check_password(NEW_PASSWORD)


def test_a_link_expires_after_three_days_and_a_truncated_one_opens_nothing(desk):
    desk.post(NEW, ADA)
    path = mailed_path()
    assert Client().get(path[:-2] + "/").status_code == 410
    AccountLink.objects.update(created_at=AccountLink.objects.get().created_at - GOOD_FOR)
    assert Client().get(path).status_code == 410


def test_the_key_in_the_database_opens_no_link(desk):
    desk.post(NEW, ADA)
    link = AccountLink.objects.get()
    assert Client().get(reverse("desk:choose-password", args=[link.key])).status_code == 410


def test_a_link_does_not_accept_a_weak_password(desk):
    desk.post(NEW, ADA)
    path = mailed_path()
    for weak in ("short", "Boardmeetings", "nostaffnostaff", "ada-example-ada"):
        assert choose(path, weak).status_code == 200
    assert choose(path).status_code == 302


def test_a_person_with_an_emailed_link_can_sign_in_from_a_locked_address(desk):
    ada = make_person(Role.CLERK, username="ada", email="ada@example.org")
    for number in range(12):
        Client().post(SIGN_IN, {"username": f"name{number}", "password": "wrong"})
    visitor = Client()
    assert visitor.post(SIGN_IN, {"username": "ada", "password": PASSWORD}).status_code == 429
    do(desk, "person:link", ada)
    choose(mailed_path(), client=visitor)
    assert visitor.post(SIGN_IN, {"username": "ada", "password": NEW_PASSWORD}).status_code == 302


def test_a_new_password_by_link_ends_sessions_and_leaves_the_second_factor(desk):
    ada = make_person(Role.CLERK, email="ada@example.org")
    session = signed_in(ada)
    do(desk, "person:link", ada)
    assert session.get("/desk/").status_code == 200
    choose(mailed_path())
    assert session.get("/desk/").status_code == 302
    assert has_second_factor(ada)


def test_the_form_says_what_is_wrong_and_keeps_what_was_typed(desk):
    make_person(username="ada")
    page = desk.post(NEW, ADA | {"username": "ADA"}).content.decode()
    assert "Someone already has this name." in page
    assert 'value="Example"' in page
    assert "valid email" in desk.post(NEW, ADA | {"username": "eve", "email": "no"}).content.decode()
    assert User.objects.filter(username__in=["ADA", "eve"]).count() == 0


def test_roles_can_be_given_and_taken_and_apply_from_the_next_sign_in(desk, administrator):
    clerk = make_person(Role.CLERK, email="c@example.org")
    session = signed_in(clerk)
    page = do(desk, "person:roles", clerk, roles=["Editor"]).content.decode()
    assert "apply from the next sign-in" in page
    assert roles_of(clerk) == [Role.EDITOR]
    assert session.get("/desk/").status_code == 302
    entry = AuditEntry.objects.get(verb="roles_changed")
    assert (entry.actor, entry.note) == (administrator, "Clerk → Editor")
    assert Mail.objects.filter(account=clerk, notice=Mail.Notice.ROLES_CHANGED).exists()


def test_groups_of_the_site_stay_when_roles_change(desk):
    clerk = make_person(Role.CLERK)
    clerk.groups.add(Group.objects.create(name="Translators"))
    do(desk, "person:roles", clerk, roles=[])
    assert list(clerk.groups.values_list("name", flat=True)) == ["Translators"]


def test_a_lost_phone_and_lost_codes_can_be_reset(desk, administrator):
    clerk = make_person(Role.CLERK, email="c@example.org")
    session = signed_in(clerk)
    do(desk, "person:reset", clerk)
    assert not has_second_factor(clerk)
    assert session.get("/desk/").status_code == 302
    assert AuditEntry.objects.get(verb="second_factor_reset").actor == administrator
    assert Mail.objects.get(account=clerk).notice == Mail.Notice.SECOND_FACTOR_RESET


def test_an_administrator_signs_somebody_out_everywhere(desk):
    person = make_person(Role.CLERK)
    theirs = signed_in(person)
    assert theirs.get(reverse("desk:work-list")).status_code == 200
    do(desk, "person:sign-out", person)
    assert theirs.get(reverse("desk:work-list")).status_code == 302
    assert desk.get(reverse("desk:work-list")).status_code == 200


def test_a_person_who_leaves_can_no_longer_sign_in_and_their_work_stays(desk):
    clerk = make_person(Role.CLERK, username="gone", email="c@example.org")
    draft = make_draft()
    draft.revisions.update(author=clerk)
    AuditEntry.objects.create(actor=clerk, verb="created", subject="statement", subject_id=draft.pk, name="x")
    session = signed_in(clerk)
    do(desk, "person:link", clerk)
    path = mailed_path()
    assert "closed" in do(desk, "person:close", clerk).content.decode()
    assert session.get("/desk/").status_code == 302
    assert not StaffSession.objects.filter(user=clerk).exists()
    assert Client().get(path).status_code == 410
    page = Client().post(SIGN_IN, {"username": "gone", "password": PASSWORD})
    assert "do not match" in page.content.decode()
    assert not has_second_factor(clerk)
    assert draft.revisions.get().author == clerk
    assert AuditEntry.objects.filter(actor=clerk, verb="created").exists()
    assert "gone" in desk.get(ACCOUNTS).content.decode()


def test_a_person_who_returns_is_invited_again_with_their_former_roles(desk):
    clerk = make_person(Role.CLERK, username="back", email="c@example.org")
    do(desk, "person:close", clerk)
    assert "We are sending an email" in do(desk, "person:reopen", clerk).content.decode()
    choose(mailed_path())
    assert Client().post(SIGN_IN, {"username": "back", "password": NEW_PASSWORD}).status_code == 302
    assert roles_of(clerk) == [Role.CLERK]


def test_changing_an_email_address_notifies_the_former_one_and_ends_links(desk):
    clerk = make_person(Role.CLERK, email="old@example.org")
    do(desk, "person:link", clerk)
    path = mailed_path()
    do(desk, "person:details", clerk, first_name="A", last_name="B", email="new@example.org")
    assert Client().get(path).status_code == 410
    assert Mail.objects.get(account=clerk).address == "old@example.org"
    drain()
    assert mail.outbox[-1].to == ["old@example.org"]


def test_changing_an_account_asks_for_the_password_again_after_a_while(administrator):
    client = signed_in(administrator)
    session = client.session
    session["confirmed_at"] = "2020-01-01T00:00:00+00:00"
    session.save()
    clerk = make_person(Role.CLERK)
    assert client.get(NEW).url.startswith(reverse("desk:confirm"))
    for what in TO_A_PERSON:
        page, act = page_and_act(what)
        assert client.post(reverse(f"desk:{page}", args=[clerk.pk]), act).url.startswith(reverse("desk:confirm"))
    assert client.get(reverse("desk:person", args=[clerk.pk])).status_code == 200


def test_creating_a_superuser_is_in_the_audit_trail():
    call_command("createsuperuser", "--noinput", username="root", email="root@example.org", verbosity=0)
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.verb, entry.name, entry.note) == (None, "created", "root", "superuser")


def test_an_account_without_an_email_address_gets_no_link(administrator):
    with pytest.raises(ValidationError, match="no email address"):
        send_link(account=make_person(Role.CLERK), actor=administrator)


def test_the_list_finds_people_and_shows_markup_as_text(desk):
    make_person(Role.CLERK, username="bob", first_name="<b>Bob</b>", email="bob@example.org")
    page = desk.get(ACCOUNTS, {"q": "bob@"}).content.decode()
    assert "&lt;b&gt;Bob" in page
    assert "admin-ann" not in page.split("<tbody>")[1]
    assert desk.get(ACCOUNTS, {"q": "\0'%_"}).status_code == 200
    assert AuthenticatorApp.objects.exists()
