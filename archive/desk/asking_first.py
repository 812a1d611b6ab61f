"""What is hard to undo is asked first: a page says what it does, and its button does it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from archive.desk.staff_request import StaffRequest

ANSWER = "sure"


@dataclass(frozen=True)
class Confirmation:
    """What is asked, what it does, in sentences, and what its button says; ``leave`` is where the other way leads."""

    title: str
    says: Sequence[str]
    button: str
    leave: str
    is_danger: bool = True


def ask_first(request: StaffRequest, question: Confirmation) -> HttpResponse | None:
    """Return the page that asks, with all that was sent; nothing if the person has answered."""
    if request.POST.get(ANSWER):
        return None
    kept = [(name, value) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken" for value in values]
    return render(request, "desk/sure.html", {"question": question, "kept": kept, "answer": ANSWER})
