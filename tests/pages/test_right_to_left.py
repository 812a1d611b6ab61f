"""Right-to-left texts: each name and text has its own direction, and keeps its language."""

import unicodedata
from collections.abc import Iterator

import pytest
from django.test import Client
from lxml import html

from archive.actions.rules import version_of
from archive.actions.statements import correct
from archive.models import Office, Role, SpeakerName, Statement
from archive.search.engines import outbox
from tests.pages.addresses import every_path
from tests.record import make_board, make_document, make_meeting, make_report, make_speaker, make_statement, make_topic
from tests.staff import make_person

NOT_SHOWN = {"head", "title", "desc", "script", "style", "option", "textarea"}


def runs_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text)


def unguided(page: str) -> Iterator[str]:
    """Yield right-to-left text that takes its direction from the page around it."""
    for element in html.document_fromstring(page).iter():
        if not isinstance(element.tag, str):
            continue
        for text, holder in ((element.text, element), (element.tail, element.getparent())):
            if not text or holder is None or not runs_right_to_left(text):
                continue
            around = [holder, *holder.iterancestors()]
            if any(one.tag in NOT_SHOWN for one in around):
                continue
            if not any(one.tag == "bdi" or (one.get("dir") and one.tag != "html") for one in around):
                yield f"<{holder.tag} class={holder.get('class')}> {text.strip()[:80]}"


@pytest.fixture
def arabic(db: None) -> Statement:
    """Publish a record in Arabic and return a statement of it."""
    parent = make_board("مجلس المدينة", language="ar", place="القاهرة", description="وصف.")
    board = make_board("مجلس المدارس", language="ar", place="القاهرة", description="وصف.", parent=parent)
    meeting = make_meeting(board, title="الجلسة الأولى", place="القاعة 5", recording_url="https://youtu.be/aaaaaaaaaaa")
    item = meeting.agenda_items.create(position=1, label="1", title="المكتبة")
    source = make_document(
        meeting, title="المحضر", kind="minutes", publisher="الناشر", licence="رخصة", accessed="2024-05"
    )
    speaker = make_speaker("المتحدث الأول", description="نص.")
    SpeakerName.objects.create(speaker=speaker, name="اسم آخر")
    Office.objects.create(speaker=speaker, title="رئيس", board=board, from_date="2020")
    Office.objects.create(speaker=speaker, title="عضو", organisation="جمعية", from_date="2019")
    topic = make_topic("مكتبات", description="كتب.")
    common = {"meeting": meeting, "agenda_item": item, "source": source, "topics": [topic]}
    first = make_statement("سنفتح المكتبة يوم السبت.", title="بيان", kind="policy_statement", speaker=speaker,
                           attribution="السيد", start_seconds=1.0, end_seconds=9.0, **common)  # fmt: skip
    make_statement("متى تفتح المكتبة؟", attribution="مواطن", responds_to=first, **common)
    make_statement("بدأت الجلسة.", speaker=make_speaker("جمعية الأهالي", kind="organisation"), **common)
    make_statement("خارج الجلسة.", board=parent, date="2023", topics=[topic], speaker=speaker)
    given = {"reason": "خطأ.", "evidence": "تسجيل.", "seen": version_of(first)}
    correct(statement=first, text="سنفتح المكتبة يوم الأحد.", actor=make_person(Role.EDITOR), **given)
    make_report(first, problem="كان الأحد.")
    outbox.drain()
    first.refresh_from_db()
    return first


@pytest.mark.slow
def test_no_right_to_left_text_takes_its_direction_from_the_page(client: Client, arabic: Statement):
    revision = arabic.revisions.get(number=1)
    paths = [
        *every_path(),
        "/search/?q=المكتبة",
        "/search/?q=المتحدث الأول",
        f"/search/?q=السبت&meeting={arabic.meeting_id}&board={arabic.board.slug}",
        "/search/?q=ممتاز",
        "/quotes/?q=سنفتح المكتبة يوم الجمعة صباحا&name=أحمد",
        "/quotes/?q=سنفتح المكتبة يوم السبت.",
        f"{revision.get_absolute_url()}?quote=0-10",
        f"/statements/{arabic.pk}/report/?r=1&quote=0-10",
        f"/statements/{arabic.pk}/cite/?quote=0-10",
    ]
    found: dict[str, str] = {}
    for path in dict.fromkeys(paths):
        response = client.get(path)
        if response.streaming:
            response.close()
        elif response.headers["Content-Type"].startswith("text/html") and response.content:
            found |= dict.fromkeys(unguided(response.content.decode()), path)
    assert not found, "\n".join(f"{text} at {path}" for text, path in sorted(found.items()))


def test_the_words_of_a_record_carry_their_language_on_a_page_in_another(client: Client, arabic: Statement):
    tree = html.document_fromstring(client.get(f"/es{arabic.get_absolute_url()}").content.decode())
    assert tree.get("lang") == "es"
    (text,) = tree.xpath("//*[@data-wording]")
    assert text.get("lang") == "ar"
    assert "سنفتح المكتبة يوم الأحد." in text.text_content()
    (heading,) = tree.xpath("//h1")
    assert (heading.get("lang"), heading.get("dir")) == ("ar", "auto")


def test_a_transcript_has_the_direction_of_its_language(client: Client, arabic: Statement):
    arabic.meeting.agenda_items.update(label="2.A")
    tree = html.document_fromstring(client.get(arabic.meeting.get_absolute_url()).content.decode())
    assert tree.xpath("//*[@data-part]/@dir") == ["rtl"]
    # The Latin letter of a heading's number does not change its direction.
    (heading,) = tree.xpath("//h2[@class='item']")
    assert (heading.get("dir"), heading.text.strip(), heading[0].tag) == ("auto", "", "bdi")
    assert heading.text_content().split() == ["2.A", "المكتبة"]
    english = make_statement().meeting
    tree = html.document_fromstring(client.get(english.get_absolute_url()).content.decode())
    assert tree.xpath("//*[@data-part]/@dir") == ["ltr"]


def test_a_citation_in_english_runs_from_left_to_right(client: Client, arabic: Statement):
    tree = html.document_fromstring(client.get(f"/statements/{arabic.pk}/cite/").content.decode())
    assert {citation.get("dir") for citation in tree.xpath("//*[@class='citation']")} == {"ltr"}
