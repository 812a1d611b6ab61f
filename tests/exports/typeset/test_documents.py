"""PDFs of the record, read back by another program: whole, tagged, and without a word that is not public."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from archive.actions.redaction import redact
from archive.actions.rules import version_of
from archive.actions.statements import correct, withdraw
from archive.citations.passages.quote_range import QuoteRange
from archive.exports.typeset import typst
from archive.machine.confinement import run_confined
from archive.models import Board, Meeting, Office, Statement
from archive.search.engines import outbox
from tests.exports.meeting.sample import HOSTILE, make_full_meeting
from tests.exports.typeset.pdf_text import pages_of, tags_of, text_of
from tests.record import make_board, make_decision, make_meeting, make_speaker, make_statement

pytestmark = pytest.mark.django_db
SITE = "http://testserver"
WORDS = "We will not share the secret list."


def pdf(path: str) -> bytes:
    response = Client().get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf"), path
    return response.content


@pytest.fixture
def statement() -> Statement:
    said = make_statement(WORDS, speaker=make_speaker("Ada Public", slug="ada-public"), text_status="minutes")
    outbox.drain()
    return said


@pytest.fixture
def meeting() -> Meeting:
    return make_full_meeting()


@pytest.fixture
def set_confined(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set PDFs as a site does, in a process that is limited."""
    monkeypatch.setattr(typst, "run_confined", run_confined)


def of(statement: Statement, revision: int = 1) -> str:
    return f"/statements/{statement.number}/r/{revision}/statement.pdf"


@pytest.mark.usefixtures("set_confined")
def test_a_file_can_be_read_aloud(meeting: Meeting):
    made = pdf(f"/meetings/{meeting.pk}/transcript.pdf")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    assert b"/Lang(en)" in made
    tags = tags_of(made)
    assert {"Document", "H1", "P"} <= {*tags}
    # The title, two items, and where the record comes from.
    assert tags.count("H1") == 3
    assert text_of(made).endswith("Open Board, 5 March 2024")


def test_each_page_says_what_it_is_and_when_it_was_made(meeting: Meeting):
    make_statement("All of this is said again and again. " * 400, meeting=meeting, position=9)
    pages = pages_of(pdf(f"/meetings/{meeting.pk}/transcript.pdf"))
    assert len(pages) > 2
    day = f"Made on {timezone.localdate().day}"
    for number, text in enumerate(pages, 1):
        assert f"{SITE}{meeting.get_absolute_url()}" in text
        assert "6 statements · SHA-256" in text
        assert day in text
        assert f"{number} / {len(pages)}" in text


def test_a_meeting_is_whole_with_who_said_what_and_when(meeting: Meeting):
    text = text_of(pdf(f"/meetings/{meeting.pk}/transcript.pdf"))
    assert "Ada Public (Trustee): The buses run." in text
    assert " ".join(HOSTILE.split()) in text
    assert "1. Buses & <roads>" in text
    assert "Minutes of 5 March" in text
    assert f"{meeting.statements.public().first().number} · 0:00:03" in text
    assert "ylograph" not in text


def test_a_decision_in_a_meeting_has_its_result_and_its_roll():
    meeting = make_meeting()
    make_decision(ballots=["Kim Example: yes", "Robin Sample: no"], meeting=meeting)
    text = text_of(pdf(f"/meetings/{meeting.pk}/transcript.pdf"))
    for line in ("Carried, 1 to 1.", "Yes: Kim Example.", "No: Robin Sample."):
        assert line in text


def test_a_wording_has_its_address_its_revision_and_its_hash(statement: Statement):
    correct(statement=statement, text="We may share the list.", reason="Misheard.", seen=version_of(statement))
    earlier, now = text_of(pdf(of(statement))), text_of(pdf(of(statement, 2)))
    first, second = statement.revisions.order_by("number")
    assert WORDS in earlier
    assert "This is an earlier wording." in earlier
    assert (
        f"{SITE}{first.get_absolute_url()} Statement {statement.number}, revision 1 · SHA-256 {first.sha256}" in earlier
    )
    assert first.salt in earlier
    assert "We may share the list." in now
    assert second.sha256 in now
    assert "earlier wording" not in now


