"""From an uploaded file to staged turns: the file is stored and read, and its labels are matched. Nothing is public."""

import dataclasses
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import Exists, Model, OuterRef, Prefetch, Q
from django.utils.translation import get_language_info

from archive.actions.removed_words import disk
from archive.actions.removed_words.memory import find_removed
from archive.actions.removed_words.removed import words_of_address
from archive.actions.rules import Verb, audit
from archive.ingest.confined import read_confined
from archive.ingest.limits import check_size
from archive.ingest.parsed import Entry, Heading, ParsedMeeting, Problem, Seconds, Turn, Vote
from archive.ingest.refusals import EncodingUnclear, Refused
from archive.ingest.staging.board_of_file import boards_of
from archive.ingest.staging.kind_of_file import kind_of_file
from archive.ingest.staging.remembered_labels import boards_with, propose, remembered
from archive.ingest.staging.returned_words import returned_in_bytes, without_removed
from archive.ingest.staging.speakers import KnownSpeaker, SpeakerMatch, SpeakerMatcher
from archive.ingest.staging.staged_decisions import as_staged, names_in
from archive.ingest.text.guide import Guide
from archive.ingest.text.speaker_labels import read_label
from archive.ingest.text.vote_in_words import vote_in_words
from archive.language.people import fold
from archive.language.timed_words import pack
from archive.models import (
    Board,
    ImportBatch,
    IncomingFile,
    Meeting,
    PartialDate,
    Source,
    Speaker,
    SpeakerName,
    StagedItem,
    StagedLabel,
    StagedTurn,
    Statement,
    User,
)
from archive.models.record.source import checksum
from archive.models.record.statement import RECORDING_LIMIT

LABEL_LENGTH, HEADING_LENGTH = 300, 500
NO_ANSWERS: Mapping[str, Any] = {}
CODE_LENGTH = 2  # of a language that was recognised
LONGEST_ENDING = 6  # of the name of a file: ".jsonl"
# "8.D. Budget update", "IV) Reports", "Item 3: Minutes"; "A motion" has no number.
NUMBERED = re.compile(
    r"(?:item\s+)?((?:\d+|[A-Z]|[IVX]+)(?:[.\-]\w{1,4})*[.):]|\d+(?:\.\w{1,4})*)\s+(.+)", re.IGNORECASE
)


def upload(*, meeting: Meeting, file: File, actor: User | None = None, **about: str) -> ImportBatch:
    """Store the file for the meeting, read it and stage its turns; ``about`` are fields of ImportBatch.

    A file that cannot be read is stored too: the batch says why, and what to do instead. If the file is larger than any
    that can be read, store nothing and raise TooLarge.
    """
    batch = keep_file(meeting=meeting, file=file, actor=actor, **about)
    read_file(batch)
    return batch


def keep_file(*, meeting: Meeting, file: File, actor: User | None = None, **about: str) -> ImportBatch:
    """Do the first half of ``upload``: store the file. ``read_file`` is the other half."""
    check_size(file.size)
    with no_file_left_behind() as stored, transaction.atomic():
        file.name = name_to_keep(file.name or "file", meeting)
        batch = ImportBatch(meeting=meeting, file_name=file.name[:LABEL_LENGTH], uploaded_by=actor, **about)
        batch.file_sha256 = checksum(file)
        batch.file = file
        stored.append(batch.file)
        _add(batch, actor)
    return batch


@contextmanager
def no_file_left_behind() -> Iterator[list[Any]]:
    """Yield a list for the files of a transaction inside. If it fails, those that were stored are deleted."""
    files: list[Any] = []
    try:
        yield files
    except BaseException:
        for file in files:
            if file.name and file._committed:
                file.storage.delete(file.name)
        raise


def keep_stored(*, meeting: Meeting, row: IncomingFile, **about: str) -> ImportBatch:
    """Return a new import of a file that is stored already, with the checksum it had. Imports of one file share it."""
    name = name_to_keep(row.name.rpartition("/")[2], meeting)
    batch = ImportBatch(meeting=meeting, file_name=name[:LABEL_LENGTH], uploaded_by=row.uploaded_by, **about)
    batch.file, batch.file_sha256 = row.file.name, row.file_sha256
    _add(batch, row.uploaded_by)
    return batch


