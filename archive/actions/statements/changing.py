"""Change the words of a statement and the facts about it: in a draft, or in public as a correction."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.blank import is_blank
from archive.actions.rules import (
    FieldChange,
    Grounds,
    Kind,
    SaidBy,
    Verb,
    ask,
    audit,
    check_origin_stays,
    check_public_too,
    check_version,
    file_under,
    filed_topics,
    grounds_of,
    label_of,
    log_correction,
    value_of,
)
from archive.actions.statements.decisions import NewDecision, change_decision, differs
from archive.actions.statements.drafts import as_stored, write_draft
from archive.actions.statements.publishing import make_public
from archive.models import Statement, Topic, User
from archive.models.fields.described import Rule, rules_of

# A correction cannot remove anything, because the old words stay readable.
NOT_BY_OTHER_WORDS = {
    Kind.REDACTION: "A correction hides nothing, because earlier wordings stay readable. Redact the passage instead.",
    Kind.WITHDRAWAL: "A correction leaves the statement public. Withdraw it instead.",
    Kind.REINSTATEMENT: "Only a withdrawn statement can be reinstated, and not by a correction.",
}
WHO_SAID_IT = ("speaker", "attribution")
EDITABLE = (
    "kind",
    "text_status",
    "speaker",
    "attribution",
    "agenda_item",
    "position",
    "start_seconds",
    "end_seconds",
    "source",
    "responds_to",
)


@transaction.atomic
def correct(
    *,
    statement: Statement,
    reason: str,
    text: str | None = None,
    title: str | None = None,
    said_by: SaidBy | None = None,
    fields: dict[str, Any] | None = None,
    topics: Iterable[Topic] | None = None,
    decision: NewDecision | None = None,
    kind: str = Kind.TRANSCRIPTION_ERROR,
    evidence: str = "",
    evidence_url: str = "",
    as_printed: bool | None = False,
    seen: str | None = None,
    seen_too: str = "",
    actor: User | None = None,
) -> Statement:
    """Correct a published statement in public. The earlier wording stays readable at its own URL.

    Text, title, speaker, the ``fields`` of Statement, its topics and what was decided stay unless given; new words
    become a new revision.
    The public log shows ``kind``, the reason, the evidence (a sentence or a URL) and the old values. ``seen`` is the
    version that the actor saw, ``seen_too`` the version of other objects that become public. Raise NotAllowed if the
    actor may not correct statements, ChangedMeanwhile if the statement has changed since, PublicToo if more would
    become public than the actor saw, CountsDiffer as ``check_counts`` does if a changed count or roll contradicts
    the other, and ValidationError if there is no reason, if the statement is not published, if nothing changes, or
    if the speaker changes and the kind is not attribution.
    """
    ask(actor, "correct_statement")
    stored = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    _refuse(stored, reason, kind)
    check_version(instance=stored, seen=seen, actor=actor)
    current, before = stored.published_revision, SaidBy.of(stored)
    words = {
        "title": current.title if title is None else " ".join(title.split()),
        "text": current.text if text is None else as_stored(text),
    }
    other_words = words != {"title": current.title, "text": current.text}
    other_speaker = said_by if said_by != before else None
    facts = {name: value for name, value in (fields or {}).items() if name not in WHO_SAID_IT}
    topics = None if topics is None else list(topics)
    changed = differing(stored, facts, topics)
    if not other_words and not other_speaker and not changed and not differs(stored, decision):
        raise ValidationError("Nothing has changed, so there is nothing to correct.")
    if other_speaker:
        if kind != Kind.ATTRIBUTION:
            raise ValidationError({"kind": "You changed the speaker. Choose “Attribution” as the kind of correction."})
        facts |= {"speaker": other_speaker.speaker, "attribution": other_speaker.attribution}
    check_public_too([*facts.values(), *(topics or ()), *(decision.speakers if decision else ())], seen_too, actor)
    changes = _change_facts(stored, facts, topics, changed)
    if decision:
        changes += change_decision(stored, decision, as_printed=as_printed)
    said_before = before if other_speaker else None
    grounds = Grounds(Kind(kind), evidence, evidence_url)
    if other_words:
        write_draft(statement=stored, reason=reason, author=actor, grounds=grounds, **words)
        stored = make_public(stored, before=said_before, changes=changes)
    else:
        log_correction(statement=stored, grounds=grounds, reason=reason, before=said_before, changes=changes)
    audit(actor=actor, verb=Verb.CORRECTED, instance=stored, note=" ".join(reason.split()))
    return stored


def _change_facts(
    stored: Statement, facts: dict[str, Any], topics: list[Topic] | None, changed: list[str]
) -> list[FieldChange]:
    """Save facts about the statement, but not its words, and return the changes that readers see."""
    before = {name: _value_for_readers(stored, name) for name in changed}
    set_facts(stored, facts, topics)
    return [FieldChange(label_of(stored, name), before[name], _value_for_readers(stored, name)) for name in changed]


def _value_for_readers(statement: Statement, name: str) -> str:
    """Return the value of a field as readers see it."""
    if name == "topics":
        return ", ".join(topic.name for topic in filed_topics(statement))
    return value_of(statement, name)


def _refuse(stored: Statement, reason: str, kind: str) -> None:
    if not stored.is_public:
        raise ValidationError(f"Statement {stored.number} is not published. Edit the draft instead.")
    if is_blank(reason):
        raise ValidationError({"reason": "Give a reason for the change in a sentence. Readers will see it."})
    if kind not in Kind.values:
        raise ValidationError({"kind": f"“{kind}” is not a kind of correction."})
    if kind in NOT_BY_OTHER_WORDS:
        raise ValidationError({"kind": NOT_BY_OTHER_WORDS[Kind(kind)]})


@transaction.atomic
def change_statement(
    *,
    statement: Statement,
    title: str | None = None,
    text: str | None = None,
    reason: str | None = None,
    topics: Iterable[Topic] | None = None,
    decision: NewDecision | None = None,
    grounds: Grounds | None = None,
    seen: str | None = None,
    actor: User | None = None,
    **fields: Any,
) -> Statement:
    """Save only the given values, so that people who change different things do not undo each other's work.

    For a published statement, only words can be given. They become a draft of its next revision, with the grounds for
    the change. ``seen`` is the version that the actor saw. Raise NotAllowed if the actor may not change statements,
    ChangedMeanwhile if the statement has changed since, and ValidationError for invalid values, for a withdrawn
    statement, and for other changes of a published one, which must be corrected in public.
    """
    ask(actor, "change_statement")
    stored = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if stored.status == Statement.Status.WITHDRAWN:
        raise ValidationError(f"Statement {stored.number} is withdrawn and can no longer be changed.")
    check_version(instance=stored, seen=seen, actor=actor)
    topics = None if topics is None else list(topics)
    changed = differing(stored, fields, topics)
    if differs(stored, decision):
        changed.append("decision")
    if stored.is_public and changed:
        named = changed[0].replace("_", " ").capitalize()
        raise ValidationError(f"{named} is public. Correct it in public, with a reason.")
    set_facts(stored, fields, topics)
    if decision:
        change_decision(stored, decision)
    if any(given is not None for given in (title, text, reason, grounds)):
        changed.append("words")
        last = stored.revisions.order_by("-number").first()
        kept = (last.title, last.text, "" if last.published_at else last.reason) if last else ("", "", "")
        title, text, reason = (
            old if new is None else new for new, old in zip((title, text, reason), kept, strict=True)
        )
        write_draft(statement=stored, title=title, text=text, reason=reason, author=actor, grounds=grounds)
    if changed:
        audit(actor=actor, verb=Verb.CHANGED, instance=stored, note=", ".join(changed).replace("_", " "))
    return stored


def differing(statement: Statement, fields: dict[str, Any], topics: list[Topic] | None) -> list[str]:
    """Return the names of the given values that differ; raise ValidationError for a field that no form changes."""
    rules = rules_of(Statement)
    if locked := [name for name in fields if rules.get(name) is not Rule.IN_PUBLIC]:
        raise ValidationError(f"{locked[0].replace('_', ' ').capitalize()} cannot be changed by hand.")
    changed = [name for name, value in fields.items() if getattr(statement, name) != value]
    if "kind" in changed and Statement.Kind.DECISION in {statement.kind, fields["kind"]}:
        raise ValidationError({"kind": "A decision stays a decision, and nothing else becomes one."})
    if topics is not None and {topic.pk for topic in topics} != {topic.pk for topic in filed_topics(statement)}:
        changed.append("topics")
    return changed


def set_facts(statement: Statement, fields: dict[str, Any], topics: list[Topic] | None) -> None:
    """Save facts about a statement, but not its words; raise ValidationError for invalid values."""
    if fields:
        check_origin_stays(statement, fields)
        for name, value in fields.items():
            setattr(statement, name, value)
        statement.follow_meeting()
        statement.full_clean(exclude=["current_revision"])
        statement.save(update_fields={*fields, "board", "date"})
    if topics is not None:
        file_under(statement, topics)


@transaction.atomic
def edit_statement(
    *,
    statement: Statement,
    seen: str,
    text: str,
    title: str = "",
    reason: str = "",
    topics: Iterable[Topic] = (),
    decision: NewDecision | None = None,
    grounds: Grounds | None = None,
    fields: dict[str, Any] | None = None,
    actor: User | None = None,
) -> Statement:
    """Save what differs. ``seen`` is the version that the person saw, ``fields`` the values of the form.

    The words of a published statement become a draft of its next revision; other facts are corrected in public. Raise
    the errors of ``change_statement``.
    """
    stored = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    given, topics = fields or {}, list(topics)
    changed = differing(stored, given, topics)
    changes: dict[str, Any] = {name: given[name] for name in changed if name != "topics"}
    if "topics" in changed:
        changes["topics"] = topics
    if words_differ(stored, title=title, text=text, reason=reason, grounds=grounds):
        changes |= {"title": title, "text": text, "reason": reason, "grounds": grounds}
    return change_statement(statement=stored, decision=decision, seen=seen, actor=actor, **changes)


def words_differ(statement: Statement, *, title: str, text: str, reason: str, grounds: Grounds | None) -> bool:
    """Return whether the words or grounds differ from the draft's or, without a draft, from the published ones."""
    last = statement.revisions.order_by("-number").first()
    if last is None or (last.title, last.text) != (" ".join(title.split()), as_stored(text)):
        return True
    if last.published_at is not None:
        return False
    return last.reason != " ".join(reason.split()) or grounds not in {None, grounds_of(last)}
