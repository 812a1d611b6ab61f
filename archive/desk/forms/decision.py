"""A decision in one form: the motion, its result, and the roll as one row a member of that day."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory

from archive.actions.rules import editable
from archive.actions.statements import NewDecision
from archive.desk.forms.fields import SeenField
from archive.desk.forms.object import WHY, WhyForm
from archive.models import Ballot, Decision, Meeting, Office, Speaker, Statement

OF_A_BALLOT = ("name", "speaker", "choice", "word", "arrived", "left")
COUNTS = [name for name in editable(Decision) if name.endswith("_count")]
BLANK_ROWS = 3
MOST_ROWS = 500


def members_on(meeting: Meeting) -> list[Speaker]:
    """Return who held an office of the board on the day of the meeting, by name."""
    offices = Office.objects.filter(board=meeting.board, speaker__merged_into=None)
    offices = offices.select_related("speaker").order_by("speaker__name")
    held = (office.speaker for office in offices if office.held_on(meeting.date.first))
    return list(dict.fromkeys(held))


class BallotRow(forms.Form):
    """One line of the roll. A line without a choice is not on the roll."""

    name = forms.CharField(label="Name as printed", max_length=300, required=False)
    speaker = forms.ModelChoiceField(Speaker.objects.current(), widget=forms.HiddenInput, required=False)
    choice = forms.ChoiceField(choices=[("", "Not on the roll"), *Ballot.Choice.choices], required=False)
    word = forms.CharField(label="In the words of the source", max_length=100, required=False)
    arrived = forms.TimeField(label="Came at", required=False)
    left = forms.TimeField(label="Left at", required=False)

    def clean(self) -> dict[str, Any]:
        """Require a name for a choice, and the printed word for one that is none of the list."""
        super().clean()
        data = self.cleaned_data
        if data.get("choice") and not data.get("name"):
            self.add_error("name", "Type the name as the source prints it.")
        if data.get("choice") == Ballot.Choice.OTHER and not data.get("word"):
            self.add_error("word", "Type the word that the source prints.")
        return data


class Roll(BaseFormSet):
    """The roll, in the order of the rows."""

    def ballots(self, members: Mapping[str, Speaker]) -> list[Ballot]:
        """Return the lines that have a choice. Members by their folded names are who a name typed again may mean."""
        rows = [form for form in self.forms if form.cleaned_data.get("choice")]
        return [
            Ballot(**{name: form.cleaned_data[name] for name in OF_A_BALLOT} | _voter(form, members)) for form in rows
        ]


def _voter(row: forms.Form, members: Mapping[str, Speaker]) -> dict[str, Speaker | None]:
    """Return the speaker of a line: the row's, unless the name of another person was typed over theirs."""
    typed, speaker = row.cleaned_data["name"], row.cleaned_data["speaker"]
    if speaker is None or typed == row.initial.get("name"):
        return {"speaker": speaker}
    is_same = bool(_words(typed) & _words(speaker.name))
    return {"speaker": members.get(typed.casefold(), speaker if is_same else None)}


def _words(name: str) -> set[str]:
    """Return the folded words of a name, without initials and titles that end in a full stop."""
    return {word for word in name.casefold().replace(",", " ").split() if not word.endswith(".")}


RollFormSet = formset_factory(BallotRow, formset=Roll, extra=BLANK_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


def roll_of(ballots: Iterable[Ballot], members: Iterable[Speaker]) -> list[dict[str, Any]]:
    """Return the rows of a form: the stored lines, and the members who are not among them."""
    rows = [{name: getattr(ballot, name) for name in OF_A_BALLOT} for ballot in ballots]
    there = {row["speaker"] for row in rows}
    return rows + [{"name": member.name, "speaker": member} for member in members if member not in there]


class DecisionForm(forms.ModelForm, WhyForm):
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
    mover_name = forms.CharField(label="Moved by, as printed", max_length=300, required=False)
    seconder_name = forms.CharField(label="Seconded by, as printed", max_length=300, required=False)

    matter_url = forms.URLField(
        label="Where the board publishes the matter", max_length=1000, required=False, assume_scheme="https"
    )

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

    def __init__(self, *args: Any, meeting: Meeting | None, members: Iterable[Speaker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = list(members)
        called = Counter(member.name.casefold() for member in members)
        # A name that two members have is nobody's.
        self.members = {name: member for member in members if called[name := member.name.casefold()] == 1}
        items: Any = self.fields["items"]
        items.queryset = meeting.agenda_items.all() if meeting else Statement.objects.none()
        statement = self.instance.statement if self.instance.pk else None
        if statement is None or not statement.is_public:
            for name in WHY:
                del self.fields[name]
        if statement is not None:
            del self.fields["items"]
        for name in ("mover_name", "seconder_name"):
            self.fields[name].widget.attrs["list"] = "members"

    def _post_clean(self) -> None:
        # The action checks the decision together with its statement.
        pass

    def new_decision(self, roll: Iterable[Ballot]) -> NewDecision:
        """Return what was typed. A mover whose name is exactly a member's of that day is that member."""
        facts = {name: self.cleaned_data[name] for name in self.Meta.fields}
        for role in ("mover", "seconder"):
            typed, stored = facts[f"{role}_name"], getattr(self.instance, role)
            is_same = stored and typed == self.initial.get(f"{role}_name")
            facts[role] = stored if is_same else self.members.get(typed.casefold())
        return NewDecision(facts, list(roll))

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """The fields of the decision itself."""
        return [field for field in self.visible_fields() if field.name not in WHY]
