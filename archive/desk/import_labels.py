"""The speakers that the labels of an import mean, asked once per label."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.db.models.functions import Length, Substr
from django.http import HttpResponse
from django.shortcuts import redirect

from archive.desk.answers import post_view, say
from archive.desk.shown import shown_import
from archive.desk.staff_request import StaffRequest
from archive.ingest.staging.staged_labels import decide, decide_new, find_speaker, is_like_a_name, is_whole_name
from archive.ingest.text.speaker_labels import proposed_name
from archive.models import ImportBatch, Office, Speaker, SpeakerName, StagedLabel, Statement, User

STAGED = ImportBatch.objects.filter(status=ImportBatch.Status.STAGED)
# The button that makes new speakers.
ALL_NEW = "all_new"
SAMPLES, SAMPLE, ROLES_SHOWN = 3, 140, 4


@post_view("archive.add_statement", partial(shown_import, batches=STAGED))
def import_labels(request: StaffRequest, batch: ImportBatch) -> HttpResponse:
    """Save the decisions about the labels. Undecided ones stay open."""
    decided, errors = keep_decisions(request, batch)
    for error in errors:
        say(request, error)
    if decided:
        messages.success(request, f"{decided} label{'' if decided == 1 else 's'} decided.")
    return redirect("desk:import", pk=batch.pk)


def keep_decisions(request: StaffRequest, batch: ImportBatch) -> tuple[int, list[ValidationError]]:
    """Save the choice for each label, and return how many were decided and what was wrong with the others.

    One press makes a new speaker of each undecided label that is a whole name which the archive does not have.
    """
    decided, errors = 0, []
    labels = list(batch.labels.all())
    new = surely_new(labels) if ALL_NEW in request.POST else set()
    for label in labels:
        preset = preset_name(label)
        chosen = request.POST.get(f"label-{label.pk}", "")
        typed = {"name": request.POST.get(f"name-{label.pk}", ""), "new": request.POST.get(f"new-{label.pk}", preset)}
        if label.pk in new and not typed["name"].strip():
            chosen = chosen or "new"
        try:
            if choice := meant(label, chosen, typed, preset):
                decide_as_chosen(label, choice, typed, request.user)
                decided += 1
        except ValidationError as error:
            errors.append(error)
    return decided, errors


def meant(label: StagedLabel, chosen: str, typed: dict[str, str], preset: str) -> str:
    """Return what a person decided: the choice, or the box in which they typed a name without choosing it.

    Raise ValidationError if they typed names that contradict each other or the choice.
    """
    boxes = {box for box, name in typed.items() if name.strip() and (box == "name" or name.strip() != preset)}
    if len(boxes | ({chosen} - {""})) > 1:
        names = " and ".join(f"“{typed[box].strip()}”" for box in ("name", "new") if box in boxes)
        raise ValidationError(f"Who is “{label}”? You typed {names}, and chose something else. Decide on one.")
    return next(iter(boxes), chosen)


def preset_name(label: StagedLabel) -> str:
    """Return the name that stands in the box for a new speaker, empty if the label is not like a name."""
    name = proposed_name(label.text)
    return name if is_like_a_name(name) else ""


def surely_new(labels: Iterable[StagedLabel]) -> set[int]:
    """Return the keys of the undecided labels that are each a whole name which the archive does not have.

    It may have got the name since the file was read. Where two labels have one name, a person says who they are.
    """
    undecided = (label for label in labels if label.certainty == StagedLabel.Certainty.NOT_FOUND)
    names = {label.pk: preset_name(label) for label in undecided}
    there = Counter(names.values())
    for model in (Speaker, SpeakerName):
        there.update(model._default_manager.filter(name__in=list(names.values())).values_list("name", flat=True))
    return {pk for pk, name in names.items() if is_whole_name(name) and there[name] == 1}


@transaction.atomic
def decide_as_chosen(label: StagedLabel, choice: str, typed: dict[str, str], actor: User) -> None:
    """Give the label the chosen speaker: a suggestion by number, a typed name, a new speaker, or nobody.

    Raise ValidationError if the speaker does not exist.
    """
    if choice == "nobody":
        decide(label=label, speaker=None)
    elif choice == "new":
        decide_new(label=label, name=typed["new"], actor=actor)
    elif choice == "name":
        speaker = find_speaker(typed["name"])
        if speaker is None:
            raise ValidationError(f"Type the name of the speaker that “{label}” means.")
        decide(label=label, speaker=speaker)
    else:
        decide(label=label, speaker=find_speaker(f"#{choice}"))


def label_rows(batch: ImportBatch) -> list[dict[str, Any]]:
    """Return the labels for the page, undecided ones first, each with its suggestions and samples."""
    labels = list(batch.labels.select_related("speaker").annotate(count=Count("turns")).order_by("id"))
    known = _known_as(labels)
    samples, new = _samples(batch), surely_new(labels)
    rows = []
    for label in labels:
        name = preset_name(label)
        suggestions = [(known[pk], round(100 * score)) for pk, score in label.suggestions if pk in known]
        rows.append(
            {
                "label": label,
                "speaker": known.get(label.speaker_id or 0),
                "suggestions": suggestions,
                "samples": samples.get(label.pk, ()),
                "proposed": name,
                "is_new": label.pk in new,
            }
        )
    return sorted(rows, key=lambda row: not row["label"].is_open)


@dataclass(frozen=True)
class KnownAs:
    """A speaker with what distinguishes them from others of the same name: offices with board and dates, and boards."""

    pk: int
    name: str
    roles: tuple[str, ...]


def _known_as(labels: Sequence[StagedLabel]) -> dict[int, KnownAs]:
    wanted = {pk for label in labels for pk, _ in label.suggestions} | {label.speaker_id for label in labels}
    speakers = Speaker.objects.filter(pk__in=wanted - {None}).prefetch_related("offices__board")
    boards: dict[int, list[str]] = defaultdict(list)
    heard = Statement.objects.filter(speaker__in=wanted - {None}).order_by("board__name")
    for pk, board in heard.values_list("speaker", "board__name").distinct():
        boards[pk].append(board)
    known = {}
    for speaker in speakers:
        offices = [_office_in_words(office) for office in speaker.offices.all()]
        in_office = {office.where for office in speaker.offices.all()}
        heard_at = [f"heard at {board}" for board in boards[speaker.pk] if board and board not in in_office]
        known[speaker.pk] = KnownAs(speaker.pk, speaker.name, tuple([*offices, *heard_at][:ROLES_SHOWN]))
    return known


def _office_in_words(office: Office) -> str:
    if not office.from_date and not office.to_date:
        return str(office)
    return f"{office}, {office.from_date or '?'} to {office.to_date or 'now'}"


@dataclass(frozen=True)
class Sample:
    """The beginning of a turn, and its second in the recording if known."""

    text: str
    second: float | None


def _samples(batch: ImportBatch) -> dict[int, list[Sample]]:
    """Return the beginnings of three turns of each label: the longest ones, because they show most."""
    longest: dict[int, list[Sample]] = defaultdict(list)
    rows = batch.turns.filter(label__isnull=False).annotate(length=Length("text")).order_by("label", "-length")
    for label, text, second in rows.values_list("label", Substr("text", 1, SAMPLE), "start_seconds"):
        if len(longest[label]) < SAMPLES:
            longest[label].append(Sample(f"{text.rpartition(' ')[0]} …" if len(text) == SAMPLE else text, second))
    return longest
