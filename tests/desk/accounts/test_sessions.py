"""Sessions have a new key at each step, two time limits, a list, and can all be ended."""

import datetime
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from archive.models import AuditEntry, Role, StaffSession
from tests.desk.acting import press
from tests.record import make_meeting
from tests.staff import PASSWORD, code_of, make_app, make_person, signed_in

pytestmark = pytest.mark.django_db
SIGN_IN, SECOND_FACTOR, ACCOUNT = reverse("desk:sign-in"), reverse("desk:second-factor"), reverse("desk:account")
WORK_LIST, CONFIRM, SESSION = reverse("desk:work-list"), reverse("desk:confirm"), reverse("desk:session")
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def clerk():
    return make_person(Role.CLERK)


@pytest.fixture
def app(clerk):
    return make_app(clerk)


def key_of(client: Client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def sign_in(client: Client, person, app, later: int = 0, **extra) -> None:
    client.post(SIGN_IN, {"username": person.username, "password": PASSWORD}, **extra)
    client.post(SECOND_FACTOR, {"code": code_of(app, later=later)}, **extra)


def test_the_session_key_changes_after_the_password_and_the_second_factor(client, clerk, app):
    client.cookies[settings.SESSION_COOKIE_NAME] = planted = "planted1234567890planted1234567"
    client.post(SIGN_IN, {"username": clerk.username, "password": PASSWORD})
    after_password = key_of(client)
    client.post(SECOND_FACTOR, {"code": code_of(app)})
    after_second_factor = key_of(client)
    assert len({planted, after_password, after_second_factor}) == 3
    # The former session key opens nothing now.
    thief = Client()
    for old in (planted, after_password):
        thief.cookies[settings.SESSION_COOKIE_NAME] = old
        assert thief.get(WORK_LIST).url.startswith(SIGN_IN)
    assert StaffSession.objects.filter(user=clerk).count() == 1


def test_gaining_rights_asks_for_both_factors_again_and_changes_the_session_key(clerk, app):
    client = signed_in(clerk)
    session = client.session
    session["confirmed_at"] = (timezone.now() - datetime.timedelta(minutes=16)).isoformat()
    session.save()
    before = key_of(client)
    change = reverse("desk:change-password")
    assert client.get(WORK_LIST).status_code == 200
    assert client.get(change).url == f"{CONFIRM}?next=%2Fdesk%2Fpassword%2F"
    assert "not your password" in client.post(CONFIRM, {"password": "wrong"}).content.decode()
    response = client.post(CONFIRM, {"password": PASSWORD, "next": change})
    assert response.url == f"{SECOND_FACTOR}?next=%2Fdesk%2Fpassword%2F"
    assert client.get(change).url.startswith(SECOND_FACTOR)
    assert client.post(SECOND_FACTOR, {"code": code_of(app), "next": change}).url == change
    assert client.get(change).status_code == 200
    assert key_of(client) != before
    assert not StaffSession.objects.filter(pk=before).exists()


def test_a_session_ends_when_it_is_idle(clerk, settings):
    client = signed_in(clerk)
    client.get(WORK_LIST)
    row = StaffSession.objects.get(user=clerk)
    assert row.expire_date - row.last_seen_at <= datetime.timedelta(minutes=settings.SESSION_IDLE_MINUTES, seconds=1)
    StaffSession.objects.update(expire_date=timezone.now() - datetime.timedelta(seconds=1))
    assert client.get(WORK_LIST).url.startswith(SIGN_IN)


def test_a_form_sent_after_the_end_of_the_session_is_shown_as_typed(clerk):
    client = signed_in(clerk)
    StaffSession.objects.update(expire_date=timezone.now() - datetime.timedelta(seconds=1))
    typed = "We will open the library <on> Saturdays & Sundays."
    response = client.post(reverse("desk:speaker-new"), {"name": typed, "password": "a secret that is not shown"})
    assert response.status_code == 403
    page = response.content.decode()
    assert "We will open the library &lt;on&gt; Saturdays &amp; Sundays." in page
    assert "a secret" not in page
    assert "We will open the library" in Client().post(reverse("desk:speaker-new"), {"name": typed}).content.decode()
    assert Client().post(reverse("desk:speaker-new"), {"seen": "0"}).url.startswith(SIGN_IN)


def test_activity_extends_the_idle_limit_but_not_the_daily_limit(clerk, settings):
    client = signed_in(clerk)
    soon = timezone.now() + datetime.timedelta(minutes=2)
    StaffSession.objects.update(last_seen_at=timezone.now() - datetime.timedelta(minutes=58), expire_date=soon)
    client.get(WORK_LIST)
    assert StaffSession.objects.get().expire_date > soon + datetime.timedelta(minutes=50)
    session = client.session
    started = timezone.now() - datetime.timedelta(seconds=settings.SESSION_COOKIE_AGE - 60)
    session["signed_in_at"] = started.isoformat()
    session.save()
    StaffSession.objects.update(last_seen_at=timezone.now() - datetime.timedelta(minutes=58))
    client.get(WORK_LIST)
    end = started + datetime.timedelta(seconds=settings.SESSION_COOKIE_AGE)
    assert StaffSession.objects.get().expire_date == end


def test_a_person_sees_where_they_are_signed_in_and_can_sign_out_there(client, clerk, app):
    there = Client()
    sign_in(there, clerk, app, HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="192.0.2.9")
    client = signed_in(clerk)
    page = client.get(ACCOUNT).content.decode()
    assert "Firefox on Linux" in page
    assert "192.0.2.9" in page
    assert "(here)" in page
    assert key_of(there) not in page
    [there_named] = re.findall(r'name="place" value="(\w+)"', page)
    press(client, "account:sign-out-there", data={"place": there_named})
    assert there.get(WORK_LIST).url.startswith(SIGN_IN)
    assert client.get(WORK_LIST).status_code == 200


def test_signing_out_elsewhere_keeps_the_current_session(clerk):
    here, others = signed_in(clerk), [signed_in(clerk), signed_in(clerk)]
    stranger = signed_in(make_person(Role.CLERK))
    assert "(2)" in press(here, "account:sign-out", follow=True).content.decode()
    assert all(other.get(WORK_LIST).status_code == 302 for other in others)
    assert here.get(WORK_LIST).status_code == 200
    assert stranger.get(WORK_LIST).status_code == 200
    assert AuditEntry.objects.get(verb="sessions_ended").actor == clerk


def test_ended_sessions_are_deleted_at_the_next_sign_in(client, clerk, app):
    signed_in(clerk)
    StaffSession.objects.update(expire_date=timezone.now() - datetime.timedelta(days=1))
    sign_in(client, clerk, app)
    assert list(StaffSession.objects.values_list("pk", flat=True)) == [key_of(client)]


def test_nobody_can_end_the_session_of_somebody_else(clerk):
    page = signed_in(clerk).get(ACCOUNT)
    mine = signed_in(clerk)
    stranger = signed_in(make_person(Role.CLERK))
    for place in page.context["places"]:
        press(stranger, "account:sign-out-there", data={"place": place.name})
    assert mine.get(WORK_LIST).status_code == 200


def test_a_new_password_ends_all_other_sessions(clerk):
    here, other = signed_in(clerk), signed_in(clerk)
    before = key_of(here)
    new = {"new_password1": "otter violin harbour", "new_password2": "otter violin harbour"}
    assert here.post(reverse("desk:change-password"), new).url == ACCOUNT
    assert here.get(WORK_LIST).status_code == 200
    assert key_of(here) != before
    assert other.get(WORK_LIST).status_code == 302
    clerk.refresh_from_db()
    assert clerk.check_password("otter violin harbour")
    assert AuditEntry.objects.filter(verb="password_changed", actor=clerk).exists()


def test_signing_out_ends_the_session_and_clears_the_browsers_data(clerk):
    client = signed_in(clerk)
    key = key_of(client)
    response = client.post(reverse("desk:sign-out"))
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert not StaffSession.objects.filter(pk=key).exists()
    assert AuditEntry.objects.get(verb="signed_out").actor == clerk


def test_the_audit_trail_says_how_and_from_where_people_signed_in(client, clerk, app):
    sign_in(client, clerk, app, REMOTE_ADDR="192.0.2.9")
    entry = AuditEntry.objects.get(verb="signed_in")
    assert (entry.actor, entry.note) == (clerk, "with a password and a one-time code, from 192.0.2.9")


def test_refused_requests_are_in_the_audit_trail(clerk):
    signed_in(clerk).get(reverse("desk:accounts"))
    entry = AuditEntry.objects.get(verb="refused")
    assert (entry.actor, entry.note) == (clerk, "GET /desk/accounts/")
    meeting = make_meeting()
    press(signed_in(clerk), "meeting:publish", meeting.pk)
    signed_in(clerk).post(reverse("desk:site"), {"act": "What somebody typed"})
    notes = AuditEntry.objects.filter(verb="refused").values_list("note", flat=True)
    assert set(notes) == {"GET /desk/accounts/", f"POST /desk/meetings/{meeting.pk}/ publish", "POST /desk/site/"}


def test_over_tls_cookies_are_limited_to_this_host(tmp_path: Path):
    names = "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "KNOWN_BROWSER_COOKIE_NAME"
    said = f"from django.conf import settings as s; print({', '.join(f's.{name}' for name in names)})"
    for tls, prefix in (("1", "__Host-"), ("0", "")):
        environment = os.environ | {"BEHIND_TLS": tls, "DATA_DIR": str(tmp_path), "SITE_URL": "https://archive.example"}
        environment["DJANGO_SETTINGS_MODULE"] = "boardmeetings.settings"
        printed = subprocess.check_output(
            [sys.executable, "-c", said], env=environment, text=True, cwd=settings.BASE_DIR
        )
        assert printed.split() == [f"{prefix}session", f"{prefix}csrf", f"{prefix}known-browser"]


def test_staff_cookies_cannot_be_read_by_scripts_or_other_sites(client, clerk, app):
    sign_in(client, clerk, app)
    for name in (settings.SESSION_COOKIE_NAME, settings.KNOWN_BROWSER_COOKIE_NAME):
        cookie = client.cookies[name]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert cookie["path"] == "/"
        assert not cookie["domain"]


def test_asking_about_the_session_is_no_use_of_it_unless_it_says_so(clerk):
    client = signed_in(clerk)
    soon = timezone.now() + datetime.timedelta(minutes=2)
    StaffSession.objects.update(last_seen_at=timezone.now() - datetime.timedelta(minutes=58), expire_date=soon)
    told = client.get(SESSION).json()
    assert (told["person"], told["first"]) == (str(clerk.pk), "")
    assert 60 < told["seconds"] <= 120
    assert StaffSession.objects.get().expire_date == soon
    assert client.get(f"{SESSION}?renew").json()["seconds"] > 3000
    assert StaffSession.objects.get().expire_date > soon + datetime.timedelta(minutes=50)


def test_what_is_told_of_a_session_names_the_page_that_must_come_first(clerk, app):
    client = Client()
    stranger = client.get(SESSION).json()
    assert (stranger["person"], stranger["seconds"]) == ("", 0)
    assert stranger["first"] == f"{SIGN_IN}?next=%2Fdesk%2Fsession%2F"
    client.post(SIGN_IN, {"username": clerk.username, "password": PASSWORD})
    half = client.get(SESSION).json()
    assert (half["person"], half["first"]) == ("", f"{SECOND_FACTOR}?next=%2Fdesk%2Fsession%2F")
    assert client.get(SESSION).headers["Cache-Control"].count("no-store")


def test_the_token_that_is_told_is_the_one_that_forms_need(clerk):
    client = signed_in(clerk, Client(enforce_csrf_checks=True))
    token = client.get(SESSION).json()["token"]
    assert client.post(reverse("desk:sign-out"), {"csrfmiddlewaretoken": token}).status_code == 302
