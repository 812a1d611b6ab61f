"""Cards of statements and passages as images, read back as a social network would read them."""

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.http import HttpResponse
from django.test import Client
from PIL import Image, ImageChops

from archive.actions.redaction import redact
from archive.actions.statements import correct, withdraw
from archive.citations.passages.quote_range import QuoteRange
from archive.models import Office, Statement
from archive.pages.sharing.drawing import CardPicture, draw, lettering
from tests.pages.page import Page
from tests.record import make_board, make_draft, make_meeting, make_speaker, make_statement

pytestmark = pytest.mark.django_db

TEXT = "We have heard you. We will keep the library open, unless the state cuts its grant. Thank you."
HEBREW = "שמענו אתכם. לא נסגור את הספרייה. תודה רבה."
PAPER = (252, 251, 248)
SITE = "http://testserver"


def card(statement: Statement, revision: int = 1, quote: str = "") -> str:
    return f"/statements/{statement.number}/r/{revision}/card.png" + (f"?quote={quote}" if quote else "")


def drawn(response: HttpResponse) -> Image.Image:
    """Return the fully decoded image of the response."""
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    image = Image.open(io.BytesIO(response.content))
    image.load()
    assert (image.format, image.size) == ("PNG", (1200, 630))
    return image.convert("RGB")


def ink(image: Image.Image, area: tuple[int, int, int, int]) -> int:
    """Return how many pixels of an area differ from the background."""
    return sum(count for count, colour in image.crop(area).getcolors(1_000_000) if colour != PAPER)


@pytest.fixture
def statement() -> Statement:
    return make_statement(TEXT, speaker=make_speaker("Ana Sample"), text_status="machine_transcript")


def test_pages_link_to_a_card_which_is_an_image_with_margins(client: Client, statement: Statement):
    wording = f"/statements/{statement.number}/r/1/"
    for path, quote in ((statement.get_absolute_url(), ""), (wording, ""), (f"{wording}?quote=19-48", "19-48")):
        page = Page(client.get(path).content.decode())
        address = page.one("meta", property="og:image").attributes["content"]
        assert address == SITE + card(statement, quote=quote)
        assert page.one("meta", name="twitter:card").attributes["content"] == "summary_large_image"
        size = [page.one("meta", property=f"og:image:{side}").attributes["content"] for side in ("width", "height")]
        assert size == ["1200", "630"]
        told = page.one("meta", property="og:image:alt").attributes["content"]
        assert "We will keep the library open" in told
        assert "Ana Sample" in told
        image = drawn(client.get(address.removeprefix(SITE)))
        assert ink(image, (80, 60, 1120, 560)) > 2_000
        for edge in ((0, 12, 56, 630), (1144, 12, 1200, 630), (0, 600, 1200, 630)):
            assert not ink(image, edge)


def test_a_board_a_speaker_and_a_meeting_have_cards_with_what_their_pages_say(client: Client, statement: Statement):
    Office.objects.create(speaker=statement.speaker, board=statement.board, title="Chair")
    meeting, drawings = statement.meeting, set()
    for subject, path in (
        (statement.board, f"/boards/{statement.board.slug}/card.png"),
        (statement.speaker, f"/speakers/{statement.speaker.slug}/card.png"),
        (meeting, f"/meetings/{meeting.pk}/card.png"),
    ):
        page = Page(client.get(subject.get_absolute_url()).content.decode())
        assert page.one("meta", property="og:image").attributes["content"] == SITE + path
        title = page.one("meta", property="og:title").attributes["content"]
        assert page.one("meta", property="og:image:alt").attributes["content"].startswith(f"{title}. ")
        image = drawn(client.get(path))
        assert ink(image, (80, 60, 1120, 560)) > 2_000
        drawings.add(image.tobytes())
    Office.objects.update(title="Treasurer")
    drawings.add(drawn(client.get(f"/speakers/{statement.speaker.slug}/card.png")).tobytes())
    assert len(drawings) == 4


