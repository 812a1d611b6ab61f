"""Pages keep their layout in narrow windows, with very long words, on screen and on paper."""

import pytest
from pytest_django.live_server_helper import LiveServer
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

from archive.actions.statements import correct
from archive.models import Statement
from archive.search.engines import outbox
from tests.browser.test_quoting import SELECT
from tests.browser.test_reading import fits
from tests.browser.waiting import css, sized, usable
from tests.record import make_board, make_meeting, make_speaker, make_statement, make_topic

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = (320, 360, 768, 1000, 1104, 1440)
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
# How much wider the placeholder is than the space for it.
TOO_WIDE = """
const [box, style] = [arguments[0], getComputedStyle(arguments[0])];
const canvas = document.createElement("canvas").getContext("2d");
canvas.font = style.font;
const free = box.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
return canvas.measureText(box.placeholder).width - free;
"""


@pytest.fixture
def awkward() -> Statement:
    """A statement in which everything is as long as it may be, and corrected."""
    board = make_board(f"{LONG_WORD} {LONG_WORD.upper()}")
    statement = make_statement(
        f"{LONG_WORD * 3}\n\nhttps://example.org/{'a-path-without-a-break' * 9}",
        title=f"{LONG_WORD} {'and its conditions ' * 11}"[:300].strip(),
        kind=Statement.Kind.POLICY_STATEMENT,
        speaker=make_speaker(f"{LONG_WORD}-{LONG_WORD}"),
        meeting=make_meeting(board),
    )
    return correct(statement=statement, text=f"{LONG_WORD * 2} 😀", reason=LONG_WORD * 2, evidence=LONG_WORD * 2)


@pytest.mark.parametrize("language", ["", "/es"])
@pytest.mark.parametrize("path", ["/", "/about/"])
def test_the_search_box_shows_its_whole_placeholder(
    browser: Chrome, live_server: LiveServer, language: str, path: str
) -> None:
    for pixels in WIDTHS:
        sized(browser, pixels, 800)
        browser.get(f"{live_server.url}{language}{path}")
        assert browser.execute_script(TOO_WIDE, css(browser, "input[type=search]")) <= 0, pixels
        assert fits(browser), pixels


def test_every_page_of_a_statement_with_very_long_words_fits_the_smallest_phone(
    browser: Chrome, live_server: LiveServer, awkward: Statement
) -> None:
    sized(browser, 320, 640)
    own = f"/statements/{awkward.number}"
    paths = ["/", "/corrections/", f"{own}/", f"{own}/r/1/?quote=0-80", f"{own}/compare/1/2/"]
    paths += [f"{own}/{page}/" for page in ("cite", "report", "alert")]
    for path in paths:
        browser.get(live_server.url + path)
        assert fits(browser), path


@pytest.fixture
def one_word() -> Statement:
    """A statement whose board, speaker, topic and heading are each a single long word."""
    board, speaker, topic = make_board(LONG_WORD * 3), make_speaker(LONG_WORD * 3), make_topic(LONG_WORD)
    meeting = make_meeting(board, title=LONG_WORD * 3, place=LONG_WORD * 3)
    item = meeting.agenda_items.create(position=1, title=LONG_WORD * 3)
    statement = make_statement(meeting=meeting, agenda_item=item, speaker=speaker, topics=[topic])
    outbox.drain()
    return statement


def test_names_of_one_long_word_fit_the_smallest_phone(
    browser: Chrome, live_server: LiveServer, one_word: Statement
) -> None:
    board, speaker, topic = one_word.board, one_word.speaker, one_word.topics.get()
    narrowed = f"/search/?board={board.slug}&speaker={speaker.slug}&topic={topic.slug}"
    paths = [instance.get_absolute_url() for instance in (board, speaker, topic, one_word.meeting)]
    for pixels in (320, 1440):
        sized(browser, pixels, 800)
        for path in (*paths, "/boards/", "/speakers/", "/topics/", "/meetings/", "/statements/", "/search/", narrowed):
            browser.get(live_server.url + path)
            assert fits(browser), (path, pixels)


@pytest.mark.parametrize("language", ["", "/es"])
def test_the_search_box_of_an_object_shows_its_whole_placeholder(
    browser: Chrome, live_server: LiveServer, one_word: Statement, language: str
) -> None:
    sized(browser, 320, 640)
    for instance in (one_word.meeting, one_word.board, one_word.speaker, one_word.topics.get()):
        browser.get(f"{live_server.url}{language}{instance.get_absolute_url()}")
        assert browser.execute_script(TOO_WIDE, css(browser, "#masthead-q")) <= 0, instance


@pytest.mark.parametrize(("language", "third"), [("", "Email me if this changes"), ("/es", "Avísenme si esto cambia")])
def test_the_actions_for_selected_words_take_one_row_on_a_phone(
    browser: Chrome, live_server: LiveServer, language: str, third: str
) -> None:
    statement = make_statement("Good evening.\n\nWe open on Saturdays.")
    sized(browser, 320, 640)
    browser.get(f"{live_server.url}{language}{statement.get_absolute_url()}")
    browser.execute_script(SELECT, "p2", "open on Saturdays")
    bar = usable(browser, ".quote-bar")
    buttons = bar.find_elements(By.TAG_NAME, "button")
    assert len({button.rect["y"] for button in buttons}) == 1
    assert len(buttons) == 4
    assert fits(browser)
    assert buttons[2].accessible_name == third


def test_marked_words_are_distinguishable_in_print(browser: Chrome, live_server: LiveServer) -> None:
    statement = make_statement("We open on Saturdays.")
    browser.get(f"{live_server.url}{statement.current_revision.get_absolute_url()}?quote=3-7")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert "underline" in css(browser, "#match").value_of_css_property("text-decoration-line")
