"""The roll of a decision: one row a member of that day."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict

from archive.desk.forms.pickers import AskingInput, Typed, described
from archive.ingest.staging.speakers import KnownSpeaker, SpeakerMatcher
from archive.models import Ballot, Decision, Meeting, Office, Speaker, Statement

OF_A_BALLOT = ("name", "speaker", "choice", "word", "arrived", "left")
# What an attendance says of those who are there.
PRESENT = {Ballot.Choice.PRESENT, Ballot.Choice.YES}
BLANK_ROWS = 3
MOST_ROWS = 500
NOBODY = "nobody"


class Members:
    """Those who held an office of the board that day, and who of them a name as printed means.

    ``voters`` are those of whom somebody said that they vote, and ``filled`` those of them who are there, as far as the
    attendance of the meeting says.
    """

    def __init__(self, meeting: Meeting | None) -> None:
        offices = Office.objects.filter(board=meeting.board_id if meeting else None, speaker__merged_into=None)
        offices = offices.select_related("speaker").prefetch_related("speaker__names", "speaker__offices__board")
        self.speakers: dict[str, Speaker] = {}
        self.voters: set[str] = set()
        held: dict[str, list[str]] = defaultdict(list)
        without_vote: set[str] = set()
        for office in offices.order_by("speaker__name"):
            if meeting and office.held_on(meeting.date.first):
                self.speakers.setdefault(key := str(office.speaker_id), office.speaker)
                held[key].append(office.title)
                if office.votes is not None:
                    (self.voters if office.votes else without_vote).add(key)
        # Who holds no office with a vote, and one without, is on no roll unless their name is typed.
        silent = without_vote - self.voters
        self.offered = [speaker for key, speaker in self.speakers.items() if key not in silent]
        there = _there(meeting)
        self.filled = self.voters & there if there else self.voters
        # Who can put a motion: those who are there, as far as the attendance says.
        self.movers = [speaker for speaker in self.offered if str(speaker.pk) in there] or self.offered
        self._matcher = SpeakerMatcher(
            KnownSpeaker(speaker.pk, speaker.name, _spellings(speaker, meeting), tuple(held[key]))
            for key, speaker in self.speakers.items()
            if meeting
        )

    def meant(self, typed: Typed) -> tuple[Speaker | None, list[Speaker]]:
        """Return who is certainly meant, if anybody is, or else those who may be."""
        match = self._matcher.match(typed)
        if match.speaker:
            return self.speakers[str(match.speaker)], []
        return None, [self.speakers[str(pk)] for pk, _ in match.suggestions]


def _there(meeting: Meeting | None) -> set[str]:
    """Return who is present, as far as the meeting has its attendance."""
    attendance = Ballot.objects.filter(decision__kind=Decision.Kind.ROLL_CALL, decision__statement__meeting=meeting)
    told = attendance.exclude(decision__statement__status=Statement.Status.WITHDRAWN).values_list("speaker", "choice")
    return {str(speaker) for speaker, choice in told if choice in PRESENT}


def _spellings(speaker: Speaker, meeting: Meeting) -> tuple[str, ...]:
    return tuple(known.name for known in speaker.names.all() if known.board_id in {None, meeting.board_id})


class PrintedNameField(forms.CharField):
    """A name as printed. If several members may be meant, the form asks; it never takes one of them silently."""

    widget = AskingInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=300, required=False, **kwargs)
        self.asks: list[tuple[str, str]] = []

    def to_python(self, value: Any) -> Any:
        """Keep the answer that was given for this name."""
        return value if isinstance(value, Typed) else Typed(super().to_python(value) or "")

    def member(self, typed: Typed, members: Members) -> Speaker | None:
        """Return the member who is meant, or None. Raise ValidationError if a person must say which one."""
        if not typed:
            return None
        if typed.answer:
            return members.speakers.get(typed.answer)
        certain, perhaps = members.meant(typed)
        if perhaps:
            self.asks = [(f"{speaker.pk}:{typed}", described(speaker)) for speaker in perhaps]
            self.asks.append((f"{NOBODY}:{typed}", "None of them"))
            raise ValidationError(f"Who is “{typed}”?", code="asks")
        return certain


class BallotRow(forms.Form):
    """One line of the roll. A line without a choice is not on the roll."""

    name = PrintedNameField(label="Name as printed")
    speaker = forms.ModelChoiceField(Speaker.objects.current(), widget=forms.HiddenInput, required=False)
    choice = forms.ChoiceField(choices=[("", "Not on the roll"), *Ballot.Choice.choices], required=False)
    word = forms.CharField(label="In the words of the source", max_length=100, required=False)
    arrived = forms.TimeField(label="Came at", required=False)
    left = forms.TimeField(label="Left at", required=False)

    def __init__(self, *args: Any, members: Members, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        # A row that nobody changed is on the roll too, whatever the form says of how many there were.
        self.empty_permitted = False

    @property
    def has_more(self) -> bool:
        """Whether there is more than the choice: a word of the source, or times."""
        return any(self[name].value() or self[name].errors for name in ("word", "arrived", "left"))

    @property
    def is_filled(self) -> bool:
        """Whether “All yes” fills the row: it is that of a member who votes and is there, under their name."""
        key = str(getattr(speaker := self["speaker"].value(), "pk", speaker))
        return key in self.members.filled and str(self["name"].value()) == self.members.speakers[key].name

    def clean(self) -> dict[str, Any]:
        """Require a name for a choice, and the printed word for one that is none of the list.

        The speaker is the row's, unless another name was typed over theirs.
        """
        super().clean()
        data = self.cleaned_data
        typed = data.get("name")
        if data.get("choice") and not typed:
            self.add_error("name", "Type the name as the source prints it.")
        if data.get("choice") == Ballot.Choice.OTHER and not data.get("word"):
            self.add_error("word", "Type the word that the source prints.")
        if data.get("choice") and typed and data.get("speaker") and typed != self.initial.get("name"):
            try:
                data["speaker"] = self.fields["name"].member(typed, self.members)  # type: ignore[attr-defined]
            except ValidationError as error:
                self.add_error("name", error)
        return data


class Roll(BaseFormSet):
    """The roll, in the order of the rows."""

    def filled(self, data: QueryDict, choice: str) -> QueryDict:
        """Return what was sent, with this choice in the empty rows of those who vote and are there."""
        data = data.copy()
        for row in self.forms:
            if row.is_filled and not data.get(name := row.add_prefix("choice")):
                data[name] = choice
        return data

    def ballots(self) -> list[Ballot]:
        """Return the lines that have a choice."""
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get("choice")]
        return [Ballot(**{name: row[name] for name in OF_A_BALLOT}) for row in rows]


RollFormSet = formset_factory(BallotRow, formset=Roll, extra=BLANK_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


def roll_of(ballots: Iterable[Ballot], members: Members) -> list[dict[str, Any]]:
    """Return the rows of a form: the stored lines, and the members who are not among them."""
    rows = [{name: getattr(ballot, name) for name in OF_A_BALLOT} for ballot in ballots]
    there = {row["speaker"] for row in rows}
    others = (member for member in members.offered if member not in there)
    return rows + [{"name": member.name, "speaker": member} for member in others]
