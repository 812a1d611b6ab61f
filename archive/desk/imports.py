"""From a file to drafts: upload, preview, save, undo."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from archive.actions.rules import Verb, audit
from archive.citations.passages.recording_link import embedding
from archive.desk.answers import post_view, say_form_errors
from archive.desk.asking_first import Confirmation, ask_first
from archive.desk.forms.imports import AboutFileForm, KindForm, UploadForm
from archive.desk.import_answers import answers_of, reading_rows
from archive.desk.import_document import refused_page
from archive.desk.import_labels import keep_decisions, label_rows
from archive.desk.import_speakers import ticked_drafts
from archive.desk.meetings import meeting_page
from archive.desk.paging import part_of
from archive.desk.rows import ROWS_A_PART, offers, turn_rows
from archive.desk.shown import shown_import
from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest
from archive.desk.who_speaks import who_speaks_in
from archive.ingest.staging.commit import save_as_drafts
from archive.ingest.staging.kind_of_file import says_who_wrote
from archive.ingest.staging.plan import Plan, PlannedChange, plan_import
from archive.ingest.staging.returned_words import confirm_gaps, let_stand
from archive.ingest.staging.stage import drop_file_with_removed, read_file, upload
from archive.ingest.staging.take_back import check_take_back, take_back
from archive.ingest.staging.word_fixes import proposed_fixes
from archive.ingest.text.decoding import candidates
from archive.machine.web.content_policy import allow_sources
from archive.machine.web.whole_number import whole_numbers
from archive.models import ImportBatch, Meeting, ReturnedAs, StagedTurn, Statement

MAY_IMPORT = "archive.add_statement"
STAGED = ImportBatch.objects.filter(status=ImportBatch.Status.STAGED)
DISCARDING = (
    "Corrections to its turns and decisions on its labels are lost.",
    "The meeting stays as it is. The file is kept, unless it contained redacted words.",
)
TAKING_BACK = (
    "Its drafts are deleted, with all later changes to them. Everything else it changed is restored.",
    "Speakers that were corrected in public stay corrected.",
    "You can correct and save its turns again.",
)


@allowed(MAY_IMPORT)
def file_add(request: StaffRequest, pk: int) -> HttpResponse:
    """Upload a file for a meeting and read it."""
    meeting = get_object_or_404(Meeting.objects.select_related("board"), pk=pk)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return meeting_page(request, pk, upload_form=form)
    about = {name: form.cleaned_data[name] for name in AboutFileForm.Meta.fields}
    batch = upload(meeting=meeting, file=form.cleaned_data["upload"], actor=request.user, **about)
    if elsewhere := _imported_elsewhere(batch):
        messages.warning(request, f"The same file was imported into {elsewhere}.")
    return redirect("desk:import", pk=batch.pk)


@require_safe
@allowed(MAY_IMPORT)
def import_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """Show what was read, what it will do to the meeting, and what a person must decide."""
    about = ("meeting__board", "uploaded_by", "saved_by")
    batch = shown_import(request.user, pk, ImportBatch.objects.select_related(*about))
    context: dict[str, Any] = {"batch": batch, "meeting": batch.meeting}
    if batch.status == ImportBatch.Status.ENCODING:
        with batch.file.open("rb") as file:
            context["candidates"] = candidates(file.read())
        return render(request, "desk/import_encoding.html", context)
    if not batch.turns.exists():
        return refused_page(request, batch)
    player = embedding(batch.meeting.recording_url) if batch.is_open else None
    context |= {"player": player, **_what_it_will_do(request, batch, plan_import(batch))}
    response = render(request, "desk/import.html", context)
    # A recording on the person's own disk gets a URL inside the browser. It is not sent anywhere.
    more = {"media-src": ["blob:"]}
    if player:
        more[player.directive] = [*more.get(player.directive, []), player.source]
    allow_sources(response, more)
    return response


def _what_it_will_do(request: StaffRequest, batch: ImportBatch, plan: Plan) -> dict[str, Any]:
    """Return what the page of an import shows of its plan, and what a person must decide."""
    rows = turn_rows(plan, batch)
    others = [] if batch.status == ImportBatch.Status.DISCARDED else plan.other_speakers
    labels = label_rows(batch)
    return {
        "page": part_of(request, rows, ROWS_A_PART, at=_place_of_turn(request, plan)),
        "splits": sum(len(row.pieces) - 1 for row in rows if row.pieces),
        "counts": plan.counts,
        "who_speaks": who_speaks_in(batch),
        "adds_to": bool(plan.statements) and batch.is_open,
        "lost": _lost(batch, plan),
        "labels": labels,
        "readings": (readings := reading_rows(batch)),
        "has_runs": any(row["runs"] for row in readings),
        "about": AboutFileForm(instance=batch),
        "kind": KindForm(instance=batch),
        "problems": problem_rows(batch, plan.turns),
        "proposed": [turn for turn in plan.turns if turn.is_proposed] if batch.is_open else [],
        "conflicts": conflict_rows(plan) if batch.is_open else [],
        "other_drafts": [row for row in others if not row.is_public] if batch.is_open else [],
        "other_public": [row for row in others if row.is_public],
        "fixes": proposed_fixes(batch),
        "returned": returned_rows(batch, plan.turns),
        "kinds": Statement.Kind.choices,
        **offers(),
        "has_times": any(turn.start_seconds is not None for turn in plan.turns),
        "stays": _why_it_stays(batch),
        "open_labels": sum(row["label"].is_open for row in labels),
        "new_labels": sum(row["is_new"] for row in labels),
    }


@require_safe
@allowed(MAY_IMPORT)
def import_file(request: StaffRequest, pk: int) -> FileResponse:
    """Send the original file as a download, never to be shown in the browser."""
    batch = shown_import(request.user, pk)
    if batch.returned or not batch.file_is_there:
        raise Http404("The file contained redacted words. It has been deleted, or will be soon.")
    response = FileResponse(batch.file.open("rb"), as_attachment=True, filename=batch.file_name)
    response.headers["Content-Type"] = "application/octet-stream"
    return response


@post_view(MAY_IMPORT, partial(shown_import, batches=ImportBatch.objects.select_related("meeting__board")))
def import_read(request: StaffRequest, batch: ImportBatch) -> HttpResponse:
    """Read the file again, in the chosen encoding or way. This replaces what was staged."""
    again = request.FILES.get("upload")
    if not again and not batch.file_is_there:
        raise ValidationError(
            "The archive has not kept the file, because it contained redacted words. Choose it again."
        )
    reading = request.POST.get("reading", "")[:120]
    answers = answers_of(request.POST, batch, reading)
    read_file(batch, request.POST.get("encoding", "")[:40], reading, again, answers)
    if reading and batch.is_open and batch.asks_for_reading:
        messages.warning(request, "An answer no longer fits how the file is read. Look at the questions again.")
    return redirect("desk:import", pk=batch.pk)


@post_view(MAY_IMPORT, partial(shown_import, batches=STAGED), then="import")
def import_about(request: StaffRequest, batch: ImportBatch) -> HttpResponse | str:
    """Change the facts about the file, while the import is in progress."""
    form = AboutFileForm(request.POST, instance=batch)
    if form.is_valid():
        form.save()
        return "Saved."
    say_form_errors(request, form)
    return redirect("desk:import", pk=batch.pk)


@post_view(MAY_IMPORT, shown_import)
def import_save(request: StaffRequest, batch: ImportBatch) -> HttpResponse:
    """Save the decisions on the labels, and save the import as drafts of its meeting."""
    speakers: set[str] = set()
    if batch.is_open:
        _, errors = keep_decisions(request, batch)
        errors += keep_kind(request, batch)
        if errors:
            raise ValidationError(errors)
        elsewhere = _imported_elsewhere(batch)
        if elsewhere and (asked := ask_first(request, _to_save_twice(batch, elsewhere))):
            return asked
        speakers = ticked_drafts(request, batch)
    take = set(whole_numbers(request.POST.getlist("take")))
    plan = save_as_drafts(batch=batch, actor=request.user, take=take, speakers=speakers)
    counts = plan.counts
    counted = [f"{counts[name]} {name}" for name in ("new", "changed", "unchanged") if counts[name]]
    messages.success(request, f"Saved as drafts: {', '.join(counted)}. Nothing is public yet.")
    if proposed := counts["proposed"]:
        messages.warning(request, f"Decisions that are not certain and that nobody checked are not saved: {proposed}.")
    if left_out := plan.headings_left_out:
        messages.warning(
            request, f"Headings that the public agenda does not have: {left_out}. An editor can add them to the agenda."
        )
    return redirect("desk:meeting", pk=batch.meeting_id)


@post_view("archive.redact_statement", shown_import, then="import")
def import_returned(request: StaffRequest, batch: ImportBatch) -> HttpResponse | str:
    """Save an editor's decision on redacted words that came back with the file."""
    if request.POST.get("answer") == "stand":
        let_stand(batch=batch, actor=request.user)
        messages.success(request, "The words can stay in this meeting. Upload the file again.")
        return redirect(f"{reverse('desk:meeting', args=[batch.meeting_id])}?add=file")
    confirm_gaps(batch=batch, actor=request.user)
    return "The gaps stay. The import can be saved."


