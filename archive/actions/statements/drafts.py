"""Statements that nobody but the staff has seen: create, rewrite and delete them, one or many."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max

from archive.actions.blank import is_blank
from archive.actions.rules import (
    Grounds,
    Verb,
    ask,
    audit,
    audit_all,
    check_origin,
    check_version,
    check_visible,
    prepare_correction,
)
from archive.actions.statements.decisions import NewDecision, add_decisions, ask_about_rows
from archive.actions.statements.word_times import Rewritten, carry_word_times
from archive.models import Meeting, Revision, Statement, Topic, User

# The database checks these, or the action sets them.
UNCHECKED = ("board", "meeting", "agenda_item", "speaker", "source", "responds_to", "current_revision")
CHANGED = ["number", "previous_hash", "title", "text", "reason", "author", "salt", "sha256"]


@transaction.atomic
def create_statement(
    *,
    text: str,
    title: str = "",
    actor: User | None = None,
    topics: Iterable[Topic] = (),
    decision: NewDecision | None = None,
    **fields: Any,
) -> Statement:
    """Create a draft from its words and the fields of Statement. No part of it is public.

    With a ``decision`` it is one: the words are the motion as printed.

    If it has a meeting, its board and date are the meeting's, and without a position it comes last. Raise NotAllowed if
    the actor may not add statements, and ValidationError for invalid values, such as an empty text, without a source,
    and if nobody says how close the text is to what was said.
    """
    ask(actor, "add_statement")
    if meeting := fields.get("meeting"):
        fields.setdefault("position", next_position(meeting))
    statement = Statement(**fields | kind_of(decision))
    statement.follow_meeting()
    check_origin(statement)
    statement.full_clean(exclude=["current_revision"], validate_constraints=False)
    _save_or_explain(statement)
    write_draft(statement=statement, title=title, text=text, reason="", author=actor)
    _complete([(statement, NewStatement(text, title, list(topics), fields, decision))], actor)
    return statement


def _save_or_explain(statement: Statement) -> None:
    """Save it. Only if the database refuses it, ask which rule it breaks: asking first takes as long as all the rest.

    Raise ValidationError with the sentence of that rule.
    """
    try:
        with transaction.atomic():
            statement.save()
    except IntegrityError:
        statement.validate_constraints(exclude={"current_revision"})
        raise


def kind_of(decision: NewDecision | None) -> dict[str, str]:
    """Return the kind of the statement of a decision, as a field of Statement; nothing if there is no decision."""
    return {"kind": Statement.Kind.DECISION} if decision else {}


def next_position(meeting: Meeting) -> int:
    """Return the position after the meeting's last statement.

    Others who add to the meeting wait for this transaction.
    """
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    return (meeting.statements.aggregate(last=Max("position"))["last"] or 0) + 1


@dataclass(frozen=True, slots=True)
class NewStatement:
    """The words of a new statement, its topics, the other fields of Statement, and what was decided, if anything."""

    text: str
    title: str = ""
    topics: Sequence[Topic] = ()
    fields: dict[str, Any] = field(default_factory=dict)
    decision: NewDecision | None = None


@transaction.atomic
def create_statements(
    *, meeting: Meeting, statements: Sequence[NewStatement], actor: User | None = None
) -> list[Statement]:
    """Create a draft for each, in a few queries, and return them in the same order. No part of them is public.

    Raise NotAllowed if the actor may not add statements, and ValidationError for invalid values; then none is created.
    """
    ask(actor, "add_statement")
    rows = [
        Statement(
            meeting=meeting, board=meeting.board, date=meeting.date, **statement.fields | kind_of(statement.decision)
        )
        for statement in statements
    ]
    for row in rows:
        check_origin(row)
        row.clean_fields(exclude=UNCHECKED)
    rows = Statement.objects.bulk_create(rows)
    pairs = list(zip(rows, statements, strict=True))
    draft_revisions(words=[NextWords(row, new.text, new.title, author=actor) for row, new in pairs])
    _complete(pairs, actor)
    return rows


def _complete(pairs: Collection[tuple[Statement, NewStatement]], actor: User | None) -> None:
    """Save what was decided and the topics beside new statements, and write the audit trail."""
    add_decisions((row, new.decision) for row, new in pairs)
    link = Statement.topics.through
    link.objects.bulk_create(link(statement=row, topic=topic) for row, new in pairs for topic in new.topics)
    audit_all(actor=actor, verb=Verb.CREATED, instances=[row for row, _ in pairs])


def write_draft(
    *,
    statement: Statement,
    text: str,
    title: str,
    reason: str,
    author: User | None,
    grounds: Grounds | None = None,
) -> None:
    """Do for the words that a person typed what ``draft_revisions`` does. Other first words are no longer checked.

    Line ends become line feeds and the title becomes one line; otherwise the words stay the same, byte for byte.
    Without grounds, the old ones stay. Raise ValidationError for an empty text or a withdrawn statement.
    """
    words = NextWords(statement, as_stored(text), " ".join(title.split()), " ".join(reason.split()), author)
    if is_blank(words.text):
        raise ValidationError({"text": "Type the words of the statement."})
    (written,) = draft_revisions(words=[words], typed=True)
    if written.revision.number > 1 and grounds:
        prepare_correction(written.revision, grounds)
    if written.revision.number == 1 and statement.checked_at and written.text_before != words.text:
        statement.uncheck()
        statement.save(update_fields=["checked_at", "checked_by"])


def as_stored(text: str) -> str:
    """Return the text as a revision stores it: with line feeds as line ends, and without empty lines at either end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")