def test_a_meeting_without_a_title_names_its_board_once_and_a_long_statement_its_telling_sentence(client: Client):
    courtesy = "Thank you, Madam Speaker, and good evening to everyone who is here with us tonight. " * 10
    said = make_statement(f"{courtesy}The library at the lake closes in June.", meeting=make_meeting())
    meeting = Page(client.get(said.meeting.get_absolute_url()).content.decode())
    about = meeting.one("meta", property="og:image:alt").attributes["content"]
    assert about.count(said.board.name) == 1
    page = Page(client.get(said.get_absolute_url()).content.decode())
    told = page.one("meta", property="og:image:alt").attributes["content"]
    assert told.startswith("“The library at the lake closes in June.”")


def test_a_name_in_a_script_missing_from_the_fonts_has_no_card_and_nobody_hidden_has_one(client: Client):
    board = make_statement(meeting=make_meeting(make_board("図書館委員会", slug="library"))).board
    assert "og:image" not in client.get(board.get_absolute_url()).content.decode()
    draft = make_draft(speaker=make_speaker(slug="hidden"), meeting=make_meeting(make_board(slug="hidden")))
    paths = ("/boards/library", "/boards/hidden", "/speakers/hidden", f"/meetings/{draft.meeting_id}", "/boards/none")
    for path in paths:
        assert client.get(f"{path}/card.png").status_code == 404, path


def test_a_passage_an_earlier_wording_and_a_new_speaker_each_have_their_own_card(client: Client, statement: Statement):
    correct(statement=statement, text=TEXT.replace("Thank", "We thank"), reason="Misheard.")
    paths = [card(statement), card(statement, 2), card(statement, quote="19-48"), card(statement, 2, quote="19-48")]
    others = [make_statement(TEXT, attribution=name, text_status="minutes") for name in ("SEVERAL.", "ONE.")]
    paths += [card(other) for other in others]
    assert len({drawn(client.get(path)).tobytes() for path in paths}) == len(paths)


def test_the_sentence_before_a_passage_is_drawn(client: Client):
    one, other = (make_statement(f"{before} We keep it open.") for before in ("This is not true:", "I was told this."))
    passages = [f"{statement.text.index('We keep')}-{len(statement.text)}" for statement in (one, other)]
    images = [drawn(client.get(card(*pair))) for pair in ((one, 1, passages[0]), (other, 1, passages[1]))]
    # The upper half, without the speaker and the URL.
    assert images[0].crop((0, 0, 1200, 300)).tobytes() != images[1].crop((0, 0, 1200, 300)).tobytes()


def test_right_to_left_words_are_aligned_to_the_right(client: Client):
    board = make_board(language="he")
    statement = make_statement(HEBREW, meeting=make_meeting(board), attribution="דנה דוגמה")
    image = drawn(client.get(card(statement, quote="12-24")))
    assert ink(image, (600, 60, 1140, 380)) > ink(image, (60, 60, 600, 380))
    left = drawn(client.get(card(make_statement(TEXT), quote="19-30")))
    assert ink(left, (60, 60, 600, 380)) > ink(left, (600, 60, 1140, 380))


def picture(words: str) -> CardPicture:
    small = lettering("Sample", size=20)
    shown = lettering(words)
    return CardPicture("accent", shown, shown, [small], small, [], [], [], is_centred=True)


def width(words: str) -> int:
    """Return how wide the drawn words are."""
    image = Image.open(io.BytesIO(draw(picture(words)))).convert("RGB").crop((56, 60, 1144, 480))
    left, _, right, _ = ImageChops.difference(image, Image.new("RGB", image.size, PAPER)).getbbox()
    return right - left


def test_arabic_letters_are_joined():
    # The letters between have no form of their own but the one at the end of a word.
    assert width("سلام") < width("‌".join("سلام"))
    assert width("abc سلام") == pytest.approx(width("abc") + width("سلام"), abs=30)