def test_words_that_were_removed_are_in_no_file(statement: Statement):
    meeting = make_meeting(published_at=timezone.now())
    Statement.objects.filter(pk=statement.pk).update(meeting=meeting)
    paths = [of(statement), f"/meetings/{meeting.pk}/transcript.pdf"]
    assert all("secret" in text_of(pdf(path)) for path in paths)
    start = WORDS.index("secret")
    redact(
        revision=statement.current_revision,
        passage=QuoteRange(start, start + 6),
        category="privacy",
        reason="A person asked.",
    )
    for path in paths:
        text = text_of(pdf(path))
        assert "secret" not in text
        assert "[redacted]" in text
    assert statement.revisions.get().remaining_sha256 in text_of(pdf(paths[0]))
    withdraw(statement=statement, category="privacy", reason="Published in error.")
    assert Client().get(paths[0]).status_code == 410
    assert "We will" not in text_of(pdf(paths[1]))


def test_what_is_not_public_has_no_file(statement: Statement):
    for path in (
        of(statement, 2),
        "/statements/999/r/1/statement.pdf",
        f"/meetings/{make_meeting().pk}/transcript.pdf",
    ):
        assert Client().get(path).status_code == 404


def test_a_file_is_in_the_language_of_its_page(statement: Statement):
    made = pdf(f"/es{of(statement)}")
    assert b"/Lang(es)" in made
    assert "De dónde viene este texto" in text_of(made)
    assert f"{SITE}/statements/" in text_of(made)


@pytest.mark.parametrize(
    "words", ["שמענו אתכם.", "نحن نسمعكم", "We 😀 agree 漢字 \u202eyes\u202c #let x = *1* \\", "ê̆ q̇"]
)
def test_any_letters_can_be_set(words: str):
    board = make_board(language="xx-unknown")
    said = make_statement(words, meeting=make_meeting(board))
    made = pdf(of(said))
    assert b"<pdfuaid:part>1" in made
    if "agree" in words:
        assert "We [U+1F600] agree [U+6F22][U+5B57] yes #let x = *1* \\" in text_of(made)


def test_the_same_record_gives_the_same_bytes(meeting: Meeting):
    address = f"/meetings/{meeting.pk}/transcript.pdf"
    assert pdf(address) == pdf(address)


def test_an_office_at_a_board_that_readers_cannot_see_is_not_told(statement: Statement):
    hidden = make_board("Hidden Board")
    Office.objects.create(speaker=statement.speaker, board=hidden, title="Secret envoy")
    assert not Board.objects.public().filter(pk=hidden.pk).exists()
    assert "Secret envoy" not in text_of(pdf(of(statement)))


@pytest.mark.usefixtures("set_confined")
def test_a_pdf_that_would_take_too_much_is_refused_with_a_sentence(
    statement: Statement, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(typst, "MEMORY_BYTES", 100_000_000)
    for path, sentence in ((of(statement), "too much for one PDF"), (f"/es{of(statement)}", "demasiado para un PDF")):
        answer = Client().get(path)
        assert (answer.status_code, answer["Content-Type"]) == (503, "text/plain; charset=utf-8")
        assert sentence in answer.text
        assert "ETag" not in answer
    assert "A PDF was not made" in caplog.text


def test_the_process_of_the_site_does_not_load_what_sets_a_pdf(tmp_path: Path):
    made = "import sys, pathlib; from archive.exports.typeset.typst import typeset; from django.conf import settings"
    call = "settings.configure(); typeset(pathlib.Path(sys.argv[1]), 'sheet', {}, 'pdf'); print('typst' in sys.modules)"
    (sheet := tmp_path / "empty.typ").write_text('#set document(title: "Sample")\nNothing.')
    done = subprocess.run(
        [sys.executable, "-c", f"{made}; {call}", sheet], cwd=settings.BASE_DIR, capture_output=True, check=True
    )
    assert done.stdout == b"False\n"
