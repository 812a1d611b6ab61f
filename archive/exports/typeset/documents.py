"""What stands in each PDF of the record: a statement, or a meeting.

A note replaces each gap, as on the pages. Each page has the permanent address, the hash and the day.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TypeVar

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from archive.exports.addresses import permanent_url
from archive.exports.meeting.turns import ExportedTurn
from archive.exports.phrases import (
    as_statements,
    clock,
    full_date,
    speaker_name,
    text_status_meaning,
    text_status_sentence,
)
from archive.exports.typeset.sheet import Sheet, SheetBlock, fact, heading, joined, quote, words
from archive.models import Meeting, Revision, Source, Statement, shown
from archive.models.decided import Decided

T = TypeVar("T")


def of_statement(statement: Statement, revision: Revision, decided: Decided | None, entry: str) -> Sheet:
    """Return the sheet of one wording, with the URL of the statement's ``entry`` of the log, if it has one."""
    blocks = [*_facts(statement)]
    if revision.pk != statement.current_revision_id:
        blocks.append(fact(gettext("This is an earlier wording.")))
    blocks.append(quote(shown(revision.text), language=statement.board.language))
    blocks += [fact(line) for line in (decided.lines if decided else ())]
    blocks += [heading(gettext("Where this text comes from")), *_sources([statement.source])]
    blocks.append(fact(text_status_meaning(statement.text_status)))
    blocks.append(heading(gettext("Verify this text")))
    blocks += [fact(line) for line in _proof(revision, entry)]
    title = shown(revision.title) or f"{speaker_name(statement)}, {statement.date}"
    return _sheet(title, blocks, revision.get_absolute_url(), _wording(revision))


def of_meeting(meeting: Meeting, turns: Sequence[ExportedTurn], decisions: Iterable[Decided]) -> Sheet:
    """Return the sheet of a public meeting: its items as headings, and each turn with its number and time beside it.

    A decision has its result and its roll below its words.
    """
    blocks = [fact(joined([meeting.get_kind_display(), full_date(meeting.date), meeting.place]))]
    blocks += [fact(text_status_sentence(status)) for status in _each(turn.statement.text_status for turn in turns)]
    blocks += chain.from_iterable(_turns(turns, {decided.statement.pk: decided for decided in decisions}))
    blocks += [heading(gettext("About this record")), *_sources(_each(turn.statement.source for turn in turns))]
    revisions = [turn.statement.published_revision for turn in turns]
    title = f"{meeting.board.name}, {meeting.date}"
    return _sheet(title, blocks, meeting.get_absolute_url(), _hash_of_all(revisions))


def _turns(turns: Sequence[ExportedTurn], decisions: Mapping[int, Decided]) -> Iterator[list[SheetBlock]]:
    below = 1
    said_by = ""
    for turn in turns:
        statement, title = turn.statement, turn.statement.published_revision.title
        blocks = []
        if turn.starts_item:
            blocks.append(heading(str(statement.agenda_item)))
            below, said_by = 2, ""
        if title:
            blocks.append(heading(shown(title), below))
        beside = joined([statement.number, clock(statement.start_seconds)])
        label = turn.label if turn.label != said_by or title else ""
        said_by = turn.label
        yield [*blocks, words(turn.text, label=label, margin=beside, language=statement.board.language)]
        yield [fact(line) for line in (decisions[statement.pk].lines if statement.pk in decisions else ())]


def _facts(statement: Statement) -> Iterator[SheetBlock]:
    """Yield who said it, as what, when and where, and where the text comes from."""
    office = statement.office
    yield fact(joined([speaker_name(statement), office.title if office else "", full_date(statement.date)]))
    yield fact(joined([statement.board.name, statement.agenda_item, clock(statement.start_seconds)]))
    yield fact(joined([statement.get_kind_display(), text_status_sentence(statement.text_status)]))


def _sources(sources: Iterable[Source | None]) -> Iterator[SheetBlock]:
    known = [source for source in sources if source]
    for source in known:
        parts = [f"{source.get_kind_display()}: {source.title}", source.publisher, source.published, source.url]
        yield fact(joined(parts))
    if not known:
        yield fact(gettext("There is no source on record."))


def _proof(revision: Revision, entry: str) -> Iterator[str]:
    yield f"{gettext('SHA-256 of this revision:')} {revision.sha256}"
    if revision.remaining_sha256:
        sentence = gettext("SHA-256 of the remaining text, with each redacted character as a full block (U+2588):")
        yield f"{sentence} {revision.remaining_sha256}"
    yield f"{gettext('Salt of this hash:')} {revision.salt}"
    if entry:
        yield f"{gettext('What has changed since:')} {entry}"


def _hash(revision: Revision) -> str:
    """Return the hash of what can be read of the wording."""
    return revision.remaining_sha256 or revision.sha256


def _wording(revision: Revision) -> str:
    sentence = gettext("Statement %(number)s, revision %(revision)s")
    named = sentence % {"number": revision.statement_id, "revision": revision.number}
    return joined([named, f"SHA-256 {_hash(revision)}"])


def _hash_of_all(revisions: Sequence[Revision]) -> str:
    """Return how many there are, and the SHA-256 of their hashes, one on a line."""
    lines = "".join(f"{_hash(revision)}\n" for revision in revisions)
    return joined([as_statements(len(revisions)), f"SHA-256 {hashlib.sha256(lines.encode()).hexdigest()}"])


def _sheet(title: str, blocks: list[SheetBlock], path: str, proof: str) -> Sheet:
    day = gettext("Made on %(date)s") % {"date": date_format(timezone.localdate(), "DATE_FORMAT")}
    return Sheet(title, translation.get_language() or "", blocks, permanent_url(path), [proof, day])


def _each(values: Iterable[T]) -> list[T]:
    """Return the values, each once, in order."""
    return list(dict.fromkeys(values))
