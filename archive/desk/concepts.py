"""The site's list of words that mean the same, which editors maintain."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse

from archive.actions.removed_words.memory import searches_with_removed
from archive.desk.forms.object import ObjectForm
from archive.desk.object_pages import ObjectPages
from archive.desk.staff_request import StaffRequest
from archive.models import Concept
from archive.search import proposals


class ConceptForm(ObjectForm):
    """Terms that mean the same, one per line."""

    class Meta:
        model = Concept
        fields = ["terms"]
        widgets = {"terms": forms.Textarea(attrs={"rows": 8})}


MOST_PROPOSALS = 20


class ConceptPages(ObjectPages[Concept]):
    """The concepts. Searches follow a change immediately."""

    name, plural, title = "concept", "concepts", "Words that mean the same"
    permission, adding = "archive.view_concept", ("archive.add_concept", "desk:concept-new", "New entry")
    template, find, rows_a_page = "desk/concepts.html", "With the letters", 200
    lede = (
        "A reader who searches for one of these terms finds the others too. The search page says so, and the reader "
        "can switch it off."
    )
    listed = Concept.objects.all()
    form, new_title, leads_up = ConceptForm, "New entry", True
    form_lede = "Write one term per line, in any language. Leave out words that often mean something else."
    created = changed = "Saved. Searches use it immediately."
    deletion, deleted = "Delete this entry", "Deleted."
    lost = "A search for one of these terms no longer finds the others."

    def with_words(self, rows: QuerySet[Concept], words: Sequence[str]) -> QuerySet[Concept]:
        """Return the concepts that contain the letters as typed."""
        return rows.filter(terms__icontains=" ".join(words))

    def show_list(self, request: StaffRequest, rows: QuerySet[Concept], **context: Any) -> HttpResponse:
        """Show the list, and what readers searched for and hardly found."""
        return super().show_list(request, rows, proposals=proposals(MOST_PROPOSALS, searches_with_removed), **context)


pages = ConceptPages()
