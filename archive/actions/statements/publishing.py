"""Make statements public: one, those that wait in a meeting, or many new ones."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from archive.actions.removed_words.gaps import keep_gaps
from archive.actions.removed_words.memory import find_removed
from archive.actions.rules import (
    WAITING,
    SaidBy,
    Verb,
    ask,
    audit,
    audit_all,
    check_origin,
    check_version,
    check_waiting,
    log_correction,
    one_act,
)
from archive.actions.rules.origin import SAY
from archive.actions.statements.counts import check_counts
from archive.actions.statements.decisions import NewDecision, add_decisions, texts_of_decision
from archive.actions.statements.drafts import as_stored, kind_of
from archive.models import ChangeNote, Meeting, OutboxEntry, PartialDate, Revision, Statement, User
from archive.search.engines import outbox

if TYPE_CHECKING:
    from archive.models.record.statement import StatementQuerySet

NEWS = datetime.timedelta(days=30)


@transaction.atomic
def publish(
    *, statement: Statement, seen: str | None = None, as_printed: bool = False, actor: User | None = None
) -> Statement:
    """Publish the statement with its draft revision and its meeting. It can be found as soon as this commits.

    ``seen`` is the version that the actor saw. Raise NotAllowed if the actor may not publish, ChangedMeanwhile if the
    statement has changed since, CountsDiffer if a count is not that of the roll, unless both are ``as_printed``, and
    ValidationError if it is withdrawn, has no words or no source, has nothing new to publish, or changes without a
    reason.
    """
    ask(actor, "publish_statement")
    stored = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    draft = _waiting_words(stored)
    check_version(instance=stored, seen=seen, actor=actor)
    check_counts(Statement.objects.filter(pk=stored.pk), as_printed=as_printed)
    statement = _made_public(stored, draft)
    audit(actor=actor, verb=Verb.PUBLISHED, instance=statement, note=draft.reason)
    return statement


def make_public(
    statement: Statement, before: SaidBy | None = None, changes: Sequence[tuple[str, str, str]] = ()
) -> Statement:
    """Do what ``publish`` does, for actions that check permissions and write their own audit entry.

    ``before`` is the speaker until now, if it changes; ``changes`` are the other changes of the record.
    """
    stored = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    return _made_public(stored, _waiting_words(stored), before, changes)


def _made_public(
    statement: Statement, draft: Revision, before: SaidBy | None = None, changes: Sequence[tuple[str, str, str]] = ()
) -> Statement:
    """Publish a locked statement with the words that wait."""
    if draft.number == 1:
        check_origin(statement)
        _publish_first([statement.pk], statement.meeting_id)
        return Statement.objects.get(pk=statement.pk)
    if not draft.reason:
        raise ValidationError("Give a reason for the change in a sentence. Readers will see it.")
    earlier = statement.published_revision
    # The clock may have been set back since.
    now = timezone.now()
    draft.publish(max(now, earlier.published_at or now))
    if earlier.text != draft.text:
        statement.uncheck()
    statement.current_revision = draft
    statement.save()
    keep_gaps(before=earlier, after=draft)
    log_correction(statement=statement, revision=draft, before=before, changes=changes)
    return statement


def _publish_first(numbers: Sequence[int], meeting: int | None, *, tell_readers: bool | None = None) -> None:
    """Publish the first words of these statements, and the meeting."""
    now = timezone.now()
    if meeting:
        Meeting.objects.filter(pk=meeting, published_at__isnull=True).update(published_at=now)
    Revision.objects.filter(statement__in=numbers, published_at__isnull=True).update(published_at=now)
    Statement.objects.filter(pk__in=numbers).update(status=Statement.Status.PUBLISHED, published_at=now)
    outbox.add(OutboxEntry.Subject.STATEMENT, numbers)
    if tell_readers is not None:
        ChangeNote.objects.leave(ChangeNote.Subject.STATEMENT, numbers, tells=tell_readers)


def _waiting_words(statement: Statement) -> Revision:
    """Return the words to publish; raise ValidationError if there are none or the statement is withdrawn."""
    if statement.status == Statement.Status.WITHDRAWN:
        raise ValidationError(f"Statement {statement.number} is withdrawn and cannot be published.")
    draft = statement.revisions.filter(published_at__isnull=True).first()
    if draft is None:
        raise ValidationError(f"Statement {statement.number} has nothing new to publish.")
    return draft


@transaction.atomic
def publish_meeting(
    *,
    meeting: Meeting,
    seen: str | None = None,
    only: Collection[int] | None = None,
    tell_readers: bool | None = None,
    as_printed: bool = False,
    actor: User | None = None,
) -> int:
    """Publish a meeting with every statement that waits in it, in a few queries; return how many became public.

    With ``only``, publish no other statements than these, whose versions the caller has checked. Public statements stay
    as they are, even if a revision is prepared; withdrawn ones stay withdrawn. ``tell_readers`` says whether readers
    with alerts get emails; if it is None, they do if the meeting was recent. ``seen`` is the version of the meeting,
    with what waits in it, that the actor saw. Raise NotAllowed if the actor may not publish, ChangedMeanwhile if the
    meeting has changed since, CountsDiffer if counts are not those of their roll, unless they are ``as_printed``, and
    ValidationError if a waiting statement has no words, or if there is nothing new to publish.
    """
    ask(actor, "publish_statement")
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("board").get(pk=meeting.pk)
    waiting = Statement.objects.filter(meeting=meeting, status__in=WAITING)
    if only is not None:
        waiting = waiting.filter(pk__in=only)
    numbers = lock_with_words(waiting)
    if not numbers and meeting.published_at:
        raise ValidationError(f"{meeting} has nothing new to publish.")
    if only is None:
        check_waiting(meeting=meeting, seen=seen, actor=actor)
    check_counts(Statement.objects.filter(pk__in=numbers), as_printed=as_printed)
    # Only those that were locked, because another transaction may have added one since.
    _publish_first(numbers, meeting.pk, tell_readers=tell_readers)
    if not numbers:
        # Its agenda alone becomes public.
        outbox.add(OutboxEntry.Subject.MEETING, [meeting.pk], seen=())
    ChangeNote.objects.leave(ChangeNote.Subject.MEETING, [meeting.pk])
    audit_of_meeting(actor=actor, verb=Verb.PUBLISHED, meeting=meeting, numbers=numbers)
    return len(numbers)


def lock_with_words(statements: "StatementQuerySet") -> list[int]:
    """Lock the statements and return their numbers, in order.

    Raise ValidationError if one has no words, or not said where they come from and how close they are.
    """
    wordless = Q(current_revision__isnull=True)
    if lacking := (statements.filter(wordless) | statements.without_origin()).first():
        if lacking.current_revision_id is None:
            raise ValidationError(f"Statement {lacking.number} has no words yet.")
        try:
            check_origin(lacking)
        except ValidationError as error:
            raise ValidationError(f"Statement {lacking.number}: {' '.join(error.messages)}") from error
    return list(statements.select_for_update().order_by("number").values_list("number", flat=True))


def audit_of_meeting(*, actor: User | None, verb: Verb, meeting: Meeting, numbers: Sequence[int]) -> None:
    """Write the audit trail of what was done to a meeting and to each of these statements of it."""
    with one_act(actor=actor, verb=verb, instance=meeting, note=f"With {len(numbers)} statements."):
        audit_all(actor=actor, verb=verb, instances=(Statement(number=number) for number in numbers))


@transaction.atomic
def publish_many(
    *,
    statements: Sequence[Statement],
    texts: Sequence[str],
    decisions: Sequence[NewDecision | None] = (),
    tell_readers: bool | None = None,
    actor: User | None = None,
) -> set[int]:
    """Publish unsaved statements with their words and their meetings, in a few queries for all.

    Those with redacted words are left out; return their places. ``decisions`` are what was decided, in the same order:
    None for a statement that is not a decision.

    Pass a few thousand at a time. A statement with a meeting has the meeting's board and date. The caller has checked
    the fields: if one breaks a constraint, this raises IntegrityError and saves none. The index is told of whole
    meetings, and only when the caller drains the outbox or rebuilds the index, after all are saved. Raise
    ValidationError for a statement without a source.
    """
    now = timezone.now()
    if any(statement.source_id is None for statement in statements):
        raise ValidationError(SAY["source"])
    given = list(zip(statements, texts, decisions or [None] * len(statements), strict=True))
    left_out = _with_removed_words(given)
    kept = [row for index, row in enumerate(given) if index not in left_out]
    for statement, _, decision in kept:
        statement.kind = kind_of(decision).get("kind", statement.kind)
    statements, texts = [statement for statement, _, _ in kept], [text for _, text, _ in kept]
    Statement.objects.bulk_create(statements)
    add_decisions(((statement, decision) for statement, _, decision in kept), asked=True)
    numbers = [statement.number for statement in statements]
    Revision.objects.bulk_create(
        _first_revision(number, as_stored(text), now, actor) for number, text in zip(numbers, texts, strict=True)
    )
    first = Revision.objects.filter(statement=OuterRef("pk"))
    Statement.objects.filter(number__in=numbers).update(
        status=Statement.Status.PUBLISHED, published_at=now, current_revision=Subquery(first.values("pk"))
    )
    _tell_of_many(statements, now, tell_readers, actor)
    return left_out


def _tell_of_many(
    statements: Sequence[Statement], now: datetime.datetime, tell_readers: bool | None, actor: User | None
) -> None:
    """Note who must be told of these statements, and publish their meetings."""
    meetings = Counter(statement.meeting for statement in statements if statement.meeting)
    Meeting.objects.filter(pk__in=[meeting.pk for meeting in meetings], published_at=None).update(published_at=now)
    outside = [statement for statement in statements if not statement.meeting]
    OutboxEntry.objects.write(OutboxEntry.Subject.MEETING, (meeting.pk for meeting in meetings))
    OutboxEntry.objects.write(OutboxEntry.Subject.STATEMENT, (statement.number for statement in outside))
    numbers = [statement.number for statement in statements]
    ChangeNote.objects.leave(ChangeNote.Subject.STATEMENT, numbers, tells=tell_readers)
    for meeting, number in meetings.items():
        audit(actor=actor, verb=Verb.IMPORTED, instance=meeting, note=f"{number} statements.")
    audit_all(actor=actor, verb=Verb.IMPORTED, instances=outside)


def _with_removed_words(given: Sequence[tuple[Statement, str, NewDecision | None]]) -> set[int]:
    """Return the places of those with redacted words: in the text, in who said it, in what was decided or the roll."""
    places_of: dict[Meeting | Statement, list[int]] = defaultdict(list)
    for index, (statement, _, _) in enumerate(given):
        places_of[statement.meeting or statement].append(index)
    with_removed = set()
    for instance, places in places_of.items():
        said = ["\n".join(_words_of(*given[index])) for index in places]
        for returned in find_removed(said, instance):
            with_removed |= {places[number] for number, _ in returned.places}
    return with_removed


def _words_of(statement: Statement, text: str, decision: NewDecision | None) -> list[str]:
    return [statement.attribution, as_stored(text), *(texts_of_decision(decision) if decision else ())]


def _first_revision(number: int, text: str, now: datetime.datetime, author: User | None) -> Revision:
    revision = Revision(statement_id=number, number=1, text=text, author=author, created_at=now, published_at=now)
    revision.seal()
    return revision


def is_news(date: PartialDate) -> bool:
    """Return whether readers are told of what was said on that date: only within thirty days."""
    return date.last >= timezone.localdate() - NEWS
