"""The search page."""

import shutil

import pytest
from django.conf import LazySettings
from django.test import Client

from archive.models import Office
from archive.search.engines import outbox
from tests.pages.page import Page
from tests.record import make_board, make_meeting, make_speaker, make_statement, make_topic

pytestmark = pytest.mark.django_db


def page_of(client: Client, query: str) -> Page:
    response = client.get(f"/search/?{query}")
    assert response.status_code == 200
    page = Page(response.content.decode())
    assert not page.faults
    return page


def titles(page: Page) -> list[str]:
    return [one.text for one in page.all("h2") if "entry-title" in (one.attributes.get("class") or "").split()]


def dates(page: Page) -> list[str]:
    return [element.text for element in page.all("time")]


def test_a_search_finds_statements_with_marked_passages_and_links_to_the_marked_words(client: Client):
    speaker = make_speaker("Sample Speaker")
    Office.objects.create(speaker=speaker, title="Chair", organisation="Sample Schools")
    meeting = make_meeting(make_board("Sample Board"), date="2024-03-05")
    remark = make_statement("We may <i>not</i> share immigration status.", speaker=speaker, meeting=meeting)
    policy = make_statement("Words on status.", title="On status & rights", kind="policy_statement", meeting=meeting)
    make_statement("The buses run.", meeting=meeting)
    outbox.drain()
    page = page_of(client, "q=status")
    assert page.one("h1").text == "2 statements"
    assert "Statements with “status”, in any form of the words." in page.text
    assert set(titles(page)) == {"We may <i>not</i> share immigration status.", "On status & rights"}
    assert [mark.text for mark in page.all("mark")] == ["status"] * 3
    assert "Sample Speaker, Chair · Sample Board · 5 March 2024" in page.text.replace("\xa0", " ")
    links = {f"{row.get_absolute_url()}?q=status#match" for row in (remark, policy)}
    assert links <= {*page.links()}
    assert page.one("input", type="search").attributes["value"] == "status"


def test_a_search_is_narrowed_by_links_and_widened_again(client: Client):
    north, south = make_board("North Board", slug="north"), make_board("South Board", slug="south")
    topic = make_topic("Buses", slug="buses")
    make_statement("The bus came.", meeting=make_meeting(north, date="2024"), topics=[topic], kind="motion")
    make_statement("The bus went.", meeting=make_meeting(north, date="2020"), text_status="minutes")
    make_statement("The bus stood.", meeting=make_meeting(south, date="2022"))
    outbox.drain()
    page = page_of(client, "q=bus")
    for link in ("?q=bus&board=north", "?q=bus&topic=buses", "?q=bus&kind=motion", "?q=bus&text_status=minutes"):
        assert link in page.links() or "topic" in link
    assert "?q=bus&year=2020" in page.links()
    narrowed = page_of(client, "q=bus&board=north")
    assert narrowed.one("h1").text == "2 statements"
    assert "?q=bus" in narrowed.links()
    hidden = [field.attributes for field in narrowed.all("input", type="hidden", name="board")]
    assert {field["value"] for field in hidden} == {"north"}
    both = page_of(client, "q=bus&board=north&board=south&year=2022&year=2024")
    assert both.one("h1").text == "2 statements"


def test_several_values_of_a_facet_can_be_chosen_one_after_the_other(client: Client):
    for name in ("north", "south", "west"):
        make_statement("The bus came.", meeting=make_meeting(make_board(name.title(), slug=name)))
    outbox.drain()
    first = page_of(client, "q=bus&board=north")
    assert "?q=bus&board=north&board=south" in first.links()
    both = page_of(client, "q=bus&board=north&board=south")
    assert both.one("h1").text == "2 statements"
    assert {"?q=bus&board=north", "?q=bus&board=south", "?q=bus&board=north&board=south&board=west"} <= {*both.links()}


def test_dates_and_a_meeting_narrow_a_search(client: Client):
    meeting = make_meeting(make_board("North Board"), date="2024-03-05")
    make_statement("The bus came.", meeting=meeting)
    make_statement("The bus went.", meeting=make_meeting(date="2020-01-10"))
    outbox.drain()
    early = page_of(client, "q=bus&to=2020")
    assert early.one("h1").text == "1 statement"
    assert early.one("input", id="to").attributes["value"] == "2020"
    assert "?q=bus" in early.links()
    inside = page_of(client, f"q=bus&meeting={meeting.pk}")
    assert dates(inside) == ["5 March 2024"]
    assert "North Board, 5 March 2024" in inside.text
    wrong = page_of(client, "q=bus&from=soon&board=none")
    assert "“soon” is not a date" in wrong.text
    assert wrong.one("h1").text == "2 statements"


def test_hits_come_in_the_requested_order_or_newest_first_without_words(client: Client):
    board = make_board()
    for year in (2020, 2024, 2022):
        make_statement("The bus came.", board=board, date=str(year))
    outbox.drain()
    years = {"": ["2024", "2022", "2020"], "q=bus&sort=oldest": ["2020", "2022", "2024"]}
    years["q=bus&sort=newest"] = years[""]
    for query, expected in years.items():
        assert dates(page_of(client, query)) == expected, query
    assert "Best match" not in page_of(client, "").text
    assert page_of(client, "q=bus&sort=newest").one("a", aria_current="true").text == "Newest"


