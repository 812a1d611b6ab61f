"""Whether a claim names the meeting of a statement."""

from archive.citations.passages.words import keys
from archive.citations.quote_checker.claimed import Claim, ClaimedWord, WordRole
from archive.models import Board, Meeting, Statement
from archive.people import KINDS_OF_BODY, listed

BODIES = KINDS_OF_BODY | listed("subcommittee senate court authority")
# Words in the names of many bodies: "the city council" may be any.
GENERAL = BODIES | listed("school city county town township village state public district education")
SITTINGS = listed("meeting meetings hearing session reunion sesion audiencia")
AT = listed("at during en durante")
KINDS: dict[str, str] = {
    "special": Meeting.Kind.SPECIAL,
    "emergency": Meeting.Kind.EMERGENCY,
    "regular": Meeting.Kind.REGULAR,
    "hearing": Meeting.Kind.HEARING,
    "work": Meeting.Kind.WORK_SESSION,
}


def said_at(claim: Claim, statement: Statement) -> bool | None:
    """Return whether the claim names the statement's board or kind of meeting, or None if that is not known.

    The claim is wrong only if the archive has the other one: a board with all the claimed words, or a kind of meeting,
    if this meeting is on record as another kind.
    """
    body = _body(claim)
    if not body:
        return None
    board = statement.board
    meeting = statement.meeting if statement.meeting and statement.meeting.published_at else None
    known = {*keys(board.name), *(keys(meeting.title) if meeting else [])}
    named = {word.key for word in body}
    if named & BODIES and named - GENERAL and not named <= known:
        others = Board.objects.public().exclude(pk__in=[board.pk, board.parent_id or board.pk])
        return False if any(named <= set(keys(other.name)) for other in others) else None
    kind = next((KINDS[word.key] for word in body if word.key in KINDS), "")
    # A meeting is also called "regular" if nobody gave its kind.
    if kind and meeting and meeting.kind not in {kind, Meeting.Kind.REGULAR, Meeting.Kind.OTHER}:
        return False
    return None


def _body(claim: Claim) -> list[ClaimedWord]:
    """Return the words that say where it was said, as in "at the Finance Committee meeting"."""
    body: list[ClaimedWord] = []
    is_at = False
    for word in claim.words:
        if word.role in {WordRole.PLACE, WordRole.NAME}:
            body.append(word)
            continue
        if word.role == WordRole.ARTICLE and not body:
            continue
        if _is_where(body, is_at=is_at):
            break
        is_at, body = word.key in AT or word.role == WordRole.TELLING_VERB, []
    return [word for word in body if word.key not in SITTINGS - {"hearing"}] if _is_where(body, is_at=is_at) else []


def _is_where(body: list[ClaimedWord], *, is_at: bool) -> bool:
    return bool(body) and (is_at or body[-1].key in SITTINGS)
