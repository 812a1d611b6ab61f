"""Confirmation pages for what is hard to undo: a page says what will happen, and its button does it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from archive.actions.blank import is_blank
from archive.desk.staff_request import StaffRequest

ANSWER = "sure"


@dataclass(frozen=True)
class Confirmation:
    """The question, what will happen, in sentences, and the label of the button; ``leave`` is the way back."""

    title: str
    says: Sequence[str]
    button: str
    leave: str
    is_danger: bool = True
    # The label of a text that the person must type, sent as ``note``.
    note: str = ""


def ask_first(request: StaffRequest, question: Confirmation, answer: str = ANSWER) -> HttpResponse | None:
    """Return the page that asks, with everything that was sent, or None if the person has confirmed.

    The page sends ``answer`` with the rest.
    """
    if request.POST.get(answer) and (not question.note or not is_blank(request.POST.get("note", ""))):
        return None
    return ask(request, question, answer)


def ask(request: StaffRequest, question: Confirmation, answer: str) -> HttpResponse:
    """Return the page that asks, with everything that was sent."""
    left_out = {"csrfmiddlewaretoken", answer, *(["note"] if question.note else ())}
    kept = [(name, value) for name, values in request.POST.lists() if name not in left_out for value in values]
    refused = ["Write it first: the person reads it."] if request.POST.get(answer) else []
    context = {"question": question, "kept": kept, "answer": answer, "refused": refused}
    return render(request, "desk/sure.html", context)
