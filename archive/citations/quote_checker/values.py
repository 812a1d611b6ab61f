"""An answer as plain values: who said the words on record, and who is named beside them in the text."""

from collections.abc import Callable
from typing import Any

from archive.citations.quote_checker.answer import Answer, FoundWording
from archive.citations.quote_checker.beside import NamedSpeaker

Address = Callable[[str], str]
NOTHING_BESIDE: dict[str, Any] = {"beside": None, "named": [], "names_another": False, "facts": []}


def said_by(answer: Answer, address: Address) -> dict[str, Any] | None:
    """Return who said the words, as what, when, where, and where the text comes from; None if they are not on record.

    ``address`` makes a full URL of a path. If several statements have the words, it is the most likely one.
    """
    return _said_by(answer.places[0], address) if answer.places else None


def _said_by(place: FoundWording, address: Address) -> dict[str, Any]:
    statement = place.revision.statement
    meeting = statement.meeting if statement.meeting and statement.meeting.published_at else None
    office = statement.office
    return {
        "name": place.speaker,
        "url": address(statement.speaker.get_absolute_url()) if statement.speaker else None,
        "office": office.title if office else None,
        "board": statement.board.name,
        "date": statement.date.isoformat(),
        "meeting": address(meeting.get_absolute_url()) if meeting else None,
        "text_status": statement.text_status,
    }


def beside(answer: Answer, address: Address) -> dict[str, Any]:
    """Return the sentence beside the words, the names in it, and what is told of them."""
    around = answer.beside
    if around is None:
        return NOTHING_BESIDE
    return {
        "beside": {"text": around.text, "start": around.start, "end": around.end},
        "named": [_values_of_speaker(one, address) for one in around.named],
        "names_another": around.names_another,
        "facts": [*filter(None, [around.warning]), *around.facts],
    }


def _values_of_speaker(one: NamedSpeaker, address: Address) -> dict[str, Any]:
    return {
        "text": one.written,
        "start": one.start,
        "end": one.end,
        "kind": one.kind.value,
        "speaker": {"name": one.name, "url": address(one.speaker.get_absolute_url()) if one.speaker else None},
        "is_record_speaker": one.is_record_speaker,
        "also": list(one.also),
    }
