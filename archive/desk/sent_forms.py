"""Forms that arrive twice are saved once, and a page can ask which of its forms were saved."""

import datetime
import re
import zoneinfo
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase, HttpResponseRedirectBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format

from archive.desk.asking_first import Confirmation, ask_first
from archive.desk.staff_request import StaffRequest
from archive.machine.web.typed_form import as_typed, typed_fields
from archive.models import SentForm, User, current_site

NUMBER = "form_number"
IS_NUMBER = re.compile(r"[0-9a-f]{32}")
ONCE_MORE = "once_more"
FORMS_KEPT = datetime.timedelta(days=1)
# A form that has no answer after this time died with its process.
LONGEST_WORK = datetime.timedelta(minutes=2)
# For this long, the same words in a new form are probably sent by mistake.
SOON = datetime.timedelta(hours=1)
# Shorter texts are often the same: “Aye.”
TELLING = 20
NOT_TYPED = frozenset({"csrfmiddlewaretoken", NUMBER, ONCE_MORE})
MOST_ASKED = 200


def once(request: StaffRequest, view: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Return the answer of the view. If the form of the request was saved before, do not save it again.

    The page gives each form a number (``drafts.js``), and the same words keep it. A new form with the same words is
    saved if the person confirms that.
    """
    number = request.POST.get(NUMBER, "") if request.method == "POST" else ""
    if not IS_NUMBER.fullmatch(number):
        return view()
    claim = _claim(request, number)
    if claim is None:
        return _again(request, number) or once(request, view)
    saved = False
    try:
        response = _ask_about_same_words(request, claim) or view()
        saved = isinstance(response, HttpResponseRedirectBase) and not is_refused(request)
        if saved:
            claim.answer = response.headers["Location"][:500]
            claim.save(update_fields=["answer"])
    finally:
        if not saved:
            claim.delete()
    return response


def refuse(request: StaffRequest) -> None:
    """Note that what was sent was not saved, although the answer leads to another page."""
    request.is_refused = True


def is_refused(request: StaffRequest) -> bool:
    """Return whether an action refused what was sent."""
    return getattr(request, "is_refused", False)


def words_kept(request: StaffRequest, status: HTTPStatus, why: str) -> HttpResponse | None:
    """Return a page with the words of a form that cannot be saved any more, and why; None if it has no words."""
    typed = [field for field in typed_fields(request) if field.has_words]
    return render(request, "desk/words_kept.html", {"typed": typed, "why": why}, status=status) if typed else None


def saved_numbers(person: User, numbers: list[str]) -> list[str]:
    """Return those numbers that belong to forms that the person has sent and that were saved."""
    saved = SentForm.objects.filter(person=person, number__in=numbers[:MOST_ASKED]).exclude(answer="")
    return sorted(set(saved.values_list("number", flat=True)))


def _claim(request: StaffRequest, number: str) -> SentForm | None:
    """Return a new row for the form, or None if there is one."""
    SentForm.objects.filter(person=request.user, at__lt=timezone.now() - FORMS_KEPT).delete()
    hashes = {"digest": _digest(request), "words": _digest_of_words(request)}
    try:
        with transaction.atomic():
            return SentForm.objects.create(person=request.user, number=number, **hashes)
    except IntegrityError:
        return None


def _again(request: StaffRequest, number: str) -> HttpResponse | None:
    """Answer a form that arrives again: where it led or, while it is being saved, a page with the words."""
    sent = SentForm.objects.filter(person=request.user, number=number, digest=_digest(request))
    first = sent.first()
    if first is None:
        return None
    if first.answer:
        messages.info(request, "This form had arrived already, so it was saved once.")
        return redirect(first.answer)
    if first.at < timezone.now() - LONGEST_WORK:
        first.delete()
        return None
    return render(request, "desk/under_way.html", as_typed(request), status=HTTPStatus.CONFLICT)


def _ask_about_same_words(request: StaffRequest, claim: SentForm) -> HttpResponse | None:
    """Return a page that asks, if the person has just saved the same words in another form.

    Forms with a version need no question, because the version is another one once they are saved.
    """
    if not claim.words or request.POST.get(ONCE_MORE) or request.POST.get("seen") or request.FILES:
        return None
    same = SentForm.objects.filter(person=request.user, words=claim.words, at__gt=timezone.now() - SOON)
    before = same.exclude(pk=claim.pk).exclude(answer="").first()
    if before is None:
        return None
    zone = current_site().timezone
    at = date_format(timezone.localtime(before.at, zoneinfo.ZoneInfo(zone)), "H:i")
    says = (f"You saved the same words at {at} ({zone}).", "Save it once more only if it was said or happened twice.")
    question = Confirmation("Save this a second time?", says, "Save it once more", before.answer, is_danger=False)
    return ask_first(request, question, answer=ONCE_MORE)


def _sent(request: StaffRequest) -> list[tuple[str, tuple[str, ...]]]:
    sent = ((name, tuple(values)) for name, values in request.POST.lists())
    return sorted((name, values) for name, values in sent if name not in NOT_TYPED)


def _digest(request: StaffRequest) -> str:
    files: Any = request.FILES.items()
    return _hash(request.path, _sent(request), [(name, file.name, file.size) for name, file in files])


def _digest_of_words(request: StaffRequest) -> str:
    """Return the hash of the texts that are long enough to tell, or nothing if there are none.

    If the form has words of statements, these decide, because a picker beside them may offer another row by then.
    """
    sent = _sent(request)
    sent = [(name, values) for name, values in sent if name.rpartition("-")[2] == "text"] or sent
    texts = [" ".join(value.split()) for _, values in sent for value in values]
    telling = [text for text in texts if len(text) >= TELLING and " " in text]
    # A page has several forms, and the same reason may be given in two of them.
    return _hash(request.path, request.POST.get("act", ""), telling) if telling else ""


def _hash(*said: object) -> str:
    return salted_hmac("archive.sent_form", repr(said), algorithm="sha256").hexdigest()
