"""Whom the labels of an import mean: asked once a label."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from archive.desk.answers import say
from archive.desk.staff_pages import allowed
from archive.ingest.staging.staged_labels import decide, decide_new, find_speaker, is_whole_name, proposed_name
from archive.models import ImportBatch, Speaker, StagedLabel, User


@require_POST
@allowed("archive.add_statement")
def import_labels(request: HttpRequest, pk: int) -> HttpResponse:
    """Take what was decided of the labels; those left open stay open."""
    batch = get_object_or_404(ImportBatch, pk=pk, status=ImportBatch.Status.STAGED)
    decided, errors = keep_decisions(request, batch)
    for error in errors:
        say(request, error)
    if decided:
        messages.success(request, f"{decided} label{'' if decided == 1 else 's'} decided.")
    return redirect("desk:import", pk=pk)


def keep_decisions(request: HttpRequest, batch: ImportBatch) -> tuple[int, list[ValidationError]]:
    """Keep what was chosen for each label, and return how many were decided and what was wrong with the others."""
    decided, errors = 0, []
    for label in batch.labels.all():
        choice = request.POST.get(f"label-{label.pk}", "")
        if not choice:
            continue
        typed = {name: request.POST.get(f"{name}-{label.pk}", "") for name in ("name", "new")}
        try:
            decide_as_chosen(label, choice, typed, request.user)
            decided += 1
        except ValidationError as error:
            errors.append(error)
    return decided, errors


@transaction.atomic
def decide_as_chosen(label: StagedLabel, choice: str, typed: dict[str, str], actor: User) -> None:
    """Give the label to the speaker chosen: one of the suggestions by number, one typed by name, a new one, or nobody.

    Raise ValidationError where the speaker is not there.
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
    """Return the labels as the page shows them: those to decide first, each with its suggestions."""
    labels = list(batch.labels.select_related("speaker").annotate(count=Count("turns")).order_by("id"))
    wanted = {pk for label in labels for pk, _ in label.suggestions}
    speakers = Speaker.objects.current().in_bulk(wanted)
    rows = []
    for label in labels:
        name = proposed_name(label.text)
        suggestions = [(speakers[pk], round(100 * score)) for pk, score in label.suggestions if pk in speakers]
        is_new = label.certainty == StagedLabel.Certainty.NOT_FOUND and is_whole_name(name)
        rows.append({"label": label, "suggestions": suggestions, "proposed": name, "propose_new": is_new})
    return sorted(rows, key=lambda row: not row["label"].is_open)
