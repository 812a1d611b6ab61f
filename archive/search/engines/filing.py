"""Files statements and agenda items under topics: by the rule of a topic, and statements with their agenda item.

A rule is a search in the archive's own language. It ignores the names of topics, because the topics of a statement
cannot depend on themselves. It finds an agenda item by its title, by its board and by its date. The process that drains
the outbox calls this for the statements, meetings and topics that changed. Statements whose topics change go into the
outbox again, so that the index and the pages get the new topics.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from archive.machine.database.parts import in_parts
from archive.models import AgendaItem, ChangeNote, Filing, ItemFiling, Meeting, OutboxEntry, Statement, Topic
from archive.search.engines import get_backend
from archive.search.engines.document import CHUNK, Document, documents_of_items
from archive.search.engines.whoosh.batch import Batch
from archive.search.question.grammar import TOPIC, nodes, parse
from archive.search.question.request import SearchRequest, Sort

AT_ONCE = 1000
MOST_MATCHES = 1_000_000
How = Filing.How
Filed = dict[tuple[int, int], str]
"""How statements, by number, or agenda items, by id, are filed under topics."""
Rules = Sequence[tuple[int, str]]
"""The rules of topics, by id."""


def problem_of(rule: str) -> str:
    """Return why a text cannot be the rule of a topic, in a sentence for the editor, or an empty text if it can."""
    parsed = parse(rule, languages=["en"])
    if not rule.strip():
        return ""
    if parsed.tree is None:
        return "There is nothing to search for in this rule. Enter a word or a phrase."
    if _asks_for_topics(parsed.tree):
        return "A rule cannot search by topic. Remove “topic:”."
    if _only_excludes(parsed.tree):
        return "This rule only leaves out words, so it would file everything else. Add what it must find."
    return ""


def matches(rule: str) -> list[int]:
    """Return the numbers of all statements that match a rule, the latest first; raise SearchUnavailable."""
    if not rule.strip():
        return []
    return [hit.number for hit in get_backend().search(_asked(rule).changed(page_size=MOST_MATCHES)).hits]


def follow(documents: Sequence[Document], numbers: Collection[int], meetings: Collection[int] = ()) -> None:
    """File the statements with these numbers by items and rules; ``documents`` are those that are public.

    File the agenda items of their meetings too, and of other ``meetings``.
    """
    rules = _rules(Topic.objects.all())
    wanted = _by_rule(documents, rules) | _by_item(Statement.objects.filter(number__in=numbers))
    _settle(Filing, wanted, Filing.objects.filter(statement__in=numbers))
    if rules:
        of_statements = Statement.objects.filter(number__in=numbers).order_by().values_list("meeting", flat=True)
        _follow_items(AgendaItem.objects.filter(meeting__in={*meetings, *of_statements} - {None}), rules)


def follow_topic(pk: int) -> None:
    """File under the topic all statements that its current rule or its agenda items bring, and all items it finds."""
    topic = Topic.objects.filter(pk=pk)
    rules = _rules(topic)
    wanted: Filed = {(number, pk): How.RULE for _, rule in rules for number in matches(rule)}
    wanted |= _by_item(Statement.objects.filter(agenda_item__itemfiling__topic=pk), topic)
    _settle(Filing, wanted, Filing.objects.filter(topic=pk))
    if rules:
        _follow_items(AgendaItem.objects.all(), rules)
    else:
        _settle(ItemFiling, {}, ItemFiling.objects.filter(topic=pk))


def follow_all() -> None:
    """File all statements and items by rules and items, for an index that was built before any were filed."""
    topics = Topic.objects.exclude(rule="") | Topic.objects.filter(agenda_items__isnull=False)
    for pk in topics.distinct().values_list("pk", flat=True):
        follow_topic(pk)


def _asked(rule: str) -> SearchRequest:
    return SearchRequest(text=rule, sort=Sort.NEWEST, without_topics=True)


def _asks_for_topics(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Within) and node.field == TOPIC:
        return True
    inner = (*getattr(node, "nodes", ()), *filter(None, [getattr(node, "node", None)]))
    return any(map(_asks_for_topics, inner))


def _only_excludes(node: nodes.Node) -> bool:
    """Return whether a node matches whatever does not have some words, as ``-budget`` and ``budget OR -tax`` do."""
    if isinstance(node, nodes.All):
        return all(map(_only_excludes, node.nodes))
    if isinstance(node, nodes.AnyOf):
        return any(map(_only_excludes, node.nodes))
    return isinstance(node, nodes.Not)


def _rules(topics: QuerySet[Topic]) -> Rules:
    return [(pk, rule) for pk, rule in topics.values_list("pk", "rule") if rule.strip()]


def _by_rule(documents: Sequence[Document], rules: Rules) -> Filed:
    if not rules or not documents:
        return {}
    batch = Batch(documents, get_backend().languages())
    return {(number, pk): How.RULE for pk, rule in rules for number in batch.numbers(_asked(rule))}


def _by_item(statements: QuerySet[Statement], topics: QuerySet[Topic] | None = None) -> Filed:
    """Return what is brought along by the agenda items that a person filed, under all topics or some."""
    by_hand = ItemFiling.objects.filter(how=How.PERSON)
    if topics is not None:
        by_hand = by_hand.filter(topic__in=topics)
    rows = statements.filter(
        number__in=Statement.objects.public().values("number"), agenda_item__itemfiling__in=by_hand
    )
    return dict.fromkeys(rows.values_list("number", "agenda_item__itemfiling__topic"), How.ITEM)


def _follow_items(items: QuerySet[AgendaItem], rules: Rules) -> None:
    """Make the topics of the items what the rules find. Items of a meeting that is not public have none."""
    topics, last = [pk for pk, _ in rules], 0
    while some := list(items.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        last = some[-1]
        rows = ItemFiling.objects.filter(agenda_item__in=some, topic__in=topics)
        _settle(ItemFiling, _by_rule(documents_of_items(some), rules), rows)


def _settle(model: Any, wanted: Filed, rows: Iterable[Filing | ItemFiling]) -> None:
    """Make the rows what they should be, except for what a person filed. Tell who has to know what changed."""
    of = "statement_id" if model is Filing else "agenda_item_id"
    held = {(getattr(row, of), row.topic_id): row for row in rows}
    gone = [row for key, row in held.items() if row.how != How.PERSON and wanted.get(key) != row.how]
    kept = held.keys() - {(getattr(row, of), row.topic_id) for row in gone}
    new = [model(**{of: filed}, topic_id=topic, how=how) for (filed, topic), how in wanted.items()
           if (filed, topic) not in kept]  # fmt: skip
    for some in in_parts([*gone, *new], AT_ONCE):
        # In several transactions, so that others do not have to wait for one long one.
        with transaction.atomic():
            model.objects.filter(pk__in=[row.pk for row in some if row.pk]).delete()
            model.objects.bulk_create([row for row in some if not row.pk], ignore_conflicts=True)
            _tell(model, {getattr(row, of) for row in some})


def _tell(model: Any, changed: set[int]) -> None:
    """Tell the index and the list of changes which statements changed, or the list which meetings of items did."""
    if model is Filing:
        OutboxEntry.objects.write(OutboxEntry.Subject.STATEMENT, changed)
        ChangeNote.objects.leave(ChangeNote.Subject.STATEMENT, changed)
    else:
        meetings = Meeting.objects.filter(agenda_items__in=changed).distinct().values_list("pk", flat=True)
        ChangeNote.objects.leave(ChangeNote.Subject.MEETING, list(meetings))
