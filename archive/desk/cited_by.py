"""Pages that quoted a statement, at the desk: check suggestions, accept or decline them, add one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from archive.actions.reports import decide_citing_link, suggest_citing_link
from archive.actions.rules import version_of
from archive.desk.answers import or_say_why, post_view
from archive.desk.shown import sees_withdrawn
from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest
from archive.models import CitingLink, Statement


class CitingLinkForm(forms.ModelForm):
    """The URL, title, publisher and date of the page."""

    class Meta:
        model = CitingLink
        fields = ["url", "title", "publisher", "published"]
        labels = {"url": "Address of the page", "published": "When"}
        help_texts = {"published": "For example, 2017-02-23, 2017-02 or 2017."}


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("archive.add_citinglink")
@or_say_why
def cited_by(request: StaffRequest, number: int) -> HttpResponse:
    """Show the links of a statement, undecided ones first; add another."""
    statement = get_object_or_404(
        Statement.objects.select_related("meeting__board", "speaker", "current_revision"), pk=number
    )
    if statement.status == Statement.Status.WITHDRAWN and not sees_withdrawn(request.user):
        raise PermissionDenied(f"{statement} was withdrawn. Only editors can see what it said.")
    form = CitingLinkForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        link = suggest_citing_link(statement=statement, actor=request.user, **form.cleaned_data)
        listed = link.status == CitingLink.Status.ACCEPTED
        messages.success(request, "The page is listed." if listed else "An editor will decide whether to list it.")
        return redirect("desk:cited-by", number=number)
    seen = {link.pk: version_of(link) for link in statement.citing_links.all()}
    links: list[Any] = list(
        statement.citing_links.select_related("suggested_by", "decided_by").filter(pk__in=seen).order_by("-id")
    )
    for link in links:
        link.seen = seen[link.pk]
    links.sort(key=lambda link: link.status != CitingLink.Status.WAITING)
    context = {"statement": statement, "meeting": statement.meeting, "links": links, "form": form}
    return render(request, "desk/cited_by.html", context)


@post_view("archive.decide_citinglink", CitingLink)
def citing_link_decide(request: StaffRequest, link: CitingLink) -> HttpResponse:
    """List a link on the statement's page, or decline it."""
    accept = request.POST.get("decision") == "accept"
    decide_citing_link(link=link, accept=accept, seen=request.POST.get("seen", ""), actor=request.user)
    messages.success(request, f"“{link}” is {'listed' if accept else 'not listed'}.")
    return redirect("desk:cited-by", number=link.statement_id)
