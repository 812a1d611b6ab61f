"""Where a statement was quoted: suggested by readers, decided by editors, and shown only if accepted."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from archive.actions.reports import KnownLink, TooManyLinks, decide_citing_link, suggest_citing_link
from archive.actions.rules import version_of
from archive.actions.statements import withdraw
from archive.models import AuditEntry, CitingLink, PartialDate, Role, Statement
from tests.pages.page import Page
from tests.record import make_citing_link, make_draft, make_statement
from tests.staff import make_person

pytestmark = pytest.mark.django_db
STORY = {"url": "https://news.example/story", "title": "Board keeps library", "publisher": "Sample Gazette"}


def accept(link: CitingLink) -> CitingLink:
    return decide_citing_link(link=link, accept=True, seen=version_of(link), actor=make_person(Role.EDITOR))


def send(client: Client, statement: Statement, **fields: str) -> str:
    """Send the form as a reader and return the page that answers."""
    path = f"/statements/{statement.number}/cited-by/"
    return client.post(path, STORY | fields, follow=True).content.decode()


def test_a_readers_link_is_shown_once_an_editor_accepts_it(client: Client):
    statement = make_statement()
    form = Page(client.get(f"/statements/{statement.number}/cited-by/").content.decode())
    assert {field.attributes["name"] for field in form.all("input")} >= {"url", "title", "publisher", "published"}
    assert "Thank you" in send(client, statement, published="2024-03")
    link = CitingLink.objects.get()
    assert (link.status, link.published, link.suggested_by) == ("waiting", PartialDate(2024, 3), None)
    pages = (statement.get_absolute_url(), f"/statements/{statement.number}/cited-by/")
    for path in pages:
        assert "news.example" not in client.get(path).content.decode()
    accept(link)
    for path in pages:
        page = Page(client.get(path).content.decode())
        (shown,) = page.all("a", href=STORY["url"])
        assert shown.attributes["rel"] == "nofollow ugc noopener"
        assert "Board keeps library Sample Gazette, March 2024, news.example" in page.text
    decide_citing_link(link=link, accept=False, seen=version_of(link), actor=make_person(Role.EDITOR))
    for path in pages:
        assert "news.example" not in client.get(path).content.decode()


def test_the_audit_trail_says_who_sent_and_who_decided():
    editor = make_person(Role.EDITOR)
    link = make_citing_link()
    link = decide_citing_link(link=link, accept=True, seen=version_of(link), actor=editor)
    trail = AuditEntry.objects.about(link).order_by("id").values_list("verb", "actor")
    assert [*trail] == [("created", None), ("settled", editor.pk)]


def test_a_link_from_a_clerk_waits_and_one_from_an_editor_is_listed_at_once():
    statement = make_statement()
    clerk, editor = make_person(Role.CLERK), make_person(Role.EDITOR)
    for actor, status in ((clerk, "waiting"), (editor, "accepted")):
        link = suggest_citing_link(
            statement=statement, url=f"https://news.example/{actor.pk}", title="Story", actor=actor
        )
        assert (link.status, link.suggested_by) == (status, actor)


def test_an_unpublished_statement_shows_and_accepts_no_links(client: Client):
    statement = make_statement()
    accept(make_citing_link(statement, url=STORY["url"]))
    withdraw(statement=statement, category="privacy", reason="It named a child.")
    for path in (statement.get_absolute_url(), f"/statements/{statement.number}/cited-by/"):
        response = client.get(path)
        assert response.status_code == 410
        assert "news.example" not in response.content.decode()
    assert not CitingLink.objects.public().exists()
    assert not CitingLink.objects.waiting().exists()
    assert client.post(f"/statements/{statement.number}/cited-by/", STORY).status_code == 410
    draft = make_draft()
    assert client.get(f"/statements/{draft.number}/cited-by/").status_code == 404
    with pytest.raises(ValidationError, match="not published"):
        make_citing_link(draft)


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/story",
        "http://news.example/story",
        "https://NEWS.example:443/story/",
        "https://news.example/story?utm_source=x&fbclid=1#top",
    ],
)
def test_the_same_page_is_listed_once_and_politely_refused_again(client: Client, url: str):
    statement = make_statement()
    link = make_citing_link(statement, url=STORY["url"])
    assert "already sent us" in send(client, statement, url=url)
    accept(link)
    assert "already listed" in send(client, statement, url=url)
    decide_citing_link(link=link, accept=False, seen=version_of(link), actor=make_person(Role.EDITOR))
    assert "did not list it" in send(client, statement, url=url)
    assert CitingLink.objects.count() == 1
    with pytest.raises(KnownLink):
        make_citing_link(statement, url=url)


@pytest.mark.parametrize(
    "url", ["https://news.example/story?id=1", "https://news.example/Story", "https://news.example:8443/story"]
)
def test_each_pair_of_page_and_statement_is_a_separate_link(url: str):
    statement = make_statement()
    make_citing_link(statement, url=STORY["url"])
    make_citing_link(statement, url=url)
    make_citing_link(make_statement(), url=STORY["url"])
    assert CitingLink.objects.count() == 3


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://news.example/story",
        "//news.example/story",
        "news.example",
        "https://bank.example@evil.example/",
        "https://news.example:99999/",
        "https://news.example/\x00",
        "https://news.example/ space",
        "https://[::1",
        "https://" + "x" * 2000,
        "\ud800",
        "",
    ],
)
def test_only_plain_web_urls_are_accepted(client: Client, url: str):
    statement = make_statement()
    with pytest.raises(ValidationError):
        make_citing_link(statement, url=url)
    if url.isprintable():
        page = Page(send(client, statement, url=url))
        assert not page.faults
        assert page.all("b", id="id_url_error")
    assert not CitingLink.objects.exists()


def test_each_network_address_can_send_five_links_per_hour(client: Client):
    statement = make_statement()
    for _ in range(5):
        make_citing_link(statement, client="192.0.2.1")
    with pytest.raises(TooManyLinks):
        make_citing_link(statement, client="192.0.2.1")
    make_citing_link(statement, client="192.0.2.2")
    path = f"/statements/{statement.number}/cited-by/"
    for number in range(6):
        response = client.post(path, STORY | {"url": f"https://news.example/{number}/by-hand"})
    assert response.status_code == 429
    assert "by-hand" in response.content.decode()
    # The whole address, because a hash can contain three digits of one by chance.
    kept = str(list(CitingLink.objects.values_list()))
    assert not [address for address in ("192.0.2.1", "192.0.2.2", "127.0.0.1") if address in kept]


def test_programs_that_fill_in_everything_are_refused(client: Client):
    assert "helps us block automated messages" in send(client, make_statement(), website="x")
    assert not CitingLink.objects.exists()


def test_hostile_titles_are_escaped(client: Client):
    statement = make_statement()
    hostile = "<script>alert(1)</script>\u202e"
    accept(make_citing_link(statement, title=hostile, publisher=hostile, url="https://xn--nxasmq6b.example/\u202e"))
    page = Page(client.get(statement.get_absolute_url()).content.decode())
    assert not page.faults
    assert hostile.strip("\u202e") in page.text
    assert all(script.attributes.get("src") or not script.text.count("alert(1)<") for script in page.all("script"))


def test_lookalike_hosts_are_shown_in_punycode():
    link = make_citing_link(url="https://b\u0430nk.example/")
    assert link.host == "xn--bnk-6cd.example"


def test_the_same_decision_cannot_be_made_twice():
    link = accept(make_citing_link())
    with pytest.raises(ValidationError, match="already"):
        accept(link)
    assert link.decided_at <= timezone.now()
