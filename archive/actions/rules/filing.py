"""File a statement under topics on behalf of a person. Topics from rules and agenda items stay."""

from collections.abc import Collection

from django.db import transaction

from archive.models import Filing, OutboxEntry, Statement, Topic
from archive.search.engines import outbox


def filed_topics(statement: Statement) -> list[Topic]:
    """Return the topics that a person filed the statement under, sorted by name."""
    return list(Topic.objects.filter(filing__statement=statement, filing__how=Filing.How.PERSON).order_by("name"))


@transaction.atomic
def file_under(statement: Statement, topics: Collection[Topic]) -> None:
    """Make these the topics that a person filed the statement under. If it is published, the index is told."""
    wanted = {topic.pk for topic in topics}
    filed = Filing.objects.filter(statement=statement)
    filed.filter(how=Filing.How.PERSON).exclude(topic__in=wanted).delete()
    filed.filter(topic__in=wanted).update(how=Filing.How.PERSON)
    there = set(filed.values_list("topic", flat=True))
    Filing.objects.bulk_create(Filing(statement=statement, topic_id=pk) for pk in sorted(wanted - there))
    if statement.published_at:
        outbox.add(OutboxEntry.Subject.STATEMENT, [statement.pk])
