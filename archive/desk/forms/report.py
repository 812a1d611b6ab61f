"""A form to answer an error report."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from archive.desk.forms.fields import SeenField
from archive.models import Correction
from archive.models.record.error_report import LONGEST_OUTCOME


class SettleForm(forms.Form):
    """The answer to a report. If there are ``corrections``, one of them corrected the error."""

    seen = SeenField()
    correction = forms.ModelChoiceField(label="Corrected by", queryset=Correction.objects.none(), empty_label=None)
    outcome = forms.CharField(label="Outcome, shown to readers", max_length=LONGEST_OUTCOME)
    problem_is_public = forms.BooleanField(
        label="Readers may see what was reported",
        required=False,
        initial=True,
        help_text="Untick this if the report is abusive or names a private person.",
    )

    def __init__(self, *args: Any, corrections: QuerySet[Correction] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if corrections is None:
            del self.fields["correction"]
        else:
            choice = cast(forms.ModelChoiceField, self.fields["correction"])
            choice.queryset = corrections.select_related("revision", "statement")
