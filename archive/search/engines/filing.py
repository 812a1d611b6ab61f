"""Files statements under the topics that follow from a topic's rule or from their agenda item.

A rule is a search in the archive's own language. It ignores the names of topics, because the topics of a statement
cannot depend on themselves. The process that drains the outbox calls this for the statements and topics that changed.
Statements whose topics change go into the outbox again, so that the index and the pages get the new topics.
"""

from collections.abc import Collection, Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import transaction

from archive.models import ChangeNote, Filing, OutboxEntry, Statement, Topic
from archive.search.engines import get_backend
from archive.search.engines.document import Document
from archive.search.engines.whoosh.batch import Batch
from archive.search.question.grammar import TOPIC, parse
from archive.search.question.grammar.nodes import Within
from archive.search.question.request import SearchRequest, Sort

AT_ONCE = 1000
MOST_MATCHES = 1_000_000
How = Filing.How
Filed = dict[tuple[int, int], str]
"""How statements, by number, are filed under topics."""


def problem_of(rule: str) -> str:
    """Return why a text cannot be the rule of a topic, in a sentence for the editor, or an empty text if it can."""
    parsed = parse(rule, languages=["en"])
    if not rule.strip():
        return ""
    if parsed.tree is None:
        return "There is nothing to search for in this rule. Enter a word or a phrase."
    if _asks_for_topics(parsed.tree):
        return "A rule cannot search by topic. Remove “topic:”."
    return ""


def matches(rule: str) -> list[int]:
    """Return the numbers of all statements that match a rule, the latest first; raise SearchUnavailable."""
    if not rule.strip():
        return []
    return [hit.number for hit in get_backend().search(_asked(rule).changed(page_size=MOST_MATCHES)).hits]


def follow(documents: Sequence[Document], numbers: Collection[int]) -> None:
    """File the statements with these numbers by items and rules; ``documents`` are those that are public."""
    wanted = _by_rule(documents) | _by_item([document.number for document in documents])
    _settle(wanted, Filing.objects.filter(statement__in=numbers))


def follow_topic(pk: int) -> None:
    """File under the topic all statements that its current rule or its agenda items bring."""
    rule = Topic.objects.filter(pk=pk).values_list("rule", flat=True).first()
    if rule is None:
        return
    wanted: Filed = {(number, pk): How.RULE for number in matches(rule)}
    under_items = Statement.objects.public().filter(agenda_item__topics=pk).values_list("number", flat=True)
    wanted |= {(number, pk): How.ITEM for number in under_items}
    _settle(wanted, Filing.objects.filter(topic=pk))


def follow_all() -> None:
    """File all statements by rules and items, for an index that was built before any were filed."""
    topics = Topic.objects.exclude(rule="") | Topic.objects.filter(agenda_items__isnull=False)
    for pk in topics.distinct().values_list("pk", flat=True):
        follow_topic(pk)


def _asked(rule: str) -> SearchRequest:
    return SearchRequest(text=rule, sort=Sort.NEWEST, without_topics=True)


def _asks_for_topics(node: Any) -> bool:
    if isinstance(node, Within) and node.field == TOPIC:
        return True
    inner = (*getattr(node, "nodes", ()), *filter(None, [getattr(node, "node", None)]))
    return any(map(_asks_for_topics, inner))


def _by_rule(documents: Sequence[Document]) -> Filed:
    rules = list(Topic.objects.exclude(rule="").values_list("pk", "rule"))
    if not rules or not documents:
        return {}
    batch = Batch(documents, get_backend().languages())
    return {(number, pk): How.RULE for pk, rule in rules for number in batch.numbers(_asked(rule))}


def _by_item(numbers: Collection[int]) -> Filed:
    rows = Statement.objects.public().filter(number__in=numbers, agenda_item__topics__isnull=False)
    return dict.fromkeys(rows.values_list("number", "agenda_item__topics"), How.ITEM)


def _settle(wanted: Filed, rows: Iterable[Filing]) -> None:
    """Make the rows what they should be, except for what a person filed. Tell the index which statements changed."""
    held = {(row.statement_id, row.topic_id): row for row in rows}
    gone = [row for key, row in held.items() if row.how != How.PERSON and wanted.get(key) != row.how]
    kept = held.keys() - {(row.statement_id, row.topic_id) for row in gone}
    new = [Filing(statement_id=number, topic_id=topic, how=how) for (number, topic), how in wanted.items()
           if (number, topic) not in kept]  # fmt: skip
    changes = iter([*gone, *new])
    while some := list(islice(changes, AT_ONCE)):
        # In several transactions, so that others do not have to wait for one long one.
        with transaction.atomic():
            Filing.objects.filter(pk__in=[row.pk for row in some if row.pk]).delete()
            Filing.objects.bulk_create([row for row in some if not row.pk], ignore_conflicts=True)
            numbers = {row.statement_id for row in some}
            OutboxEntry.objects.write(OutboxEntry.Subject.STATEMENT, numbers)
            ChangeNote.objects.leave(ChangeNote.Subject.STATEMENT, numbers)
