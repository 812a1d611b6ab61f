"""Where texts come from."""

import hashlib
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.models.fields import ANY_PAGE, ChoiceField, PartialDateField, PublicQuerySet, ShownRows, WebAddressField
from archive.models.fields.described import EVERYWHERE, Columns, Described, Output, Rule, TextKind

# The media type of a stored file, by the end of its name; any other file is sent as bytes.
MEDIA_TYPES = {
    ".csv": "text/csv",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".jpg": "image/jpeg",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".ppt": "application/vnd.ms-powerpoint",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".rtf": "application/rtf",
    ".srt": "application/x-subrip",
    ".txt": "text/plain",
    ".vtt": "text/vtt",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Source(models.Model):
    """A recording, transcript, minutes, press report or release, with its file if the archive has one.

    Statements come from sources. The documents of a meeting (agenda, packet, presentations) are sources too.
    """

    class Kind(models.TextChoices):
        RECORDING = "recording", _("Official recording")
        TRANSCRIPT = "transcript", _("Official transcript")
        MACHINE_TRANSCRIPT = "machine_transcript", _("Transcript made by software")
        CAPTIONS = "captions", _("Captions written by a person")
        MACHINE_CAPTIONS = "machine_captions", _("Captions made by software")
        AGENDA = "agenda", _("Agenda")
        MINUTES = "minutes", _("Minutes")
        PACKET = "packet", _("Packet")
        PRESENTATION = "presentation", _("Presentation")
        PRESS_REPORT = "press_report", _("News report")
        RELEASE = "release", _("Press release")
        OTHER = "other", _("Other document")

    kind = ChoiceField(max_length=20, choices=Kind)
    title = models.CharField(max_length=500)
    publisher = models.CharField(max_length=300, blank=True)
    url = WebAddressField(max_length=1000, blank=True)
    published = PartialDateField(null=True, blank=True)
    accessed = PartialDateField(null=True, blank=True)
    licence = models.CharField(max_length=500, blank=True)
    made_with = models.CharField(
        max_length=300, blank=True, help_text="The software that wrote it and its model, with versions."
    )
    file = models.FileField(upload_to="sources/%Y/%m/", blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    external_id = models.CharField(
        max_length=500, null=True, blank=True, unique=True, help_text="Its name at an importer."
    )

    described = Described(
        Columns("kind published accessed", Rule.IN_PUBLIC),
        Columns("title publisher url licence", Rule.IN_PUBLIC, TextKind.FACT),
        # The form takes a file, but does not show the one that is there.
        Columns("file", Rule.IN_PUBLIC, TextKind.OTHER, not_in=EVERYWHERE),
        Columns("file_sha256", Rule.IN_PUBLIC, TextKind.CODE, not_in=Output.FORM),
        Columns("id", Rule.SEALED),
        Columns("made_with", Rule.SEALED, TextKind.CODE, not_in=Output.API),
        Columns("external_id", Rule.KEPT, TextKind.CODE),
        outputs=Output.FILES | Output.API | Output.FORM,
        shown=ShownRows(ANY_PAGE, of_a_new_row=""),
    )

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="source_has_title"),
            models.CheckConstraint(condition=~Q(external_id=""), name="source_external_id_not_blank"),
            models.CheckConstraint(
                # A record that was imported from another site has checksums of files that this site does not have.
                condition=Q(file="") | ~Q(file_sha256=""),
                name="source_file_has_checksum",
            ),
        ]

    def clean(self) -> None:
        """Compute the checksum of a new file."""
        super().clean()
        self._take_checksum()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the checksum of a new file."""
        self._take_checksum()
        super().save(*args, **kwargs)

    def _take_checksum(self) -> None:
        if not self.file:
            self.file_sha256 = ""
        elif not self.file._committed:
            self.file_sha256 = checksum(self.file)

    @property
    def file_name(self) -> str:
        """The name of its file without folders; empty if there is no file."""
        return Path(self.file.name or "").name

    @property
    def file_is_there(self) -> bool:
        """Whether the source has a file and the storage still has it."""
        return bool(self.file) and self.file.storage.exists(self.file.name)

    @property
    def media_type(self) -> str:
        """The media type with which its file is sent."""
        return MEDIA_TYPES.get(Path(self.file_name).suffix.lower(), "application/octet-stream")

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title}" if self.publisher else self.title


def checksum(file: File) -> str:
    """Return the SHA-256 of an open file, read in chunks. Rewind the file for the next reader."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
