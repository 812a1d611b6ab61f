"""What is said of a speaker who is new: a person or an organisation, their office, another spelling of their name."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from archive.actions.objects import save_object
from archive.actions.rules import is_public
from archive.models import Board, Office, Speaker, SpeakerName, User

OF_NEW_SPEAKER = ("speaker_kind", "office", "organisation", "spelling")


class NewSpeakerForm(forms.Form):
    """The fields beside a speaker's name that are for one who is new."""

    speaker_kind = forms.ChoiceField(label="The new speaker is", choices=Speaker.Kind, required=False)
    office = forms.CharField(label="Office on that day", max_length=200, required=False)
    organisation = forms.CharField(
        label="Office held at", max_length=300, required=False, help_text="Empty if it is at the board."
    )
    spelling = forms.CharField(label="Other spelling of the name", max_length=300, required=False)

    @property
    def of_new_speaker(self) -> list[forms.BoundField]:
        """The fields that are only for a new speaker."""
        return [self[name] for name in OF_NEW_SPEAKER]

    @property
    def is_new_speaker(self) -> bool:
        """Whether something was said about a new speaker."""
        return self.is_bound and any(self[name].value() for name in OF_NEW_SPEAKER[1:])

    def clean(self) -> dict[str, Any]:
        """Say of a new speaker whether it is a person or an organisation."""
        data: Any = super().clean() or self.cleaned_data
        speaker = data.get("speaker")
        if isinstance(speaker, Speaker) and speaker.pk is None and data.get("speaker_kind"):
            speaker.kind = data["speaker_kind"]
        return data

    def save_facts_on(self, speaker: Speaker | None, board: Board, actor: User) -> None:
        """Save the office and the spelling that were typed, unless the speaker has them already.

        Raise ValidationError if readers can already see the speaker.
        """
        if speaker is None:
            return
        facts = self._facts_on(speaker, board)
        if facts and is_public(speaker):
            how = "Add the office or the spelling on their page under Speakers, with a reason."
            raise ValidationError(f"Readers can already see {speaker}. {how}")
        for fact in facts:
            save_object(instance=fact, actor=actor)

    def _facts_on(self, speaker: Speaker, board: Board) -> list[Office | SpeakerName]:
        data, facts = self.cleaned_data, list[Office | SpeakerName]()
        if title := data["office"]:
            where = {"organisation": data["organisation"]} if data["organisation"] else {"board": board}
            if not speaker.offices.filter(title__iexact=title, **where).exists():
                facts.append(Office(speaker=speaker, title=title, **where))
        if (name := data["spelling"]) and not speaker.names.filter(name__iexact=name).exists():
            facts.append(SpeakerName(speaker=speaker, name=name))
        return facts
