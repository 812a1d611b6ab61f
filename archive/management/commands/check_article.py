"""Checks the quotations of an article against the record from the command line."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from archive.citations.articles import (
    ArticleAnswer,
    CheckedPassage,
    as_csv,
    as_values,
    check_article,
)
from archive.citations.quote_checker import NothingToCheck
from archive.exports.addresses import permanent_url
from archive.ingest.articles.paragraphs import Unreadable
from archive.ingest.articles.reading import read_article
from archive.management.base import UNWRITABLE, SiteCommand
from archive.management.commands.check_quote import beside_lines, changes
from archive.search import SearchUnavailable, numbers


class Command(SiteCommand):
    """Prints a summary, then each quotation with its verdict, its changes and its link."""

    bears = UNWRITABLE
    help = "Check every quotation of an article (.txt, .html or .docx; - for standard input) against the record."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, and the form of the answer."""
        parser.add_argument("file", help="the article, or - to read it from standard input")
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true", help="print the answer as JSON")
        form.add_argument("--csv", action="store_true", help="print the answer as CSV")

    def handle(self, *_args: Any, file: str, **options: Any) -> None:
        """Check the article; raise CommandError if the file is not one."""
        try:
            content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
            answer = check_article(read_article(content), find=numbers)
        except (OSError, Unreadable, NothingToCheck, SearchUnavailable) as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(as_values(answer, address=permanent_url), ensure_ascii=False, indent=2))
        elif options["csv"]:
            self.stdout.write(as_csv(answer, address=permanent_url), ending="")
        else:
            self.stdout.write("\n".join(lines(answer)))


def lines(answer: ArticleAnswer) -> Iterator[str]:
    """Yield the answer as lines for a person."""
    yield answer.summary
    for one in answer.checked:
        yield from _lines_of(one)
    if answer.not_checked:
        yield "\nNot checked:"
    for one in answer.not_checked:
        yield f"{one.number}. “{one.passage.written[:200]}” {one.reason}"
    if answer.left_out:
        yield f"{answer.left_out} more are not listed."


def _lines_of(one: CheckedPassage) -> Iterator[str]:
    yield f"\n{one.number}. {one.label}: {one.headline}"
    yield f"  “{one.passage.written}”"
    if one.answer and one.answer.beside and one.answer.beside.warning:
        yield f"  Warning: {one.answer.beside.warning}"
    yield from (f"  {line}" for line in (beside_lines(one.answer) if one.answer else ()))
    for wording in one.answer.places[:1] if one.answer else ():
        statement = wording.revision.statement
        yield from (f"  {change}" for change in changes(wording))
        yield f"  {wording.speaker or 'Not named'}, {statement.board}, {statement.date}"
        yield f"  {wording.path}"
