"""Replace the words of a published statement by a new revision, or put right who said it."""

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.audit import Verb, audit
from archive.actions.draft_revision import as_stored, write_draft
from archive.actions.log_correction import Grounds, Kind, SaidBy, log_correction
from archive.actions.publish import make_public
from archive.models import Statement, User

# What is taken away is not corrected by other words: the old ones would stay readable.
NOT_BY_OTHER_WORDS = {
    Kind.REDACTION: "Other words hide nothing, for earlier wordings stay readable: redact the passage instead.",
    Kind.WITHDRAWAL: "A correction leaves the statement in public view: withdraw it instead.",
}


@transaction.atomic
def correct(
    *,
    statement: Statement,
    reason: str,
    text: str | None = None,
    title: str | None = None,
    said_by: SaidBy | None = None,
    kind: str = Kind.TRANSCRIPTION_ERROR,
    evidence: str = "",
    evidence_url: str = "",
    actor: User | None = None,
) -> Statement:
    """Correct a published statement in public; the earlier wording stays readable at its own address.

    Text, title and who said it stay unless given; other words are a new revision. ``kind``, the reason, and evidence in
    a sentence or by an address stand in the public log. Raise ValidationError without a reason, where the statement is
    not published, where nothing changes, where who said it changes and the kind is another than attribution, and where
    the statement is no longer as ``statement`` has it: whoever corrects has seen what they correct.
    """
    stored = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    _refuse(stored, statement, reason, kind)
    current, before = stored.current_revision, SaidBy.of(stored)
    words = {
        "title": current.title if title is None else " ".join(title.split()),
        "text": current.text if text is None else as_stored(text),
    }
    other_words = words != {"title": current.title, "text": current.text}
    other_speaker = said_by is not None and said_by != before
    if not other_words and not other_speaker:
        raise ValidationError("Title and text are as they were, and so is who said it: there is nothing to correct.")
    if other_speaker:
        if kind != Kind.ATTRIBUTION:
            raise ValidationError({"kind": "Who said it changes: that is a correction of the attribution."})
        stored.speaker, stored.attribution = said_by.speaker, said_by.attribution
        stored.full_clean(exclude=["current_revision"])
        stored.save(update_fields=["speaker", "attribution"])
    grounds = Grounds(Kind(kind), evidence, evidence_url)
    changed = before if other_speaker else None
    if other_words:
        write_draft(statement=stored, reason=reason, author=actor, grounds=grounds, **words)
        stored = make_public(stored, before=changed)
    else:
        log_correction(statement=stored, grounds=grounds, reason=reason, before=changed)
    audit(actor=actor, verb=Verb.CORRECTED, record=stored, note=" ".join(reason.split()))
    return stored


def _refuse(stored: Statement, seen: Statement, reason: str, kind: str) -> None:
    if not stored.is_public:
        raise ValidationError(f"Statement {stored.number} is not published: edit the draft instead.")
    if (stored.current_revision_id, SaidBy.of(stored)) != (seen.current_revision_id, SaidBy.of(seen)):
        raise ValidationError(
            f"Statement {stored.number} has been corrected meanwhile. Look at what stands there now, then correct that."
        )
    if not reason.strip():
        raise ValidationError({"reason": "Say in a sentence why it changes; readers will see it."})
    if kind not in Kind.values:
        raise ValidationError({"kind": f"“{kind}” is no kind of correction."})
    if kind in NOT_BY_OTHER_WORDS:
        raise ValidationError({"kind": NOT_BY_OTHER_WORDS[Kind(kind)]})
