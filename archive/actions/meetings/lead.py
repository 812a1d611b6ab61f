"""The sentence that leads the home page while its meeting is the latest there."""

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.rules import Verb, ask, audit
from archive.language.telling_sentence import sentence_at
from archive.models import GAP, Meeting, Revision, Statement, User

NOT_THERE = "This sentence is no longer in a public statement of the meeting. Choose again."


@transaction.atomic
def tick_lead(*, meeting: Meeting, revision: Revision | None, start: int = 0, actor: User | None = None) -> None:
    """Let the sentence of the wording that begins at ``start`` lead the home page, or no sentence.

    A redaction, correction or withdrawal of its statement takes it away (``log_correction``). Raise NotAllowed if the
    actor may not publish, and ValidationError unless the wording is the current one of a public statement of the
    meeting, and the sentence is whole and without gaps.
    """
    ask(actor, "publish_statement")
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    note = "No sentence leads the home page."
    if revision is not None:
        said = Statement.objects.public().filter(meeting=meeting, current_revision=revision).select_for_update()
        sentence = sentence_at(revision.text, start)
        if not said or not sentence or GAP in sentence:
            raise ValidationError(NOT_THERE)
        note = f"A sentence of statement {revision.statement_id} leads the home page."
    meeting.lead, meeting.lead_start = revision, start if revision else None
    meeting.save(update_fields=["lead", "lead_start"])
    audit(actor=actor, verb=Verb.CHANGED, instance=meeting, note=note)
