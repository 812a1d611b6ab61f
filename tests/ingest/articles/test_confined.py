"""Whatever the file of a stranger does to its reader only affects a separate process, and is not sent back."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from archive.citations.articles import LONGEST_ARTICLE
from archive.ingest.articles import reading
from archive.ingest.articles.paragraphs import Unreadable
from archive.ingest.articles.reading import read_article, read_article_confined
from archive.machine import confinement
from tests.ingest.articles.test_reading import docx

ARTICLE = docx("<w:p><w:r><w:t>We agree.</w:t></w:r></w:p>")
LONG_ARTICLE = docx(f"<w:p><w:r><w:t>{'word ' * 1_000_000}</w:t></w:r></w:p>")


def test_a_confined_reader_reads_the_same_as_this_process() -> None:
    assert read_article_confined(ARTICLE) == read_article(ARTICLE) == "We agree."


def test_a_refusal_is_in_the_language_of_the_reader() -> None:
    with translation.override("es"), pytest.raises(Unreadable, match="No podemos leer este archivo"):
        read_article_confined(ARTICLE[:-30])


@pytest.mark.parametrize(("limit", "value"), [("READ_SECONDS", 0), ("MEMORY_BYTES", 1_000_000), ("WAIT_SECONDS", 0)])
def test_a_file_beyond_a_limit_is_refused_with_a_message(
    monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    monkeypatch.setattr(reading, limit, value)
    with pytest.raises(Unreadable, match="takes too long to read"):
        read_article_confined(LONG_ARTICLE)


def test_an_error_of_the_program_is_logged_and_answered(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(confinement, "BEGIN", "raise TypeError('This reader is broken.')")
    with pytest.raises(Unreadable, match="cannot read this type of file"):
        read_article_confined(ARTICLE)
    assert "This reader is broken." in caplog.text


@pytest.mark.django_db
def test_a_small_file_with_a_large_text_is_refused_and_not_sent_back(client: Client) -> None:
    written = BytesIO(LONG_ARTICLE)
    assert zipfile.is_zipfile(written)
    assert len(written.getvalue()) < 20_000
    answer = client.post("/quotes/article/", {"file": SimpleUploadedFile("article.docx", written.getvalue())})
    assert answer.status_code == 400
    assert f"{LONGEST_ARTICLE:,}" in answer.text
    assert len(answer.content) < 50_000
