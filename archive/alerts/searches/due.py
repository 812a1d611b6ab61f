"""Writes the due results into emails: one for each address, however many alerts it has."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from archive.models import AlertHit, Mail


def write_due() -> int:
    """Write an email for each address that has due results, and return how many; each in its own transaction."""
    written = 0
    for email in list(due().order_by().values_list("alert__email", flat=True).distinct()):
        with transaction.atomic():
            hits = list(due().filter(alert__email=email).select_for_update(of=("self",)).select_related("alert"))
            if not hits:  # another process did it meanwhile
                continue
            language = hits[0].alert.language
            mail = Mail.objects.create(notice=Mail.Notice.NEW_RESULTS, email=email, language=language)
            AlertHit.objects.filter(pk__in=[hit.pk for hit in hits]).update(mail=mail)
            written += 1
    return written


def due() -> QuerySet[AlertHit]:
    """Return the results that should be emailed now and are not in an email yet."""
    return AlertHit.objects.filter(
        mail=None, told_at=None, due_at__lte=timezone.now(), alert__confirmed_at__isnull=False
    )


def note_told(mail: Mail) -> None:
    """Mark the results in an email as told, in the caller's transaction."""
    AlertHit.objects.filter(mail=mail).update(told_at=timezone.now(), mail=None)
