"""The form of an agenda item, in its row of the meeting's list or alone."""

from collections.abc import Sequence
from typing import Any

from django import forms

from archive.actions.meetings import AgendaLine
from archive.desk.forms.fields import SeenField, TopicsField, topics_named
from archive.models import AgendaItem, ItemFiling, Meeting, User


class ItemForm(forms.Form):
    """An item of an agenda, and its place among the others."""

    title = forms.CharField(max_length=500, widget=forms.TextInput(attrs={"autofocus": True}))
    label = forms.CharField(label="Number as printed", max_length=40, required=False)
    place = forms.IntegerField(label="Place", min_value=1, required=False, help_text="Empty for the last.")
    topics = TopicsField(label="This item is about")
    seen = SeenField()

    def __init__(self, *args: Any, item: AgendaItem | None, meeting: Meeting, seen: str, **kwargs: Any) -> None:
        self.item, self.others = item, list(meeting.agenda_items.order_by("position"))
        kwargs["initial"] = {"seen": seen} | self._stored()
        super().__init__(*args, **kwargs)
        self.fields["topics"].widget.attrs["list"] = "topics"

    def _stored(self) -> dict[str, Any]:
        item = self.item
        if item is None:
            return {}
        filings = ItemFiling.objects.filter(agenda_item=item, how=ItemFiling.How.PERSON).select_related("topic")
        topics = [filing.topic for filing in filings.order_by("topic__name")]
        return {"title": item.title, "label": item.label, "place": self.others.index(item) + 1, "topics": topics}

    def lines(self, actor: User) -> list[AgendaLine]:
        """Return the whole agenda with the item as typed at its place. Call it in a transaction."""
        data, lines = self.cleaned_data, self.other_lines()
        topics = topics_named(data["topics"], actor)
        line = AgendaLine(data["title"], data["label"], self.item.pk if self.item else None, topics)
        lines.insert(min(data["place"] - 1, len(lines)) if data["place"] else len(lines), line)
        return lines

    def other_lines(self) -> list[AgendaLine]:
        """Return the agenda without the item."""
        others: Sequence[AgendaItem] = [one for one in self.others if one != self.item]
        return [AgendaLine(one.title, one.label, one.pk) for one in others]
