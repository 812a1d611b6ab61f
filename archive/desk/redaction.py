"""Redacting a passage at the desk: choose it, see what is removed in every wording, say why."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils.html import format_html

from archive.actions.redaction import redact
from archive.actions.removed_words import disk
from archive.actions.removed_words.letters import places_with
from archive.actions.removed_words.passages import RepeatedPassage, plain_keys, whole_words
from archive.actions.removed_words.places import names_alone, names_of, places
from archive.actions.removed_words.removed import Removed, words_of_address
from archive.actions.removed_words.repeats import repeats
from archive.citations.passages.quote_range import QuoteRange, QuoteRangeError, from_ends
from archive.desk.forms.removal import RemovalForm
from archive.desk.shown import say_seen, with_version
from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest
from archive.ingest.confined import text_of_document
from archive.models import Revision, Source, Statement, User

CONTEXT = 60
# The page on which a row is changed, and the part of the row that it is of, where that is not a page of its own name.
CHANGED_AT = {
    "agendaitem": ("item", "pk"),
    "ballot": ("statement", "decision_id"),
    "decision": ("statement", "pk"),
    "meeting": ("meeting-edit", "pk"),
    "revision": ("statement", "statement_id"),
    "sitesettings": ("site", ""),
    "speakername": ("speaker", "speaker_id"),
    "transcription": ("recording", "pk"),
}
# Before the place of a passage of the title, in the address.
TITLE = "title:"
STILL_ON_DISK = (
    "No page shows the words any more, but a copy of them is still on the server's disk. The site tries to remove it "
    "every few seconds. This page and the status page say so until it is gone."
)


@allowed("archive.redact_statement")
def statement_redact(request: StaffRequest, number: int) -> HttpResponse:
    """Show the wording to choose a passage; with a passage, show all that goes with it; redact it when that is sent.

    The address has the place of the passage and never its words, because logs and histories keep addresses.
    """
    statement, seen = with_version(Statement.objects.with_record(), pk=number, published_at__isnull=False)
    revision = _wording(request, statement)
    is_chosen = "quote" in request.GET
    passage_form = PassageForm(request.GET if is_chosen else request.POST or None, revision=revision)
    context: dict[str, Any] = {"statement": statement, "revision": revision, "meeting": statement.meeting}
    context["wordings"] = statement.revisions.published().exclude(pk=revision.pk)
    context["passage_form"] = passage_form
    if passage_form.is_valid() and not is_chosen:
        return redirect(_address_of(passage_form.cleaned_data, revision))
    if passage_form.is_valid():
        choice = _Choice(revision, passage_form.cleaned_data)
        form = choice.form(request.POST or None, seen)
        if request.method == "POST" and form.is_valid() and choice.is_redacted(form, request, seen):
            return redirect("desk:statement", number=number)
        context["repeats"] = [
            (repeat, _changed_at(repeat.instance, request.user)) for repeat in repeats(statement, choice.removed)
        ]
        context |= {"form": form, "going": [_in_context(place) for place in choice.same]}
    return render(request, "desk/redact.html", context)


def _address_of(chosen: Mapping[str, Any], revision: Revision) -> str:
    """Return the address of this page with the place of the passage in it."""
    title = TITLE if chosen["in_title"] else ""
    place = {"quote": f"{title}{chosen['passage']}", "r": revision.number}
    return reverse("desk:statement-redact", args=[revision.statement_id], query=place)


class _Choice:
    """A passage that somebody chose to redact, and the places that go with it or may."""

    def __init__(self, revision: Revision, chosen: Mapping[str, Any]) -> None:
        self.revision, self.in_title = revision, chosen["in_title"]
        self.passage = whole_words(revision.part(in_title=self.in_title), chosen["passage"])
        wordings = revision.statement.revisions.order_by("number")
        self.places = places(wordings, revision, self.passage, in_title=self.in_title)
        self.same = [place for place in self.places if place.is_same]
        self.removed = Removed.from_places(self.same)

    def form(self, data: Mapping[str, Any] | None, seen: str) -> "RedactForm":
        """Return the form that asks what else goes, and why."""
        others = [place for place in self.places if not place.is_same]
        documents = _documents(self.revision.statement, self.removed)
        form = RedactForm(data, others=others, names=names_of(self.places), documents=documents)
        form.initial = {"seen": seen, "names": names_alone(self.places)}
        return form

    def is_redacted(self, form: "RedactForm", request: StaffRequest, seen: str) -> bool:
        """Redact what the form says and tell the person so, or add to the form why that is refused."""
        # A name that only a kept place has stays.
        gone = {*names_of([*self.same, *form.chosen])}
        try:
            stone = redact(
                revision=self.revision,
                passage=self.passage,
                in_title=self.in_title,
                category=form.cleaned_data["category"],
                reason=form.cleaned_data["reason"],
                also=form.chosen,
                names=[name for name in form.cleaned_data.get("names", ()) if name in gone],
                documents=form.cleaned_data.get("documents", ()),
                seen=form.cleaned_data["seen"],
                actor=request.user,
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
            say_seen(form, seen)
            return False
        count = stone.passages.count()
        messages.success(request, f"Redacted in {count} place{'s' * (count != 1)}. The gaps say why.")
        if disk.waiting(self.revision.statement).exists():
            messages.warning(request, STILL_ON_DISK)
        return True


def _changed_at(row: Model, person: User) -> str:
    """Return the page on which the person can change the row, or an empty text if somebody else must."""
    table = row._meta.model_name or ""
    name, part = CHANGED_AT.get(table, (table, "pk"))
    address = reverse(f"desk:{name}", args=[getattr(row, part)] if part else ())
    return address if person.has_perm(resolve(address).func.permission) else ""  # type: ignore[attr-defined]


def _documents(statement: Statement, removed: Removed) -> dict[Source, tuple[bool, str]]:
    """Return the stored documents that have the words or that cannot be read, whether they have them, and what not."""
    kept = Source.objects.exclude(file="").filter(Q(meetings=statement.meeting_id) | Q(pk=statement.source_id))
    shown = {}
    for document in kept.distinct():
        text, unread = text_of_document(document) if document.file_is_there else ("", "")
        has_words = removed.is_repeated_in(f"{words_of_address(document.file.name)}\n{text}")
        if has_words or unread:
            shown[document] = (has_words, unread)
    return shown


def _wording(request: StaffRequest, statement: Statement) -> Revision:
    """Return the published wording in the URL, or the current one without it."""
    wordings = {str(revision.number): revision for revision in statement.revisions.published()}
    return wordings.get(request.GET.get("r") or request.POST.get("r", ""), statement.published_revision)


def _in_context(place: RepeatedPassage) -> dict[str, Any]:
    """Return a place with the text just before and after it."""
    start, end = place.passage.start, place.passage.end
    return {
        "revision": place.revision,
        "in_title": place.in_title,
        "before": place.whole[max(0, start - CONTEXT) : start],
        "words": place.words,
        "after": place.whole[end : end + CONTEXT],
    }


class PassageForm(forms.Form):
    """A passage of a wording: by its first and last words, or by positions as in a link to a passage."""

    first = forms.CharField(label="First words", max_length=300, required=False)
    last = forms.CharField(label="Last words", max_length=300, required=False)
    quote = forms.CharField(
        label="Or from and to",
        max_length=30,
        required=False,
        help_text="Characters, as in the link to a quotation: 12-40.",
    )

    def __init__(self, *args: Any, revision: Revision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.revision = revision

    def clean(self) -> dict[str, Any]:
        """Find the passage and add it as ``passage``."""
        super().clean()
        data = self.cleaned_data
        try:
            quote, first = data.get("quote", "").strip(), data.get("first", "")
            data["in_title"] = quote.startswith(TITLE) or bool(not quote and first and self._is_of_title(first))
            whole = self.revision.part(in_title=data["in_title"])
            if quote:
                data["passage"] = QuoteRange.parse(quote.removeprefix(TITLE))
                data["passage"].words_in(whole)
            elif first:
                data["passage"] = from_ends(whole, first, data.get("last", ""))
            else:
                raise ValidationError("Select the words, or type how the passage begins.")
        except QuoteRangeError as error:
            raise ValidationError(str(error)) from error
        return data

    def _is_of_title(self, first: str) -> bool:
        """Return whether the title has the words, and the text does not."""
        sought = [plain_keys(first)]
        return bool(places_with(self.revision.title, sought)) and not places_with(self.revision.text, sought)


class DocumentsField(forms.ModelMultipleChoiceField):
    """Documents, each with a link to its file and with what of it cannot be read."""

    unread: Mapping[Source, str] = {}

    def label_from_instance(self, obj: Model) -> str:
        """Return the name of a document, linked, and what the archive cannot read of it."""
        document = cast(Source, obj)
        meeting = document.meetings.first()
        address = (
            reverse("desk:document-file", args=[meeting.pk, document.pk])
            if meeting
            else reverse("desk:source", args=[document.pk])
        )
        return format_html('<a href="{}">{}</a> {}', address, document, self.unread.get(document, ""))


class RedactForm(RemovalForm):
    """Why the passage is redacted, and which different words in its place are redacted too."""

    also = forms.MultipleChoiceField(
        label="Also redact",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Other wordings have these words in the same place, or a title has a name. Untick those to keep.",
    )

    names = forms.MultipleChoiceField(
        label="Names in it",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="No title, log or report of the meeting keeps a ticked one, even alone. Untick usual words.",
    )

    documents = DocumentsField(
        label="Take out these documents",
        queryset=Source.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="They leave the meeting, their stored files are deleted, and no restore brings them back. Those with "
        "a tick have the words.",
    )

    def __init__(
        self,
        *args: Any,
        others: Sequence[RepeatedPassage],
        names: Sequence[str],
        documents: Mapping[Source, tuple[bool, str]],
        **kwargs: Any,
    ) -> None:
        """Offer the documents, each with whether it is known to have the words, and what of it cannot be read."""
        super().__init__(*args, **kwargs)
        field = cast(DocumentsField, self.fields["documents"])
        field.unread = {document: unread for document, (_, unread) in documents.items()}
        field.queryset = Source.objects.filter(pk__in=[document.pk for document in documents])
        field.initial = [document.pk for document, (has_words, _) in documents.items() if has_words]
        if not documents:
            del self.fields["documents"]
        cast(forms.MultipleChoiceField, self.fields["names"]).choices = [(name, name) for name in names]
        if not names:
            del self.fields["names"]
        self.others = {place.name: place for place in others}
        if self.others:
            cast(forms.MultipleChoiceField, self.fields["also"]).choices = [
                (name, f"Revision {place.revision.number}{', title' if place.in_title else ''}: {place.words}")
                for name, place in self.others.items()
            ]
            self.fields["also"].initial = list(self.others)
        else:
            del self.fields["also"]

    @property
    def chosen(self) -> list[RepeatedPassage]:
        """The places to redact too."""
        return [self.others[name] for name in self.cleaned_data.get("also", ())]
