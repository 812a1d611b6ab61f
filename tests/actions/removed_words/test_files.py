"""A redaction deletes the files of imports that may contain the words, whatever happened to the imports."""

import html
import json

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from archive.actions.redaction import redact
from archive.actions.removed_words import disk
from archive.actions.removed_words.files import readings
from archive.actions.removed_words.passages import plain_keys
from archive.citations.passages.quote_range import from_ends
from archive.ingest.staging.commit import save_as_drafts
from archive.ingest.staging.staged_turns import delete_turns
from archive.models import ImportBatch, Meeting, Role, Source, Statement, checksum
from tests.ingest.documents import archive, docx, paragraph, pdf
from tests.ingest.transcripts import make_batch
from tests.record import make_meeting, make_statement
from tests.staff import make_person, signed_in

SECRET = "Müller Zanthrope of 8812 Plumtree Court"
SAID = f"Our neighbour {SECRET} agreed."
# Encodings of the words in files, and the parts that differ from plain text.
FORMS = {
    "plain.txt": SAID.encode(),
    "western.txt": SAID.encode("cp1252"),
    "wide.txt": SAID.encode("utf-16"),
    "wide-without-mark.txt": SAID.encode("utf-16-le"),
    "escaped.json": json.dumps({"say": SAID, "parts": ["not read\n" + SAID]}).encode(),
    "one-word-a-row.json": json.dumps([{"word": word, "at": 1.5} for word in SAID.split()]).encode(),
    "captions.vtt": b"WEBVTT\n\n" + "".join(f"00:0{n}.000 --> 00:09.000\n{word}\n\n" for n, word in enumerate(
        SAID.split())).encode(),
    "broken.txt": SAID.replace("Zanthrope", "Zan-\n  thrope").replace("Müller", "Mül\u00adler").encode(),
    "marked.html": SAID.replace("Zanthrope", "Zan<b>thrope</b>").encode("ascii", "xmlcharrefreplace"),
    "entities.html": html.escape(SAID.replace("ü", "&uuml;")).encode(),
    "mail.eml": SAID.replace("ü", "=C3=BC").replace("Zanthrope", "Zan=\nthrope").encode(),
    "rich.rtf": b"{\\rtf1 Our neighbour M\\'fcller Zanthrope of 8812 Plumtree Court agreed.}",
    "word.docx": docx(paragraph(SAID)),
    "pages.pdf": pdf([[(50, 700, SAID)]]),
    "packed.zip": archive([("plain.txt", SAID)]),
    "broken.bin": b"\xff\x00\x8812",
}  # fmt: skip


def kept(meeting: Meeting, data: bytes, name: str, status: str) -> ImportBatch:
    """Return an import that has only its file: nothing was read from it, or its turns are gone."""
    file = ContentFile(data, name=name)
    about = {"status": status, "refusal": "It could not be read.", "file_sha256": checksum(file)}
    return ImportBatch.objects.create(meeting=meeting, file_name=name, file=file, **about)


def take_out(statement: Statement, first: str = "Müller", last: str = "Plumtree Court") -> None:
    passage = from_ends(statement.text, first, last)
    redact(revision=statement.current_revision, passage=passage, category="privacy", reason="It named a neighbour.")


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["refused", "discarded"])
def test_no_file_of_the_meeting_keeps_the_words_in_any_format(status: str) -> None:
    statement = make_statement(SAID)
    batches = {name: kept(statement.meeting, data, name, status) for name, data in FORMS.items()}
    elsewhere = kept(make_meeting(), FORMS["plain.txt"], "the same file.txt", status)
    harmless = kept(statement.meeting, b"We met on Monday, and the street was swept.", "harmless.txt", status)
    take_out(statement)
    disk.drain()
    assert [name for name, batch in batches.items() if batch.file.storage.exists(batch.file.name)] == []
    assert not elsewhere.file_is_there
    assert harmless.file_is_there


@pytest.mark.django_db
def test_the_file_is_deleted_even_if_the_turn_with_the_words_was_deleted_first() -> None:
    statement = make_statement(SAID)
    batch = make_batch(statement.meeting, (("Ann Lee", SAID), ("Ann Lee", "We go on.")))
    delete_turns(batch=batch, turns=[batch.turns.first().pk])
    save_as_drafts(batch=batch)
    assert Source.objects.exclude(file="").exists()
    take_out(statement)
    assert not ImportBatch.objects.get().file_is_there
    assert not Source.objects.exclude(file="").exists()


@pytest.mark.django_db
def test_words_that_are_common_one_by_one_are_searched_for_together() -> None:
    statement = make_statement("She said that he was ill. Later it was said that others were ill.")
    apart = kept(statement.meeting, b"00:01\nthat\n00:02\nhe\n00:03\nwas\n00:04\nill", "apart.srt", "refused")
    other = kept(statement.meeting, b"It was said that he was here.", "other.txt", "refused")
    take_out(statement, "that he was", "ill")
    assert not apart.file_is_there
    assert other.file_is_there


@pytest.mark.django_db
def test_a_file_that_cannot_be_deleted_is_never_served(monkeypatch: pytest.MonkeyPatch) -> None:
    statement = make_statement(SAID)
    batch = kept(statement.meeting, FORMS["plain.txt"], "plain.txt", "refused")
    monkeypatch.setattr(disk, "drain", lambda: 0)
    take_out(statement)
    assert batch.file.storage.exists(batch.file.name)
    assert signed_in(make_person(Role.EDITOR)).get(reverse("desk:import-file", args=[batch.pk])).status_code == 404


@given(st.text(alphabet=st.characters(blacklist_categories=["Cc", "Cs"]), max_size=60), st.data())
def test_no_spelling_or_encoding_hides_the_words(text: str, data: st.DataObject) -> None:
    writings = [text.encode(), text.encode("utf-16"), json.dumps(text).encode(), html.escape(text).encode()]
    found = readings(data.draw(st.sampled_from(writings)))
    assert found is None or set(plain_keys(text)) <= {key for reading in found for key in plain_keys(reading)}