def _add(batch: ImportBatch, actor: User | None) -> None:
    batch.save()
    audit(actor=actor, verb=Verb.CREATED, instance=batch, note=f"For {batch.meeting}.")


def name_to_keep(name: str, instance: Model) -> str:
    """Return the name of a file for the object, or only its kind if the name contains redacted words."""
    kind = PurePath(name).suffix[:LONGEST_ENDING]
    return f"file{kind}" if find_removed([words_of_address(name)], instance) else name


def read_file(
    batch: ImportBatch,
    encoding: str = "",
    reading: str = "",
    again: File | None = None,
    answers: Mapping[str, Any] = NO_ANSWERS,
) -> None:
    """Read the batch's file, in the chosen or the detected encoding and way, and stage its contents.

    ``answers`` are what a person said of the reading: ``speaks`` of labels, and ``runs`` of words without a speaker.
    This replaces what was staged before. A saved batch stays the same, and so does one whose file is deleted, unless
    the same file is given ``again``. Raise ValidationError if that is a different file.
    """
    if again and checksum(again) != batch.file_sha256:
        raise ValidationError(f"That is a different file from {batch.file_name}. Choose the same one.")
    if batch.status == ImportBatch.Status.SAVED or not (again or batch.file_is_there):
        return
    chosen = reading if any(way["key"] == reading for way in batch.readings) else ""
    encoding = encoding or (batch.encoding if chosen else "")
    answers = answers if chosen else NO_ANSWERS
    guide = Guide(
        chosen,
        names_known_to(batch.meeting.board),
        speaks=dict(answers.get("speaks", ())),
        runs={key: (answer, before) for key, answer, before in answers.get("runs", ())},
    )
    with again or batch.file.open("rb") as file:
        data = file.read()
    try:
        check_size(len(data))
        parsed = read_confined(data, batch.file_name, encoding or None, guide)
    except EncodingUnclear as error:
        refuse(batch, ImportBatch.Status.ENCODING, error, data)
    except Refused as error:
        refuse(batch, ImportBatch.Status.REFUSED, error, data)
    else:
        batch.reading, batch.answers = chosen, dict(answers)
        stage(batch, parsed)


@transaction.atomic
def stage(batch: ImportBatch, parsed: ParsedMeeting) -> None:
    """Replace what is staged of the batch with what was read, with certain labels matched to speakers.

    Redacted words become gaps, and a file with redacted words is not kept.
    """
    parsed, batch.returned = without_removed(parsed, batch.meeting)
    _ask_again(batch, parsed)
    batch.gaps_confirmed = False
    batch.turns.all().delete()
    batch.labels.all().delete()
    batch.items.all().delete()
    labels = _stage_labels(batch, parsed)
    item: StagedItem | None = None
    rows: list[StagedTurn] = []
    for entry in parsed.entries:
        if isinstance(entry, Heading):
            item = _stage_item(batch, entry)
        else:
            rows.append(_staged(batch, len(rows) + 1, entry, item, labels))
    StagedTurn.objects.bulk_create(rows)
    batch.status = ImportBatch.Status.STAGED
    batch.refusal = ""
    batch.format, batch.encoding, batch.line_unit = parsed.format, parsed.encoding, parsed.line_unit
    batch.notes = list(parsed.notes)
    batch.readings = [dataclasses.asdict(reading) for reading in parsed.readings]
    questions = (*_of_board(batch, parsed), *_of_date(batch, parsed), *_of_language(batch, parsed), *parsed.problems)
    batch.problems = [[problem.line, problem.message, problem.second] for problem in questions]
    batch.source_kind, batch.text_status = kind_of_file(parsed)
    if batch.made_with:
        batch.source_kind = Source.Kind.MACHINE_TRANSCRIPT
    batch.save()
    drop_file_with_removed(batch)


def _ask_again(batch: ImportBatch, parsed: ParsedMeeting) -> None:
    """Forget which reading was chosen if the reader no longer has it, or could not use an answer."""
    reading = next((way for way in parsed.readings if way.key == batch.reading), None)
    if reading is None:
        batch.reading, batch.answers = "", {}
        return
    used = {run.key for run in reading.runs if run.answer}
    if reading.runs and any(key not in used for key, *_ in batch.answers.get("runs", ())):
        batch.reading = ""


