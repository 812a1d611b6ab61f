"""``manage.py parse_transcript``: read a transcript file and show what is in it; nothing is saved."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from archive.ingest import EncodingUnclear, ParsedMeeting, Refused, read
from archive.management.base import ANY, SiteCommand

_SHOWN_PROBLEMS = 20


class Command(SiteCommand):
    """Parses one file with the reader for its content."""

    bears = ANY
    help = "Read a transcript, captions or minutes file and show the turns found in it. Nothing is saved."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the file to read")
        parser.add_argument("--json", action="store_true", help="print everything that was read, as JSON")
        parser.add_argument("--encoding", help="encoding of the text, if the file does not show it")

    def handle(self, *_: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            meeting = read(path.read_bytes(), path.name, options["encoding"])
        except OSError as error:
            raise CommandError(f"{path} cannot be opened: {error.strerror}.") from error
        except EncodingUnclear as unclear:
            shown = "\n".join(
                f"  --encoding {candidate.encoding}\n      {candidate.preview.partition(chr(10))[0]}"
                for candidate in unclear.candidates
            )
            raise CommandError(f"{unclear}\n{shown}") from unclear
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            json.dumps(meeting.as_json(), ensure_ascii=False, indent=1) if options["json"] else _summary(meeting)
        )


def _summary(meeting: ParsedMeeting) -> str:
    about = [meeting.title, meeting.board, meeting.date, f"{meeting.format}, {meeting.nature}", meeting.encoding]
    lines = [" · ".join(part for part in about if part)]
    lines.append(f"{len(meeting.turns)} turns, {len(meeting.entries) - len(meeting.turns)} headings, notes and votes")
    lines += [f"{count:6} {label or '(nobody named)'}" for label, count in meeting.labels.items()]
    for problem in meeting.problems[:_SHOWN_PROBLEMS]:
        where = f"{meeting.line_unit} {problem.line}: " if problem.line else ""
        lines.append(f"! {where}{problem.message}")
    if len(meeting.problems) > _SHOWN_PROBLEMS:
        lines.append(f"! and {len(meeting.problems) - _SHOWN_PROBLEMS} more problems")
    return "\n".join(lines)
