"""The one check where words are stored: whoever brings redacted words back is asked first.

It looks at each object that is saved (``archive.actions.signals``), so it holds for every action and form. Only words
that the stored object does not have yet are asked about. What readers send is stored without a question, because a
question would tell them what was removed; an editor is asked before other readers see it. Files of meetings have a
check of their own (``archive.ingest.staging.returned_words``), which leaves gaps.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from django.db import models

from archive.actions.blank import is_blank
from archive.actions.removed_words.letters import places_with
from archive.actions.removed_words.memory import Returned, find_removed, lost_by_statements_of, without_removed
from archive.actions.removed_words.passages import plain_keys
from archive.actions.removed_words.removed import ADDRESS, words_of_address
from archive.actions.rules import Verb, ask, audit
from archive.models import (
    AgendaItem,
    ErrorReport,
    Meeting,
    Office,
    Revision,
    Slugged,
    Source,
    SpeakerName,
    Statement,
    User,
)
from archive.models.fields.described import ASKED_ABOUT, texts_of_kind

# What several statements belong to: its names and titles are short, so a name alone is asked about.
SHARED = (AgendaItem, Meeting, Office, Slugged, Source, SpeakerName)


class WordsReturned(Exception):
    """Somebody wants to store words that were redacted from these statements."""

    def __init__(
        self,
        instance: models.Model,
        statements: Collection[int],
        *,
        lacks_reason: bool = False,
        unread: str = "",
    ) -> None:
        self.statements, self.lacks_reason, self.unread = sorted(statements), lacks_reason, unread
        lost, name = ", ".join(map(str, self.statements)), instance._meta.verbose_name
        super().__init__(
            f"The file of the {name} may have words that were redacted from statement {lost}. {unread} Ask an editor."
            if unread
            else f"The {name} has words that were redacted from statement {lost}. Leave them out, or ask an editor."
        )


class Anyway(NamedTuple):
    """Who stores the words all the same, and why."""

    actor: User | None
    reason: str


_answer_of_staff: ContextVar[Callable[[], Anyway | None] | None] = ContextVar(
    "answer about returned words", default=None
)


@contextmanager
def answering(answer: Callable[[], Anyway | None]) -> Iterator[None]:
    """Within this context, ``answer`` is called if words return. If it returns None, WordsReturned is raised."""
    before = _answer_of_staff.set(answer)
    try:
        yield
    finally:
        _answer_of_staff.reset(before)


def ask_about_returned(instance: models.Model, columns: Collection[str] | None = None) -> None:
    """Raise WordsReturned if saving the object, or only these columns of it, would bring redacted words back.

    An editor may answer (``answering``) with a reason, which the audit trail of the statements keeps. Raise NotAllowed
    if somebody else answers.
    """
    if isinstance(instance, ErrorReport):
        # A decision about one shows all of it.
        columns = None
    asked = [name for name in texts_of_kind(*ASKED_ABOUT)[type(instance)] if columns is None or name in columns]
    texts = {name: _text_of(instance, name) for name in asked}
    texts = {name: text for name, text in texts.items() if text.strip()}
    if not texts or not _is_for_others(instance):
        return
    _ask(instance, list(texts.values()), lambda: _stored(instance, texts))


def ask_about_file(instance: models.Model, text: str, unread: str) -> None:
    """Raise WordsReturned if a new file for the object has redacted words, as ``ask_about_returned`` does.

    ``text`` is all that can be read of the file, and ``unread`` says what cannot: there, any words that statements of
    the object lost may be.
    """
    asked = _ask(instance, [text], list)
    if unread and (lost := lost_by_statements_of(instance) - asked):
        _settle(instance, lost, WordsReturned(instance, lost, unread=unread))


def _ask(instance: models.Model, said: Sequence[str], stored: Callable[[], list[str]]) -> set[int]:
    """Raise the question, unless it is answered; return the statements that it is about."""
    returned = find_removed(said, instance, alone=isinstance(instance, SHARED))
    standing = [*stored(), *_public_names(returned)] if returned else []
    if new := {one.removed.tombstone.statement_id for one in returned if not _stands(one, said, standing)}:
        _settle(instance, new, WordsReturned(instance, new))
    return new


def _settle(instance: models.Model, statements: Collection[int], question: WordsReturned) -> None:
    """Raise the question, unless an editor answers it with a reason."""
    answer = _answer_of_staff.get()
    anyway = answer() if answer else None
    if anyway is None:
        raise question
    ask(anyway.actor, "redact_statement")
    if is_blank(anyway.reason):
        raise WordsReturned(instance, statements, lacks_reason=True)
    why = without_removed(anyway.reason.strip(), instance)
    for statement in Statement.objects.filter(pk__in=statements):
        note = f"Its redacted words were stored in a {instance._meta.verbose_name}: {why}"
        audit(actor=anyway.actor, verb=Verb.CHANGED, instance=statement, note=note)


def _text_of(instance: models.Model, name: str) -> str:
    """Return the text of a column. Of a file it is the name, if the file is new."""
    value = getattr(instance, name)
    if isinstance(instance, ErrorReport) and name == "problem" and not instance.problem_is_public:
        return ""
    if isinstance(value, models.fields.files.FieldFile):
        return "" if not value or value._committed else words_of_address(value.name or "")  # type: ignore[attr-defined]
    if not isinstance(value, str):
        return ""
    if name == "slug" or isinstance(instance._meta.get_field(name), models.URLField):
        return words_of_address(value)
    return " ".join(
        [value, *(words_of_address(address[0]) for address in ADDRESS.finditer(value) if "%" in address[0])]
    )


def _is_for_others(instance: models.Model) -> bool:
    """Return whether more people than editors will see it. What readers send, only editors see at first."""
    return not (isinstance(instance, ErrorReport) and instance.is_open)


def _stored(instance: models.Model, texts: Collection[str]) -> list[str]:
    """Return the texts that the stored object has; of a wording, those of all wordings of its statement."""
    kept = type(instance)._base_manager
    if isinstance(instance, Revision):
        rows = list(kept.filter(statement=instance.statement_id))
    else:
        rows = [row for row in kept.filter(pk=instance.pk) if instance.pk and _is_for_others(row)]
    return [_text_of(row, name) for row in rows for name in texts]


def _public_names(returned: Sequence[Returned]) -> list[str]:
    """Return the names of the speakers and boards of the statements that lost words: readers see them anyway."""
    statements = {one.removed.tombstone.statement_id for one in returned}
    names = Statement.objects.filter(pk__in=statements).values_list("speaker__name", "board__name")
    return [name for of_one in names for name in of_one if name]


def _stands(returned: Returned, said: Sequence[str], stored: Sequence[str]) -> bool:
    keys = [key for number, place in returned.places for key in plain_keys(place.words_in(said[number]))]
    return any(places_with(text, [keys]) for text in stored)