def _of_board(batch: ImportBatch, parsed: ParsedMeeting) -> Iterator[Problem]:
    """Yield a question if the file names another board than that of its meeting, its parent or its committees."""
    of_meeting = batch.meeting.board
    named = boards_of(parsed, batch.file_name, list(Board.objects.all()))
    others = [board for board in named if of_meeting.pk not in (board.pk, board.parent_id)]
    if any(board.pk != of_meeting.parent_id for board in others):
        listed = " and ".join(board.name for board in named)
        yield Problem(f"The file names {listed}, and the meeting is of {of_meeting.name}. Is it the right file?")


def _of_date(batch: ImportBatch, parsed: ParsedMeeting) -> Iterator[Problem]:
    """Yield a question if the file gives another date than its meeting has."""
    if not parsed.date:
        return
    of_file, of_meeting = PartialDate.parse(parsed.date), batch.meeting.date
    if of_file.last < of_meeting.first or of_meeting.last < of_file.first:
        yield Problem(f"The file seems to be of {of_file}, and the meeting is of {of_meeting}. Is it the right file?")


def _of_language(batch: ImportBatch, parsed: ParsedMeeting) -> Iterator[Problem]:
    """Yield a question if the file is in another language than its board, whose language its statements carry."""
    of_file, of_board = (language.partition("-")[0] for language in (parsed.language, batch.meeting.board.language))
    if len(of_file) == CODE_LENGTH and of_board and of_file != of_board:
        yield Problem(
            f"The words seem to be in {_language_name(of_file)}, and the board's language is "
            f"{_language_name(of_board)}. If the board meets in that language, change it at the board."
        )


def _language_name(code: str) -> str:
    try:
        return str(get_language_info(code)["name"])
    except KeyError:
        return f"“{code}”"


def drop_file_with_removed(batch: ImportBatch) -> None:
    """Delete the file of a batch that brought redacted words."""
    if batch.returned:
        statement = Statement.objects.get(pk=batch.returned[0]["statement"])
        disk.add(statement.pk, [batch.file.name])


def known_speakers(board: Board, date: PartialDate) -> list[KnownSpeaker]:
    """Return every speaker of the archive, with what the board knows about them on the date."""
    boards = boards_with(board)
    said = Statement.objects.filter(speaker=OuterRef("pk"))
    speakers = (
        Speaker.objects.current()
        .annotate(heard=Exists(said.filter(board__in=boards)), heard_elsewhere=Exists(said.exclude(board__in=boards)))
        .prefetch_related(
            Prefetch("names", SpeakerName.objects.filter(Q(board=None) | Q(board__in=boards))),
            "offices",
        )
    )
    decided = _decided_spellings(boards)
    return [_known(speaker, board, boards, date, decided.get(speaker.pk, set())) for speaker in speakers]


def _decided_spellings(boards: Collection[int]) -> dict[int, set[str]]:
    """Return how saved files of the boards spell each speaker, if a person decided it."""
    labels = StagedLabel.objects.filter(
        batch__status=ImportBatch.Status.SAVED,
        batch__meeting__board__in=boards,
        certainty=StagedLabel.Certainty.DECIDED,
        from_file=True,
    )
    spellings: dict[int, set[str]] = defaultdict(set)
    for pk, text in labels.values_list("speaker", "text").distinct():
        if spelling := decided_spelling(text):
            spellings[pk].add(spelling)
    return spellings


def decided_spelling(label: str) -> str:
    """Return the part of a decided label that spells the speaker's name; empty for an office or a surname alone.

    Those may mean another person at the next meeting.
    """
    spelling = re.sub(r"\s*[(\[][^()\[\]]*[)\]]\s*$", "", label).strip(" []:")
    return spelling if len(read_label(spelling).name) > 1 else ""


def _known(speaker: Any, board: Board, boards: Collection[int], date: PartialDate, decided: set[str]) -> KnownSpeaker:
    offices, names = list(speaker.offices.all()), list(speaker.names.all())
    held = [office for office in offices if office.held_on(date.first)]
    here = [office for office in offices if office.board_id in boards]
    return KnownSpeaker(
        pk=speaker.pk,
        name=speaker.name,
        spellings=(*(entry.name for entry in names), *sorted(decided)),
        offices=tuple(office.title for office in held if office.board_id == board.pk),
        parent_offices=tuple(office.title for office in held if office.board_id == board.parent_id and office.board_id),
        of_board=speaker.heard or bool(here) or bool(decided) or any(entry.board_id for entry in names),
        of_other_board=speaker.heard_elsewhere or len(here) < len(offices),
    )


