"""What is typed to answer a report of an error."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from archive.models import Revision
from archive.models.error_report import LONGEST_OUTCOME


class SettleForm(forms.Form):
    """The answer to a report; with ``revisions`` one of them is what corrected it."""

    revision = forms.ModelChoiceField(label="Corrected by", queryset=None, empty_label=None)
    outcome = forms.CharField(label="What became of it, for readers", max_length=LONGEST_OUTCOME)
    problem_is_public = forms.BooleanField(
        label="Readers may see what was reported",
        required=False,
        initial=True,
        help_text="Untick it where the report is abuse, or names somebody private.",
    )

    def __init__(self, *args: Any, revisions: QuerySet[Revision] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if revisions is None:
            del self.fields["revision"]
        else:
            self.fields["revision"].queryset = revisions
