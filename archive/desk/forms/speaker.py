"""Forms for speakers."""

import datetime
from collections import Counter
from typing import Any, cast

from django import forms

from archive.desk.forms.fields import SeenField, WrittenDateField, as_typed
from archive.desk.forms.object import ObjectForm, typed
from archive.desk.forms.pickers import SpeakerField
from archive.models import Office, Speaker, SpeakerName


class SpeakerForm(ObjectForm):
    """A person or an organisation. The slug is made from the name and stays."""

    class Meta:
        model = Speaker
        formfield_callback = as_typed
        fields = typed(Speaker)
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}


class SpeakerNameForm(ObjectForm):
    """Another spelling, for one board's sources or for all."""

    class Meta:
        model = SpeakerName
        fields = typed(SpeakerName)
        labels = {"name": "Another spelling", "board": "Only used at"}


class OfficeForm(ObjectForm):
    """An office held over a time."""

    class Meta:
        model = Office
        fields = typed(Office)
        labels = {"from_date": "From", "to_date": "To"}


class MergeForm(forms.Form):
    """The speaker to merge into."""

    seen = SeenField()
    kept = SpeakerField(
        required=True, label="Is the same as", help_text="The speaker to keep. Everything said moves there."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(SpeakerField, self.fields["kept"]).of(None)


class SplitForm(forms.Form):
    """The name of the second person, and what they said: at boards, in meetings, within dates, or one by one.

    The dates limit what was said at the boards; without a board they count for all of them.
    """

    seen = SeenField()
    name = forms.CharField(label="Name of the other speaker", max_length=300)
    boards = forms.MultipleChoiceField(
        label="All that was said at", required=False, widget=forms.CheckboxSelectMultiple
    )
    since = WrittenDateField(label="Said from", required=False, help_text="Such as 13 August 2024, 2024-08 or 2024.")
    until = WrittenDateField(label="Until", required=False)
    meetings = forms.MultipleChoiceField(
        label="All that was said in", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, speaker: Speaker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.statements = speaker.statements.select_related("board", "meeting__board").order_by("-date", "-number")
        rows = list(self.statements)
        boards = Counter(row.board for row in rows)
        meetings = Counter(row.meeting for row in rows if row.meeting)
        for name, counts in (("boards", boards), ("meetings", meetings)):
            field = cast(forms.MultipleChoiceField, self.fields[name])
            field.choices = [(str(one.pk), f"{one}: {number}") for one, number in counts.items()]

    def chosen(self) -> set[int]:
        """Return the numbers of the statements at the boards, in the meetings and within the dates that were chosen."""
        data = self.cleaned_data
        boards, meetings = set(data["boards"]), set(data["meetings"])
        is_dated = bool(data["since"] or data["until"])
        first = data["since"].first if data["since"] else datetime.date.min
        last = data["until"].last if data["until"] else datetime.date.max
        return {
            row.pk
            for row in self.statements
            if str(row.meeting_id) in meetings
            or (
                (str(row.board_id) in boards or (is_dated and not boards))
                and first <= row.date.first
                and row.date.last <= last
            )
        }
