"""``manage.py import_files FOLDER``: stage every transcript of a folder for its meeting."""

import os
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db.models import Count

from archive.ingest.folder.given import Given, ManifestWrong, read_manifest
from archive.ingest.folder.opened import FolderFile, files_in_folder, files_in_zip
from archive.ingest.folder.questions import open_questions
from archive.ingest.folder.staging import stage_waiting
from archive.ingest.folder.taking_in import TakenIn, take_in
from archive.ingest.refusals import Refused
from archive.management.base import SiteCommand
from archive.management.jobs import lock
from archive.management.progress import Progress
from archive.management.stopping import until_stopped
from archive.models import IncomingFile
from archive.upkeep import runs

LINES_SHOWN = 30
INTERRUPTED = 130
Status = IncomingFile.Status


class Command(SiteCommand):
    """Takes in the files of a folder or a zip, stages what it can, and lists what a person must decide."""

    help = (
        "Stage every transcript, with captions and minutes, of a folder or a zip for its meeting. Board, date and kind "
        "come from the manifest, the files' names or their content. Nothing is public. What is not clear is asked in "
        "one list, here and at the desk. If it is stopped or killed, run it again: it continues, and imports no file "
        "twice."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take a folder, and what is known about its files."""
        parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="a folder, or a zip")
        parser.add_argument(
            "--manifest",
            type=Path,
            metavar="FILE.csv",
            help="a CSV with a column “file” (the path in the folder), and board, date, kind, title, publisher or url",
        )
        parser.add_argument("--board", default="", help="the board of all files for which the manifest names none")
        parser.add_argument("--waiting", action="store_true", help="only read the files that wait, as the site does")

    def handle(
        self, *_: Any, folder: Path | None, manifest: Path | None, board: str, waiting: bool, **_options: Any
    ) -> None:
        """Import, and print the list; exit with 130 if stopped."""
        if (folder is None) != waiting:
            raise CommandError("Name a folder, or use --waiting.")
        parent = os.getppid()
        with until_stopped() as stopped:
            try:
                if folder:
                    rows = read_manifest(manifest.read_bytes()) if manifest else {}
                    self._take_in(folder, rows, Given(board=board), stopped.is_set)
                # The loop that runs --waiting has the lock of its job.
                with lock(runs.FILES) if folder else nullcontext(True) as is_ours:
                    if is_ours:
                        self._stage(lambda: stopped.is_set() or (waiting and os.getppid() != parent))
                    else:
                        self.stdout.write("The site reads the files already. Run this again for the whole list.")
            except (ManifestWrong, Refused) as refused:
                raise CommandError(str(refused)) from refused
            except OSError as error:
                named = error.filename or folder
                raise CommandError(f"{named} cannot be read: {error.strerror or error}.") from error
            if stopped.is_set():
                self.stderr.write("Stopped. Run the command again for the rest.")
                sys.exit(INTERRUPTED)
        if folder:
            self._tell()

    def _take_in(
        self, folder: Path, manifest: dict[str, Given], of_all: Given, should_stop: Callable[[], bool]
    ) -> None:
        tally: Counter[TakenIn] = Counter()
        with Progress(self.stderr, "files stored") as progress:
            for file in progress.over(_files(folder)):
                if should_stop():
                    return
                row, outcome = take_in(file, manifest.pop(file.name, Given()).over(of_all))
                tally[outcome] += 1
                if row.status == Status.REFUSED:
                    progress.say(f"{row}: {row.refusal}")
        self.stdout.write(f"Files: {', '.join(f'{tally[one]:,} {one}' for one in TakenIn if tally[one]) or 'none'}.")
        for name in list(manifest)[:LINES_SHOWN]:
            self.stderr.write(f"The manifest names {name}, which is not in the folder.")

    def _stage(self, should_stop: Callable[[], bool]) -> None:
        waiting = IncomingFile.objects.waiting().count()
        with Progress(self.stderr, "files read", total=waiting) as progress:
            for row in progress.over(stage_waiting(should_stop)):
                if row.status == Status.REFUSED:
                    progress.say(f"{row}: {row.refusal}")

    def _tell(self) -> None:
        counts = dict(IncomingFile.objects.order_by().values_list("status").annotate(Count("pk")))
        self.stdout.write(
            ", ".join(f"{counts[one.value]:,} {one.label[0].lower()}{one.label[1:]}" for one in Status if one in counts)
        )
        questions = open_questions()
        for question in questions[:LINES_SHOWN]:
            files, turns = question.unlocks
            of_turns = f" ({turns:,} turns)" if turns else ""
            self.stdout.write(f"{files:5,} {'file ' if files == 1 else 'files'}  {question.sentence}{of_turns}")
        if len(questions) > LINES_SHOWN:
            self.stdout.write(f"And {len(questions) - LINES_SHOWN:,} more questions.")
        if questions:
            self.stdout.write("Answer at the desk under “Import a folder”, or in the manifest, and run this again.")


def _files(folder: Path) -> Iterator[FolderFile]:
    if folder.is_dir():
        yield from files_in_folder(folder)
        return
    with folder.open("rb") as file:
        yield from files_in_zip(file)
