"""Correcting staged turns: one at a time, or all ticked ones.

A script requests the changed rows and puts them into the page. Without a script the page is loaded again.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse

from archive.actions.rules import ChangedMeanwhile, version_of
from archive.desk.answers import post_view, say, say_form_errors
from archive.desk.forms.fields import topics_named
from archive.desk.forms.imports import BulkForm, SplitForm, TurnForm
from archive.desk.forms.pickers import kept
from archive.desk.imports import turn_address
from archive.desk.rows import TurnRow, row_form
from archive.desk.shown import say_seen, shown_import
from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest, is_script
from archive.ingest.staging.place_in_turn import place_at
from archive.ingest.staging.staged_labels import label_for_nobody, label_for_speaker
from archive.ingest.staging.staged_turns import (
    TurnEdit,
    alternate_turns,
    check_turns,
    delete_turns,
    edit_turn,
    mark_turns,
    merge_turns,
    move_turn,
    relabel_turns,
    split_as_proposed,
    split_turn,
)
from archive.models import ImportBatch, StagedTurn, User

MAY_IMPORT = "archive.add_statement"
UNPROCESSABLE = 422


@allowed(MAY_IMPORT)
def import_turn(request: StaffRequest, pk: int, turn: int) -> HttpResponse:
    """Show the form of a turn, and save it. A line of dashes splits it."""
    row = get_object_or_404(_turns().filter(batch=shown_import(request.user, pk)), pk=turn)
    form = TurnForm(request.POST or None, turn=row)
    title = f"Turn {row.position} of {row.batch.file_name}"
    context = {"form": form, "turn": row, "batch": row.batch, "meeting": row.batch.meeting, "title": title}
    if request.method == "POST" and form.is_valid():
        try:
            rows = _save(row, form, request.user)
        except ChangedMeanwhile as error:
            form.add_error(None, error)
            # Shown next to what was typed, so that saving again is a decision.
            context["theirs"] = row
            say_seen(form, version_of(row))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _send_rows(request, row.batch, [row.pk], rows)
    return row_form(request, "desk/turn_form.html", context, status=UNPROCESSABLE if form.errors else 200)


@post_view(MAY_IMPORT, shown_import)
def import_turns(request: StaffRequest, batch: ImportBatch) -> HttpResponse:
    """Do one thing to the ticked turns, or split one."""
    if "split" in request.POST:
        return _split(request, batch)
    form = BulkForm(request.POST, batch=batch)
    if form.asks:
        return _which_one(request, batch, form)
    if not form.is_valid():
        say_form_errors(request, form)
        return _refused(request, batch)
    chosen = form.cleaned_data["turns"]
    try:
        rows = _do(batch, chosen, form.cleaned_data, request.user)
    except ValidationError as error:
        say(request, error)
        return _refused(request, batch)
    return _send_rows(request, batch, [*chosen, *(row.pk for row in rows)], rows)


@post_view(MAY_IMPORT, shown_import)
def import_split(request: StaffRequest, batch: ImportBatch) -> HttpResponse:
    """Split a turn at the positions sent, or at the second of the recording; or split all turns as proposed."""
    if not request.POST.get("all"):
        return _split(request, batch)
    more = split_as_proposed(batch)
    messages.success(request, f"{more} turn{'' if more == 1 else 's'} more, all still unidentified.")
    return redirect(reverse("desk:import", args=[batch.pk]) + "#turns")


def _split(request: StaffRequest, batch: ImportBatch) -> HttpResponse:
    try:
        form = SplitForm(request.POST, batch=batch)
        if not form.is_valid():
            say_form_errors(request, form)
            return _refused(request, batch)
        turn = form.cleaned_data["turn"]
        second = form.cleaned_data["second"]
        places = [place_at(turn, second)] if second is not None else form.cleaned_data["split"]
        rows = split_turn(turn=turn, places=places, start=second)
    except ValidationError as error:
        say(request, error)
        return _refused(request, batch)
    return _send_rows(request, batch, [turn.pk], rows)


def _save(turn: StagedTurn, form: TurnForm, actor: User) -> list[StagedTurn]:
    data = form.cleaned_data
    with transaction.atomic():
        edit = TurnEdit(
            text=data["text"],
            label=turn.batch.labels.filter(pk=data["label"] or 0).first(),
            kind=data["kind"],
            title=data["title"],
            topics=topics_named(data["topics"], actor),
            item=turn.batch.items.filter(pk=data["item"] or 0).first(),
        )
        return edit_turn(turn=turn, edit=edit, seen=data["seen"], actor=actor)


@transaction.atomic
def _do(batch: ImportBatch, chosen: Sequence[int], data: dict[str, Any], actor: User) -> list[StagedTurn]:
    """Do what was requested and return the rows to show, in order."""
    action = data["action"]
    if action == "merge":
        return [merge_turns(batch=batch, turns=chosen)]
    if action == "delete":
        delete_turns(batch=batch, turns=chosen)
        return []
    if action in {"up", "down"}:
        if len(chosen) > 1:
            raise ValidationError("Move one turn at a time.")
        return move_turn(turn=batch.turns.get(pk=chosen[0]), up=action == "up")
    if action in {"checked", "unchecked"}:
        check_turns(batch=batch, turns=chosen, actor=actor, are_right=action == "checked")
    elif action == "mark":
        mark_turns(batch=batch, turns=chosen, kind=data["kind"])
    elif action == "nobody":
        relabel_turns(batch=batch, turns=chosen, label=label_for_nobody(batch))
    elif data["speaker"] is None:
        raise ValidationError("Type the name of the speaker.")
    elif data["second"]:
        labels = [label_for_speaker(batch, kept(data[name], actor)) for name in ("speaker", "second")]
        alternate_turns(batch=batch, turns=chosen, labels=labels)
    else:
        relabel_turns(batch=batch, turns=chosen, label=label_for_speaker(batch, kept(data["speaker"], actor)))
    return list(batch.turns.filter(pk__in=chosen))


def _send_rows(
    request: StaffRequest, batch: ImportBatch, replaced: Sequence[int], rows: Sequence[StagedTurn]
) -> HttpResponse:
    """Send the rows that replace the named ones; without a script, the whole page at the first of them."""
    if not is_script(request):
        return redirect(turn_address(rows[0]) if rows else reverse("desk:import", args=[batch.pk]) + "#turns")
    fresh = {row.pk: row for row in _turns().filter(pk__in=[row.pk for row in rows])}
    html = "".join(
        render_to_string("desk/row.html", {"row": TurnRow(turn, before=turn.item_id)}, request)
        for turn in (fresh[row.pk] for row in rows)
    )
    response = HttpResponse(html)
    response.headers["X-Turns-Replaced"] = ",".join(str(pk) for pk in dict.fromkeys(replaced))
    return response


def _which_one(request: StaffRequest, batch: ImportBatch, form: BulkForm) -> HttpResponse:
    """Ask which speaker is meant by what was typed, and keep everything else that was sent."""
    answers = {f"{name}-as" for name in form.asks}
    sent = [(name, value) for name, values in request.POST.lists() for value in values if name not in answers]
    context = {"form": form, "batch": batch, "meeting": batch.meeting, "sent": sent}
    template = "desk/which_speaker_form.html" if is_script(request) else "desk/which_speaker.html"
    response = render(request, template, context)
    response.headers["X-Asks"] = "1"
    return response


def _refused(request: StaffRequest, batch: ImportBatch) -> HttpResponse:
    if not is_script(request):
        return redirect(reverse("desk:import", args=[batch.pk]) + "#turns")
    sentences = [str(message) for message in messages.get_messages(request)]
    return HttpResponse("\n".join(sentences), status=UNPROCESSABLE, content_type="text/plain; charset=utf-8")


def _turns() -> Any:
    return StagedTurn.objects.select_related("label__speaker", "item", "batch__meeting__board").prefetch_related(
        "topics"
    )
