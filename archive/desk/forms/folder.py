"""The form for a folder of files."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from archive.models import Board


class ManyFiles(forms.ClearableFileInput):
    """A choice of many files at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Files, each as a single ``FileField`` has it."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Return every file; raise ValidationError for none, and for one that is empty."""
        sent = data if isinstance(data, list | tuple) else [data]
        return [super(ManyFilesField, self).clean(file, initial) for file in sent or [None]]


class FolderForm(forms.Form):
    """Many files of meetings, or a zip of them."""

    uploads = ManyFilesField(
        label="Files, or a zip",
        help_text=(
            "Transcripts, captions and minutes of any number of meetings, up to 100 MB at once. Names with the board "
            "and the date spare you questions: “sample-council/2024-03-05.vtt”. Every file is kept unchanged."
        ),
        error_messages={"empty": "One of the files is empty. Choose the others."},
    )
    board = forms.ModelChoiceField(
        Board.objects.order_by("name"), required=False, label="Board of all files", empty_label="As the files say"
    )
    manifest = forms.FileField(
        required=False,
        label="Manifest",
        help_text="A CSV with a column “file”, and any of board, date, kind, title, publisher and url.",
    )
