"""Sources at the desk: the sources of texts, and the documents of meetings."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect

from archive.actions.statements import say_text_status
from archive.desk.answers import post_view, say_form_errors
from archive.desk.forms.document import SourceForm
from archive.desk.forms.named import NamedForm
from archive.desk.forms.object import WhyForm
from archive.desk.forms.pickers import SourceField
from archive.desk.forms.source import OriginForm
from archive.desk.object_pages import ObjectPages
from archive.desk.staff_request import StaffRequest
from archive.models import Source


class NamedSourceForm(NamedForm, SourceForm):
    """A source in its own form."""

    picker = SourceField


class SourcePages(ObjectPages[Source]):
    """The sources. Those that no statement uses and that readers never saw can be deleted."""

    name, plural, title = "source", "sources", "Sources"
    permission, adding = "archive.view_source", ("archive.add_source", "desk:source-new", "New source")
    template, find, searched = "desk/sources.html", "Title, publisher or address", ("title", "publisher", "url")
    listed = Source.objects.annotate(count=Count("statements", distinct=True)).order_by("title", "id")
    form, form_template, new_title = NamedSourceForm, "desk/source.html", "New source"
    deletion, deleted, stays = "Delete the source", "“{}” is deleted.", "Statements come from {}: it stays."

    def about(self, row: Source) -> Mapping[str, Any]:
        """Return the meetings that have it as a document, and how many statements come from it."""
        unsaid = row.statements.filter(text_status="").count()
        return {
            "meetings": row.meetings.select_related("board"),
            "count": row.statements.count(),
            "unsaid": unsaid,
            "origin": TextStatusForm() if unsaid else None,
        }

    def taken_away(self, row: Source) -> Sequence[str]:
        """Return the meetings that lose the document."""
        return [f"It is no longer a document of {meeting}." for meeting in row.meetings.select_related("board")]


class TextStatusForm(WhyForm):
    """How close the texts of a source are to what was said, and how we know."""

    text_status = OriginForm.base_fields["text_status"]
    field_order = ("text_status",)


pages = SourcePages()


@post_view("archive.correct_statement", Source, "source")
def source_text_status(request: StaffRequest, source: Source) -> str | HttpResponse:
    """Say of all texts of the source of which nobody said it how close they are to what was said."""
    form = TextStatusForm(request.POST)
    if not form.is_valid():
        say_form_errors(request, form)
        return redirect("desk:source", pk=source.pk)
    count = say_text_status(
        source=source, text_status=form.cleaned_data["text_status"], why=form.why, actor=request.user
    )
    return f"{count} statement{'' if count == 1 else 's'} of this source have their text status."
