"""Forms for an agenda, and for many statements at once."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory

from archive.actions.save_agenda import AgendaLine
from archive.desk.forms.fields import SpeakerField, TopicsField, topics_named
from archive.models import AgendaItem, Meeting, Statement, User

MOST_ROWS = 500
NEW_ITEMS, NEW_STATEMENTS, MORE = 3, 4, 5


class AgendaRow(forms.Form):
    """One line of an agenda."""

    item = forms.IntegerField(widget=forms.HiddenInput, required=False)
    place = forms.IntegerField(label="Place", min_value=1, max_value=MOST_ROWS, required=False)
    label = forms.CharField(label="Number as printed", max_length=40, required=False)
    title = forms.CharField(label="Title", max_length=500, required=False)
    topics = TopicsField(label="This item is about")
    gone = forms.BooleanField(label="Remove it", required=False)

    def clean(self) -> dict[str, Any]:
        """Require a title if there is a number."""
        super().clean()
        data = self.cleaned_data
        if (data.get("label") or data.get("item")) and not data.get("title") and not data.get("gone"):
            self.add_error("title", "Type the title of the item, or remove it.")
        return data


class AgendaRows(BaseFormSet):
    """The whole agenda of a meeting."""

    def lines(self, actor: User) -> list[AgendaLine]:
        """Return the lines by their position; those without a position come last."""
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get("title")]
        rows = [row for row in rows if not row["gone"]]
        rows.sort(key=lambda row: row["place"] or MOST_ROWS + 1)
        return [AgendaLine(row["title"], row["label"], row["item"], topics_named(row["topics"], actor)) for row in rows]


class StatementRow(forms.Form):
    """One statement of a meeting."""

    speaker = SpeakerField(required=False)
    attribution = forms.CharField(label="As the source prints it", max_length=300, required=False)
    title = forms.CharField(max_length=300, required=False)
    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), strip=False, required=False)
    kind = forms.ChoiceField(choices=Statement.Kind, initial=Statement.Kind.REMARK)
    under = forms.IntegerField(label="Under agenda item", min_value=1, required=False, help_text="Its place: 1, 2 …")
    topics = TopicsField()
    agenda_item: AgendaItem | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["speaker"].widget.attrs["list"] = "speakers"
        self.fields["topics"].widget.attrs["list"] = "topics"

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not any(self.cleaned_data.get(name) for name in ("speaker", "attribution", "title", "text", "topics"))

    def clean(self) -> dict[str, Any]:
        """Require the words if there is a speaker or a title."""
        super().clean()
        data = self.cleaned_data
        if not self.is_empty and not (data.get("text") or "").strip() and "text" not in self.errors:
            self.add_error("text", "Type the words of the statement.")
        return data


class StatementRows(BaseFormSet):
    """Statements in the order in which they were made."""

    def typed(self) -> Iterator[StatementRow]:
        """Yield the rows in which something was typed."""
        return (form for form in self.forms if not form.is_empty)

    def put_under(self, items: list[AgendaItem]) -> None:
        """Find the agenda item of each row; raise ValidationError if there is none with that number."""
        for form in self.typed():
            under = form.cleaned_data["under"]
            if under and under > len(items):
                form.add_error("under", f"The agenda has {len(items)} items.")
            else:
                form.agenda_item = items[under - 1] if under else None
        if any(form.errors for form in self.forms):
            raise ValidationError("Check the statements below.")


AgendaFormSet = formset_factory(AgendaRow, AgendaRows, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
StatementFormSet = formset_factory(
    StatementRow, StatementRows, extra=NEW_STATEMENTS, max_num=MOST_ROWS, absolute_max=MOST_ROWS
)


class AboutTextsForm(forms.Form):
    """Facts about all statements that are typed at once."""

    text_status = forms.ChoiceField(label="Type of source of the texts", choices=Statement.TextStatus)


def agenda_of(meeting: Meeting | None, new: int = NEW_ITEMS) -> list[dict[str, Any]]:
    """Return the initial rows for a meeting's agenda, with empty ones at the end."""
    items = meeting.agenda_items.prefetch_related("topics").order_by("position") if meeting else []
    rows = [
        {"item": item.pk, "place": place, "label": item.label, "title": item.title, "topics": list(item.topics.all())}
        for place, item in enumerate(items, 1)
    ]
    return rows + [{} for _ in range(new)]


def with_more_rows(data: Any, prefix: str) -> Any:
    """Return what was sent, with more empty rows in one of its lists."""
    data = data.copy()
    count = data.get(f"{prefix}-TOTAL_FORMS", "0")
    data[f"{prefix}-TOTAL_FORMS"] = str(min(int(count) + MORE, MOST_ROWS)) if count.isdecimal() else str(MORE)
    return data
