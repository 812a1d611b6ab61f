"""After the end of a session no button leads to a blank page, and no words are lost."""

import pytest
from django.test import Client
from django.urls import reverse

from archive.desk.staff_pages import ANYONE
from archive.models import Role, Speaker, StaffSession
from tests.as_browser import browser, forms_of, submit
from tests.desk.test_permissions import DOORS, addresses  # noqa: F401 - a fixture
from tests.staff import PASSWORD, code_of, make_app, make_person, signed_in

pytestmark = pytest.mark.django_db
SIGN_IN, SECOND_FACTOR, NEW = reverse("desk:sign-in"), reverse("desk:second-factor"), reverse("desk:speaker-new")
NOTHING_DONE = "your last button did nothing"
TYPED = "Robin Sample, of the board"


def sign_in_again(client: Client, person, app, onward: str):
    """Follow the page to sign in, from a redirect to it, to the page that comes after it."""
    page = client.get(onward)
    after_password = submit(client, page, forms_of(page)[0], username=person.username, password=PASSWORD)
    page = client.get(after_password.url, follow=True)
    form = forms_of(page)[-1]
    return client.get(submit(client, page, form, code=code_of(app)).url, follow=True)


@pytest.mark.slow
def test_every_button_pressed_after_the_end_leads_over_the_sign_in_to_a_page_of_the_desk(request):
    paths = request.getfixturevalue("addresses")
    person = make_person(is_superuser=True, is_staff=True)
    app = make_app(person)
    client = signed_in(person)
    guarded = [door for door in DOORS if door.permission != ANYONE]
    for_buttons = [
        door
        for door in guarded
        if door.is_button or (got := client.get(paths[door.name])).status_code == 405 or got.close()
    ]
    assert len(for_buttons) > 10
    page_after = {}
    for door in for_buttons:
        name = door.name
        onward = door.send(Client(), paths[name], {"seen": "0"}).url
        assert onward.startswith(SIGN_IN), name
        page = client.get(onward, follow=True)
        page_after[name] = page.status_code, NOTHING_DONE in page.content.decode()
        assert door.is_button or page.redirect_chain[-1][0] != paths[name]
    assert page_after == {door.name: (200, True) for door in for_buttons}
    assert app.user == person


def test_a_person_comes_back_to_the_page_with_the_button_and_can_press_it():
    person = make_person(Role.EDITOR)
    app = make_app(person)
    client = signed_in(person, browser())
    speaker = Speaker.objects.create(name="Robin Sample", slug="robin")
    address = reverse("desk:speaker", args=[speaker.pk])
    page = client.get(address)
    form = next(
        form
        for form in forms_of(page)
        if form.fields.get("act") != "delete" and form.action != reverse("desk:sign-out")
    )
    StaffSession.objects.all().delete()
    onward = submit(client, page, form, **{name: "" for name in form.fields if name != "csrfmiddlewaretoken"})
    back = sign_in_again(client, person, app, onward.url)
    assert back.request["PATH_INFO"] == address
    assert NOTHING_DONE in back.content.decode()
    assert [one.action for one in forms_of(back)] == [one.action for one in forms_of(page)]


def test_a_form_with_words_can_be_sent_after_signing_in_elsewhere():
    person = make_person(Role.EDITOR)
    app = make_app(person)
    client = signed_in(person, browser())
    page = client.get(NEW)
    form = next(form for form in forms_of(page) if "name" in form.fields)
    StaffSession.objects.all().delete()
    kept = submit(client, page, form, name=TYPED)
    assert kept.status_code == 403
    sign_in_again(client, person, app, f"{SIGN_IN}?next=/desk/")
    # The sign-in gave every form a new token.
    once_more = submit(client, kept, forms_of(kept)[0])
    assert once_more.status_code == 403
    assert TYPED in once_more.content.decode()
    assert not Speaker.objects.exists()
    submit(client, once_more, forms_of(once_more)[0])
    assert Speaker.objects.get().name == TYPED


def test_a_half_signed_in_person_loses_no_words_either():
    person = make_person(Role.EDITOR)
    make_app(person)
    client = Client()
    client.force_login(person)
    kept = client.post(NEW, {"name": TYPED})
    assert kept.status_code == 403
    assert TYPED in kept.content.decode()
    assert SECOND_FACTOR in kept.content.decode()


def test_where_one_goes_after_the_sign_in_is_never_another_site():
    answer = Client().post(NEW, {"seen": "0"}, headers={"Referer": "https://evil.example/desk/"})
    assert "evil" not in answer.url
