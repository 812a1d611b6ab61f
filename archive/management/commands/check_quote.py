"""Checks a quotation against the record from the command line."""

import json
import sys
from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandError, CommandParser

from archive.api.views.quotes import values_of_answer
from archive.citations.passages.difference import PieceKind
from archive.citations.quote_checker import Answer, FoundWording, NothingToCheck, check_quotation
from archive.exports.phrases import text_status_sentence
from archive.management.base import UNWRITABLE, SiteCommand
from archive.models import shown
from archive.search import SearchUnavailable, numbers


class Command(SiteCommand):
    """Prints the verdict, the changes, and each place that has the words."""

    bears = UNWRITABLE
    help = (
        "Check whether a quotation is on record word for word, altered, combined from several speakers, or not found."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("quotation", help="the words, or - to read them from standard input")
        parser.add_argument("--name", default="", help="who is said to have said it")
        parser.add_argument("--date", default="", help="on which day, such as 2026-07-12")
        parser.add_argument("--json", action="store_true", help="print the answer of the API, as JSON")

    def handle(self, *, quotation: str, name: str, date: str, **options: Any) -> None:
        pasted = sys.stdin.read() if quotation == "-" else quotation
        try:
            answer = check_quotation(pasted, find=numbers, name=name, date=date)
        except (NothingToCheck, SearchUnavailable) as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(values_of_answer(answer), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(lines(answer)))


def lines(answer: Answer) -> Iterator[str]:
    """Yield the answer as lines for a person."""
    if answer.beside and answer.beside.warning:
        yield f"Warning: {answer.beside.warning}"
    yield f"{answer.headline}. {answer.explanation}"
    if answer.warning:
        yield answer.warning
    yield from answer.notes
    yield from (f"{span.label}: {span.written}" for span in answer.quotation.spans)
    yield from (f"Not on record: {words}" for words in answer.missing)
    yield from beside_lines(answer)
    if answer.in_many:
        yield answer.in_many
    for wording in answer.places:
        statement = wording.revision.statement
        speaker = statement.speaker.name if statement.speaker else statement.attribution or "Not named"
        office, meeting = statement.office, statement.meeting
        yield "\n" + ", ".join(
            [speaker, *([office.title] if office else []), str(statement.board), str(statement.date)]
        )
        if meeting and meeting.published_at:
            yield f"  Meeting: {' '.join(filter(None, [meeting.title, meeting.get_absolute_url()]))}"
        yield f"  “{wording.words}”"
        yield f"  {text_status_sentence(statement.text_status)}"
        yield f"  In its place: {in_its_place(wording)}"
        if wording.namesakes:
            yield f"  Other speakers also have this name: {', '.join(wording.namesakes)}."
        yield from (f"  {change}" for change in changes(wording))
        if wording.until:
            yield f"  This was the wording until {wording.until:%-d %B %Y}."
        yield f"  {wording.path}"


def beside_lines(answer: Answer) -> Iterator[str]:
    """Yield what the text has beside the words: the sentence with its names marked, and what they are."""
    if answer.beside:
        marked = "".join(f"»{piece.text}«" if piece.named else piece.text for piece in answer.beside.pieces)
        yield f"Beside these words: {' '.join(marked.split())}"
        yield from answer.beside.facts


def in_its_place(wording: FoundWording) -> str:
    """Return the whole sentence with its neighbours, with the quoted words marked."""
    around = wording.around
    parts = (around.before, around.start, f"»{wording.words}«", around.rest, around.after)
    return " ".join("".join(map(shown, parts)).split())


def changes(wording: FoundWording) -> Iterator[str]:
    """Yield a line for each difference between what is published and what was quoted."""
    for difference in wording.finding.differences:
        published, quoted = difference.published.strip(), difference.quoted.strip()
        match difference.kind:
            case PieceKind.ADDED:
                yield f"added: “{quoted}”"
            case PieceKind.DROPPED:
                yield f"dropped: “{published}”"
            case PieceKind.CHANGED:
                yield f"changed: “{published}” to “{quoted}”"
