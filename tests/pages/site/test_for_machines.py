"""What crawlers get."""

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from archive.actions.statements import withdraw
from archive.models import SiteSettings, Statement, Topic
from archive.pages.site import sitemaps
from tests.record import make_draft, make_meeting, make_speaker, make_statement, make_topic

pytestmark = pytest.mark.django_db


def locations(client: Client, path: str) -> list[str]:
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/xml"
    return re.findall("<loc>http://testserver(.+?)</loc>", response.content.decode())


def test_robots_txt_names_the_sitemap_and_disallows_searches(client: Client):
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"].startswith("text/plain")
    lines = response.content.decode().splitlines()
    assert {"User-agent: *", "Disallow: /search/?", "Sitemap: http://testserver/sitemap.xml"} <= {*lines}


def test_security_txt_says_where_to_report_a_weakness(client: Client):
    path = "/.well-known/security.txt"
    assert client.get(path).status_code == 404
    SiteSettings.objects.update_or_create(defaults={"contact": "robin@example.org"})
    response = client.get(path)
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert fields["Contact"] == "mailto:robin@example.org"
    assert fields["Canonical"] == f"http://testserver{path}"
    ends = datetime.fromisoformat(fields["Expires"])
    assert timedelta(days=30) < ends - timezone.now() < timedelta(days=365)


def test_sitemaps_list_every_public_page_and_no_other(client: Client):
    statement = make_statement("Words.", title="A title", speaker=make_speaker(), topics=[make_topic()])
    withdraw(statement=make_statement("Gone."), category="privacy", reason="It named a child.")
    make_draft("Not yet.", speaker=make_speaker(), topics=[make_topic()])
    maps = locations(client, "/sitemap.xml")
    listed = {path for address in maps for path in locations(client, address)}
    expected = {statement, statement.board, statement.meeting, statement.speaker, statement.topics.get()}
    assert {row.get_absolute_url() for row in expected} <= listed
    assert {path for path in listed if path.startswith("/statements/")} == {
        "/statements/",
        statement.get_absolute_url(),
    }
    assert len([path for path in listed if path.startswith(("/speakers/", "/topics/"))]) == 4
    for path in listed:
        assert client.get(path).status_code == 200, path


def test_sitemaps_get_larger_before_their_index_gets_too_long(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sitemaps, "MOST_SMALL_MAPS", 3)
    monkeypatch.setattr(sitemaps, "MOST_URLS_A_MAP", 50)
    make_topic(id=6)
    rows = Topic.objects.order_by("pk")
    assert (sitemaps.NumberRanges(rows, 2).per_page, sitemaps.NumberRanges(rows, 2).num_pages) == (2, 3)
    make_topic(id=7)
    grown = sitemaps.NumberRanges(rows, 2)
    assert (grown.per_page, grown.num_pages) == (50, 1)
    assert list(grown.page(1)) == list(rows)


def test_sitemaps_of_statements_cover_ranges_of_numbers(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sitemaps.ObjectSitemap, "limit", 2)
    meeting = make_meeting()
    first = make_statement("One.", meeting=meeting)
    paths = [first.get_absolute_url()] + [
        make_statement(f"Number {number}.", meeting=meeting).get_absolute_url() for number in range(4)
    ]
    assert Statement.objects.count() == 5
    maps = [address for address in locations(client, "/sitemap.xml") if "statements" in address]
    assert len(maps) == -(-(first.number + 4) // 2)
    assert [path for address in maps for path in locations(client, address)] == paths
    assert client.get("/sitemap-statements.xml?p=99999").status_code == 404
