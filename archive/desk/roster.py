"""The roster of a board at the desk: read a list of members, match them to speakers, save people and offices."""

import zlib
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from archive.actions.blank import is_blank
from archive.actions.objects import say_who_votes
from archive.actions.rules import is_public
from archive.desk.answers import post_view
from archive.desk.forms.object import why_of
from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest
from archive.ingest.roster import Member, read_roster
from archive.ingest.staging.save_roster import RosterPlaced, place_members, save_roster
from archive.language.people import fold
from archive.machine.web.whole_number import whole_number
from archive.models import Board, Office, Speaker

LARGEST = 10_000_000
GZIP = b"\x1f\x8b"
NEW = "new"
VOTES, SHOWN_FIELD = "votes-", "shown-"
CHOSEN = {"yes": True, "no": False}


class RosterForm(forms.Form):
    """A list of members, pasted or as a file."""

    text = forms.CharField(
        label="Members",
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="One per line: Jane Sample, Trustee, 2019-01, 2023-12. Or CSV with a row of column names.",
    )
    upload = forms.FileField(
        label="Or a file", required=False, help_text="CSV, or the people of a Legistar site as JSON or JSON Lines."
    )
    body = forms.CharField(
        label="Name of the board in the list",
        required=False,
        max_length=300,
        help_text="Needed if the list has offices of several bodies.",
    )

    def clean(self) -> dict[str, Any]:
        """Use the text of the file in place of the typed one."""
        super().clean()
        data = self.cleaned_data
        if file := data.get("upload"):
            data["text"] = _text_of(file.read(LARGEST + 1))
        if is_blank(data.get("text") or ""):
            raise ValidationError("Paste the members, or choose a file.")
        return data


@allowed("archive.add_office")
def board_roster(request: StaffRequest, pk: int) -> HttpResponse:
    """Show the members on record and what was read; save it when each is decided."""
    board = get_object_or_404(Board, pk=pk)
    form = RosterForm(request.POST or None, request.FILES or None, initial={"body": board.name})
    order = ("speaker__name", F("from_date").asc(nulls_first=True), "id")
    offices = Office.objects.filter(board=board).select_related("speaker").order_by(*order)
    context: dict[str, Any] = {"board": board, "form": form, "offices": offices}
    if request.method == "POST" and form.is_valid():
        roster = read_roster(form.cleaned_data["text"], form.cleaned_data["body"] or board.name)
        context |= {"roster": roster, "text": form.cleaned_data["text"], "body": form.cleaned_data["body"]}
        placed = place_members(board, roster.members)
        context |= {"placed": _rows(placed), "public": any(_may_be_public(row) for row in placed)}
        if "save" in request.POST and (saved := _save(request, board, roster.members)):
            people, held = saved
            persons, offices_told = "person" if people == 1 else "people", "office" if held == 1 else "offices"
            messages.success(request, f"Saved: {people} new {persons}, {held} new {offices_told}.")
            return redirect("desk:board-roster", pk=pk)
    return render(request, "desk/roster.html", context)


@post_view("archive.change_office", Board, "board-roster")
def board_votes(request: StaffRequest, board: Board) -> str:
    """Keep who votes at the board, for each office where something else was chosen than the page had shown.

    So a page that was opened a while ago undoes nothing that others have said since.
    """
    chosen = {name.removeprefix(VOTES): value for name, value in request.POST.items() if name.startswith(VOTES)}
    new = {name: value for name, value in chosen.items() if value != request.POST.get(f"{SHOWN_FIELD}{name}")}
    votes = {pk: CHOSEN.get(str(value)) for name, value in new.items() if (pk := whole_number(name))}
    count = say_who_votes(board=board, votes=votes, actor=request.user)
    return f"Saved: who votes, of {count} office{'' if count == 1 else 's'}."


def _save(request: StaffRequest, board: Board, members: list[Member]) -> tuple[int, int] | None:
    """Save the members as decided. If this is refused, say why on the page."""
    same_as: dict[str, Speaker | None] = {}
    for number, member in enumerate(members):
        choice = request.POST.get(f"member-{number}", "")
        if choice == NEW:
            same_as[fold(member.name)] = None
        elif pk := whole_number(choice):
            same_as[fold(member.name)] = Speaker.objects.current().filter(pk=pk).first()
    try:
        return save_roster(board=board, members=members, same_as=same_as, why=why_of(request.POST), actor=request.user)
    except ValidationError as error:
        for sentence in error.messages:
            messages.error(request, sentence)
    return None


def _may_be_public(placed: RosterPlaced) -> bool:
    known = (placed.known,) if placed.known else placed.others
    return any(is_public(speaker) for speaker in known)


def _rows(placed: list[RosterPlaced]) -> list[dict[str, Any]]:
    return [{"number": number, "placed": row} for number, row in enumerate(placed)]


def _text_of(data: bytes) -> str:
    try:
        if data.startswith(GZIP):
            reader = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
            data = reader.decompress(data, LARGEST + 1)
        text = data.decode("utf-8-sig")
    except (zlib.error, UnicodeDecodeError) as error:
        raise ValidationError("The file is not text in UTF-8. Save it as CSV in UTF-8.") from error
    if len(data) > LARGEST or "\0" in text:
        raise ValidationError("The file is too large or is not text. A roster can have up to ten million bytes.")
    return text
