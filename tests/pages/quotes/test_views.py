"""The page that checks a quotation."""

from collections.abc import Callable

import pytest
from django.test import Client

from archive.actions.statements import correct
from archive.exports.phrases import text_status_sentence
from archive.models import Statement
from archive.search import SearchUnavailable
from tests.pages.page import Page
from tests.record import make_speaker, make_statement

pytestmark = pytest.mark.django_db
WORDS = "If we become aware of a student's immigration status, we will not share that information."


@pytest.fixture
def statement(django_capture_on_commit_callbacks: Callable) -> Statement:
    with django_capture_on_commit_callbacks(execute=True):
        return make_statement(WORDS, speaker=make_speaker("Darienne Driver"))


def check(client: Client, quotation: str, name: str = "") -> Page:
    response = client.post("/quotes/", {"q": quotation, "name": name})
    assert response.status_code == 200
    assert not response.cookies
    page = Page(response.content.decode())
    assert not page.faults
    return page


def test_a_verbatim_quotation_links_to_its_place(client: Client, statement: Statement) -> None:
    page = check(client, "“we will not share that information”")
    assert page.one("h2", id="verdict").text == "Word for word on record"
    assert any(link.startswith(f"/statements/{statement.number}/r/1/?quote=54-88") for link in page.links())
    assert "Darienne Driver" in page.text


def test_the_office_and_the_meeting_are_shown(client: Client, statement: Statement) -> None:
    statement.speaker.offices.create(title="Superintendent", board=statement.board)
    page = check(client, "“we will not share that information”")
    assert f"Darienne Driver, Superintendent, {statement.board}" in page.text
    assert statement.meeting.get_absolute_url() in page.links()


def test_another_name_is_a_warning_above_a_verdict_that_stays_right(client: Client, statement: Statement) -> None:
    make_statement("Something else.", speaker=make_speaker("Sample Treasurer"))
    response = client.post("/quotes/", {"q": f"“{WORDS}” said Sample Treasurer."})
    page = Page(response.content.decode())
    section = page.one("section", aria_labelledby="verdict")
    assert "verdict-right" in (section.attributes["class"] or "").split()
    assert page.text.index("Another name stands beside these words") < page.text.index("Word for word on record")


def test_the_source_stands_between_the_speaker_and_the_words(client: Client, statement: Statement) -> None:
    text = check(client, f"“{WORDS}” Driver said.").text
    source = text_status_sentence(statement.text_status)
    assert source
    assert text.index("Darienne Driver") < text.index(source) < text.index(WORDS)


def test_the_sentence_beside_the_words_does_not_repeat_them(client: Client, statement: Statement) -> None:
    page = check(client, f"The board met. “{WORDS}” Driver said, “and that is all.” She left.")
    (beside,) = page.all("section", class_="beside")
    assert "“…” Driver said, “…”" in beside.text
    assert [element.text for element in page.all("b", class_="named")] == ["Driver"]


def test_a_name_beside_words_that_are_not_on_record_is_only_known_here(client: Client, statement: Statement) -> None:
    page = check(client, "“Every bridge would like a town of its own,” Driver said.")
    assert "Your text has “Driver”. Known here by that name: Darienne Driver." in page.text
    page = check(client, "“Every bridge would like a town of its own,” Darienne Driver said.")
    assert "Your text names Darienne Driver beside these words." in page.text


def test_a_speaker_inside_the_marks_is_answered_with_what_is_judged(client: Client, statement: Statement) -> None:
    sentence = "Only the words inside the quotation marks are judged."
    assert sentence in check(client, f"“{WORDS[:-1]}, said Darienne Driver.”").text.partition("The quotation")[0]
    assert sentence not in check(client, f"“{WORDS}” said Darienne Driver.").text
    assert sentence not in check(client, f"“{WORDS.replace('will', 'may')}”").text


def test_the_record_stands_by_itself_and_changed_words_are_marked_on_both_sides(
    client: Client, statement: Statement
) -> None:
    page = check(client, "If we become aware of a student's immigration status, we may not share that information")
    assert page.one("h2", id="verdict").text == "Altered"
    assert [element.text for element in page.all("b", class_="differs")] == ["will", "may"]
    assert "we will not share" in page.all("blockquote")[0].text
    assert "we may not share" in page.all("blockquote")[1].text
    assert "Your quotation has “may”; the record has “will”." in page.text


def test_what_is_not_found_can_be_searched_for(client: Client, statement: Statement) -> None:
    page = check(client, "Every bridge would like a town of its own")
    (link,) = (link for link in page.all("a") if link.text.strip() == "Search for these words")
    assert link.attributes["href"] == "/search/?q=Every%20bridge%20would%20like%20a%20town%20of%20its%20own"


def test_the_answer_shows_an_earlier_wording(
    client: Client, statement: Statement, django_capture_on_commit_callbacks: Callable
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        correct(statement=statement, text="Other words stand here now.", reason="Misheard.")
    page = check(client, "we will not share that information")
    assert "This was the wording until" in page.text
    assert "The text has since been corrected" in page.text


def test_a_different_speaker_is_reported(client: Client, statement: Statement) -> None:
    assert "not to “Sample Treasurer”" in check(client, WORDS, "Sample Treasurer").text


def test_words_that_are_not_on_record_are_not_found(client: Client, statement: Statement) -> None:
    page = check(client, "The moon is made of green cheese and honey")
    assert page.one("h2", id="verdict").text == "Not found"
    assert "No text in this archive contains these words." in page.text


def test_typed_text_is_shown_again_as_text(client: Client, statement: Statement) -> None:
    page = check(client, "</textarea><script>alert(1)</script>", '"><b>')
    assert page.one("textarea").text == "</textarea><script>alert(1)</script>"


def test_an_empty_form_is_answered_with_a_message(client: Client) -> None:
    assert "Paste a quotation" in check(client, " … ").text


def test_a_link_can_contain_the_quotation(client: Client, statement: Statement) -> None:
    assert "Word for word on record" in client.get("/quotes/", {"q": "will not share that"}).content.decode()
    assert 'id="verdict"' not in client.get("/quotes/").content.decode()


def test_without_an_index_the_page_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def unavailable(*_: object) -> list[int]:
        raise SearchUnavailable

    monkeypatch.setattr("archive.pages.quotes.views.numbers", unavailable)
    response = client.post("/quotes/", {"q": WORDS})
    assert response.status_code == 503
    assert "Search is not available" in response.content.decode()
