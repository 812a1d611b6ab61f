"""List a link to where a statement was quoted, or do not."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from archive.actions.audit import Verb, audit
from archive.models import CitingLink, User


@transaction.atomic
def decide_citing_link(*, link: CitingLink, accept: bool, actor: User) -> CitingLink:
    """List the link, or not; what was decided can be decided again. Raise ValidationError where nothing changes."""
    link = CitingLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    status = CitingLink.Status.ACCEPTED if accept else CitingLink.Status.DECLINED
    if link.status == status:
        raise ValidationError(f"“{link}” is {link.get_status_display().lower()} already.")
    link.status, link.decided_at, link.decided_by = status, timezone.now(), actor
    link.save(update_fields=["status", "decided_at", "decided_by"])
    audit(actor=actor, verb=Verb.SETTLED, record=link, note=f"{link.get_status_display()}: {link.url}")
    return link
