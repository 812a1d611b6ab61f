"""Correct the words of a published statement with a new revision, or correct facts about it."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.audit import Verb, audit
from archive.actions.change_statement import differing, set_facts
from archive.actions.draft_revision import as_stored, write_draft
from archive.actions.file_under import filed_topics
from archive.actions.in_public import FieldChange, label_of, value_of
from archive.actions.log_correction import Grounds, Kind, SaidBy, log_correction
from archive.actions.permission import ask
from archive.actions.public_too import check_public_too
from archive.actions.publish import make_public
from archive.actions.version import check_version
from archive.models import Statement, Topic, User

# A correction cannot remove anything, because the old words stay readable.
NOT_BY_OTHER_WORDS = {
    Kind.REDACTION: "A correction hides nothing, because earlier wordings stay readable. Redact the passage instead.",
    Kind.WITHDRAWAL: "A correction leaves the statement public. Withdraw it instead.",
    Kind.REINSTATEMENT: "Only a withdrawn statement can be reinstated, and not by a correction.",
}
WHO_SAID_IT = ("speaker", "attribution")


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
    kind: str = Kind.TRANSCRIPTION_ERROR,
    evidence: str = "",
    evidence_url: str = "",
    seen: str | None = None,
    seen_too: str = "",
    actor: User | None = None,
) -> Statement:
    """Correct a published statement in public. The earlier wording stays readable at its own URL.

    Text, title, speaker, the ``fields`` of Statement and its topics stay unless given; new words become a new revision.
    The public log shows ``kind``, the reason, the evidence (a sentence or a URL) and the old values. ``seen`` is the
    version that the actor saw, ``seen_too`` the version of other objects that become public. Raise NotAllowed if the
    actor may not correct statements, ChangedMeanwhile if the statement has changed since, PublicToo if more would
    become public than the actor saw, and ValidationError if there is no reason, if the statement is not published, if
    nothing changes, or if the speaker changes and the kind is not attribution.
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
    if not other_words and not other_speaker and not changed:
        raise ValidationError("Nothing has changed, so there is nothing to correct.")
    if other_speaker:
        if kind != Kind.ATTRIBUTION:
            raise ValidationError({"kind": "You changed the speaker. Choose “Attribution” as the kind of correction."})
        facts |= {"speaker": other_speaker.speaker, "attribution": other_speaker.attribution}
    check_public_too([*facts.values(), *(topics or ())], seen_too, actor)
    changes = _change_facts(stored, facts, topics, changed)
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
    before = {name: _shown(stored, name) for name in changed}
    set_facts(stored, facts, topics)
    return [FieldChange(label_of(stored, name), before[name], _shown(stored, name)) for name in changed]


def _shown(statement: Statement, name: str) -> str:
    """Return the value of a field as readers see it."""
    if name == "topics":
        return ", ".join(topic.name for topic in filed_topics(statement))
    return value_of(statement, name)


def _refuse(stored: Statement, reason: str, kind: str) -> None:
    if not stored.is_public:
        raise ValidationError(f"Statement {stored.number} is not published. Edit the draft instead.")
    if not reason.strip():
        raise ValidationError({"reason": "Give a reason for the change in a sentence. Readers will see it."})
    if kind not in Kind.values:
        raise ValidationError({"kind": f"“{kind}” is not a kind of correction."})
    if kind in NOT_BY_OTHER_WORDS:
        raise ValidationError({"kind": NOT_BY_OTHER_WORDS[Kind(kind)]})
