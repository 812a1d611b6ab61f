"""The emails that wait, for those who look after the mail server."""

from django.contrib import messages
from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf
from django.http import HttpResponse
from django.shortcuts import redirect

from archive.actions.site import try_mail_now
from archive.desk.answers import post_view
from archive.desk.object_pages import ListPage
from archive.desk.staff_request import StaffRequest
from archive.models import Mail

MAY_VIEW = "archive.view_mail"


class AllMails(ListPage[Mail]):
    """The emails that wait, those that were tried most first. An email that is sent is deleted."""

    permission, template, title = MAY_VIEW, "desk/mails.html", "Emails that wait"
    lede = (
        "The site sends these by itself, and tries again later what the mail server refuses. Readers’ addresses are "
        "shown to nobody else."
    )
    columns = ("To", "About", "Since (UTC)", "Tried", "Again at (UTC)", "What was wrong", "Now")
    listed = Mail.objects.annotate(to=Coalesce(NullIf(F("address"), Value("")), F("alert__address"))).order_by(
        "-attempts", "id"
    )


mails = AllMails()


@post_view(MAY_VIEW, Mail)
def mail_try(request: StaffRequest, mail: Mail) -> HttpResponse:
    """Try an email again in a moment, not only after its wait."""
    try_mail_now(mail=mail, actor=request.user)
    messages.success(request, "The email is tried again in a moment.")
    return redirect("desk:mails")
