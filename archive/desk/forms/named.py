"""A new speaker or source in its own form: it asks, as the pickers do, whether one that is there is meant."""

from typing import Any, ClassVar

from django import forms

from archive.desk.forms.object import ObjectForm
from archive.desk.forms.pickers import ANSWER, NEW, AskingInput, PickerField, Typed, described, once_each


class NamedForm(ObjectForm):
    """A form that adds an object only if nobody means one with this name, or a name near it.

    ``meant`` is the object that the person chose instead. Nothing is saved then.
    """

    picker: ClassVar[type[PickerField]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            field: Any = self.fields[self.picker.named_by]
            field.widget = AskingInput(attrs=field.widget.attrs)
            field.asks = []

    def clean(self) -> dict[str, Any]:
        """Ask about a new name if there are others like it, until that is answered."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        name = self.picker.named_by
        typed = Typed(cleaned.get(name) or "", self.data.get(f"{self.add_prefix(name)}{ANSWER}", ""))
        if self.instance.pk or not typed or typed.answer == NEW:
            return cleaned
        picker = self.picker(adds=True)
        there = once_each(picker.exact(typed), picker.close(typed))
        self.meant = next((row for row in there if str(row.pk) == typed.answer), None)
        if there and not self.meant:
            asks = [(f"{row.pk}:{typed}", described(row)) for row in there]
            field: Any = self.fields[name]
            field.asks = [*asks, (f"{NEW}:{typed}", f"Another {picker.called}: add “{typed}”")]
            self.add_error(name, forms.ValidationError(f"Which {picker.called} is “{typed}”?", code="asks"))
        return cleaned
