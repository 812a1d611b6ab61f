"""What has changed since somebody kept something of the record: a proof, a page, a citation, a part of a bag."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from archive.ingest.readers.pdf import extract
from archive.ingest.refusals import Refused
from archive.log import Differing, Kept, LaterEntry, Since, kept_in, since
from archive.log.roots import Key
from archive.machine.web.allowance import take
from archive.machine.web.client_address import client_address
from archive.machine.web.cost import Cost, costs
from archive.models import Change
from archive.pages.data.changes import ChangeEntry, entries_of, in_words
from archive.pages.http.errors import NotHere

MOST = 200
READ_A_MINUTE = 10


class UnreadableCopy(Exception):
    """What somebody kept is not read. The message says why, and what to do."""


@dataclass(frozen=True)
class SinceEntry:
    """What happened to one object since it was kept, as the page shows it."""

    since: Since
    about: ChangeEntry | None
    changes: Sequence[ChangeEntry]

    @property
    def differing(self) -> list[tuple[str, str, Differing]]:
        """What is another thing without an entry: the name of each object, its fields, and what is known of it."""
        return [(_about(one.key).name, in_words(one.fields), one) for one in self.since.unlogged]


# As on the page that checks an article: nothing is changed or stored, and readers get no cookie.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@costs(Cost.VERY_EXPENSIVE)
def since_form(request: HttpRequest) -> HttpResponse:
    """Show the form, and what has changed since each entry whose address is in the text or the file."""
    if request.method != "POST":
        return render(request, "pages/data/since.html", {})
    context: dict[str, object] = {"kept": request.POST.get("kept", "")}
    allowance = take(client_address(request), "kept", READ_A_MINUTE)
    if allowance.is_used_up:
        sentence = gettext("You can check %(number)s copies per minute. Try again in %(seconds)s seconds.")
        context["problem"] = sentence % {"number": allowance.limit, "seconds": allowance.seconds}
        response = render(request, "pages/data/since.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
        response.headers["Retry-After"] = str(allowance.seconds)
        return response
    try:
        kept = _kept(request)
    except UnreadableCopy as error:
        return render(
            request, "pages/data/since.html", context | {"problem": str(error)}, status=HTTPStatus.BAD_REQUEST
        )
    return _what_changed_since(request, kept, context)


@never_cache
@require_safe
@costs(Cost.EXPENSIVE)
def since_entry(request: HttpRequest, position: int, root: str) -> HttpResponse:
    """Show what has changed since this entry: the address that each form of the record carries."""
    if not (kept := kept_in(f"/log/since/{position}/{root}")):
        raise NotHere(gettext("This is not the address of an entry of the log."))
    return _what_changed_since(request, kept, {})


def _what_changed_since(request: HttpRequest, kept: Sequence[Kept], context: dict[str, object]) -> HttpResponse:
    context |= {"entries": _entries(since(kept[:MOST])), "left_out": max(len(kept) - MOST, 0)}
    return render(request, "pages/data/since.html", context)


def _kept(request: HttpRequest) -> list[Kept]:
    file = request.FILES.get("file")
    text = _text_of(file.read()) if file else request.POST.get("kept", "")
    if kept := kept_in(text):
        return kept
    raise UnreadableCopy(
        gettext("We find no address of an entry of the log in it. It looks like this: …/log/since/12/3f9a…")
    )


def _text_of(content: bytes) -> str:
    if not content.startswith(b"%PDF"):
        return content.decode("utf-8", "replace")
    try:
        pages, _ = extract(content)
    except Refused as error:
        raise UnreadableCopy(gettext("We cannot read this PDF. Copy its text and paste it.")) from error
    return "".join(str(piece[0]) for page in pages for piece in page)


def _entries(answers: Sequence[Since]) -> list[SinceEntry]:
    """Return them for the page: first those of which something is to be said."""
    ids = {entry.change for answer in answers for entry in answer.later}
    changes = Change.objects.select_related("correction").in_bulk(ids)
    told = {(one.position, one.key): _told_by(one, changes[one.change]) for answer in answers for one in answer.later}
    shown = dict(zip(told, entries_of(told.values()), strict=True))
    entries = [
        SinceEntry(
            answer,
            _about(answer.key) if answer.key else None,
            [shown[one.position, one.key].naming(one.says.get("fields", ())) for one in answer.later],
        )
        for answer in answers
    ]
    return sorted(entries, key=lambda one: not (one.changes or one.since.unlogged or one.since.key is None))


def _told_by(entry: LaterEntry, change: Change) -> Change:
    """Return the change that an entry tells of, or what it says of another object with it."""
    if (change.subject, change.subject_id) == entry.key:
        return change
    subject, number = entry.key
    kind = entry.says["kind"]
    return Change(at=change.at, kind=kind, subject=subject, subject_id=number, correction=change.correction)


def _about(key: Key) -> ChangeEntry:
    return ChangeEntry(Change(subject=key[0], subject_id=key[1]), None)
