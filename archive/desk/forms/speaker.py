"""Forms for speakers."""

from typing import Any, cast

from django import forms

from archive.desk.forms.fields import as_typed
from archive.desk.forms.object import ObjectForm
from archive.desk.forms.pickers import SpeakerField
from archive.models import Office, Speaker, SpeakerName


class SpeakerForm(ObjectForm):
    """A person or an organisation. The slug is made from the name and stays."""

    class Meta:
        model = Speaker
        formfield_callback = as_typed
        fields = ["name", "kind", "description", "website"]
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}


class SpeakerNameForm(ObjectForm):
    """Another spelling, for one board's sources or for all."""

    class Meta:
        model = SpeakerName
        fields = ["name", "board"]
        labels = {"name": "Another spelling", "board": "Only used at"}


class OfficeForm(ObjectForm):
    """An office held over a time."""

    class Meta:
        model = Office
        fields = ["title", "board", "organisation", "from_date", "to_date"]
        labels = {"from_date": "From", "to_date": "To"}


class MergeForm(forms.Form):
    """The speaker to merge into."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    kept = SpeakerField(
        required=True, label="Is the same as", help_text="The speaker to keep. Everything said moves there."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(SpeakerField, self.fields["kept"]).of(None)


class SplitForm(forms.Form):
    """The name of the second person."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label="Name of the other speaker", max_length=300)
