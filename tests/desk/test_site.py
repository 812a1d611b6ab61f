"""The setup page of a new site opens only with the code from the server, once."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from archive.actions.site.first_start import setup_code
from archive.ingest.loading.demo import load_demo
from archive.models import Board, Statement, User, current_site
from tests.databases import busy_after, undone
from tests.staff import make_person

pytestmark = pytest.mark.django_db
PASSWORD = "nine purple otters dancing"
TYPED = {
    "name": "Sample Lake Archive",
    "timezone": "America/Chicago",
    "languages": ["en", "es"],
    "board": "Sample Lake Village Board",
    "username": "ann",
    "email": "ann@example.org",
    "password": PASSWORD,
}


def address(code: str = "") -> str:
    return f"{reverse('desk:first-page')}?code={code or setup_code()}"


@pytest.mark.slow
def test_the_page_sets_up_the_site_without_the_demo_and_then_disappears(client: Client) -> None:
    load_demo()
    assert client.get(address()).status_code == 200
    assert client.post(address(), TYPED).status_code == 302
    assert (current_site().name, current_site().has_demo) == ("Sample Lake Archive", False)
    board = Board.objects.get()
    assert (board.name, board.timezone) == ("Sample Lake Village Board", "America/Chicago")
    assert not Statement.objects.exists()
    person = User.objects.get()
    assert person.is_superuser
    assert person.check_password(PASSWORD)
    assert client.get(address()).status_code == 404
    assert Client().post(address(), {**TYPED, "username": "eve"}).status_code == 404


def test_whoever_sets_up_the_site_is_signed_in_and_chooses_a_second_factor(client: Client) -> None:
    answer = client.post(address(), TYPED, follow=True)
    assert "Set up a second factor" in answer.content.decode()
    assert answer.redirect_chain[0][0] == reverse("desk:work-list")
    entry = User.objects.get().audit_entries.first()
    assert entry is None, "the sign-in is not complete before the second factor"


def test_a_site_that_is_set_up_says_so_although_others_write(client: Client) -> None:
    outcomes = set()
    for writes in range(100):
        with undone():
            with busy_after(writes):
                answer = client.post(address(), TYPED)
            # Outside a test, a refused write after the set-up ends no transaction that holds it.
            transaction.set_rollback(False)
            if not User.objects.exists():
                outcomes.add("not set up")
                assert (answer.status_code, "Try again" in answer.content.decode()) == (503, True), writes
                continue
            assert answer.status_code == 302, writes
            page = client.get(answer.url, follow=True).content.decode()
            outcomes.add("in" if "Set up a second factor" in page else "not in")
            assert "Set up a second factor" in page or "The site is set up." in page
            client.cookies.clear()
        if "in" in outcomes:
            break
    assert outcomes == {"not set up", "not in", "in"}


def test_a_user_name_in_letters_of_another_width_is_signed_in_as_it_is_stored(client: Client) -> None:
    assert client.post(address(), {**TYPED, "username": "\uff21nn"}).status_code == 302
    assert User.objects.get().username == "Ann"


def test_what_is_required_is_marked(client: Client) -> None:
    page = client.get(address()).content.decode()
    for label, marked in {"Your password": True, "Your user name": True, "First board": False, "Logo": False}.items():
        assert (f'{label} <span class="quiet">(required)</span>' in page) is marked, label


@pytest.mark.slow
def test_the_page_loads_the_demo_on_request(client: Client) -> None:
    client.post(address(), {**TYPED, "has_demo": "on"})
    assert current_site().has_demo
    assert Statement.objects.public().exists()


def test_nobody_sees_the_page_without_the_code(client: Client) -> None:
    for code in ("wrong", setup_code()[:-1], "%00"):
        assert client.get(address(code)).status_code == 404
        assert client.post(address(code), TYPED).status_code == 404
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"password": "password1234"}, "wrong"),
        ({"colour": "#ffff00"}, "hard to read on white"),
        ({"username": "two words"}, "valid username"),
        ({"timezone": "Nowhere"}, "not a time zone"),
    ],
)
def test_a_refused_form_changes_nothing_and_keeps_what_was_typed(
    client: Client, typed: dict[str, str], words: str
) -> None:
    answer = client.post(address(), {**TYPED, **typed})
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert "Sample Lake Village Board" in answer.content.decode()
    assert not User.objects.exists()
    assert not Board.objects.exists()


def test_a_site_with_an_account_cannot_be_set_up_again(client: Client) -> None:
    make_person()
    assert client.get(address()).status_code == 404
