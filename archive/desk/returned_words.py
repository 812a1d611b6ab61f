"""The question of the desk when redacted words would come back: the form as it was sent, and *publish anyway*."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from archive.actions.redaction import Anyway, WordsReturned, answering
from archive.desk.staff_pages import View
from archive.desk.staff_request import StaffRequest
from archive.machine.web.typed_form import as_typed

ANYWAY, REASON = "publish_anyway", "why_anyway"
CONFLICT = 409


class ReturnedWordsMiddleware:
    """Takes an editor's answer to the question, and asks it where an action finds redacted words."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: StaffRequest) -> HttpResponseBase:
        def answer() -> Anyway | None:
            is_answer = request.user.is_authenticated and ANYWAY in request.POST
            return Anyway(request.user, request.POST.get(REASON, "")) if is_answer else None

        with answering(answer):
            return self.get_response(request)

    def process_exception(self, request: StaffRequest, error: Exception) -> HttpResponse | None:
        """Ask, with the form as it was sent. Nothing of it is stored."""
        if not isinstance(error, WordsReturned) or not request.user.is_authenticated:
            return None
        form = as_typed(request)
        form["typed"] = [field for field in form["typed"] if field.name not in {ANYWAY, REASON}]
        context = {**form, "error": error, "may_answer": request.user.has_perm("archive.redact_statement")}
        return render(request, "desk/words_returned.html", context, status=CONFLICT)
