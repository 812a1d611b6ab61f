"""``manage.py transcribe``: from a recording to a staged import, or to the times of an existing transcript."""

import os
import resource
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.management.base import CommandError

from archive.ingest.recordings.asking import ask_for
from archive.ingest.recordings.model import transcriber
from archive.ingest.recordings.refusals import Interrupted, NotTranscribed
from archive.ingest.recordings.work import the_only_one, work_off, work_on
from archive.management.base import SiteCommand
from archive.management.progress import CLEAR
from archive.management.stopping import until_stopped
from archive.models import Meeting, Transcription

NICENESS = 15
MEGABYTE = 1_000_000
Status, Purpose = Transcription.Status, Transcription.Purpose


class Command(SiteCommand):
    """Transcribes a recording of a meeting, at low priority; with ``--waiting``, all that the desk requested."""

    help = (
        "Transcribe a recording into a staged import of its meeting, or with --align find the times of the transcript "
        "that the meeting has. If it is stopped or killed, run it again, or leave it to the worker: it continues where "
        "it was."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take a file or a meeting."""
        parser.add_argument("recording", nargs="?", help="a file, or the number of a meeting with a direct link to one")
        parser.add_argument("--meeting", type=int, help="the number of the meeting that a file belongs to")
        parser.add_argument("--align", action="store_true", help="find the times of the existing transcript")
        parser.add_argument("--waiting", action="store_true", help="do all requests from the desk")

    def handle(self, recording: str | None, *_: Any, meeting: int | None, **options: Any) -> None:
        """Do it, and print the result."""
        os.nice(NICENESS)
        parent = os.getppid()
        with until_stopped() as stopped:

            def should_stop() -> bool:
                return stopped.is_set() or os.getppid() != parent

            try:
                if options["waiting"]:
                    _limit_memory()
                    work_off(should_stop)
                elif recording:
                    self._do(_asked(recording, meeting, align=options["align"]), should_stop)
                else:
                    raise CommandError("Name a file or a meeting, or use --waiting.")
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
            except NotTranscribed as error:
                raise CommandError(str(error)) from error

    def _do(self, row: Transcription, should_stop: Callable[[], bool]) -> None:
        with the_only_one() as is_ours:
            if not is_ours:
                self.stdout.write(
                    "Another recording is being transcribed. This one waits for the worker (manage.py work)."
                )
                return
            try:
                work_on(row, transcriber(), lambda: self._tell(row) or should_stop())
            except Interrupted:
                raise CommandError(
                    "Stopped. What was transcribed is kept. Run the command again to continue."
                ) from None
        row.refresh_from_db()
        self.stdout.write((CLEAR if self.stdout.isatty() else "") + outcome_of(row))
        if row.status == Status.FAILED:
            raise CommandError(row.problem)

    def _tell(self, row: Transcription) -> bool:
        """Show the progress on a terminal; never ask to stop."""
        if self.stdout.isatty():
            stored = Transcription.objects.filter(pk=row.pk).values_list("done_seconds", "seconds").first()
            done, seconds = stored or (0, None)
            self.stdout.write(f"{CLEAR}{done / seconds:4.0%}" if seconds else f"{CLEAR}reading", ending="")
            self.stdout.flush()
        return False


def outcome_of(row: Transcription) -> str:
    """Return the result in a sentence."""
    outcome = row.outcome
    match row.status, row.purpose:
        case Status.DONE, Purpose.TRANSCRIBE:
            return f"Import {row.batch_id}: {outcome['turns']} turns to check, {outcome['left_out']} things to look at."
        case Status.DONE, Purpose.ALIGN:
            unplaced = ", ".join(map(str, outcome["unplaced"]))
            return f"{outcome['placed']} turns now have times. Not found: {unplaced or 'none'}."
    return f"{row} is {row.get_status_display().lower()}."


def _asked(recording: str, meeting: int | None, *, align: bool) -> Transcription:
    purpose = Purpose.ALIGN if align else Purpose.TRANSCRIBE
    path = Path(recording)
    if recording.isascii() and recording.isdigit() and not path.exists():
        named = _meeting(int(recording))
        if not named.recording_url:
            raise CommandError(f"{named} has no address of a recording. Name the file, with --meeting {named.pk}.")
        return ask_for(meeting=named, purpose=purpose, url=named.recording_url)
    if meeting is None:
        raise CommandError("Name the meeting of the recording with --meeting.")
    try:
        with path.open("rb") as file:
            return ask_for(meeting=_meeting(meeting), purpose=purpose, file=File(file, name=path.name))
    except OSError as error:
        raise CommandError(f"{path} cannot be opened: {error.strerror}.") from error


def _meeting(pk: int) -> Meeting:
    meeting = Meeting.objects.select_related("board").filter(pk=pk).first()
    if meeting is None:
        raise CommandError(f"There is no meeting {pk}.")
    return meeting


def _limit_memory() -> None:
    """Limit the memory of the process, if the system can."""
    most = settings.TRANSCRIBE_MEMORY_MB * MEGABYTE
    if hasattr(resource, "RLIMIT_DATA"):
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
