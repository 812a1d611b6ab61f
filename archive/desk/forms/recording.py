"""A form for a recording: the file or its URL, and what to make from it."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from archive.desk.forms.document import LARGEST, MEGABYTE
from archive.models import ImportBatch, Meeting, Transcription
from archive.recordings.fetch import check_host
from archive.recordings.refusals import NotTranscribed

STATEMENTS = "statements"


class RecordingForm(forms.Form):
    """The recording of a meeting: a file, or a URL that the site may fetch."""

    upload = forms.FileField(
        required=False,
        label="The recording, as a file",
        widget=forms.FileInput(attrs={"accept": "audio/*,video/*"}),
        error_messages={"empty": "The file is empty: choose another one."},
    )
    url = forms.URLField(required=False, label="Or its address", assume_scheme="https", max_length=1000)
    purpose = forms.ChoiceField(
        choices=[
            (Transcription.Purpose.TRANSCRIBE, "Write a transcript, to check and correct"),
            (Transcription.Purpose.ALIGN, "Find the times of a transcript in the archive"),
        ],
        label="What to do with it",
        widget=forms.RadioSelect,
    )
    aligns = forms.ChoiceField(label="Times for", required=False)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        upload, url, aligns = (self.fields[name] for name in ("upload", "url", "aligns"))
        upload.help_text = (
            f"Sound or video, up to {min(LARGEST // MEGABYTE, settings.RECORDING_MAX_MB)} MB and "
            f"{settings.RECORDING_MAX_HOURS} hours. For a larger one, give the address, or upload only the sound. "
            + ("It is kept for staff." if settings.KEEP_RECORDINGS else "It is deleted after it is transcribed.")
        )
        hosts = ", ".join(settings.RECORDING_HOSTS)
        url.help_text = f"From {hosts}." if hosts else "This site does not fetch recordings. Choose the file."
        if not self.is_bound and _may_fetch(meeting.recording_url):
            url.initial = meeting.recording_url
        batches = meeting.imports.filter(status=ImportBatch.Status.STAGED)
        choices = [(str(batch.pk), f"the import {batch.file_name}, in progress") for batch in batches]
        if meeting.statements.exists():
            choices.insert(0, (STATEMENTS, "the statements of the meeting"))
        cast(forms.ChoiceField, aligns).choices = choices

    def clean(self) -> dict[str, Any]:
        """Require exactly one recording, and a transcript that gets the times."""
        super().clean()
        cleaned = self.cleaned_data
        file, url = cleaned.get("upload"), cleaned.get("url")
        if not {"upload", "url"} & self.errors.keys() and not file and not url:
            raise ValidationError("Choose the file of the recording, or give its address.")
        if isinstance(file, UploadedFile):
            cleaned["url"] = ""
        if cleaned.get("purpose") == Transcription.Purpose.ALIGN and not cleaned.get("aligns"):
            raise ValidationError({"aligns": "There is no transcript yet. Write one, or import one first."})
        return cleaned

    @property
    def batch(self) -> ImportBatch | None:
        """The import whose turns get their times, or None for the statements of the meeting."""
        chosen = self.cleaned_data.get("aligns", "")
        is_align = self.cleaned_data["purpose"] == Transcription.Purpose.ALIGN
        return self.meeting.imports.get(pk=int(chosen)) if is_align and chosen != STATEMENTS else None


def _may_fetch(url: str) -> bool:
    try:
        check_host(url)
    except NotTranscribed:
        return False
    return True
