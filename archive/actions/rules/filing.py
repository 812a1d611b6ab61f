"""File a statement or an agenda item under topics on behalf of a person. Topics from rules and agenda items stay."""

from collections.abc import Collection
from typing import Any

from django.db import transaction

from archive.models import AgendaItem, Filing, OutboxEntry, Statement, Topic
from archive.search.engines import outbox


def filed_topics(statement: Statement) -> list[Topic]:
    """Return the topics that a person filed the statement under, sorted by name."""
    return list(Topic.objects.filter(filing__statement=statement, filing__how=Filing.How.PERSON).order_by("name"))


@transaction.atomic
def file_under(filed: Statement | AgendaItem, topics: Collection[Topic]) -> None:
    """Make these the topics that a person filed it under. If it is a published statement, the index is told."""
    wanted = {topic.pk for topic in topics}
    link: Any = type(filed).topics.through
    it = {"statement" if isinstance(filed, Statement) else "agenda_item": filed}
    rows = link.objects.filter(**it)
    rows.filter(how=Filing.How.PERSON).exclude(topic__in=wanted).delete()
    rows.filter(topic__in=wanted).update(how=Filing.How.PERSON)
    there = set(rows.values_list("topic", flat=True))
    link.objects.bulk_create(link(**it, topic_id=pk) for pk in sorted(wanted - there))
    if isinstance(filed, Statement) and filed.published_at:
        outbox.add(OutboxEntry.Subject.STATEMENT, [filed.pk])
