"""Earlier wordings by date, as RFC 7089 asks."""

import datetime
import re

import pytest
from django.test import Client
from django.utils.http import http_date

from archive.actions.statements import correct
from archive.models import Revision, Statement
from tests.record import make_statement

pytestmark = pytest.mark.django_db
FIRST, SECOND, THIRD = (datetime.datetime(2020, month, 1, 12, 30, 15, 999, datetime.UTC) for month in (1, 3, 5))


@pytest.fixture
def statement() -> Statement:
    statement = make_statement("One.")
    for text in ("Two.", "Three."):
        statement = correct(statement=statement, text=text, reason="Misheard.")
    for number, at in enumerate((FIRST, SECOND, THIRD), 1):
        # Published revisions cannot be changed, but a test may change their dates.
        revision = statement.revisions.get(number=number)
        revision.published_at = at
        super(Revision, revision).save(update_fields=["published_at"])
    return statement


def uri(path: str) -> str:
    return f"http://testserver{path}"


def links(header: str) -> dict[str, str]:
    """Read a Link header: relation to target."""
    found = {}
    for target, parameters in re.findall(r"<([^>]*)>((?:;\s*\w+=\"[^\"]*\")*)", header):
        for relation in re.search(r'rel="([^"]*)"', parameters)[1].split():
            found.setdefault(relation, target)
    return found


def test_a_wording_says_when_it_was_published_and_where_the_others_are(client: Client, statement: Statement) -> None:
    response = client.get(f"/statements/{statement.number}/r/2/")
    assert response["Memento-Datetime"] == "Sun, 01 Mar 2020 12:30:15 GMT"
    found = links(response["Link"])
    revision = f"/statements/{statement.number}/r/%d/"
    assert found["original"] == uri(statement.get_absolute_url())
    assert found["timegate"] == uri(f"/statements/{statement.number}/timegate/")
    assert (found["first"], found["prev"]) == (uri(revision % 1), uri(revision % 1))
    assert (found["last"], found["next"]) == (uri(revision % 3), uri(revision % 3))


def test_the_current_page_is_not_a_memento_but_links_to_them(client: Client, statement: Statement) -> None:
    response = client.get(statement.get_absolute_url())
    assert "Memento-Datetime" not in response.headers
    assert links(response["Link"])["timegate"].endswith("/timegate/")


@pytest.mark.parametrize(
    ("moment", "revision"),
    [
        (FIRST - datetime.timedelta(days=400), 1),
        (FIRST, 1),
        (SECOND - datetime.timedelta(seconds=1), 1),
        (SECOND.replace(microsecond=0), 2),
        (THIRD - datetime.timedelta(days=1), 2),
        (THIRD + datetime.timedelta(days=4000), 3),
    ],
)
def test_the_timegate_redirects_to_the_wording_at_the_given_time(
    client: Client, statement: Statement, moment: datetime.datetime, revision: int
) -> None:
    response = client.get(
        f"/statements/{statement.number}/timegate/", headers={"Accept-Datetime": http_date(moment.timestamp())}
    )
    assert response.status_code == 302
    assert response["Location"] == uri(f"/statements/{statement.number}/r/{revision}/")
    assert response["Vary"] == "Accept-Datetime"
    assert "original" in links(response["Link"])
    assert "Memento-Datetime" not in response.headers


def test_without_a_time_the_timegate_redirects_to_the_latest_wording(client: Client, statement: Statement) -> None:
    response = client.get(f"/statements/{statement.number}/timegate/")
    assert response["Location"] == uri(f"/statements/{statement.number}/r/3/")


@pytest.mark.parametrize("written", ["yesterday", "", "Thu, 99 Feb 2017 18:00:00 GMT"])
def test_text_that_is_not_a_date_is_refused(client: Client, statement: Statement, written: str) -> None:
    response = client.get(f"/statements/{statement.number}/timegate/", headers={"Accept-Datetime": written})
    assert response.status_code == 400
    assert "should be a date such as" in response.content.decode()
