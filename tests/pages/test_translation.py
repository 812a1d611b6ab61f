"""Every sentence of the public pages can be translated; none is missing from the catalogues."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from lxml import html

from archive.actions.rules import version_of
from archive.actions.statements import correct, withdraw
from archive.models import Office, Role, SpeakerName, Statement
from archive.search.engines import outbox
from boardmeetings import VERSION
from tests.pages.addresses import every_path
from tests.pages.pseudo_language import spanish_in_wide_letters
from tests.record import make_board, make_document, make_meeting, make_report, make_speaker, make_statement, make_topic
from tests.staff import make_person

LATIN = re.compile("[A-Za-z]{2,}")
# Names that no language translates, addresses, hashes, symbols of units (SI brochure), the language of the search, "de"
# of dates in Spanish, and the version of the program.
SAME_EVERYWHERE = re.compile(
    r"https?://\S*|/\S+/|\b[\w.-]+\.(?:example|com|be)\b|\bBoardmeetings\b|\bSHA-256\b|\bUTF-8\b|\b(?:[0-9a-f]{32}){1,2}\b"
    r"|\bBibTeX\b|\bRIS\b|\bCSL-JSON\b|\bMarkdown\b|\bBluebook\b|\bde\b|\b\d+\s(?:h|min)\b|\b(?:NEAR|AND|OR|NOT)\b"
    r"|\b(?:date|from|to|kind|status|topic|title):\S*"
    rf"|{re.escape(VERSION)}"
)
ATTRIBUTES = ("alt", "aria-label", "placeholder", "title")
NOT_SAID = {"script", "style", "pre", "template"}


def plain_letters(page: str) -> Iterator[str]:
    """Yield text of a Spanish page in ordinary Latin letters, whether visible or read by a screen reader."""
    tree = html.document_fromstring(page)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        language = element.xpath("string(ancestor-or-self::*[@lang][1]/@lang)")
        said = [element.get(name) for name in ATTRIBUTES]
        said += [value for name, value in element.attrib.items() if name.startswith("data-") and value[:1].isupper()]
        if element.tag == "meta" and element.get("name") == "description":
            said.append(element.get("content"))
        if language == "es" and element.tag not in NOT_SAID:
            said.append(element.text)
        parent = element.getparent()
        if parent is not None and parent.tag not in NOT_SAID:
            around = parent.xpath("string(ancestor-or-self::*[@lang][1]/@lang)")
            said.append(element.tail if around == "es" else None)
        yield from (text.strip() for text in said if text and LATIN.search(SAME_EVERYWHERE.sub("", text)))


@pytest.fixture
def greek(db: None) -> Statement:
    """Publish a record whose own words have no Latin letter, and return a statement of it."""
    parent = make_board("Μεγάλο Συμβούλιο", slug="1", language="el", place="Αθήνα", description="Περιγραφή.")
    board = make_board("Επιτροπή", slug="2", language="el", parent=parent, website="https://a.example/")
    meeting = make_meeting(
        board, title="Τίτλος", place="Αίθουσα", start="18:30", recording_url="https://youtu.be/aaaaaaaaaaa"
    )
    item = meeting.agenda_items.create(position=1, label="1", title="Θέμα")
    meeting.agenda_items.create(position=2, label="2", title="Άλλο θέμα")
    make_document(meeting, title="Έγγραφο", publisher="Εκδότης", published="2024-01", url="https://b.example/")
    speaker = make_speaker("Ομιλητής Ένα", slug="3", website="https://c.example/", description="Κείμενο.")
    SpeakerName.objects.create(speaker=speaker, name="Άλλη γραφή")
    Office.objects.create(speaker=speaker, title="Πρόεδρος", board=board, from_date="2020-01", to_date="2025")
    Office.objects.create(speaker=speaker, title="Μέλος", organisation="Σύλλογος", from_date="2019")
    other = make_speaker("Οργανισμός", slug="4", kind="organisation")
    topic = make_topic("Βιβλιοθήκη", slug="5", description="Για βιβλία.")
    source = make_document(meeting, title="Πρακτικά", kind="minutes", accessed="2024-05-06", licence="Άδεια")
    texts = ("Ανοίγουμε τη βιβλιοθήκη το Σάββατο.\n\nΔεύτερη παράγραφος εδώ.", "Ποιος ανοίγει τη βιβλιοθήκη;")
    common = {"meeting": meeting, "topics": [topic], "source": source}
    first = make_statement(texts[0], title="Πολιτική", kind="policy_statement", speaker=speaker, **common,
                           agenda_item=item, start_seconds=61.0, end_seconds=99.0, attribution="ΟΜΙΛΗΤΗΣ")  # fmt: skip
    make_statement(
        texts[1], speaker=other, text_status="machine_transcript", kind="question", responds_to=first, **common
    )
    make_statement("Χωρίς όνομα.", text_status="as_reported", board=parent, date="2023", topics=[topic], source=source)
    make_statement("Πρακτικά της ημέρας.", kind="narrative", text_status="minutes", **common)
    editor = make_person(Role.EDITOR)
    correct(
        statement=first,
        text=texts[0].replace("Σάββατο", "Κυριακή"),
        reason="Λάθος.",
        seen=version_of(first),
        actor=editor,
    )
    gone = make_statement("Έφυγε.", **common)
    withdraw(statement=gone, category="privacy", reason="Ανήλικος.")
    make_report(first, problem="Ήταν Κυριακή.")
    outbox.drain()
    first.refresh_from_db()
    return first


@pytest.mark.slow
def test_every_sentence_on_a_public_page_is_marked_for_translation(client: Client, greek: Statement):
    revision = greek.revisions.get(number=1)
    searches = (
        "βιβλιοθήκη", '"ανοίγουμε τη"~3 -Κυριακή kind:motion', "τίποτα", "βιβλιοθηκι", "(α OR", "*",
        "title:βιβ* from:2020",
        "α&kind=άσμα&from=2020&to=αύριο&meeting=99", f"&meeting={greek.meeting_id}&from=2020", "Ομιλητής Ένα",
        "βιβλιοθήκη~ NOT", "date:.. status:αα", "τη NEAR/90 α",
    )  # fmt: skip
    quotations = (
        "Ανοίγουμε τη βιβλιοθήκη το Σάββατο.",
        "Ανοίγουμε την βιβλιοθήκη το Σάββατο, όλοι",
        "τίποτα τέτοιο εδώ",
    )
    paths = [
        *every_path(),
        *(f"/search/?q={words}" for words in searches),
        *(f"/quotes/?q={words}&name=Κάποιος" for words in quotations),
        "/quotes/?q=",
        "/nowhere/",
        "/statements/?page=9",
        "/search/?q=α&page=9",
        "/statements/?kind=x&board=x&topic=x&text_status=x&sort=x&from=x&to=9999-99",
        "/speakers/?name=ααα",
        f"{revision.get_absolute_url()}?quote=0-10",
        f"{greek.current_revision.get_absolute_url()}?quote=0-10",
        f"{revision.get_absolute_url()}?quote=x",
        f"{revision.get_absolute_url()}?quote=0-9999",
        f"{revision.get_absolute_url()}quote/?first=α&last=",
        f"{revision.get_absolute_url()}quote/?first=&last=",
        f"{revision.get_absolute_url()}quote/?first=Ανοίγουμε&last=ω",
        f"/statements/{greek.pk}/report/?r=1&quote=0-10",
        f"/statements/{greek.pk}/cite/?r=x",
    ]
    found: dict[str, set[str]] = {}
    seen = 0
    with spanish_in_wide_letters():
        for path in dict.fromkeys(paths):
            response = client.get(f"/es{path}")
            if response.headers["Content-Type"].startswith("text/html") and response.content:
                seen += 1
                for text in plain_letters(response.content.decode()):
                    found.setdefault(text, set()).add(path)
        posted = client.post(f"/es/statements/{greek.pk}/report/", {"problem": "", "email": "x", "website": "x"})
        for text in plain_letters(posted.content.decode()):
            found.setdefault(text, set()).add("a report that was refused")
    assert seen > 60
    assert not found, "\n".join(f"{text!r} at {min(paths)}" for text, paths in sorted(found.items()))
