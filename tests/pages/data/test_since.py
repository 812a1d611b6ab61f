"""What somebody kept of a statement, in each form of the site, says what has changed since: in public, or not."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db.models import QuerySet
from django.test import Client

from archive.actions.objects import merge_speakers, save_object
from archive.actions.redaction import redact
from archive.actions.rules import Why
from archive.actions.statements import correct, withdraw
from archive.citations.passages.quote_range import QuoteRange
from archive.log import kept_in
from archive.models import LogEntry, LogHead, Speaker, Statement
from tests.log.growing import grow, rebuild
from tests.record import make_meeting, make_speaker, make_statement

pytestmark = pytest.mark.django_db
REASON = "The tape says so."


@pytest.fixture
def statement() -> Statement:
    made = make_statement("We open the library at nine.", speaker=make_speaker("Robin Sample"), meeting=make_meeting())
    make_statement("Other words.", speaker=made.speaker)
    grow()
    return made


def page_of(address: str) -> Callable[[Statement, Path], bytes]:
    return lambda statement, _: Client().get(address.format(statement.pk)).getvalue()


def line_of_bag(statement: Statement, folder: Path) -> bytes:
    call_command("bag", folder / "bag")
    lines = (folder / "bag/data/log/openings.jsonl").read_bytes().splitlines()
    return next(line for line in lines if b'"subject": "statement", "number": %d,' % statement.pk in line)


FORMS = {
    "proof": page_of("/log/proof/{}"),
    "page": page_of("/statements/{}/r/1/"),
    "pdf": page_of("/statements/{}/r/1/statement.pdf"),
    "csl": page_of("/statements/{}/cite/csl-json/"),
    "ris": page_of("/statements/{}/cite/ris/"),
    "bag": line_of_bag,
}


def corrected(statement: Statement) -> str:
    correct(statement=statement, text="We open the branch library.", reason=REASON)
    return "Corrected: earlier, revision, sha256"


def renamed(statement: Statement) -> str:
    assert statement.speaker
    statement.speaker.name = "Robin B. Sample"
    save_object(instance=statement.speaker, why=Why(REASON))
    return "Renamed: name"


def merged(statement: Statement) -> str:
    kept = make_speaker("R. Sample")
    make_statement("More words.", speaker=kept)
    assert statement.speaker
    merge_speakers(kept=kept, gone=statement.speaker)
    return "Merged into another speaker: merged into"


def withdrawn(statement: Statement) -> str:
    withdraw(statement=statement, category="law", reason=REASON)
    return "Withdrawn"


def redacted(statement: Statement) -> str:
    passage = QuoteRange(3, 7)
    redact(revision=statement.published_revision, passage=passage, category="privacy", reason=REASON)
    return "Redacted: earlier, remaining sha256"


def other_words(statement: Statement) -> str:
    QuerySet(Statement).filter(pk=statement.pk).update(attribution="MR. OTHER")
    return f"Statement {statement.pk} has changed, and no entry of the log says why: attribution."


def another_name(statement: Statement) -> str:
    QuerySet(Speaker).filter(pk=statement.speaker_id).update(name="Kim Sample")
    return "A speaker has changed, and no entry of the log says why: name."


def hidden(statement: Statement) -> str:
    QuerySet(Statement).filter(pk=statement.pk).update(status="draft", published_at=None)
    return f"Statement {statement.pk} has gone, and no entry of the log says why."


def told(content: bytes | str) -> str:
    """Put it in, as a file or as pasted text, and return what the page says, in a line."""
    data = {"file": SimpleUploadedFile("kept", content)} if isinstance(content, bytes) else {"kept": content}
    answer = Client().post("/log/since/", data)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("form", FORMS)
def test_each_form_tells_what_was_changed_since(form: str, statement: Statement, tmp_path: Path) -> None:
    kept = FORMS[form](statement, tmp_path)
    assert "Nothing has changed since then." in told(kept)
    for act in (renamed, corrected, merged, redacted, withdrawn):
        sentence = act(statement)
        grow()
        statement.refresh_from_db()
        page = told(kept)
        assert sentence in page, act
        assert "no entry of the log says why" not in page


@pytest.mark.parametrize("act", [other_words, another_name, hidden])
def test_what_was_changed_past_the_log_is_told_too(
    act: Callable[[Statement], str], statement: Statement, tmp_path: Path
) -> None:
    kept = FORMS["ris"](statement, tmp_path)
    assert act(statement) in told(kept)


def test_what_the_log_does_not_have_is_told(statement: Statement, tmp_path: Path) -> None:
    kept = FORMS["csl"](statement, tmp_path).decode()
    texts = list(LogEntry.objects.order_by("position").values_list("text", flat=True))
    entry = kept_in(kept)[0]
    forged = [text.replace(entry.root, "0" * 64) for text in texts]
    for position, text in enumerate(forged):
        LogEntry.objects.filter(position=position).update(text=text)
    rebuild(forged)
    assert f"Entry {entry.position + 1} is not in this log" in told(kept)
    assert Client().post("/log/since/", {"kept": "Words alone."}).status_code == 400
    assert Client().get(f"/log/since/{entry.position}/short").status_code == 404
    assert LogHead.objects.get().size == len(texts)


def test_the_address_is_found_whatever_breaks_its_line(statement: Statement, tmp_path: Path) -> None:
    kept = FORMS["proof"](statement, tmp_path).decode()
    address = json.loads(kept)["since"]
    assert kept_in(f"{address[:-50]}\r\n   {address[-50:]}") == kept_in(kept)
    assert "Nothing has changed since then." in " ".join(Client().get(address).content.decode().split())


def test_a_form_that_was_made_before_its_entry_has_none(statement: Statement, tmp_path: Path) -> None:
    correct(statement=statement, text="We open the branch library.", reason=REASON)
    assert "log/since/" not in FORMS["csl"](statement, tmp_path).decode()


@pytest.mark.parametrize("form", ["page", "pdf", "csl", "ris"])
def test_nobody_keeps_a_form_until_its_entry_is_signed(form: str, tmp_path: Path) -> None:
    statement = make_statement("We open the library at nine.", meeting=make_meeting())
    path = {"page": "r/1/", "pdf": "r/1/statement.pdf", "csl": "cite/csl-json/", "ris": "cite/ris/"}[form]
    client, address = Client(), f"/statements/{statement.pk}/{path}"
    before = client.get(address)
    name = before.headers.get("ETag", "")
    grow()
    after = client.get(address, headers={"If-None-Match": name} if name else {})
    assert not kept_in(before.getvalue().decode("latin-1"))
    assert after.status_code == 200
    assert "Nothing has changed since then." in told(after.getvalue())


def test_every_entry_with_a_root_has_its_page(statement: Statement) -> None:
    for act in (renamed, corrected, merged, redacted, withdrawn):
        act(statement)
        grow()
    subjects = set()
    for position, text in LogEntry.objects.values_list("position", "text"):
        says = json.loads(text)
        if "root" in says:
            subjects.add(says["subject"])
            assert Client().get(f"/log/since/{position}/{says['root']}").status_code == 200, says
    assert {"statement", "speaker", "meeting", "board", "source", "correction", "tombstone"} <= subjects
