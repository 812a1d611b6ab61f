"""One agenda item at the desk: add, change, move, remove it. For a public meeting that happens in public."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from archive.actions.meetings import save_agenda
from archive.actions.rules import ChangedMeanwhile, PublicToo, ask_to_change, is_public
from archive.desk.forms.agenda import ItemForm
from archive.desk.forms.object import WhyForm
from archive.desk.rows import row_form
from archive.desk.shown import say_seen, with_version
from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest
from archive.models import AgendaItem, Meeting

REMOVE = "remove"


@allowed("archive.change_agendaitem")
def item_add(request: StaffRequest, pk: int) -> HttpResponse:
    """Add an item to the agenda of a meeting."""
    return _page(request, pk, None)


@allowed("archive.change_agendaitem")
def item_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Change an item of an agenda, or remove it."""
    item = get_object_or_404(AgendaItem, pk=pk)
    return _page(request, item.meeting_id, item)


def _page(request: StaffRequest, pk: int, item: AgendaItem | None) -> HttpResponse:
    meeting, seen = with_version(Meeting.objects.select_related("board"), pk=pk)
    sent = request.POST if request.method == "POST" else None
    if sent is not None:
        ask_to_change(request.user, "change_agendaitem", meeting)
    form, why = _forms(sent, meeting, seen, item)
    public_too: PublicToo | None = None
    if sent is not None and all([_holds(form), why is None or why.is_valid()]):
        try:
            return _saved(request, meeting, form, why)
        except ValidationError as error:
            form.add_error(None, error.messages)
            public_too = error if isinstance(error, PublicToo) else None
            if isinstance(error, ChangedMeanwhile):
                say_seen(form, seen)
    context: dict[str, Any] = {"meeting": meeting, "item": item, "form": form, "why": why, "public_too": public_too}
    context["locked"] = _is_locked(request, why)
    context["title"] = str(item or "New agenda item")
    return row_form(request, "desk/item_form.html", context)


def open_item(request: StaffRequest, meeting: Meeting, seen: str) -> dict[str, Any]:
    """Return the form of a new item if the address of the list opens it (``?add=item``); empty if not."""
    if request.GET.get("add") != "item" or not request.user.has_perm("archive.change_agendaitem"):
        return {}
    form, why = _forms(None, meeting, seen, None)
    given = {"form": form, "why": why, "locked": _is_locked(request, why)}
    return {"kind": "item", "template": "desk/item_form.html"} | given


def _is_locked(request: StaffRequest, why: WhyForm | None) -> bool:
    """Return whether readers see the agenda and the person may not change that."""
    return why is not None and not request.user.has_perm("archive.correct_statement")


def _forms(sent: Any, meeting: Meeting, seen: str, item: AgendaItem | None) -> tuple[ItemForm, WhyForm | None]:
    # Several rows may be open on one page.
    ids = f"row-item-{item.pk if item else 'new'}-%s"
    form = ItemForm(sent, item=item, meeting=meeting, seen=seen, auto_id=ids)
    return form, WhyForm(sent, auto_id=f"why-{ids}") if is_public(meeting) else None


def _holds(form: ItemForm) -> bool:
    """Return whether the form can be acted on: an item that is removed needs no title."""
    return form.is_valid() or form.data.get("then") == REMOVE


def _saved(request: StaffRequest, meeting: Meeting, form: ItemForm, why: Any) -> HttpResponse:
    """Save the agenda with the item, and lead to its place in the list: after a new one, to the next new one."""
    given: dict[str, Any] = {"seen": request.POST.get("seen", ""), "seen_too": request.POST.get("seen_too", "")}
    given |= {"why": why.why} if why else {}
    removes = request.POST.get("then") == REMOVE
    with transaction.atomic():
        lines = form.other_lines() if removes else form.lines(request.user)
        save_agenda(meeting=meeting, lines=lines, actor=request.user, **given)
    messages.success(request, "The item is removed." if removes else "The item is saved.")
    address = reverse("desk:meeting", args=[meeting.pk])
    if removes:
        return redirect(address)
    return redirect(f"{address}?item={form.item.pk}#item-{form.item.pk}" if form.item else f"{address}?add=item")