def test_the_same_card_is_the_same_picture_in_every_thread():
    with ThreadPoolExecutor(8) as threads:
        drawn_pictures = set(threads.map(lambda _: draw(picture("Words in eight threads.")), range(16)))
    assert len(drawn_pictures) == 1


@pytest.mark.parametrize(
    "text",
    [
        "word " * 20_000,
        "x" * 100_000,
        "Emoji \U0001f600 and \u202eturned\u202c and Z" + "\u0335\u0310\u0351" * 200 + " heaped.",
        "<script>alert(1)</script> ' \" & \ufffe",
        '#panic("markup") #read("/etc/passwd") $x$ *y* <z> @a \\ [b] // c',
        "—",
        "שלום " * 5_000,
        "\N{ARABIC LIGATURE BISMILLAH AR-RAHMAN AR-RAHEEM}" * 30,
    ],
)
def test_hostile_sizes_and_characters_stay_on_the_card(client: Client, text: str):
    statement = make_statement(text, attribution="Name of somebody \u202e " * 13)
    for quote in ("", f"0-{min(len(statement.text), 90_000)}"):
        image = drawn(client.get(card(statement, quote=quote)))
        for edge in ((0, 12, 56, 630), (1156, 12, 1200, 630), (0, 600, 1200, 630)):
            assert not ink(image, edge)


def test_a_script_missing_from_the_fonts_has_no_image_and_no_link_to_one(client: Client):
    statement = make_statement("我们会保持图书馆开放。")
    response = client.get(card(statement))
    assert response.status_code == 404
    assert "cannot make a card of these words" in response.content.decode()
    page = Page(client.get(statement.get_absolute_url()).content.decode())
    assert not page.all("meta", property="og:image")
    assert page.one("meta", name="twitter:card").attributes["content"] == "summary"


def test_other_pages_have_no_card(client: Client, statement: Statement):
    draft = make_draft("Hidden words.")
    for path in (
        card(draft),
        card(statement, 2),
        card(statement, quote="5-9999"),
        card(statement, quote="zebra"),
        f"/statements/{'9' * 30}/r/1/card.png",
        "/statements/999999/r/1/card.png",
    ):
        assert client.get(path).status_code == 404, path
    assert "outside the text" in client.get(card(statement, quote="5-9999")).content.decode()


def test_a_withdrawn_statement_has_no_card(client: Client, statement: Statement):
    withdraw(statement=statement, category="privacy", reason="It named a child.")
    for quote in ("", "19-48"):
        response = client.get(card(statement, quote=quote))
        assert response.status_code == 410
        assert "library" not in response.content.decode()


def test_a_passage_across_a_redaction_has_no_card_and_says_why(client: Client, statement: Statement):
    before = drawn(client.get(card(statement))).tobytes()
    start = TEXT.index("unless the state")
    redact(
        revision=statement.current_revision,
        passage=QuoteRange(start, TEXT.index(" Thank")),
        category="privacy",
        reason="It named a child.",
    )
    response = client.get(card(statement, quote=f"19-{start + 5}"))
    assert response.status_code == 404
    assert "It named a child." in response.content.decode()
    page = Page(client.get(f"/statements/{statement.number}/r/1/?quote=19-{start + 5}").content.decode())
    assert not page.all("meta", property="og:image")
    assert drawn(client.get(card(statement))).tobytes() != before
    drawn(client.get(card(statement, quote="19-48")))


def test_a_cached_card_is_answered_with_304_until_the_record_changes(client: Client, statement: Statement):
    held = client.get(card(statement))
    again = client.get(card(statement), headers={"if-none-match": held["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    withdraw(statement=statement, category="privacy", reason="It named a child.")
    assert client.get(card(statement), headers={"if-none-match": held["ETag"]}).status_code == 410
