"""Decide whether to list a link to a page that quoted a statement."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from archive.actions.audit import Verb, audit
from archive.actions.permission import ask
from archive.actions.version import check_version
from archive.models import CitingLink, User


@transaction.atomic
def decide_citing_link(*, link: CitingLink, accept: bool, actor: User, seen: str | None = None) -> CitingLink:
    """List the link, or decline it. A decision can be changed later.

    ``seen`` is the version that the actor saw. Raise NotAllowed if the actor may not decide, ChangedMeanwhile if the
    link has changed since, and ValidationError if nothing changes.
    """
    ask(actor, "decide_citinglink")
    link = CitingLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    status = CitingLink.Status.ACCEPTED if accept else CitingLink.Status.DECLINED
    if link.status == status:
        raise ValidationError(f"“{link}” is {link.get_status_display().lower()} already.")
    check_version(instance=link, seen=seen, actor=actor)
    link.status, link.decided_at, link.decided_by = status, timezone.now(), actor
    link.save(update_fields=["status", "decided_at", "decided_by"])
    audit(actor=actor, verb=Verb.SETTLED, instance=link, note=f"{link.get_status_display()}: {link.url}")
    return link
