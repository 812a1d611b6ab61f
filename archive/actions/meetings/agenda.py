"""Save the agenda of a meeting: all items, in their order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from archive.actions.rules import (
    NOT_SAID,
    FieldChange,
    Verb,
    Why,
    ask_to_change,
    audit,
    change_in_public,
    check_public_too,
    check_version,
    check_visible,
    file_under,
    is_public,
)
from archive.models import AgendaItem, ItemFiling, Meeting, OutboxEntry, Topic, User
from archive.search.engines import outbox

# Above every position in use and within 31 bits. Items move here while others take their places.
ASIDE = 1_000_000_000


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """A line of the agenda: the existing item, if there is one, its number as printed, and its title.

    ``topics`` are those that a person files the item under. If they are None, the item keeps its own.
    """

    title: str
    label: str = ""
    item: int | None = None
    topics: Sequence[Topic] | None = None


@transaction.atomic
def save_agenda(
    *,
    meeting: Meeting,
    lines: Sequence[AgendaLine],
    why: Why = NOT_SAID,
    seen: str | None = None,
    seen_too: str = "",
    actor: User | None = None,
) -> list[AgendaItem]:
    """Make these lines the agenda of the meeting, in this order, and return its items. Delete the others.

    For a public meeting, the corrections log tells readers why. ``seen`` is the version of the meeting that the actor
    saw, ``seen_too`` the version of other objects that become public. Raise NotAllowed if the actor may not do this,
    ChangedMeanwhile if the meeting has changed since, PublicToo if more would become public than the actor saw, and
    ValidationError if a reason is missing or a value is invalid.
    """
    for verb in ("add", "change", "delete"):
        ask_to_change(actor, f"{verb}_agendaitem", meeting)
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("board").get(pk=meeting.pk)
    check_version(instance=meeting, seen=seen, actor=actor)
    old = {item.pk: item for item in meeting.agenda_items.order_by("position")}
    before = {pk: str(item) for pk, item in old.items()}
    was_about = _topics_by_hand(meeting)
    items = _checked_items(lines, old, meeting)
    changes = [*_changes(before, items), *_other_topics(was_about, items, lines)]
    if is_public(meeting):
        check_public_too([topic for line in lines for topic in line.topics or ()], seen_too, actor)
    change_in_public(owner=meeting, changes=changes, why=why, actor=actor)
    _store(meeting, items, lines, was_about)
    about = bool(was_about) or any(line.topics for line in lines)
    if about or (changes and is_public(meeting)):
        # Statements under an agenda item are filed under its topics. Rules of topics find items by their titles.
        outbox.add(OutboxEntry.Subject.MEETING, [meeting.pk], seen=None if about else ())
    if changes:
        note = "; ".join(f"{change.label}: {change.before} → {change.after}" for change in changes)
        audit(actor=actor, verb=Verb.CHANGED, instance=meeting, note=note)
    return items


def _checked_items(lines: Sequence[AgendaLine], old: dict[int, AgendaItem], meeting: Meeting) -> list[AgendaItem]:
    """Return the items of the lines in their order; raise ValidationError if one may not be stored."""
    items = [_item_of(line, old, meeting) for line in lines]
    kept = [item.pk for item in items if item.pk]
    if len(kept) > len(set(kept)):
        raise ValidationError("An item is in the agenda twice.")
    for number, item in enumerate(items, 1):
        item.position = number
        item.full_clean(exclude=["meeting", "position"], validate_unique=False, validate_constraints=False)
        check_visible(item)
    return items


def _store(
    meeting: Meeting, items: Sequence[AgendaItem], lines: Sequence[AgendaLine], was_about: Mapping[int, str]
) -> None:
    """Store these items in their order, each under the topics of its line, and delete the others."""
    meeting.agenda_items.exclude(pk__in=[item.pk for item in items if item.pk]).delete()
    meeting.agenda_items.update(position=F("id") + ASIDE)
    for item, line in zip(items, lines, strict=True):
        item.save()
        if line.topics is not None and _names(line.topics) != was_about.get(item.pk, ""):
            file_under(item, line.topics)


def _item_of(line: AgendaLine, old: dict[int, AgendaItem], meeting: Meeting) -> AgendaItem:
    """Return the item with the values of the line; raise ValidationError if the meeting does not have the item."""
    if line.item is None:
        return AgendaItem(meeting=meeting, label=line.label.strip(), title=" ".join(line.title.split()))
    if line.item not in old:
        raise ValidationError("An item of the agenda no longer exists. Check the agenda again.")
    item = old[line.item]
    item.label, item.title = line.label.strip(), " ".join(line.title.split())
    return item


def _names(topics: Iterable[Topic]) -> str:
    return ", ".join(sorted(topic.name for topic in topics))


def _topics_by_hand(meeting: Meeting) -> dict[int, str]:
    """Return the names of the topics that a person filed the items under, for each item that has any."""
    topics: dict[int, list[Topic]] = {}
    rows = ItemFiling.objects.filter(agenda_item__meeting=meeting, how=ItemFiling.How.PERSON).select_related("topic")
    for row in rows:
        topics.setdefault(row.agenda_item_id, []).append(row.topic)
    return {item: _names(of_item) for item, of_item in topics.items()}


def _other_topics(
    was_about: dict[int, str], items: Sequence[AgendaItem], lines: Sequence[AgendaLine]
) -> Iterator[FieldChange]:
    """Yield the changes of the items' topics that readers see."""
    for item, line in zip(items, lines, strict=True):
        before, now = was_about.get(item.pk, ""), _names(line.topics or ())
        if line.topics is not None and before != now:
            yield FieldChange(f"topics of “{item}”", before, now)


def _changes(before: dict[int, str], items: Sequence[AgendaItem]) -> list[FieldChange]:
    """Return the changes that readers see: items added, deleted or renamed, and a new order of the others."""
    now = {item.pk: str(item) for item in items if item.pk}
    gone = [FieldChange("agenda item", said, "") for pk, said in before.items() if pk not in now]
    other = [FieldChange("agenda item", before[pk], said) for pk, said in now.items() if before[pk] != said]
    new = [FieldChange("agenda item", "", str(item)) for item in items if not item.pk]
    stayed = [pk for pk in before if pk in now]
    if stayed != list(now):
        moved = FieldChange("order of the agenda", "; ".join(now[pk] for pk in stayed), "; ".join(now.values()))
        return [*gone, *other, *new, moved]
    return [*gone, *other, *new]
