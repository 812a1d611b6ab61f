"""Pickers: a speaker, a source, an agenda item or a statement, typed, chosen, or added in place.

Without a script a person types the name. The form finds the object, or asks which of several is meant. A script shows
what fits while they type (archive/static/archive/picker.js).
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Max, Q
from django.urls import reverse
from django.utils.text import Truncator

from archive.actions.objects import save_object
from archive.ingest.staging.speakers import KnownSpeaker, SpeakerMatcher
from archive.machine.database import one_at_a_time
from archive.machine.web.whole_number import whole_number
from archive.models import AgendaItem, Meeting, Source, Speaker, Statement, User

# How a text names an object by its number.
NUMBER = re.compile(r"#\s*(\d{1,18})$")
NUMBER_ALONE = re.compile(r"(?:^|#\s*)(\d{1,18})$")
ANSWER = "-as"
NEW = "new"
CHOICES_SHOWN = 8
WORDS_OF_A_STATEMENT = 12


class Typed(str):
    """What was typed into a picker, with the answer if the form had to ask what is meant by it."""

    __slots__ = ("answer",)
    answer: str

    def __new__(cls, text: str, answer: str = "") -> Self:
        """Keep an answer only if it was given for this text."""
        made = super().__new__(cls, " ".join(text.split()))
        meant, _, asked_for = answer.partition(":")
        made.answer = meant if asked_for == made else ""
        return made


class AskingInput(forms.TextInput):
    """A text box, with the answer to the question about what was typed."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return what was typed, with the answer to the question about it."""
        value = super().value_from_datadict(data, files, name)
        return value if value is None else Typed(value, data.get(f"{name}{ANSWER}", ""))


class PickerInput(AskingInput):
    """A text box. Its ``data-choices`` are where a script gets what fits."""

    def __init__(self, kind: str) -> None:
        super().__init__(attrs={"data-pick": kind, "autocomplete": "off"})


