"""Confirmation pages for what is hard to undo: a page says what will happen, and its button does it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

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


def ask_first(request: StaffRequest, question: Confirmation) -> HttpResponse | None:
    """Return the page that asks, with everything that was sent, or None if the person has confirmed."""
    if request.POST.get(ANSWER):
        return None
    kept = [(name, value) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken" for value in values]
    return render(request, "desk/sure.html", {"question": question, "kept": kept, "answer": ANSWER})
