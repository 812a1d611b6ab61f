"""Cited by: where a statement was quoted, and the form to suggest another place."""

from django import forms
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from archive.actions.reports import suggest_citing_link
from archive.models import LONGEST_URL, CitingLink, Statement, validate_characters, validate_link
from archive.models.fields.partial_date import PartialDateFormField
from archive.pages.http.reader_form import ReaderForm
from archive.pages.statements.wordings import public_statement
from archive.web.client_address import client_address
from archive.web.cost import Cost, costs

LINKS_SHOWN = 100
# What is typed about the page.
OF_PAGE = ("url", "title", "publisher", "published")


class CitingLinkForm(ReaderForm):
    """Where a statement was quoted."""

    url = forms.CharField(
        label=_("Address of the page"),
        max_length=LONGEST_URL,
        validators=[validate_link],
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        error_messages={"required": _("Enter the address of the page.")},
    )
    title = forms.CharField(
        label=_("Title of the page"),
        max_length=300,
        validators=[validate_characters],
        error_messages={"required": _("Enter the title of the page.")},
    )
    publisher = forms.CharField(
        label=_("Publisher"),
        max_length=200,
        required=False,
        validators=[validate_characters],
        help_text=_("For example, a newspaper, court or journal. Leave empty if you do not know."),
    )
    published = PartialDateFormField(
        label=_("When"), required=False, help_text=_("For example, 2017-02-23, 2017-02 or 2017.")
    )


@require_http_methods(["GET", "HEAD", "POST"])
@costs(Cost.CHEAP, "sent")
def statement_cited_by(request: HttpRequest, number: int) -> HttpResponse:
    """List where a statement was quoted; accept another place, which is not shown until an editor has checked it."""
    statement = public_statement(number)
    form = CitingLinkForm(request.POST if request.method == "POST" else None)
    if form.sends(
        lambda given: suggest_citing_link(
            statement=statement, client=client_address(request), **{name: given[name] for name in OF_PAGE}
        )
    ):
        return redirect(f"{reverse('pages:statement-cited-by', args=[number])}?sent=1")
    context = {
        "statement": statement,
        "links": citing_links(statement),
        "form": form,
        "was_sent": "sent" in request.GET and request.method != "POST",
    }
    return render(request, "pages/statements/cited_by.html", context, status=form.status)


def citing_links(statement: Statement) -> QuerySet[CitingLink]:
    """Return the accepted links of a statement, the latest first."""
    latest_first = F("published").desc(nulls_last=True), "id"
    return CitingLink.objects.public().filter(statement=statement).order_by(*latest_first)[:LINKS_SHOWN]