class PickerField(forms.CharField):
    """An object by its name, or as "Name #12"; empty for none.

    Its value is None, the object, or a new object that is not saved yet (``kept`` saves it).
    """

    kind = ""
    called = ""
    otherwise = "Choose one from the list."
    longest = 500
    numbered = NUMBER
    # Whether the number means the object, whatever words stand before it.
    number_is_enough = False
    # The column by which objects are named.
    named_by = ""

    def __init__(self, *, adds: bool = False, **kwargs: Any) -> None:
        super().__init__(widget=PickerInput(self.kind), required=kwargs.pop("required", False), **kwargs)
        self.adds = adds
        self.meeting: Meeting | None = None
        # What the form asks: values and labels of the answers.
        self.asks: list[tuple[str, str]] = []
        if adds:
            self.widget.attrs["data-adds"] = self.called

    def of(self, meeting: Meeting | None) -> None:
        """Offer what belongs to the meeting first."""
        self.meeting = meeting
        self.widget.attrs["data-choices"] = pick_address(self.kind, meeting)

    def prepare_value(self, value: Any) -> Any:
        """Show an object as it can be typed."""
        return self.shown(value) if isinstance(value, models.Model) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare the shown values."""
        return (self.prepare_value(initial) or "") != (data or "")

    def to_python(self, value: Any) -> Any:
        """Find the object; raise ValidationError, with what to do, if it is not clear which one is meant."""
        if value is None or isinstance(value, models.Model):
            return value
        text = value if isinstance(value, Typed) else Typed(value)
        if not text:
            return None
        if "\0" in text:
            raise ValidationError("Null characters are not allowed.")
        if text.answer == NEW and self.adds:
            return self.new(text)
        return self._meant(text)

    def _meant(self, text: Typed) -> Any:
        if (pk := whole_number(text.answer)) and (row := self.rows().filter(pk=pk).first()):
            return row
        name, number = self._text_and_number(text)
        numbered = self.rows().filter(pk=number).first() if number else None
        meant = [numbered] if numbered and self.is_named(numbered, name) else []
        exact = once_each(meant, self.exact(text))
        if len(exact) == 1:
            return exact[0]
        close = exact or self.close(text) or (self.exact(name) if number else [])
        if close:
            self._ask(text, close, may_add=self.adds and not exact)
        if not self.adds or text.answer or number:
            if self.adds and name and not text.answer:
                self.asks = [self._other(text)]
            raise ValidationError(f"There is no {self.called} “{text}”. {self.otherwise}")
        if len(text) > self.longest:
            raise ValidationError(f"“{text[:40]}…” is too long: {self.longest} letters at most.")
        return self.new(text)

    def _text_and_number(self, text: str) -> tuple[str, int | None]:
        """Return a text without the number at its end, and this number, which may be a part of the name."""
        match = self.numbered.search(text)
        return (text[: match.start()].strip(), int(match[1])) if match else (text, None)

    def is_named(self, instance: Any, name: str) -> bool:
        """Return whether the object has this name, so that "Name #12" means it if its number is 12."""
        return self.number_is_enough or name.casefold() in {
            " ".join(str(own).split()).casefold() for own in self.names(instance)
        }

    def names(self, instance: Any) -> list[str]:
        """Return the names that an object has before its number."""
        raise NotImplementedError

    def _ask(self, text: Typed, close: Sequence[Any], *, may_add: bool) -> None:
        self.asks = [(f"{row.pk}:{text}", described(row)) for row in close]
        if may_add:
            self.asks.append(self._other(text))
        raise ValidationError(f"Which {self.called} is “{text}”?", code="asks")

    def _other(self, text: str) -> tuple[str, str]:
        return f"{NEW}:{text}", f"Another {self.called}: add “{text}”"

    def rows(self) -> models.QuerySet:
        """Return everything that may be chosen."""
        raise NotImplementedError

    def exact(self, text: str) -> list[Any]:
        """Return what has exactly this name."""
        raise NotImplementedError

    def close(self, text: str) -> list[Any]:
        """Return what the text may mean."""
        raise NotImplementedError

    def new(self, text: str) -> Any:
        """Return a new object of this name. It is not saved."""
        raise NotImplementedError

    def offered(self, text: str) -> list[Any]:
        """Return what to offer for the letters typed so far, the best first."""
        return once_each(self.exact(text), self.close(text))[:CHOICES_SHOWN]

    def shown(self, instance: Any) -> str:
        """Return the text that names the object, and no other one: with its number if its name is not unique."""
        if not self.named_by:
            return str(instance)
        name = getattr(instance, self.named_by)
        alone = self.rows().filter(**{f"{self.named_by}__iexact": name}).count() <= 1
        return name if alone or instance.pk is None else f"{name} #{instance.pk}"


class SpeakerField(PickerField):
    """A speaker by name or other spelling."""

    kind, called, longest, named_by = "speaker", "speaker", 300, "name"

    def rows(self) -> models.QuerySet:
        """Return the speakers, without those merged into others."""
        return Speaker.objects.current()

    def exact(self, text: str) -> list[Any]:
        """Return the speakers of that name; if there is none, those with that spelling."""
        by_name = list(self.rows().filter(name__iexact=text)[:CHOICES_SHOWN])
        return by_name or list(self.rows().filter(names__name__iexact=text).distinct()[:CHOICES_SHOWN])

    def names(self, instance: Any) -> list[str]:
        """Return the name and the other spellings."""
        known = instance.names.values_list("name", flat=True) if instance.pk else ()
        return [instance.name, *known]

    def close(self, text: str) -> list[Any]:
        """Return those whom the name may mean: a surname, other initials, a close spelling."""
        rows = self.rows().prefetch_related("names", "offices__board")
        by_key = {speaker.pk: speaker for speaker in rows}
        known = (
            KnownSpeaker(pk, speaker.name, tuple(entry.name for entry in speaker.names.all()))
            for pk, speaker in by_key.items()
        )
        return [by_key[pk] for pk, _ in SpeakerMatcher(known).match(text).suggestions]

    def new(self, text: str) -> Any:
        """Return a person of that name."""
        return Speaker(name=text)

    def offered(self, text: str) -> list[Any]:
        """Return those whose name or spelling contains the typed words, the board's own first, then close ones."""
        rows = self.rows().prefetch_related("offices__board")
        for word in text.split():
            rows = rows.filter(Q(name__icontains=word) | Q(names__name__icontains=word))
        own = rows.none()
        if board := self.meeting and self.meeting.board_id:
            own = rows.filter(Q(statements__board=board) | Q(offices__board=board))
        return (
            once_each(own.distinct()[:CHOICES_SHOWN], rows.distinct()[:CHOICES_SHOWN])[:CHOICES_SHOWN]
            or self.close(text)[:CHOICES_SHOWN]
        )


