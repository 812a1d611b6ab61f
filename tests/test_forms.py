"""Every form of every page can be sent by a browser, whatever referrer policy its page has."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve, reverse

from archive.actions.accounts import send_link
from archive.actions.accounts.passwords import link_token
from archive.models import Role
from archive.search.engines import outbox as index
from tests.alerts import reader
from tests.alerts.searches import reader as follow_search
from tests.as_browser import browser, forms_of, policies_of, submit
from tests.desk.test_permissions import addresses  # noqa: F401 - a fixture
from tests.pages.addresses import every_path
from tests.record import make_meeting, make_statement
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db
REFUSED = "This was not sent yet"
SIGN_OUT = reverse("desk:sign-out")


@pytest.fixture
def mail_server(settings) -> None:
    settings.MAIL_HOST = "mail.example.org"


def one_of_each(client: Client, paths: list[str]) -> list[HttpResponse]:
    """Open the paths, and return for each pattern the first page that answers and has a form."""
    pages: dict[str, HttpResponse] = {}
    for path in paths:
        route = resolve(path.partition("?")[0]).route
        if route in pages:
            continue
        response = client.get(path)
        is_page = response.status_code == 200 and response.headers["Content-Type"].startswith("text/html")
        if is_page and not response.streaming and forms_of(response):
            pages[route] = response
        response.close()
    return list(pages.values())


def refused(client: Client, pages: list[HttpResponse]) -> list[str]:
    """Send every form of the pages, and return those that were refused as forms of another site."""
    sent = {}
    for page in pages:
        for form in forms_of(page):
            if form.action != SIGN_OUT:
                sent[page.request["PATH_INFO"], form.action, form.fields.get("act", "")] = (page, form)
    assert sent
    return [
        f"{path}: {action} {act}"
        for (path, action, act), (page, form) in sent.items()
        if is_refused(client, page, form)
    ]


def is_refused(client: Client, page: HttpResponse, form) -> bool:
    answer = submit(client, page, form)
    answer.close()
    return not answer.streaming and REFUSED in answer.content.decode(errors="replace")


@pytest.mark.slow
def test_a_browser_can_send_every_form_for_readers(settings):
    reader.sign_up(make_statement(meeting=make_meeting()))
    index.drain()
    follow_search.sign_up("q=Elm")
    client = browser()
    pages = one_of_each(client, list(every_path()))
    routes = {resolve(page.request["PATH_INFO"]).url_name for page in pages}
    assert {"alert-confirm", "alert-stop", "statement-alert"} <= routes
    assert refused(client, pages) == []


@pytest.mark.slow
def test_a_browser_can_send_every_form_of_the_desk(request, mail_server):
    paths = list(request.getfixturevalue("addresses").values())
    person = make_person(is_superuser=True, is_staff=True, email="kim@example.org")
    client = signed_in(person, browser())
    assert refused(client, one_of_each(client, paths)) == []


def test_a_browser_can_send_every_form_before_the_sign_in(client, mail_server):
    link = send_link(account=make_person(Role.CLERK, email="ann@example.org"), actor=make_person(is_superuser=True))
    visitor = browser()
    paths = [reverse("desk:choose-password", args=[link_token(link)]), reverse("desk:sign-in")]
    pages = one_of_each(visitor, paths)
    assert len(pages) == len(paths)
    assert refused(visitor, pages) == []


def test_the_address_of_a_password_link_is_told_to_no_other_site(mail_server):
    link = send_link(account=make_person(Role.CLERK, email="ann@example.org"), actor=make_person(is_superuser=True))
    page = browser().get(reverse("desk:choose-password", args=[link_token(link)]))
    assert list(policies_of(page)) == ["same-origin"]