def test_years_are_shown_as_a_chart_and_a_table(client: Client):
    board = make_board()
    for year in (2020, 2020, 2024):
        make_statement("The bus came.", board=board, date=str(year))
    outbox.drain()
    page = page_of(client, "q=bus")
    bars = [(bar.attributes["x"], bar.attributes["height"]) for bar in page.all("rect", class_="bar")]
    assert sorted(bars) == [("1", "48.0"), ("41", "24.0")]
    assert "From 2020 to 2024, with most in 2020: 2." in page.one("desc").text
    assert [row.text for row in page.all("td")] == ["1", "2"]


def test_pages_of_hits_follow_each_other_and_a_page_past_the_end_says_so(client: Client):
    board = make_board()
    for day in range(1, 23):
        make_statement(f"The bus came at {day}.", board=board, date=f"2024-02-{day:02}")
    outbox.drain()
    first, second = page_of(client, "q=bus"), page_of(client, "q=bus&page=2")
    assert (len(titles(first)), len(titles(second))) == (20, 2)
    assert "Page 1 of 2" in first.text
    assert "?q=bus&page=2" in first.links()
    response = client.get("/search/?q=bus&page=3")
    past = Page(response.content.decode())
    assert response.status_code == 404
    assert past.one("h1").text == "This search has no page 3. The last page is 2."
    assert "/search/?q=bus" in past.links()
    assert past.one("input", type="search").attributes["value"] == "bus"


def test_a_search_that_finds_nothing_says_what_was_searched_and_what_would_find_something(client: Client):
    make_statement("The status of the buses.", meeting=make_meeting(make_board("North Board"), date="2022-01"))
    outbox.drain()
    page = page_of(client, "q=status zzzz")
    assert page.one("h1").text == "1 statement comes close"
    assert "Doesn’t mention “zzzz”" in page.text
    for words in (
        "Results with 1 of your 2 words.",
        "There are no statements with “zzzz”",
        "We searched 1 statement from 1 meeting of 1 board (January 2022).",
    ):
        assert words in page.text
    assert "?q=status" in page.links()


def test_a_misspelt_search_is_corrected(client: Client):
    make_statement("The budget of the schools.")
    outbox.drain()
    page = page_of(client, "q=budgett")
    assert "Showing results for budget. Search for budgett instead." in page.text
    assert page.one("h1").text == "1 statement"
    assert "?q=budgett&words=typed" in page.links()
    assert page_of(client, "q=budgett&words=typed").one("h1").text == "No results"


def test_a_correct_word_gets_a_suggestion_but_is_not_changed(client: Client):
    make_statement("We thought that they came.")
    outbox.drain()
    page = page_of(client, "q=though")
    assert page.one("h1").text == "No results"
    assert "Did you mean thought?" in page.text


def test_a_word_read_as_a_name_or_date_is_shown_and_this_can_be_undone(client: Client):
    make_statement("The bus came.", speaker=make_speaker("Ana Báez"), board=make_board(), date="2023")
    make_statement("The bus came by Baez Street in 2023.")
    outbox.drain()
    page = page_of(client, "q=what was said about the bus by Báez in 2023?")
    assert page.one("h1").text == "1 statement"
    assert "said by “baez” ×" in page.text
    assert "dated 2023 ×" in page.text
    assert "Optional words: what, was, said, about, the." in page.text
    (undo,) = [link for link in page.links() if "%22B" in link and "2023%22" not in link]
    assert "said by “baez” ×" not in page_of(client, undo.removeprefix("?")).text


def test_statements_with_most_of_the_words_can_be_counted_and_narrowed(client: Client):
    for text in ("The bus and the levy.", "The bus and the roof.", "The bus."):
        make_statement(text)
    outbox.drain()
    page = page_of(client, "q=bus levy")
    assert page.one("h1").text == "1 statement"
    assert page.one("h2", id="partial").text == "Results with 1 of your 2 words"
    assert "?q=bus+levy&words=most" in page.links()
    wide = page_of(client, "q=bus levy&words=most")
    assert wide.one("h1").text == "3 statements"
    assert "?q=bus+levy" in wide.links()


def test_statements_with_all_the_words_come_before_those_that_lack_some(client: Client):
    for title in ("Near", "Nearer"):
        make_statement("The bus levy, the bus levy and the levy.", title=title)
    make_statement(f"A bus. {'We talked about the lake. ' * 60}The levy. {'It rained. ' * 60}The roof.", title="Whole")
    outbox.drain()
    page = page_of(client, "q=bus levy roof")
    assert page.one("h1").text == "1 statement"
    assert [one.text for one in page.all("h2", class_="entry-title")] == ["Whole"]
    assert {one.text for one in page.all("h3", class_="entry-title")} == {"Near", "Nearer"}


