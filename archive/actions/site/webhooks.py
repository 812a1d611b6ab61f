"""Webhooks: register one, send a test message, turn it on again, remove it."""

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.rules import Verb, ask, audit, check_visible
from archive.models import User, Webhook, WebhookDelivery

MAY = "manage_webhook"


@transaction.atomic
def register_webhook(*, name: str, url: str, secret: str, actor: User) -> Webhook:
    """Register the URL and return the webhook. Raise NotAllowed, or ValidationError if the URL is not valid."""
    ask(actor, MAY)
    webhook = Webhook(name=" ".join(name.split()), url=url.strip(), secret=secret, registered_by=actor)
    webhook.full_clean(exclude=["secret"])
    check_visible(webhook)
    webhook.save()
    audit(actor=actor, verb=Verb.CREATED, instance=webhook)
    return webhook


@transaction.atomic
def send_test(*, webhook: Webhook, actor: User) -> WebhookDelivery:
    """Queue a test message and return it. Raise NotAllowed, or ValidationError if the webhook is off."""
    ask(actor, MAY)
    webhook = Webhook.objects.select_for_update(of=("self",)).get(pk=webhook.pk)
    if webhook.off_at:
        raise ValidationError("This webhook is off. Turn it on first.")
    return WebhookDelivery.objects.create(webhook=webhook)


@transaction.atomic
def turn_on(*, webhook: Webhook, actor: User) -> None:
    """Tell the webhook of changes again, from now on. Undelivered messages are not tried again.

    Raise NotAllowed if the actor may not do this.
    """
    ask(actor, MAY)
    webhook = Webhook.objects.select_for_update(of=("self",)).get(pk=webhook.pk)
    webhook.deliveries.waiting().delete()
    webhook.off_at = None
    webhook.save(update_fields=["off_at"])
    audit(actor=actor, verb=Verb.CHANGED, instance=webhook, note="Turned on.")


@transaction.atomic
def remove_webhook(*, webhook: Webhook, actor: User) -> None:
    """Remove the webhook with its log. Raise NotAllowed if the actor may not do this."""
    ask(actor, MAY)
    audit(actor=actor, verb=Verb.DELETED, instance=webhook)
    Webhook.objects.filter(pk=webhook.pk).delete()
