"""Programs set, list and stop the alerts of their own address, and learn nothing of any other."""

import re

import pytest
from django.core import mail
from django.test import Client

from archive.actions.statements import correct, withdraw
from archive.alerts import outbox, passages, sign_up
from archive.alerts.sign_up import SIGN_UPS_AN_HOUR, UNCONFIRMED_AN_ADDRESS
from archive.machine.web import HOUR
from archive.models import Alert
from archive.search.engines import outbox as index
from tests.alerts.reader import ADDRESS, confirmed, delivered, text_of
from tests.record import make_draft, make_statement

pytestmark = pytest.mark.django_db
PATH = "/api/v1/alerts/"
SEARCH = {"address": ADDRESS, "search": "q=library"}


def post(token: str = "", client: str = "127.0.0.1", **sent: object):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return Client(enforce_csrf_checks=True).post(PATH, sent, "application/json", headers=headers, REMOTE_ADDR=client)


def listed(token: str) -> list[dict]:
    answer = Client().get(PATH, headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200, answer.content
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.json()["results"]


def token_of(**sent: object) -> str:
    """Set an alert, confirm it, and return the token that the email has."""
    assert post(**sent).status_code == 202
    (asked,) = delivered()
    confirmed(asked)
    return re.search(r"Keep it secret: (\S+)", text_of(asked)).group(1)


@pytest.fixture(autouse=True)
def with_index(db):
    """An index, which previews of searches ask."""
    index.keep_up()


def test_the_token_of_an_email_lists_adds_and_stops():
    one = make_statement("We open on Saturdays.")
    token = token_of(**SEARCH, frequency="weekly", procedural=True)
    added = post(token, statement=one.number, quote="11-20")
    assert added.status_code == 201
    assert not delivered()
    search, passage = listed(token)
    assert (search["search"], search["frequency"], search["procedural"]) == ("q=library", "weekly", True)
    assert (passage["statement"], passage["revision"], passage["quote"]) == (one.number, 1, "11-20")
    assert {search["address"], passage["address"]} == {ADDRESS}
    assert [row["id"] for row in listed(search["token"])] == [search["id"], passage["id"]]
    correct(statement=one, text="We open on Fridays.", reason="Misheard.")
    (told,) = delivered()
    assert "Fridays" in text_of(told)
    own = {"Authorization": f"Bearer {passage['token']}"}
    stopped = Client(enforce_csrf_checks=True).delete(f"{PATH}{search['id']}/", headers=own)
    assert (stopped.status_code, stopped.json()["id"]) == (200, search["id"])
    assert [row["id"] for row in listed(passage["token"])] == [passage["id"]]
    assert Client().get(PATH, headers={"Authorization": f"Bearer {token}"}).status_code == 401


def test_an_alert_that_is_set_again_still_tells_what_waits():
    one = make_statement("We open on Saturdays.")
    token = token_of(address=ADDRESS, statement=one.number)
    correct(statement=one, text="We open on Fridays.", reason="Misheard.")
    assert passages.tell() == 1
    assert post(token, statement=one.number).status_code == 201
    (told,) = delivered()
    assert "Fridays" in text_of(told)


def test_json_with_too_many_levels_is_refused_in_a_sentence():
    for path in (PATH, "/api/v1/quotes/check/"):
        answer = Client().post(path, "[" * 100_000, "application/json")
        assert answer.status_code == 400
        assert "JSON" in answer.json()["detail"]


def test_a_token_opens_no_other_address():
    token = token_of(**SEARCH)
    other = token_of(**SEARCH | {"address": "other@example.org"})
    (theirs,) = listed(other)
    answer = Client().delete(f"{PATH}{theirs['id']}/", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 404
    assert post(token, address="third@example.org", search="q=buses").json()["address"] == ADDRESS
    assert {row["address"] for row in listed(other)} == {"other@example.org"}
    assert not delivered()


@pytest.mark.parametrize("given", [{}, {"Authorization": "Bearer x"}, {"Authorization": "Basic x"}])
def test_without_a_token_that_opens_something_there_is_nothing(given: dict[str, str]):
    post(**SEARCH)
    unconfirmed = {"Authorization": f"Bearer {sign_up.token_of(Alert.objects.get())}"}
    for headers in (given, unconfirmed):
        answers = [Client().get(PATH, headers=headers), Client().delete(f"{PATH}1/", headers=headers)]
        assert {one.status_code for one in answers} == {401}
        assert {one.headers["WWW-Authenticate"] for one in answers} == {"Bearer"}
    assert post("x", search="q=library").status_code == 401


def test_a_stranger_learns_nothing_of_an_address_and_fills_no_mailbox():
    token_of(**SEARCH)
    answers = [post(**SEARCH, client=f"192.0.2.{number}") for number in range(UNCONFIRMED_AN_ADDRESS + 2)]
    answers.append(post(**SEARCH | {"address": "other@example.org"}))
    assert {(one.status_code, one.content) for one in answers} == {(202, answers[0].content)}
    assert len(delivered()) == UNCONFIRMED_AN_ADDRESS + 1


def test_sign_ups_from_one_network_are_limited_as_on_the_page():
    for number in range(SIGN_UPS_AN_HOUR):
        assert post(**SEARCH | {"address": f"reader{number}@example.org"}).status_code == 202
    refused = post(**SEARCH | {"address": "more@example.org"})
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= HOUR


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"address": ""}, "address"),
        ({"address": "nowhere"}, "email"),
        ({"address": "http://example.org/"}, "email"),
        ({"address": "https://"}, "https"),
        ({"address": "https://a:b@example.org/"}, "password"),
        ({"search": ""}, "search"),
        ({"search": "q=library&board=nope"}, "nope"),
        ({"search": "sort=newest"}, "everything"),
        ({"statement": 1}, "either"),
        ({"frequency": "hourly"}, "at_once"),
        ({"procedural": "perhaps"}, "true or false"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_cannot_be_followed_is_refused_in_a_sentence(wrong: dict[str, object], named: str):
    answer = post(**SEARCH | wrong)
    assert answer.status_code == 400
    assert named in answer.json()["detail"]
    assert not Alert.objects.exists()


def test_statements_that_are_not_public_cannot_be_followed():
    gone = make_statement("Gone.")
    withdraw(statement=gone, category="privacy", reason="It named a child.")
    assert post(address=ADDRESS, statement=make_draft("Draft.").number).status_code == 404
    assert post(address=ADDRESS, statement=gone.number).status_code == 410
    one = make_statement("We open.")
    assert post(address=ADDRESS, statement=one.number, revision=2).status_code == 404
    assert post(address=ADDRESS, statement=one.number, quote="3-900").status_code == 400
    assert not Alert.objects.exists()


def test_a_page_of_another_site_sets_nothing_without_a_token():
    headers = {"Origin": "https://example.com"}
    answer = Client().post(PATH, SEARCH, "application/json", headers=headers)
    assert answer.status_code == 403
    outbox.drain()
    assert not mail.outbox
    asks = Client().options(PATH, headers=headers | {"Access-Control-Request-Method": "DELETE"})
    assert "DELETE" in asks.headers["Access-Control-Allow-Methods"]
    assert "Authorization" in asks.headers["Access-Control-Allow-Headers"]
