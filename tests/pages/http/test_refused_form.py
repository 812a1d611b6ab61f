"""A form whose token is old is a page of the site, with what was typed and a button. One of another site has none."""

import pytest
from django.test import Client
from django.urls import reverse

from archive.models import Role, Speaker
from tests.as_browser import ORIGIN, browser, forms_of, submit
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db
NEW = reverse("desk:speaker-new")
TYPED = "Robin <Sample> & others"
OLD = "a" * 64


@pytest.fixture
def client() -> Client:
    return signed_in(make_person(Role.EDITOR), browser())


def send(client: Client, **headers: str):
    form = {"name": TYPED, "kind": "person", "password": "otter violin harbour", "csrfmiddlewaretoken": OLD}
    return client.post(NEW, form, headers=headers)


def test_an_old_form_of_this_site_shows_what_was_typed_and_is_sent_with_one_press(client):
    client.get(NEW)
    page = send(client, Origin=ORIGIN)
    html = page.content.decode()
    assert page.status_code == 403
    assert "no-store" in page.headers["Cache-Control"]
    assert "Robin &lt;Sample&gt; &amp; others" in html
    assert "otter" not in html
    assert "Esto no se envió todavía" in html
    assert submit(client, page, forms_of(page)[0]).status_code == 302
    assert Speaker.objects.get().name == TYPED


@pytest.mark.parametrize("origin", ["null", "https://evil.example", "http://testserver.evil.example"])
def test_a_form_of_another_site_has_no_button(client, origin):
    page = send(client, Origin=origin)
    assert page.status_code == 403
    assert "Robin &lt;Sample&gt; &amp; others" in page.content.decode()
    assert forms_of(page) == []
    assert not Speaker.objects.exists()


def test_a_form_without_an_origin_has_no_button(client):
    assert forms_of(send(client)) == []


def test_a_press_where_only_pages_are_answers_with_a_page(client):
    page = Client().post("/statements/", headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["Allow"]) == (405, "GET, HEAD")
    assert "Nothing was done" in page.content.decode()
    blank = Client().post("/statements/", headers={"Accept": "application/json"})
    assert (blank.status_code, blank.content) == (405, b"")


def test_an_address_where_only_forms_go_links_to_the_page_above(client):
    page = client.get(reverse("desk:sign-out"), headers={"Accept": "text/html"})
    assert page.status_code == 405
    assert 'href="/desk/"' in page.content.decode()