@dataclass(frozen=True, slots=True)
class NextWords:
    """The next words of a statement, and who wrote them."""

    statement: Statement
    text: str
    title: str = ""
    reason: str = ""
    author: User | None = None


@transaction.atomic
def draft_revisions(*, words: Sequence[NextWords], typed: bool = False) -> list[Rewritten]:
    """Create or replace the draft revision of each statement, in a few queries, and return them in the same order.

    Published revisions stay unchanged. The caller writes the audit trail. What was ``typed`` must show something, and
    redacted words in it are asked about. Raise ValidationError for invalid values, and then change none.
    """
    statements = [entry.statement.pk for entry in words]
    list(Statement.objects.select_for_update(of=("self",)).filter(pk__in=statements).order_by("pk").values_list("pk"))
    standing: dict[int, Revision] = {}
    drafts: dict[int, Revision] = {}
    for revision in Revision.objects.filter(statement__in=statements).order_by("statement", "number"):
        (drafts if revision.published_at is None else standing)[revision.statement_id] = revision
    rewritten = [_written(entry, drafts.get(entry.statement.pk), standing.get(entry.statement.pk)) for entry in words]
    revisions = [entry.revision for entry in rewritten]
    if typed:
        for revision in revisions:
            check_visible(revision)
        ask_about_rows(revisions)
    new, old = [one for one in revisions if not one.pk], [one for one in revisions if one.pk]
    first = [revision for revision in new if revision.number == 1]
    Revision.objects.bulk_create(new)
    Revision.objects.bulk_update(old, CHANGED, batch_size=200)
    carry_word_times(rewritten)
    for revision in first:
        revision.statement.current_revision = revision
    Statement.objects.bulk_update([revision.statement for revision in first], ["current_revision"], batch_size=500)
    return rewritten


def _written(words: NextWords, draft: Revision | None, last: Revision | None) -> Rewritten:
    """Write the words into the draft, or a new one, after the last published revision, and seal it. Does not save.

    Return it with the wording whose times it takes over. Raise ValidationError for invalid words and for a withdrawn
    statement.
    """
    if words.statement.status == Statement.Status.WITHDRAWN:
        raise ValidationError(
            f"Statement {words.statement.number} is withdrawn, so its words can no longer be changed."
        )
    revision, timed = draft or Revision(), draft or last
    rewritten = Rewritten(revision, timed.text if timed else "", timed.pk if timed else None)
    revision.statement, revision.number = words.statement, last.number + 1 if last else 1
    revision.previous_hash = last.sha256 if last else ""
    revision.title, revision.text, revision.reason = words.title, words.text, words.reason
    revision.author = words.author
    # What cannot be stored cannot be hashed.
    revision.clean_fields(exclude=["statement", "author", "sha256"])
    revision.seal()
    return rewritten


@transaction.atomic
def delete_draft(*, statement: Statement, seen: str | None = None, actor: User | None = None) -> None:
    """Delete a statement that was never public, with its draft revision.

    ``seen`` is the version that the actor saw. Raise NotAllowed if the actor may not delete drafts, ChangedMeanwhile if
    the statement has changed since, and ValidationError if it was published or another statement responds to it.
    """
    ask(actor, "delete_statement")
    statement = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if statement.published_at:
        raise ValidationError(f"Statement {statement.number} has been published. Withdraw it instead of deleting it.")
    if response := statement.responses.first():
        raise ValidationError(
            f"Statement {response.number} responds to statement {statement.number}. Change that first."
        )
    check_version(instance=statement, seen=seen, actor=actor)
    audit(actor=actor, verb=Verb.DELETED, instance=statement, note=statement.title)
    statement.current_revision = None
    statement.save(update_fields=["current_revision"])
    statement.revisions.all().delete()
    statement.delete()