@post_view(MAY_IMPORT, shown_import, then="import")
def import_take_back(request: StaffRequest, batch: ImportBatch) -> HttpResponse | str:
    """Undo saving. The turns are staged again."""
    if asked := ask_first(request, _about(batch, "Take back", TAKING_BACK)):
        return asked
    take_back(batch=batch, actor=request.user)
    return "The import is undone. Its drafts are deleted, and its turns are here to correct and save."


@allowed(MAY_IMPORT)
@transaction.atomic
def import_discard(request: StaffRequest, pk: int) -> HttpResponse:
    """Discard an unsaved import. Its file is kept."""
    open_ones = ImportBatch.objects.select_for_update(of=("self",)).exclude(status=ImportBatch.Status.SAVED)
    batch = shown_import(request.user, pk, open_ones)
    if asked := ask_first(request, _about(batch, "Discard", DISCARDING)):
        return asked
    batch.status = ImportBatch.Status.DISCARDED
    drop_file_with_removed(batch)
    batch.save(update_fields=["status"])
    outcome = "Its file contained redacted words and is deleted." if batch.returned else "Its file is kept."
    audit(actor=request.user, verb=Verb.DELETED, instance=batch, note=f"Discarded. {outcome}")
    messages.success(request, f"The import is discarded. {outcome}")
    return redirect("desk:meeting", pk=batch.meeting_id)