def names_known_to(board: Board) -> frozenset[str]:
    """Return the folded names of people who spoke or held an office at the board, which may be labels."""
    of_board = Speaker.objects.current().filter(Q(statements__board=board) | Q(offices__board=board))
    names = of_board.values_list("name", "names__name")
    return frozenset(fold(name) for pair in names.distinct() for name in pair if name)


def refuse(batch: ImportBatch, status: ImportBatch.Status, error: Refused, data: bytes) -> None:
    """Say in the batch why its file was not read, or that it waits for its encoding."""
    batch.status, batch.refusal = status, str(error)
    batch.returned = returned_in_bytes(data, batch.meeting)
    batch.save(update_fields=["status", "refusal", "returned"])
    if status == ImportBatch.Status.REFUSED:
        drop_file_with_removed(batch)


def _stage_labels(batch: ImportBatch, parsed: ParsedMeeting) -> dict[str, StagedLabel]:
    """Create a row for each label with turns and each name in a decision, and match it."""
    roles: dict[str, str] = {}
    for turn in parsed.turns:
        roles[turn.label] = roles.get(turn.label) or turn.role
    for vote in parsed.entries:
        for name in names_in(as_staged(vote)) if isinstance(vote, Vote) else ():
            roles.setdefault(name, "")
    matcher = SpeakerMatcher(known_speakers(batch.meeting.board, batch.meeting.date))
    rows = {label[:LABEL_LENGTH]: _label(batch, label, matcher.match(label, role)) for label, role in roles.items()}
    meant = remembered(batch.meeting.board)
    for row in rows.values():
        propose(row, meant.get(fold(row.text), ()))
    return {row.text: row for row in StagedLabel.objects.bulk_create(rows.values())}


def _label(batch: ImportBatch, label: str, match: SpeakerMatch) -> StagedLabel:
    return StagedLabel(
        batch=batch,
        text=label[:LABEL_LENGTH],
        speaker_id=match.speaker,
        certainty=match.certainty.value,
        suggestions=[list(suggestion) for suggestion in match.suggestions],
    )


def _stage_item(batch: ImportBatch, heading: Heading) -> StagedItem:
    text = " ".join(heading.text.split())
    numbered = NUMBERED.fullmatch(text)
    label, title = (numbered[1].rstrip(":"), numbered[2]) if numbered else ("", text)
    return batch.items.create(position=batch.items.count() + 1, label=label[:40], title=title[:HEADING_LENGTH])


def _staged(
    batch: ImportBatch, position: int, entry: Entry, item: StagedItem | None, labels: dict[str, StagedLabel]
) -> StagedTurn:
    row = StagedTurn(batch=batch, position=position, item=item, line=entry.line)
    if isinstance(entry, Turn):
        row.text, row.printed = entry.text, entry.label[:LABEL_LENGTH]
        row.label = labels[row.printed]
        row.kind = entry.kind or _kind_by_label(row.printed)
        row.start_seconds, row.end_seconds = in_recording(entry.start, entry.end)
        row.in_capitals = entry.in_capitals
        row.word_times = pack(word for word in entry.words if word.end < RECORDING_LIMIT)
    elif isinstance(entry, Vote):
        row.text, row.kind, row.decided = vote_in_words(entry), Statement.Kind.DECISION, as_staged(entry)
        row.start_seconds, _ = in_recording(entry.start, None)
    else:
        row.text, row.kind = entry.text, Statement.Kind.NARRATIVE
        row.start_seconds, _ = in_recording(entry.start, None)
    return row


def in_recording(start: Seconds | None, end: Seconds | None) -> tuple[Seconds | None, Seconds | None]:
    """Return the times that can be true: in order, and within a possible recording.

    Files have negative times, ends before starts, and NaN. The readers report them as problems.
    """
    if start is None or not 0 <= start < RECORDING_LIMIT:
        return None, None
    return start, end if end is not None and start <= end < RECORDING_LIMIT else None


def _kind_by_label(label: str) -> Statement.Kind:
    is_public = re.search(r"public|citizen|community|resident|audience", label, re.IGNORECASE)
    return Statement.Kind.PUBLIC_COMMENT if is_public and re.search(r"comment", label, re.I) else Statement.Kind.REMARK
