"""Sources at the desk: the sources of texts, and the documents of meetings."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count

from archive.desk.forms.document import SourceForm
from archive.desk.object_pages import ObjectPages
from archive.models import Source


class SourcePages(ObjectPages[Source]):
    """The sources. Those that no statement uses and that readers never saw can be deleted."""

    name, plural, title = "source", "sources", "Sources"
    permission, adding = "archive.view_source", ("archive.add_source", "desk:source-new", "New source")
    template, find, searched = "desk/sources.html", "Title, publisher or address", ("title", "publisher", "url")
    listed = Source.objects.annotate(count=Count("statements", distinct=True)).order_by("title", "id")
    form, form_template, new_title = SourceForm, "desk/source.html", "New source"
    deletion, deleted, stays = "Delete the source", "“{}” is deleted.", "Statements come from {}: it stays."

    def about(self, row: Source) -> Mapping[str, Any]:
        """Return the meetings that have it as a document, and how many statements come from it."""
        return {"meetings": row.meetings.select_related("board"), "count": row.statements.count()}

    def taken_away(self, row: Source) -> Sequence[str]:
        """Return the meetings that lose the document."""
        return [f"It is no longer a document of {meeting}." for meeting in row.meetings.select_related("board")]


pages = SourcePages()
