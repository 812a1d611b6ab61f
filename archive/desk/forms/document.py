"""A form for a document of a meeting."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils.text import slugify

from archive.actions.redaction import ask_about_file
from archive.desk.forms.fields import as_typed
from archive.desk.forms.object import ObjectForm
from archive.ingest.confined import text_of_file
from archive.models import MEDIA_TYPES, Meeting, RemovedWords, Source

MEGABYTE = 1024 * 1024
LARGEST_UPLOAD = 100 * MEGABYTE
NAME_LENGTH = 60  # of the stored file; its folder and its extension come in addition


class SourceForm(ObjectForm):
    """A source of texts: its URL, its file, both, or only its name."""

    file = forms.FileField(
        required=False,
        widget=forms.FileInput,
        help_text=(
            "PDF, Word, PowerPoint, Excel, OpenDocument, text, captions or a picture. The file is kept unchanged."
        ),
        error_messages={"empty": "The file is empty: choose another one."},
    )

    class Meta:
        model = Source
        formfield_callback = as_typed
        fields = ["kind", "title", "file", "url", "publisher", "published", "accessed", "licence"]
        labels = {"url": "Address", "published": "Date of the document", "accessed": "Looked at on"}

    def clean(self) -> dict[str, Any]:
        """Ask about redacted words in a new file."""
        super().clean()
        file = self.cleaned_data.get("file")
        if isinstance(file, UploadedFile) and RemovedWords.objects.exists():
            text, unread = text_of_file(file.open())
            file.seek(0)
            for subject in self.subjects():
                ask_about_file(subject, text, unread)
        return self.cleaned_data

    def subjects(self) -> Iterable[models.Model]:
        """Return the objects whose statements may have lost words that a new file repeats."""
        return [self.instance, *(self.instance.meetings.all() if self.instance.pk else ())]

    def clean_file(self) -> UploadedFile | None:
        """Refuse a file that is too large or not a document, and give the file a plain name."""
        file = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):
            return file
        size, name = file.size or 0, file.name or ""
        if size > LARGEST_UPLOAD:
            raise ValidationError(
                f"The file is {size // MEGABYTE} MB. A document can have up to {LARGEST_UPLOAD // MEGABYTE} MB. "
                "Give its address instead, or a smaller version."
            )
        path = Path(name)
        if path.suffix.lower() not in MEDIA_TYPES:
            raise ValidationError(
                f"Readers cannot download files such as “{path.name[-40:]}” from this archive. Save it as PDF first."
            )
        file.name = f"{slugify(path.stem, allow_unicode=True)[:NAME_LENGTH] or 'document'}{path.suffix.lower()}"
        return file


class DocumentForm(SourceForm):
    """A document of a meeting: its URL, its file, or both."""

    class Meta(SourceForm.Meta):
        fields = ["kind", "title", "file", "url", "publisher", "published"]

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, owner=meeting, **kwargs)
        self.meeting = meeting

    def subjects(self) -> Iterable[models.Model]:
        """Return the meeting."""
        return [self.meeting]

    def clean(self) -> dict[str, Any]:
        """Require a URL or a file."""
        super().clean()
        cleaned = self.cleaned_data
        if not cleaned.get("url") and not cleaned.get("file") and not {"url", "file"} & self.errors.keys():
            raise ValidationError("Give the address of the document, or choose its file.")
        return cleaned
