"""Forms for boards and meetings, and for their publication."""

import datetime
import functools
import zoneinfo
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from archive.desk.forms.fields import SeenField, as_typed
from archive.desk.forms.object import ObjectForm, typed
from archive.models import Board, Meeting


@functools.cache
def time_zones() -> list[tuple[str, Any]]:
    """Return the time zones to choose from: UTC, then those of each continent by city."""
    areas: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(zoneinfo.available_timezones()):
        area, _, city = name.partition("/")
        if city and area not in {"Etc", "SystemV"}:
            areas.setdefault(area, []).append((name, city.replace("_", " ").replace("/", ", ")))
    return [("UTC", "UTC"), *areas.items()]


class BoardForm(ObjectForm):
    """A board. Its slug is made from the name."""

    class Meta:
        model = Board
        formfield_callback = as_typed
        fields = typed(Board)
        widgets = dict.fromkeys(("description", "letterhead"), forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].label = "Committee of"
        help_text = "Where it meets. Times of publication are in its time zone."
        self.fields["timezone"] = forms.ChoiceField(label="Time zone", choices=time_zones, help_text=help_text)


class MeetingForm(ObjectForm):
    """A meeting. Before a second one of the same board and date is created, the form asks."""

    another = forms.BooleanField(
        required=False, label="This is a different meeting on the same day", widget=forms.HiddenInput
    )

    class Meta:
        model = Meeting
        formfield_callback = as_typed
        fields = typed(Meeting, "board", "date", "kind", "status", "title")
        labels = {"start": "Starts at", "recording_url": "Address of the recording"}
        widgets = {
            "start": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }

    def clean(self) -> dict[str, Any]:
        """Refuse a duplicate, unless the person says that it is another meeting."""
        super().clean()
        cleaned = self.cleaned_data
        self.duplicates = []
        board, date = cleaned.get("board"), cleaned.get("date")
        if board and date and not cleaned.get("another"):
            same_day = Meeting.objects.filter(board=board, date=date).exclude(pk=self.instance.pk)
            self.duplicates = list(same_day.order_by("pk"))
        if self.duplicates:
            self.fields["another"].widget = forms.CheckboxInput()
            raise ValidationError(
                "The archive already has a meeting of this board on this date. Open it below. If this is a different "
                "one, tick the box at the end of the form and save."
            )
        return cleaned


class TimeForm(forms.Form):
    """A time of publication, in the board's time zone."""

    at = forms.DateTimeField(
        label="Publish at",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
    )

    def __init__(self, *args: Any, board: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.board = board
        self.fields["at"].help_text = f"Local time of the board ({board.timezone})."

    def clean_at(self) -> datetime.datetime | None:
        """Take the time as the board's local time."""
        at = self.cleaned_data["at"]
        return at and timezone.make_aware(at.replace(tzinfo=None), zoneinfo.ZoneInfo(self.board.timezone))


class PublishAtForm(TimeForm):
    """The time of publication of a meeting."""

    seen = SeenField()
