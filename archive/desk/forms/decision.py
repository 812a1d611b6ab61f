"""A decision in one form: the motion, its result, and the roll as one row a member of that day."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory

from archive.actions.rules import editable
from archive.actions.statements import NewDecision
from archive.desk.forms.fields import SeenField
from archive.desk.forms.object import WhyForm
from archive.desk.forms.pickers import AskingInput, PickerField, Typed, described, kept
from archive.desk.forms.source import OF_NEW_SOURCE, ORIGIN, OriginForm, origin_of
from archive.ingest.staging.speakers import KnownSpeaker, SpeakerMatcher
from archive.models import Ballot, Decision, Meeting, Office, Speaker, Statement, User
from archive.models.fields import WebAddressFormField

OF_A_BALLOT = ("name", "speaker", "choice", "word", "arrived", "left")
COUNTS = [name for name in editable(Decision) if name.endswith("_count")]
# What an attendance says of those who are there.
PRESENT = {Ballot.Choice.PRESENT, Ballot.Choice.YES}
BLANK_ROWS = 3
MOST_ROWS = 500
NOBODY = "nobody"
WHO_PUT_IT = ("mover", "seconder")


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
        self.filled = _there(meeting, self.voters)
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


def _there(meeting: Meeting | None, voters: set[str]) -> set[str]:
    """Return those of the voters who are present, if the meeting has its attendance, else all."""
    attendance = Ballot.objects.filter(decision__kind=Decision.Kind.ROLL_CALL, decision__statement__meeting=meeting)
    told = attendance.exclude(decision__statement__status=Statement.Status.WITHDRAWN).values_list("speaker", "choice")
    there = {str(speaker) for speaker, choice in told if choice in PRESENT}
    return voters & there if there else voters


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


class DecisionForm(OriginForm, forms.ModelForm, WhyForm):
    """What was decided. It asks for a reason once readers can see the decision."""

    text = forms.CharField(label="Motion as printed", widget=forms.Textarea(attrs={"rows": 3}), strip=False)
    items: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        None,
        label="Agenda items",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Several items of a consent agenda become one decision each, with the same roll.",
    )
    seen = SeenField()
    mover_name = PrintedNameField(label="Moved by, as printed")
    seconder_name = PrintedNameField(label="Seconded by, as printed")
    matter_url = WebAddressFormField(label="Where the board publishes the matter", max_length=1000, required=False)

    field_order = ("text", "items", *ORIGIN)

    class Meta:
        model = Decision
        fields = (
            "kind",
            "result",
            "printed_result",
            "method",
            "rule",
            "mover_name",
            "seconder_name",
            *COUNTS,
            "file_number",
            "matter_url",
        )

    def __init__(self, *args: Any, meeting: Meeting | None, members: Members, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        items: Any = self.fields["items"]
        items.queryset = meeting.agenda_items.all() if meeting else Statement.objects.none()
        cast(PickerField, self.fields["source"]).of(meeting)
        statement = self.instance.statement if self.instance.pk else None
        if statement is None:
            self.initial.update(origin_of(meeting))
        else:
            self.initial.update({name: getattr(statement, name) for name in ORIGIN})
            self.ask_nothing_new_of(statement)
        if statement is None or not statement.is_public:
            self.ask_no_reason()
        if statement is not None:
            del self.fields["items"]
        for role in WHO_PUT_IT:
            self.fields[f"{role}_name"].widget.attrs["list"] = "members"

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """The fields of the decision itself, without what is asked of a new source."""
        return [field for field in super().own_fields if field.name not in OF_NEW_SOURCE]

    def clean(self) -> dict[str, Any]:
        """Find out who moved and seconded it. A name that was not changed keeps its speaker."""
        super().clean()
        for role in WHO_PUT_IT:
            field, typed = f"{role}_name", self.cleaned_data.get(f"{role}_name")
            stored = getattr(self.instance, role)
            try:
                is_same = stored and typed == self.initial.get(field)
                self.cleaned_data[role] = stored if is_same else self._member(field, typed)
            except ValidationError as error:
                self.add_error(field, error)
        return self.cleaned_data

    def _member(self, name: str, typed: Typed | None) -> Speaker | None:
        field: Any = self.fields[name]
        member: Speaker | None = field.member(typed, self.members) if typed else None
        return member

    def _post_clean(self) -> None:
        # The action checks the decision together with its statement.
        pass

    def new_decision(self, roll: Iterable[Ballot]) -> NewDecision:
        """Return what was typed."""
        return NewDecision({name: self.cleaned_data[name] for name in (*self.Meta.fields, *WHO_PUT_IT)}, list(roll))

    def origin(self, actor: User) -> dict[str, Any]:
        """Return the source, which is saved if it is new, and the text status. Call it in a transaction."""
        self.cleaned_data["source"] = kept(self.cleaned_data["source"], actor)
        return {name: self.cleaned_data[name] for name in ORIGIN}
