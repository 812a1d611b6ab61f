"""What the forms of boards, meetings, speakers, sources and topics share: the reason, and the version that was seen."""

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.http import QueryDict

from archive.actions.rules import Why, is_public, owner_of, value_of
from archive.desk.forms.fields import SeenField
from archive.models.fields import WebAddressFormField
from archive.models.fields.described import Output, columns_in

WHY = ("reason", "evidence", "evidence_url")


def typed(model: type[models.Model], *first: str) -> list[str]:
    """Return the fields of a form: all that a person may change (``Output.FORM``), ``first`` before the others."""
    return list(dict.fromkeys([*first, *(field.name for field in columns_in(model, Output.FORM))]))


class RefusedForm(forms.Form):
    """A form that shows what an action refuses."""

    def refuse(self, error: ValidationError) -> None:
        """Show each sentence of an error next to its field, or above the form."""
        named = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
        for name, sentences in named.items():
            self.add_error(name if name in self.fields else None, sentences)


class WhyForm(RefusedForm):
    """Why the public record changes, for readers."""

    reason = forms.CharField(
        label="Reason for the change",
        max_length=500,
        help_text="A sentence for readers, shown in the corrections log.",
        error_messages={"required": "Readers can already see this. Give a reason for the change in a sentence."},
    )
    evidence = forms.CharField(
        label="How we know",
        max_length=500,
        required=False,
        help_text="A sentence for readers, such as: the minutes, page 3.",
    )
    evidence_url = WebAddressFormField(label="Where readers can check it", max_length=1000, required=False)

    @property
    def why(self) -> Why:
        """Return the reason and the evidence."""
        return Why(**{name: self.cleaned_data.get(name, "") for name in WHY})

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """The fields of the object itself."""
        return [field for field in self.visible_fields() if field.name not in WHY]

    def ask_no_reason(self) -> None:
        """Leave out the reason: readers cannot see what the form changes."""
        for name in WHY:
            del self.fields[name]


class ObjectForm(forms.ModelForm, WhyForm):
    """A form for an object without words of its own. It asks for a reason once readers can see the object."""

    seen = SeenField()
    theirs: list[tuple[str, str]] | None = None
    # An object that is there already, which the person chose instead of a new one.
    meant: Any = None

    def __init__(self, *args: Any, seen: str = "", owner: models.Model | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = seen
        owner = owner or owner_of(self.instance)
        if owner.pk is None or not is_public(owner):
            self.ask_no_reason()

    @property
    def changes_in_public(self) -> bool:
        """Whether readers can see what it changes."""
        return "reason" in self.fields

    @property
    def why_fields(self) -> list[forms.BoundField]:
        """The fields that ask for the reason."""
        return [self[name] for name in WHY if name in self.fields]

    def differing(self, stored: models.Model) -> list[tuple[str, str]]:
        """Return label and value of what the stored object has and the form does not."""
        names = [
            field.name for field in self.own_fields if field.name in {f.name for f in stored._meta.concrete_fields}
        ]
        now = [
            (name, value_of(stored, name)) for name in names if value_of(stored, name) != value_of(self.instance, name)
        ]
        return [(str(self.fields[name].label), value) for name, value in now]


def why_of(data: QueryDict) -> Why:
    """Return the reason from a form without a page of its own. If it is missing or too long, the action says so."""
    return Why(reason=data.get("reason", ""))
