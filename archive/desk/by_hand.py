"""Typing in by hand: statements, with their meeting or outside one; and the agenda of a meeting by itself."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from archive.actions.meetings import AgendaLine, save_agenda
from archive.actions.objects import save_object
from archive.actions.rules import (
    PublicToo,
    ask,
    ask_to_change,
    check_public_too,
    is_public,
    named_by,
    version_of,
    version_with_waiting,
)
from archive.actions.statements import create_statement, make_place, publish, publish_meeting
from archive.desk.forms.by_hand import (
    AboutTextsForm,
    AgendaFormSet,
    OutsideForm,
    StatementFormSet,
    WordsOfRow,
    agenda_of,
    folded,
    initial_rows,
    with_more_rows,
)
from archive.desk.forms.fields import topics_named
from archive.desk.forms.meeting import MeetingForm
from archive.desk.forms.object import WhyForm
from archive.desk.forms.pickers import kept
from archive.desk.shown import with_version
from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest
from archive.desk.statements import offers
from archive.models import AgendaItem, Board, Meeting, Source, Speaker, Statement
from archive.web.whole_number import whole_number

# The buttons that add rows: the list that they add to, and whether the new row is by the same speaker.
MORE_ROWS = {"agenda": ("agenda", False), "statements": ("statements", False), "same": ("statements", True)}


@allowed("archive.add_statement")
def by_hand(request: StaffRequest, pk: int | None = None) -> HttpResponse:
    """Create a meeting with its agenda and statements at once, or add statements to an existing meeting."""
    meeting = get_object_or_404(Meeting.objects.select_related("board"), pk=pk) if pk else None
    return _page(request, meeting, _forms(request, meeting))


@allowed("archive.add_statement")
def outside_new(request: StaffRequest) -> HttpResponse:
    """Type statements outside a meeting: a reply to the statement ``?to=``, or a press release."""
    return _page(request, None, _forms(request, None, outside=True))


@allowed("archive.add_statement")
def statement_new(_request: StaffRequest, pk: int) -> HttpResponse:
    """Lead from the former page for one statement to the one for any number."""
    return redirect("desk:meeting-by-hand", pk=pk, permanent=True)


def _page(request: StaffRequest, meeting: Meeting | None, forms: dict[str, Any]) -> HttpResponse:
    """Save what was typed, or show the form."""
    public_too = None
    if request.method == "POST" and request.POST.get("more") not in MORE_ROWS and _all_hold(forms):
        try:
            saved, statements = _save(request, meeting, forms)
        except ValidationError as error:
            forms["about"].add_error(None, error.messages)
            public_too = error if isinstance(error, PublicToo) else None
        else:
            told = "The meeting is saved. " if meeting is None and saved else ""
            published = request.POST.get("then") == "publish"
            said = f"{len(statements)} statement{'' if len(statements) == 1 else 's'}"
            messages.success(request, f"{told}{said} {_said_of(len(statements), published=published)}.")
            return redirect(_after(saved, statements))
    wrong = [] if request.POST.get("more") in MORE_ROWS else _wrong(forms)
    context = {**forms, "wrong": wrong, "meeting": meeting, "boards": Board.objects.exists(), "public_too": public_too}
    context |= offers()
    return render(request, "desk/by_hand.html", context)


def _after(meeting: Meeting | None, statements: Sequence[Statement]) -> str:
    """Return where it goes on: in the list of the meeting, at the first row, or at the statement itself."""
    if meeting is None:
        return reverse("desk:statement", args=[statements[0].pk]) if statements else reverse("desk:work-list")
    address = reverse("desk:meeting", args=[meeting.pk])
    first = next((one for one in statements if one.meeting_id), None)
    return f"{address}?at={first.pk}#statement-{first.pk}" if first else address


@allowed("archive.change_agendaitem")
def meeting_agenda(request: StaffRequest, pk: int) -> HttpResponse:
    """Edit the agenda of a meeting, in any order. For a public meeting it changes in public."""
    meeting, seen = with_version(Meeting.objects.select_related("board"), pk=pk)
    public = is_public(meeting)
    sent = request.POST if request.method == "POST" else None
    if sent is not None:
        ask_to_change(request.user, "change_agendaitem", meeting)
    if sent is not None and sent.get("more") == "agenda":
        sent = with_more_rows(sent, "agenda")
    agenda: Any = AgendaFormSet(sent, initial=None if sent else agenda_of(meeting), prefix="agenda")
    why = WhyForm(sent) if public else None
    adding = sent is not None and "more" in sent
    refused: list[str] = []
    public_too: PublicToo | None = None
    if sent is not None and not adding and agenda.is_valid() and (why is None or why.is_valid()):
        given: dict[str, Any] = {name: sent.get(name, "") for name in ("seen", "seen_too")}
        given |= {"why": why.why} if why else {}
        try:
            with transaction.atomic():
                lines = agenda.lines(request.user)
                save_agenda(meeting=meeting, lines=lines, actor=request.user, **given)
        except ValidationError as error:
            refused, public_too = error.messages, error if isinstance(error, PublicToo) else None
        else:
            messages.success(request, "The agenda is saved.")
            return redirect("desk:meeting", pk=pk)
    locked = public and not request.user.has_perm("archive.correct_statement")
    context = {"meeting": meeting, "agenda": agenda, "why": why, "seen": seen, "refused": refused, "locked": locked}
    context |= {"public_too": public_too, "wrong": [] if adding else _wrong({"agenda": agenda, "why": why})}
    return render(request, "desk/agenda.html", context)


def _wrong(forms: dict[str, Any]) -> list[tuple[str, Any]]:
    """Return the forms with errors, each with what the page calls it: the row of a list, or nothing."""
    rows = {"agenda": "Item", "statements": "Statement"}
    wrong: list[tuple[str, Any]] = [("", form) for name, form in forms.items() if name not in rows]
    for name, formset in forms.items():
        if name in rows:
            wrong += [(f"{rows[name]} {number}", row) for number, row in enumerate(formset.forms, start=1)]
    return [(part, form) for part, form in wrong if form is not None and form.is_bound and form.errors]


def _forms(request: StaffRequest, meeting: Meeting | None, *, outside: bool = False) -> dict[str, Any]:
    """Return the forms of the page, as sent or empty: those of a new meeting only if there is none yet."""
    sent = request.POST if request.method == "POST" else None
    if sent is not None and (more := sent.get("more")) in MORE_ROWS:
        prefix, same_speaker = MORE_ROWS[more]
        sent = with_more_rows(sent, prefix, same_speaker=same_speaker)
    answered = _answered_in(request)
    rows = {"meeting": meeting, "outside": outside}
    statements: Any = StatementFormSet(sent, prefix="statements", initial=initial_rows(answered), form_kwargs=rows)
    forms = {"about": AboutTextsForm(sent, meeting=meeting), "statements": statements}
    boards = list(Board.objects.values_list("pk", flat=True)[:2])
    only = boards[0] if len(boards) == 1 else None
    if outside:
        forms["place"] = OutsideForm(sent, initial={"board": answered.board_id if answered else only})
    elif meeting is None:
        forms["form"] = MeetingForm(sent, initial={"board": request.GET.get("board") or only})
        forms["agenda"] = AgendaFormSet(sent, initial=None if sent else agenda_of(None), prefix="agenda")
    return forms


def _answered_in(request: StaffRequest) -> Statement | None:
    """Return the statement in the URL that the new one responds to."""
    number = whole_number(request.GET.get("to", ""))
    return Statement.objects.filter(pk=number).first() if number else None


def _all_hold(forms: dict[str, Any]) -> bool:
    # Validate each form, so that each shows what is wrong with it.
    return not [form for form in forms.values() if not form.is_valid()]


@transaction.atomic
def _save(
    request: StaffRequest, meeting: Meeting | None, forms: dict[str, Any]
) -> tuple[Meeting | None, list[Statement]]:
    """Save everything, or raise ValidationError and save nothing; return the meeting and the statements."""
    actor, rows, is_new = request.user, forms["statements"], "form" in forms
    if is_new:
        meeting = forms["form"].instance
        save_object(instance=meeting, actor=actor)
    if meeting:
        rows.put_under(_agenda(meeting, forms, actor))
    about = forms["about"].cleaned_data
    was_there = _there_before(about, rows)
    facts = {"text_status": about["text_status"], "source": kept(about["source"], actor)}
    facts |= {"meeting": meeting} if meeting else {"board": forms["place"].cleaned_data["board"]}
    created: list[list[Statement]] = []
    for form in rows.forms:
        created.append([] if form.is_empty else _create(form, facts, created, forms["about"].place(created), actor))
    rows.check()
    flat = [statement for row in created for statement in row]
    if request.POST.get("then") == "publish":
        _publish(meeting, flat, request, is_new=is_new, was_there=was_there)
    return meeting, flat


def _agenda(meeting: Meeting, forms: dict[str, Any], actor: Any) -> list[AgendaItem]:
    """Save the agenda as typed, with the items that only the statements name, and return it."""
    rows, typed = forms["statements"], forms.get("agenda")
    if typed is None:
        items = list(meeting.agenda_items.order_by("position"))
        for title in rows.new_items([AgendaLine(item.title, item.label) for item in items]):
            items.append(kept(AgendaItem(meeting=meeting, title=title, position=len(items) + 1), actor))
        return items
    lines = typed.lines(actor)
    lines += [AgendaLine(title) for title in rows.new_items(lines)]
    return save_agenda(meeting=meeting, lines=lines, seen=version_of(meeting), actor=actor) if lines else []


def _there_before(about: dict[str, Any], rows: Any) -> set[Any]:
    """Return the objects named in pickers that other people may have written something about."""
    named = [about["source"], *(form.cleaned_data.get("speaker") for form in rows.forms)]
    return {(type(value), value.pk) for value in named if value is not None and value.pk is not None}


def _publish(
    meeting: Meeting | None, created: Sequence[Statement], request: StaffRequest, *, is_new: bool, was_there: set[Any]
) -> None:
    """Publish what was typed, but nothing else that waits in the meeting.

    Ask about everything that others may have written. What this form made is before the person's eyes.
    """
    actor = request.user
    ask(actor, "publish_statement")
    named: list[Any] = [instance for statement in created for instance in named_by(statement)]
    written_here = {Speaker, Source, AgendaItem} if is_new else {Speaker, Source}
    named = [one for one in named if type(one) not in written_here or (type(one), one.pk) in was_there]
    check_public_too(named if is_new or meeting is None else [meeting, *named], request.POST.get("seen_too", ""), actor)
    if is_new and meeting:
        publish_meeting(meeting=meeting, seen=version_with_waiting(meeting), actor=actor)
    for statement in created:
        if not is_new or statement.meeting is None:
            publish(statement=statement, seen=version_of(statement), actor=actor)


def _create(
    form: Any, facts: dict[str, Any], above: Sequence[Sequence[Statement]], after: Statement | None, actor: Any
) -> list[Statement]:
    """Create and return the statements of a row, after the given one or at the end. Errors are shown with the row."""
    data, meeting = form.cleaned_data, facts.get("meeting")
    given = facts | {name: data[name] for name in ("attribution", "kind")}
    board = meeting.board if meeting else facts["board"]
    if data["outside"]:
        given |= {"meeting": None, "board": board, "date": data["outside"]}
    else:
        given |= {"agenda_item": form.agenda_item}
    try:
        given |= {"speaker": _speaker(form, board, actor), "responds_to": _answered(data["responds_to"], above)}
        topics, made = topics_named(data["topics"], actor), list[Statement]()
        for text in form.texts:
            if meeting and after and not data["outside"]:
                given["position"] = make_place(after=after, statement=None, meeting=meeting)
            title = "" if made else data["title"]
            made.append(create_statement(text=text, title=title, topics=topics, actor=actor, **given))
            after = made[-1] if after else None
    except ValidationError as error:
        form.add_error(None, error.messages)
        return []
    return made


def _speaker(form: Any, board: Board, actor: Any) -> Speaker | None:
    """Return the speaker of the row, saved with the office and the spelling that were typed."""
    speaker = kept(form.cleaned_data["speaker"], actor)
    if speaker is not None:
        facts = form.facts_on_speaker(speaker, board)
        if facts and is_public(speaker):
            how = "Add the office or the spelling on their page under Speakers, with a reason."
            raise ValidationError(f"Readers can already see {speaker}. {how}")
        for fact in facts:
            save_object(instance=fact, actor=actor)
    return speaker


def _answered(value: Any, above: Sequence[Sequence[Statement]]) -> Statement | None:
    """Return the statement that a row responds to; it may be one of the rows above, by its words."""
    if not isinstance(value, WordsOfRow):
        return value
    return next((one for one in above[value.row] if value.words in folded(one.text)), None)


def _said_of(count: int, *, published: bool) -> str:
    """Return what happened to so many statements."""
    if published:
        return "is public" if count == 1 else "are public"
    return "is a draft. It is not public yet" if count == 1 else "are drafts. None of them are public yet"