class SourceField(PickerField):
    """A source by its title; those of the meeting and its documents are offered first."""

    kind, called, named_by = "source", "source", "title"

    def rows(self) -> models.QuerySet:
        """Return the sources."""
        return Source.objects.all()

    def exact(self, text: str) -> list[Any]:
        """Return the sources of that title."""
        titled = self.rows().filter(title__iexact=text)
        publisher, _, title = text.partition(": ")
        return list((titled | self.rows().filter(publisher__iexact=publisher, title__iexact=title))[:CHOICES_SHOWN])

    def names(self, instance: Any) -> list[str]:
        """Return the title, alone and after the publisher."""
        return [instance.title, str(instance)]

    def close(self, text: str) -> list[Any]:
        """Return those whose title contains the text."""
        return list(self.rows().filter(title__icontains=text)[:CHOICES_SHOWN])

    def new(self, text: str) -> Any:
        """Return a source of that title, still without a kind."""
        return Source(title=text)

    def offered(self, text: str) -> list[Any]:
        """Return those with the typed words in their title, publisher or address, the meeting's own first."""
        rows = self.rows()
        for word in text.split():
            rows = rows.filter(Q(title__icontains=word) | Q(publisher__icontains=word) | Q(url__icontains=word))
        of_meeting = Q(meetings=self.meeting) | Q(statements__meeting=self.meeting)
        own = rows.filter(of_meeting).distinct() if self.meeting else rows.none()
        return once_each(own[:CHOICES_SHOWN], rows[:CHOICES_SHOWN])[:CHOICES_SHOWN]


class AgendaItemField(PickerField):
    """An agenda item of the meeting by its title, its number as printed, or both."""

    kind, called = "item", "agenda item"

    def rows(self) -> models.QuerySet:
        """Return the items of the meeting."""
        return self.meeting.agenda_items.all() if self.meeting else AgendaItem.objects.none()

    def exact(self, text: str) -> list[Any]:
        """Return the items of that title or number."""
        folded = text.casefold()
        return [item for item in self.rows() if folded in {str(item).casefold(), item.title.casefold(), item.label}]

    def names(self, instance: Any) -> list[str]:
        """Return the title, alone and after the number as printed."""
        return [instance.title, str(instance)]

    def close(self, text: str) -> list[Any]:
        """Return those whose title contains the text."""
        return [item for item in self.rows() if text.casefold() in str(item).casefold()][:CHOICES_SHOWN]

    def new(self, text: str) -> Any:
        """Return an item at the end of the agenda."""
        last = self.rows().aggregate(last=Max("position"))["last"] or 0
        return AgendaItem(meeting=self.meeting, title=text, position=last + 1)