def _place_of_turn(request: StaffRequest, plan: Plan) -> int | None:
    """Return the place in the list of the turn in the URL, so that the part with it is shown."""
    named = request.GET.get("turn", "")
    return next((index for index, turn in enumerate(plan.turns) if str(turn.pk) == named), None)


def turn_address(turn: StagedTurn) -> str:
    """Return the path of a turn: the part of its import with it."""
    return f"{reverse('desk:import', args=[turn.batch_id])}?turn={turn.pk}#turn-{turn.pk}"


def keep_kind(request: StaffRequest, batch: ImportBatch) -> list[ValidationError]:
    """Save what the person says about the kind of file, and return what is wrong.

    Without an answer the kind stays, if the file itself says what it is.
    """
    if "source_kind" not in request.POST and says_who_wrote(batch):
        return []
    form = KindForm(request.POST, instance=batch)
    if form.is_valid():
        form.save()
        return []
    wrong = dict.fromkeys(sentence for sentences in form.errors.values() for sentence in sentences)
    return [ValidationError(sentence) for sentence in wrong]


def _about(batch: ImportBatch, verb: str, says: tuple[str, ...]) -> Confirmation:
    """Return the confirmation page before an import is discarded or undone."""
    return Confirmation(f"{verb} the import of {batch.file_name}?", says, verb, reverse("desk:import", args=[batch.pk]))


def _imported_elsewhere(batch: ImportBatch) -> Meeting | None:
    """Return another meeting with an import of the same file, if there is one."""
    same = ImportBatch.objects.of_file(batch.file_sha256).exclude(meeting=batch.meeting_id)
    first = same.select_related("meeting__board").order_by("id").first()
    return first.meeting if first else None


def _to_save_twice(batch: ImportBatch, elsewhere: Meeting) -> Confirmation:
    says = (
        f"{batch.file_name} was imported into {elsewhere} too.",
        "Save it here only if both meetings are in the file. If it is of the other one, discard this import.",
    )
    leave = reverse("desk:import", args=[batch.pk])
    return Confirmation("Save the same file into two meetings?", says, "Save it here too", leave, is_danger=False)


def _why_it_stays(batch: ImportBatch) -> str:
    """Return why a saved import cannot be undone, or nothing if it can."""
    if batch.status != ImportBatch.Status.SAVED:
        return ""
    try:
        check_take_back(batch)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def problem_rows(batch: ImportBatch, turns: list[StagedTurn]) -> list[dict[str, Any]]:
    """Return the problems with their line and second of the recording, each with the turn at that line."""
    lines = [(turn.line, turn.pk) for turn in turns if turn.line is not None]
    rows = []
    # Problems of imports from before 1.1.0 have no second.
    for line, sentence, *second in batch.problems:
        at = max((entry for entry in lines if line is not None and entry[0] <= line), default=None)
        rows.append({"line": line, "sentence": sentence, "turn": at and at[1], "second": next(iter(second), None)})
    return rows


def conflict_rows(plan: Plan) -> list[dict[str, Any]]:
    """Return the turns that differ from a public correction: the old, the corrected and the turn's words."""
    return [
        {"turn": turn, "statement": statement, "before": plan.earlier[statement.pk][0], "after": statement.text}
        for turn, change, statement in zip(plan.turns, plan.changes, plan.continues, strict=True)
        if change is PlannedChange.CONFLICT and statement
    ]


def returned_rows(batch: ImportBatch, turns: list[StagedTurn]) -> list[dict[str, Any]]:
    """Return in words which redacted words came back: how, after which statement, and in which turns."""
    at = {turn.position: turn for turn in turns}
    return [
        {
            "how": ReturnedAs(entry["as"]).label,
            "statement": entry["statement"],
            "turns": [at[position] for position in entry["turns"] if position in at],
        }
        for entry in batch.returned
    ]


def _lost(batch: ImportBatch, plan: Plan) -> list[Statement]:
    """Return the statements that have no turn in the file: before saving as planned, afterwards as it was then."""
    if batch.is_open:
        return plan.lost
    numbers = batch.undo.get("lost", [])
    still_there = Statement.objects.filter(pk__in=numbers).exclude(status=Statement.Status.WITHDRAWN)
    return list(still_there.select_related("current_revision", "speaker"))
