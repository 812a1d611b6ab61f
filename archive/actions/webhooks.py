"""Programs elsewhere that are told of changes: register one, send it a test, turn it on again, remove it."""

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.audit import Verb, audit
from archive.actions.permission import ask
from archive.models import User, Webhook, WebhookDelivery

MAY = "manage_webhook"


@transaction.atomic
def register_webhook(*, name: str, url: str, secret: str, actor: User) -> Webhook:
    """Register the address and return it. Raise NotAllowed to those who may not, ValidationError for no address."""
    ask(actor, MAY)
    webhook = Webhook(name=" ".join(name.split()), url=url.strip(), secret=secret, registered_by=actor)
    webhook.full_clean(exclude=["secret"])
    webhook.save()
    audit(actor=actor, verb=Verb.CREATED, record=webhook)
    return webhook


@transaction.atomic
def send_test(*, webhook: Webhook, actor: User) -> WebhookDelivery:
    """Have a test message sent and return it. Raise NotAllowed, and ValidationError for a webhook that is off."""
    ask(actor, MAY)
    webhook = Webhook.objects.select_for_update(of=("self",)).get(pk=webhook.pk)
    if webhook.off_at:
        raise ValidationError("This webhook is off. Turn it on first.")
    return WebhookDelivery.objects.create(webhook=webhook)


@transaction.atomic
def turn_on(*, webhook: Webhook, actor: User) -> None:
    """Tell the webhook of changes again, from now on; what could not be delivered is not tried again.

    Raise NotAllowed to those who may not.
    """
    ask(actor, MAY)
    webhook = Webhook.objects.select_for_update(of=("self",)).get(pk=webhook.pk)
    webhook.deliveries.waiting().delete()
    webhook.off_at = None
    webhook.save(update_fields=["off_at"])
    audit(actor=actor, verb=Verb.CHANGED, record=webhook, note="Turned on.")


@transaction.atomic
def remove_webhook(*, webhook: Webhook, actor: User) -> None:
    """Remove the webhook with its log. Raise NotAllowed to those who may not."""
    ask(actor, MAY)
    audit(actor=actor, verb=Verb.DELETED, record=webhook)
    Webhook.objects.filter(pk=webhook.pk).delete()
