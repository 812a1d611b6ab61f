"""Forms for an agenda, and for many statements at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.forms import BaseFormSet, formset_factory

from archive.actions.meetings import AgendaLine
from archive.desk.forms.fields import TopicsField, WrittenDateField, topics_named
from archive.desk.forms.pickers import (
    PickerField,
    PickerInput,
    SpeakerField,
    StatementField,
    Typed,
    pick_address,
)
from archive.desk.forms.source import OriginForm, origin_of
from archive.ingest.staging.staged_turns import SPLIT_LINE
from archive.models import (
    AgendaItem,
    Board,
    ItemFiling,
    Meeting,
    Office,
    Speaker,
    SpeakerName,
    Statement,
    User,
)
from archive.text.blank import is_blank
from archive.web.whole_number import whole_number

MOST_ROWS = 500
NEW_ITEMS, MORE = 1, 5
# What the next statement by the same speaker takes over from the one before.
TAKEN_OVER = ("speaker", "under", "topics")
Kind = Statement.Kind


@dataclass(frozen=True)
class WordsOfRow:
    """Words of a statement in a row above, which is not saved yet. Rows are counted from 0."""

    row: int
    words: str


class RowOrStatementField(StatementField):
    """A statement of the archive, or one of the rows above, by some of its words."""

    rows_above: Sequence[str] = ()

    def to_python(self, value: Any) -> Any:
        """Return the row if one has the words, or else the statement."""
        typed = value if isinstance(value, Typed) else Typed(value or "")
        matching = [row for row, text in enumerate(self.rows_above) if typed and folded(typed) in text]
        if len(matching) == 1 and not typed.answer:
            return WordsOfRow(matching[0], folded(typed))
        return super().to_python(typed)


def folded(text: str) -> str:
    """Return the words without their case and the space between them, to compare them."""
    return " ".join(text.split()).casefold()


class AgendaRow(forms.Form):
    """One line of an agenda."""

    item = forms.IntegerField(widget=forms.HiddenInput, required=False)
    place = forms.IntegerField(label="Place", min_value=1, max_value=MOST_ROWS, required=False)
    label = forms.CharField(label="Number as printed", max_length=40, required=False)
    title = forms.CharField(
        label="Title", max_length=500, required=False, widget=forms.TextInput(attrs={"data-offers": "item"})
    )
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
    """One statement of a meeting, or outside it. A line of dashes begins another one by the same speaker."""

    speaker = SpeakerField(adds=True)
    speaker_kind = forms.ChoiceField(label="The new speaker is", choices=Speaker.Kind, required=False)
    office = forms.CharField(label="Office on that day", max_length=200, required=False)
    organisation = forms.CharField(
        label="Office held at", max_length=300, required=False, help_text="Empty if it is at the board."
    )
    spelling = forms.CharField(label="Other spelling of the name", max_length=300, required=False)
    attribution = forms.CharField(label="As the source prints it", max_length=300, required=False)
    title = forms.CharField(max_length=300, required=False, help_text="For a policy statement.")
    text = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3, "data-offers": "statement"}),
        strip=False,
        required=False,
        help_text="A line of three dashes begins the next statement of the same speaker.",
    )
    kind = forms.ChoiceField(
        choices=[("", "Remark, or policy statement if it has a title"), *Statement.Kind.choices], required=False
    )
    under = forms.CharField(
        label="Agenda item",
        max_length=500,
        required=False,
        widget=PickerInput("item"),
        help_text="Its title or place. A new title is added to the agenda.",
    )
    outside = WrittenDateField(
        label="Said outside the meeting, on", required=False, help_text="Only for a reply from elsewhere."
    )
    responds_to = RowOrStatementField(label="Responds to", help_text="Some words of the statement it answers.")
    topics = TopicsField()
    agenda_item: AgendaItem | None = None

    def __init__(self, *args: Any, meeting: Meeting | None = None, outside: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_outside = outside
        if outside:
            self.fields["outside"].label, self.fields["outside"].help_text = "Date", ""
        for name in ("speaker", "responds_to"):
            cast(PickerField, self.fields[name]).of(meeting)
        self.fields["under"].widget.attrs |= {"data-adds": "agenda item", "data-offers": "item"}
        if meeting:
            self.fields["under"].widget.attrs["data-choices"] = pick_address("item", meeting)
        self.fields["topics"].widget.attrs["list"] = "topics"

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        typed = ("speaker", "attribution", "title", "text", "topics", "office", "spelling", "responds_to")
        return not any(self.cleaned_data.get(name) for name in typed)

    @property
    def texts(self) -> list[str]:
        """The words of each statement of the row."""
        return [part.strip("\n") for part in SPLIT_LINE.split(self.cleaned_data["text"]) if not is_blank(part)]

    @property
    def is_new_speaker(self) -> bool:
        """Whether something was said about a new speaker."""
        return self.is_bound and any(self[name].value() for name in ("office", "organisation", "spelling"))

    def clean(self) -> dict[str, Any]:
        """Require the words if there is a speaker or a title."""
        super().clean()
        data = self.cleaned_data
        data["text"] = (data.get("text") or "").replace("\r\n", "\n")
        if not self.is_empty and is_blank(data["text"]) and "text" not in self.errors:
            self.add_error("text", "Type the words of the statement.")
        if self.is_outside and not self.is_empty and not data.get("outside") and "outside" not in self.errors:
            self.add_error("outside", "Say when it was said.")
        if data.get("outside") and data.get("under"):
            self.add_error("under", "What is said outside the meeting is under no agenda item.")
        data["kind"] = data.get("kind") or (Kind.POLICY_STATEMENT if data.get("title") else Kind.REMARK)
        speaker = data.get("speaker")
        if isinstance(speaker, Speaker) and speaker.pk is None and data.get("speaker_kind"):
            speaker.kind = data["speaker_kind"]
        return data

    def facts_on_speaker(self, speaker: Speaker, board: Board) -> list[Office | SpeakerName]:
        """Return the office and the spelling that were typed, unless the speaker has them already. Nothing is saved."""
        data, facts = self.cleaned_data, list[Office | SpeakerName]()
        if title := data["office"]:
            where = {"organisation": data["organisation"]} if data["organisation"] else {"board": board}
            if not speaker.offices.filter(title__iexact=title, **where).exists():
                facts.append(Office(speaker=speaker, title=title, **where))
        if (name := data["spelling"]) and not speaker.names.filter(name__iexact=name).exists():
            facts.append(SpeakerName(speaker=speaker, name=name))
        return facts


class StatementRows(BaseFormSet):
    """Statements in the order in which they were made."""

    def _construct_form(self, number: int, **kwargs: Any) -> Any:
        form = super()._construct_form(number, **kwargs)  # type: ignore[misc]  # django-stubs does not have it
        sent: Any = self.data if self.is_bound else {}
        above = [folded(sent.get(f"{self.prefix}-{row}-text", "")) for row in range(number)]
        form.fields["responds_to"].rows_above = above
        return form

    def typed(self) -> Iterator[StatementRow]:
        """Yield the rows in which something was typed."""
        return (form for form in self.forms if not form.is_empty)

    def new_items(self, items: Sequence[AgendaLine]) -> list[str]:
        """Return the titles of agenda items that only the rows name; raise ValidationError for a place without item."""
        labels = {item.label for item in items}
        known = [name.casefold() for item in items for name in (item.title, f"{item.label} {item.title}")]
        new: list[str] = []
        for form in self.typed():
            under = " ".join((form.cleaned_data["under"] or "").split())
            if under in labels:
                continue
            if under.isdecimal() and int(under) > len(items):
                form.add_error("under", f"The agenda has {len(items)} items.")
            elif under and not under.isdecimal() and under.casefold() not in known:
                known.append(under.casefold())
                new.append(under)
        self.check()
        return new

    def put_under(self, items: Sequence[AgendaItem]) -> None:
        """Find the agenda item of each row, which exists by now."""
        places = {str(number): item for number, item in enumerate(items, 1)}
        places |= {item.label: item for item in items if item.label}
        titles = {item.title.casefold(): item for item in items} | {str(item).casefold(): item for item in items}
        for form in self.typed():
            under = " ".join((form.cleaned_data["under"] or "").split())
            form.agenda_item = (places.get(under) or titles.get(under.casefold())) if under else None

    def check(self) -> None:
        """Raise ValidationError if a row has errors."""
        if any(form.errors for form in self.forms):
            raise ValidationError("Check the statements below.")


AgendaFormSet = formset_factory(AgendaRow, AgendaRows, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
StatementFormSet = formset_factory(StatementRow, StatementRows, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


class AboutTextsForm(OriginForm):
    """Facts about all statements that are typed at once: where they come from, and what they come after."""

    after = StatementField(label="Comes after", help_text="Empty if they are the last of the meeting.")

    def __init__(self, *args: Any, meeting: Meeting | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = origin_of(meeting)
        for name in ("source", "after"):
            cast(PickerField, self.fields[name]).of(meeting)

    def place(self, created: Sequence[Sequence[Statement]]) -> Statement | None:
        """Return what the next statement comes after; None if it comes last."""
        after: Statement | None = self.cleaned_data["after"]
        return next((row[-1] for row in reversed(created) if row and row[-1].meeting_id), after) if after else None


class OutsideForm(forms.Form):
    """The board that statements outside a meeting are about."""

    board = forms.ModelChoiceField(queryset=Board.objects.order_by("name"), help_text="The board that it is about.")


def initial_rows(answered: Statement | None) -> list[dict[str, Any]]:
    """Return what the first row begins with: the statement that it responds to, if any."""
    return [{"responds_to": answered} if answered else {}]


def agenda_of(meeting: Meeting | None, new: int = NEW_ITEMS) -> list[dict[str, Any]]:
    """Return the initial rows for a meeting's agenda, with empty ones at the end."""
    by_hand = ItemFiling.objects.filter(how=ItemFiling.How.PERSON).select_related("topic").order_by("topic__name")
    filings = Prefetch("itemfiling_set", by_hand)
    items = meeting.agenda_items.prefetch_related(filings).order_by("position") if meeting else []
    rows = [
        {
            "item": item.pk,
            "place": number,
            "label": item.label,
            "title": item.title,
            "topics": [filing.topic for filing in item.itemfiling_set.all()],
        }
        for number, item in enumerate(items, 1)
    ]
    return rows + [{} for _ in range(new)]


def with_more_rows(data: Any, prefix: str, *, same_speaker: bool = False) -> Any:
    """Return what was sent, with more empty rows in one of its lists, or with one more by the same speaker."""
    data = data.copy()
    count = whole_number(data.get(f"{prefix}-TOTAL_FORMS", "")) or 0
    data[f"{prefix}-TOTAL_FORMS"] = str(min(count + (1 if same_speaker else MORE), MOST_ROWS))
    if same_speaker:
        for name in TAKEN_OVER:
            data[f"{prefix}-{count}-{name}"] = data.get(f"{prefix}-{count - 1}-{name}", "")
    return data
