"""Forms to redact a passage: where it begins and ends, then why."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from archive.actions.removed_words.passages import RepeatedPassage
from archive.citations.passages.quote_range import QuoteRange, QuoteRangeError, from_ends
from archive.desk.forms.removal import RemovalForm
from archive.models import Revision, Source


class PassageForm(forms.Form):
    """A passage of a wording: by its first and last words, or by positions as in a link to a passage."""

    first = forms.CharField(label="First words", max_length=300, required=False)
    last = forms.CharField(label="Last words", max_length=300, required=False)
    quote = forms.CharField(
        label="Or from and to",
        max_length=30,
        required=False,
        help_text="Characters, as in the link to a quotation: 12-40.",
    )

    def __init__(self, *args: Any, revision: Revision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.revision = revision

    def clean(self) -> dict[str, Any]:
        """Find the passage and add it as ``passage``."""
        super().clean()
        data = self.cleaned_data
        try:
            if data.get("quote"):
                data["passage"] = QuoteRange.parse(data["quote"].strip())
                data["passage"].words_in(self.revision.text)
            elif data.get("first"):
                data["passage"] = from_ends(self.revision.text, data["first"], data.get("last", ""))
            else:
                raise ValidationError("Select the words, or type how the passage begins.")
        except QuoteRangeError as error:
            raise ValidationError(str(error)) from error
        return data


class RedactForm(RemovalForm):
    """Why the passage is redacted, and which different words in its place are redacted too."""

    also = forms.MultipleChoiceField(
        label="Also redact",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Other wordings have these words in the same place. Untick those to keep.",
    )

    documents = forms.ModelMultipleChoiceField(
        label="Take out these documents",
        queryset=Source.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="They leave the meeting, their stored files are deleted, and no restore brings them back. Those with "
        "a tick have the words; the archive cannot read the others, so open them.",
    )

    def __init__(
        self,
        *args: Any,
        others: Sequence[RepeatedPassage],
        documents: Mapping[Source, bool],
        **kwargs: Any,
    ) -> None:
        """Offer the documents, each with whether it is known to have the words."""
        super().__init__(*args, **kwargs)
        field = cast(forms.ModelMultipleChoiceField, self.fields["documents"])
        field.queryset = Source.objects.filter(pk__in=[document.pk for document in documents])
        field.initial = [document.pk for document, has_words in documents.items() if has_words]
        if not documents:
            del self.fields["documents"]
        self.others = {place.name: place for place in others}
        if self.others:
            cast(forms.MultipleChoiceField, self.fields["also"]).choices = [
                (name, f"Revision {place.revision.number}: {place.words}") for name, place in self.others.items()
            ]
            self.fields["also"].initial = list(self.others)
        else:
            del self.fields["also"]

    @property
    def chosen(self) -> list[RepeatedPassage]:
        """The places to redact too."""
        return [self.others[name] for name in self.cleaned_data.get("also", ())]