class StatementField(PickerField):
    """A statement by its number or some of its words."""

    kind, called = "statement", "statement"
    otherwise = "Type its number or some of its words."
    numbered = NUMBER_ALONE
    number_is_enough = True

    def rows(self) -> models.QuerySet:
        """Return the statements. Withdrawn ones are found by their number only."""
        return Statement.objects.select_related("current_revision", "speaker")

    def exact(self, _: str) -> list[Any]:
        """Return none: only its number names a statement."""
        return []

    def close(self, text: str) -> list[Any]:
        """Return those with all the typed words, the meeting's first."""
        rows = self.rows().exclude(status=Statement.Status.WITHDRAWN)
        for word in text.split():
            title, said = Q(current_revision__title__icontains=word), Q(current_revision__text__icontains=word)
            rows = rows.filter(title | said | Q(speaker__name__icontains=word))
        own = rows.filter(meeting=self.meeting).order_by("position", "number") if self.meeting else rows.none()
        return once_each(own[:CHOICES_SHOWN], rows.order_by("-number")[:CHOICES_SHOWN])[:CHOICES_SHOWN]

    def offered(self, text: str) -> list[Any]:
        """Return the statement of that number, and those with the words."""
        by_number = self.rows().filter(pk=int(match[1])) if (match := self.numbered.search(text)) else []
        return [*by_number, *self.close(text)][:CHOICES_SHOWN]

    def shown(self, instance: Any) -> str:
        """Return its first words and its number."""
        return f"{name_of(instance)} #{instance.pk}"


FIELDS: dict[str, type[PickerField]] = {
    field.kind: field for field in (SpeakerField, SourceField, AgendaItemField, StatementField)
}


def pick_address(kind: str, meeting: Meeting | None) -> str:
    """Return the path of what the picker of this kind offers."""
    return reverse("desk:pick", args=[kind]) + (f"?meeting={meeting.pk}" if meeting else "")


def once_each(*several: Iterable[Any]) -> list[Any]:
    """Return the rows of several lists in order, each once."""
    return list({row.pk: row for rows in several for row in rows}.values())


def described(instance: Any) -> str:
    """Return the object with what tells it from others of its kind."""
    return " · ".join(filter(None, (name_of(instance), note_on(instance))))


def name_of(instance: Any) -> str:
    """Return the object in words: of a statement its first ones; of a withdrawn one, only its number."""
    if not isinstance(instance, Statement):
        return str(instance)
    if instance.status == Statement.Status.WITHDRAWN:
        return f"{instance}, withdrawn"
    revision = instance.current_revision or instance.revisions.order_by("-number").first()
    words = " ".join((revision.title or revision.text).split()) if revision else str(instance)
    return Truncator(words).words(WORDS_OF_A_STATEMENT)


def note_on(instance: Any) -> str:
    """Return what tells the object from others of its kind."""
    match instance:
        case Speaker():
            return "; ".join([f"#{instance.pk}", *(str(office) for office in instance.offices.all()[:2])])
        case Source():
            return ", ".join(str(part) for part in (instance.get_kind_display(), instance.published) if part)
        case Statement():
            said_by = instance.speaker.name if instance.speaker else instance.attribution
            return ", ".join(filter(None, (said_by, str(instance.date), f"#{instance.pk}")))
    return ""


@transaction.atomic
def kept(value: Any, actor: User) -> Any:
    """Return the value of a picker, saved if it is new.

    An object of that name that somebody added a moment ago is used instead of a second one. Raise NotAllowed if the
    actor may not add such objects, and ValidationError if readers would see it and there is no reason.
    """
    if value is None or value.pk is not None:
        return value
    one_at_a_time(f"new {value._meta.model_name}")
    if there := _same(value).order_by("pk").first():
        return there
    save_object(instance=value, actor=actor)
    return value


def _same(value: Speaker | Source | AgendaItem) -> models.QuerySet:
    if isinstance(value, Speaker):
        return Speaker.objects.current().filter(name__iexact=value.name)
    if isinstance(value, Source):
        return Source.objects.filter(title__iexact=value.title, publisher__iexact=value.publisher)
    return AgendaItem.objects.filter(meeting=value.meeting, title__iexact=value.title)
