"""Links to where statements were quoted, at the desk: on the work list, seen by clerks, decided by editors."""

import pytest
from django.urls import reverse

from archive.actions.rules import version_of
from archive.actions.statements import withdraw
from archive.models import CitingLink, Role
from tests.record import make_citing_link, make_statement
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db


def test_a_suggested_link_waits_on_the_work_list_until_it_is_decided():
    link = make_citing_link(title="Board keeps library")
    editor = signed_in(make_person(Role.EDITOR))
    page = reverse("desk:cited-by", args=[link.statement_id])
    work = editor.get(reverse("desk:work-list")).content.decode()
    assert "Board keeps library" in work
    assert page in work
    assert link.url in editor.get(page).content.decode()
    decide = reverse("desk:citing-link-decide", args=[link.pk])
    for decision, status in (("accept", "accepted"), ("decline", "declined"), ("accept", "accepted")):
        editor.post(decide, {"decision": decision, "seen": version_of(link)}, follow=True)
        link.refresh_from_db()
        assert link.status == status
    assert "Board keeps library" not in editor.get(reverse("desk:work-list")).content.decode()


def test_a_clerk_suggests_a_link_and_an_editor_accepts_it():
    statement = make_statement()
    page = reverse("desk:cited-by", args=[statement.pk])
    clerk, editor = signed_in(make_person(Role.CLERK)), signed_in(make_person(Role.EDITOR))
    for number, (person, status) in enumerate(((clerk, "waiting"), (editor, "accepted"))):
        story = {"url": f"https://news.example/{number}", "title": "Story", "publisher": "", "published": "2024-03"}
        person.post(page, story)
        assert CitingLink.objects.get(url=story["url"]).status == status
    assert "already sent us" in clerk.post(page, story | {"url": "http://news.example/0"}, follow=True).content.decode()
    answer = clerk.post(page, story | {"url": "javascript:alert(1)"}).content.decode()
    assert "web address" in answer
    assert CitingLink.objects.count() == 2


def test_links_to_a_withdrawn_statement_are_not_on_the_work_list():
    link = make_citing_link(title="Board keeps library")
    withdraw(statement=link.statement, category="privacy", reason="It named a child.")
    editor = signed_in(make_person(Role.EDITOR))
    assert "Board keeps library" not in editor.get(reverse("desk:work-list")).content.decode()
    assert editor.get(reverse("desk:cited-by", args=[link.statement_id])).status_code == 200
