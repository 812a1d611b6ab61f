"""Webhooks at the desk: register a program elsewhere, see what was sent to it, send it a test."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from archive.actions.site import register_webhook, remove_webhook, send_test, turn_on
from archive.alerts.webhooks.signature import new_secret
from archive.desk.answers import post_view
from archive.desk.asking_first import Confirmation, ask_first
from archive.desk.object_pages import ListPage
from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest
from archive.machine.web.public_internet import NotPublic, check_url
from archive.models import Webhook

MAY = "archive.manage_webhook"
LOG_SHOWN = 100


class WebhookForm(forms.Form):
    """Where messages go, and what staff call the webhook."""

    name = forms.CharField(max_length=100, label="What it is for")
    url = forms.CharField(max_length=500, label="Its https address")

    def clean_url(self) -> str:
        """Refuse a URL that is not https. Its host is checked with each message."""
        url = self.cleaned_data["url"].strip()
        try:
            check_url(url)
        except NotPublic as error:
            raise ValidationError(str(error)) from error
        return url


class AllWebhooks(ListPage[Webhook]):
    """The webhooks."""

    permission, adding = MAY, (MAY, "desk:webhook-new", "Register one")
    template, title = "desk/webhooks.html", "Webhooks"
    listed = Webhook.objects.select_related("registered_by")
    lede = (
        "Other programs that are told when the record changes. A message says what changed. It contains none of their "
        "words."
    )


webhook_list = AllWebhooks()


@never_cache
@allowed(MAY)
def webhook_new(request: StaffRequest) -> HttpResponse:
    """Register a webhook, and show its secret, this one time."""
    form = WebhookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        secret = new_secret()
        webhook = register_webhook(**form.cleaned_data, secret=secret, actor=request.user)
        return render(request, "desk/webhook_made.html", {"webhook": webhook, "secret": secret})
    return render(request, "desk/webhook_new.html", {"form": form})


@require_safe
@allowed(MAY)
def webhook_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a webhook with its log of thirty days."""
    webhook = get_object_or_404(Webhook.objects.select_related("registered_by"), pk=pk)
    return render(request, "desk/webhook.html", {"webhook": webhook, "log": webhook.deliveries.all()[:LOG_SHOWN]})


@post_view(MAY, Webhook, then="webhook")
def webhook_test(request: StaffRequest, webhook: Webhook) -> str:
    """Send a test."""
    send_test(webhook=webhook, actor=request.user)
    return "The test is being sent. The log will show the result in a moment."


@post_view(MAY, Webhook, then="webhook")
def webhook_on(request: StaffRequest, webhook: Webhook) -> str:
    """Turn a webhook on again."""
    turn_on(webhook=webhook, actor=request.user)
    return "It will be told of changes again."


@post_view(MAY, Webhook)
def webhook_remove(request: StaffRequest, webhook: Webhook) -> HttpResponse:
    """Remove a webhook."""
    if asked := ask_first(request, _to_remove(webhook)):
        return asked
    remove_webhook(webhook=webhook, actor=request.user)
    messages.success(request, "Removed.")
    return redirect("desk:webhooks")


def _to_remove(webhook: Webhook) -> Confirmation:
    says = ["The program is told of no more changes.", "Its secret and its log are deleted. Nobody can undo this."]
    return Confirmation(f"Remove {webhook}?", says, "Remove", reverse("desk:webhook", args=[webhook.pk]))