def test_the_title_of_a_page_says_what_its_heading_says(client: Client):
    for text in ("The bus and the roof.", "The levy and the roof."):
        make_statement(text)
    outbox.drain()
    for words, counted in (("roof", "2 statements"), ("bus levy", "2 statements come close"), ("zebra", "No results")):
        page = page_of(client, f"q={words}")
        assert page.one("h1").text == counted
        assert page.one("title").text.startswith(f"“{words}”: {counted}")


def test_a_typed_name_links_to_its_page(client: Client):
    speaker = make_speaker("Ana Báez")
    make_statement("The bus came.", speaker=speaker)
    outbox.drain()
    assert speaker.get_absolute_url() in page_of(client, "q=ana baez").links()


def test_names_and_words_are_suggested_while_typing(client: Client):
    speaker = make_speaker("Ana Libros")
    make_statement("The library opens.", speaker=speaker)
    outbox.drain()
    found = client.get("/search/suggest/?q=lib").json()["suggestions"]
    assert found == [
        {"kind": "speaker", "name": "Ana Libros", "url": speaker.get_absolute_url()},
        {"kind": "search", "name": "library", "url": "/search/?q=library"},
    ]
    assert client.get("/search/suggest/").json() == {"suggestions": []}
    typed, names, kinds, addresses = client.get("/search/suggest/?q=lib&form=opensearch").json()
    assert typed == "lib"
    assert (names, kinds) == ([one["name"] for one in found], [one["kind"] for one in found])
    assert addresses == [f"http://testserver{one['url']}" for one in found]


def test_the_page_says_what_was_left_out_of_a_search(client: Client):
    make_statement("The bus came.")
    outbox.drain()
    assert "A parenthesis is not closed" in page_of(client, "q=(bus").text


def test_a_failed_search_says_so_keeps_the_words_and_repairs_the_index(client: Client, settings: LazySettings):
    make_statement("The bus came.")
    outbox.drain()
    shutil.rmtree(settings.SEARCH_INDEX_DIR)
    response = client.get("/search/?q=bus")
    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    page = Page(response.content.decode())
    assert page.one("h1").text == "Search is not available"
    assert page.one("input", type="search").attributes["value"] == "bus"
    assert "/statements/" in page.links()
    assert page_of(client, "q=bus").one("h1").text == "1 statement"


def test_an_index_that_cannot_be_built_does_not_affect_other_pages(
    client: Client, settings: LazySettings, caplog: pytest.LogCaptureFixture
):
    make_statement("The bus came.")
    settings.SEARCH_INDEX_DIR = settings.SEARCH_INDEX_DIR.with_name("a-file")
    settings.SEARCH_INDEX_DIR.write_text("not a folder")
    assert client.get("/search/?q=bus").status_code == 503
    assert "The index cannot be built now" in caplog.text
    assert client.get("/search/?q=bus").status_code == 503
    assert client.get("/statements/").status_code == 200


def test_a_selected_year_comes_first_among_many(client: Client):
    board = make_board()
    for year in range(2010, 2022):
        make_statement("The bus came.", board=board, date=str(year))
    outbox.drain()
    years = page_of(client, "q=bus&year=2011").html.partition('id="facet-year"')[2]
    assert years.index("2011<") < years.index("2021<")


def test_statements_with_the_same_words_are_one_hit_that_names_the_others(client: Client):
    board, speaker = make_board(), make_speaker("Robin Sample")
    words = "The museum levy buys three new buses for the district."
    first, second = (
        make_statement(words, speaker=speaker, meeting=make_meeting(board, date=day))
        for day in ("2024-03-05", "2024-04-02")
    )
    make_statement(
        "The museum levy was not on the list.", speaker=speaker, meeting=make_meeting(board, date="2024-05-07")
    )
    outbox.drain()
    page = page_of(client, "q=museum levy buys")
    assert page.one("h1").text == "2 statements"
    assert titles(page)[0] == words
    assert dates(page)[0] == "2 April 2024"
    assert "Also said on 5 March 2024" in page.text
    assert first.get_absolute_url() in page.links()
    assert [place for place in page.links() if place.startswith(f"{second.get_absolute_url()}?q=")]
    assert "Also said on" not in page_of(client, "q=museum levy buys&sort=newest").text


def test_what_has_all_words_is_counted_offered_and_downloaded_alone_wherever_it_ranks(client: Client):
    meeting = make_meeting()
    far = "The budget was long. " + "We talked of many other things that day. " * 60 + "A skatepark was built. "
    whole = make_statement(far + "We talked of many other things. " * 60 + "Then came lighting.", meeting=meeting)
    for text in ("The skatepark needs lighting.", "Skatepark lighting costs more.", "No skatepark lighting, please."):
        make_statement(text, meeting=meeting)
    outbox.drain()
    query = "q=skatepark+lighting+budget"
    page = page_of(client, query)
    assert page.one("h1").text == "1 statement"
    assert f"/search.csv?{query}" in page.links()
    listed = client.get(f"/search.csv?{query}").getvalue().decode()
    assert f"/statements/{whole.number}/" in listed
    assert "Skatepark lighting costs more" not in listed
