"""Decide whom a label means, once for all its turns."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.objects import save_object
from archive.actions.rules import Verb, ask, audit
from archive.ingest.staging.remembered_labels import propose_elsewhere
from archive.ingest.text.speaker_labels import read_label
from archive.language.people import OFFICES
from archive.models import ImportBatch, Speaker, StagedLabel, User

Certainty = StagedLabel.Certainty
# What stands between the letters of a name: "O’Neil", "Anne-Marie", "J."
IN_NAMES = frozenset("'’.-")


@transaction.atomic
def decide(*, label: StagedLabel, speaker: Speaker | None) -> None:
    """Give every turn of the label to the speaker, or leave it unidentified.

    The board's other files that wait for a person propose the speaker for the same label.
    """
    label.speaker = speaker
    label.certainty = Certainty.DECIDED if speaker else Certainty.UNIDENTIFIED
    label.save(update_fields=["speaker", "certainty"])
    propose_elsewhere(label)


@transaction.atomic
def leave_undecided(*, batch: ImportBatch, actor: User | None = None) -> None:
    """Leave unidentified each label of which nobody said whom it means, as an editor decided.

    Raise NotAllowed if the actor may not correct statements.
    """
    ask(actor, "correct_statement")
    labels = batch.labels.filter(certainty__in=StagedLabel.OPEN)
    count = labels.update(certainty=Certainty.UNIDENTIFIED, speaker=None)
    audit(actor=actor, verb=Verb.CHANGED, instance=batch, note=f"{count} labels stay unidentified.")


@transaction.atomic
def decide_new(*, label: StagedLabel, name: str, actor: User | None = None) -> Speaker:
    """Create a new speaker, as a person decided, and give them the label.

    Readers see them with their first published statement. Raise ValidationError for an empty name.
    """
    speaker = Speaker(name=" ".join(name.split()))
    save_object(instance=speaker, actor=actor)
    decide(label=label, speaker=speaker)
    return speaker


@transaction.atomic
def label_for_speaker(batch: ImportBatch, speaker: Speaker) -> StagedLabel:
    """Return the batch's label for the speaker, and create it if it is missing."""
    label = batch.labels.filter(speaker=speaker).order_by("-from_file", "id").first()
    if label:
        return label
    name = speaker.name[:300]
    if batch.labels.filter(text=name).exists():
        name = f"{name} (speaker {speaker.pk})"[-300:]
    return batch.labels.create(text=name, from_file=False, speaker=speaker, certainty=Certainty.DECIDED)


@transaction.atomic
def label_for_nobody(batch: ImportBatch) -> StagedLabel:
    """Return a label of the batch that names nobody, and create it if it is missing."""
    label = batch.labels.filter(speaker=None, certainty=Certainty.UNIDENTIFIED).order_by("id").first()
    return label or batch.labels.create(text="Unidentified", from_file=False)


def is_like_a_name(name: str) -> bool:
    """Return whether a person may be called so: words of letters with capitals, not a handle or "Jo Sample | City"."""
    words = name.split()
    return (
        bool(words)
        and all(word[0].isalpha() and all(map(_is_of_names, word)) for word in words)
        and not (words[0][0].islower() or words[-1][0].islower())
    )


def _is_of_names(character: str) -> bool:
    return character in IN_NAMES or unicodedata.category(character)[0] in "LM"


def is_whole_name(name: str) -> bool:
    """Return whether it looks like a given name and a surname, not an office, so that it can be suggested."""
    words = [word for word in read_label(name).name if len(word) > 1]
    return is_like_a_name(name) and min(len(words), len(name.split())) > 1 and words[-1] not in OFFICES


def find_speaker(text: str) -> Speaker | None:
    """Return the speaker that a person typed, by name or as "Name #12"; None for an empty text.

    Raise ValidationError if there is none, or several of that name.
    """
    text = " ".join(text.split())
    if not text:
        return None
    if match := re.search(r"#(\d{1,18})$", text):
        speakers = list(Speaker.objects.current().filter(pk=int(match[1])))
    else:
        speakers = list(Speaker.objects.current().filter(name__iexact=text)[:3]) or list(
            Speaker.objects.current().filter(names__name__iexact=text).distinct()[:3]
        )
    if not speakers:
        raise ValidationError(f"The archive has no speaker called “{text}”. Choose “New speaker” to add them.")
    if len(speakers) > 1:
        several = ", ".join(f"“{speaker.name} #{speaker.pk}”" for speaker in speakers)
        raise ValidationError(f"Several speakers have that name. Type one of {several}.")
    return speakers[0]
