"""The one list of what a person must decide about files of folders and imports: what unlocks most comes first."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Count

from archive.actions.rules import ask
from archive.ingest.folder.given import Given
from archive.ingest.folder.staging import Asked
from archive.ingest.staging.staged_labels import decide
from archive.language.people import fold
from archive.models import Board, ImportBatch, IncomingFile, Meeting, PartialDate, Speaker, StagedLabel, User

Status = IncomingFile.Status


@dataclass
class FileQuestion:
    """A question about files that have no meeting yet: which board, date or meeting."""

    what: Asked
    said: str
    files: list[IncomingFile] = field(default_factory=list)

    @property
    def unlocks(self) -> tuple[int, int]:
        """How much an answer unlocks: files, and turns."""
        return len(self.files), 0

    @property
    def sentence(self) -> str:
        """The question in words."""
        match self.what:
            case Asked.BOARD if self.said.endswith("/"):
                return f"Which board do the files in {self.said} belong to?"
            case Asked.BOARD:
                return f"Which board is “{self.said}”?" if self.said else "Which board do these files belong to?"
            case Asked.DATE:
                return f"When was the meeting in {self.files[0]}?{f' It is {self.said}.' if self.said else ''}"
        return f"Which meeting of {self.meetings[0].board} on {self.meetings[0].date}?"

    @property
    def meetings(self) -> list[Meeting]:
        """The meetings to choose from, if that is the question."""
        board, _, date = self.said.partition(" ")
        return list(Meeting.objects.filter(board=int(board), date=PartialDate.parse(date)).select_related("board"))


@dataclass
class LabelQuestion:
    """A question about a label that is open in imports of a board."""

    board: Board
    text: str
    labels: list[StagedLabel] = field(default_factory=list)
    turns: int = 0

    @property
    def unlocks(self) -> tuple[int, int]:
        """How much an answer unlocks: files, and turns."""
        return len(self.labels), self.turns

    @property
    def sentence(self) -> str:
        """The question in words."""
        return f"Who is “{self.text}” at {self.board}?"

    @property
    def suggestions(self) -> list[Speaker]:
        """The speakers whom the imports propose, the most often proposed first."""
        scores: dict[int, float] = defaultdict(float)
        for label in self.labels:
            for pk, score in label.suggestions:
                scores[pk] += score
        speakers = Speaker.objects.current().in_bulk(scores)
        return [speakers[pk] for pk in sorted(scores, key=lambda pk: -scores[pk]) if pk in speakers]


Question = FileQuestion | LabelQuestion


def open_questions() -> list[Question]:
    """Return every open question, the one first whose answer unlocks most files and turns."""
    return sorted((*_about_files(), *_about_labels()), key=lambda question: question.unlocks, reverse=True)


def _about_files() -> Iterable[FileQuestion]:
    questions: dict[tuple[str, str], FileQuestion] = {}
    for row in IncomingFile.objects.asking():
        for what, said in row.asks:
            # A date is another one for each file; a board or a meeting is the same for all.
            key = (what, f"{said} {row.pk}" if what == Asked.DATE else said)
            questions.setdefault(key, FileQuestion(Asked(what), said)).files.append(row)
    return questions.values()


def _about_labels() -> Iterable[LabelQuestion]:
    labels = StagedLabel.objects.filter(certainty__in=StagedLabel.OPEN, batch__status=ImportBatch.Status.STAGED)
    questions: dict[tuple[int, str], LabelQuestion] = {}
    for label in labels.select_related("batch__meeting__board").annotate(count=Count("turns")).order_by("id"):
        if label.count:
            board = label.batch.meeting.board
            question = questions.setdefault((board.pk, fold(label.text)), LabelQuestion(board, label.text))
            question.labels.append(label)
            question.turns += label.count
    return questions.values()


@transaction.atomic
def answer(
    *, files: Sequence[IncomingFile], what: Asked, said: str = "", value: str, actor: User | None = None
) -> None:
    """Give the answer to these files, which are then read again: the number of a board or meeting, or a date.

    Raise NotAllowed if the actor may not import.
    """
    ask(actor, "add_statement", "add_meeting")
    waiting = IncomingFile.objects.asking().select_for_update(of=("self",))
    for row in waiting.filter(pk__in=[row.pk for row in files]):
        match what:
            case Asked.BOARD:
                answered = Given(boards={said: int(value)})
            case Asked.MEETING:
                answered = Given(meeting=int(value))
            case Asked.DATE:
                answered = Given(dates={said: value}) if said else Given(date=value)
        row.given, row.status = answered.over(Given.of(row.given)).stored(), Status.WAITING
        row.save(update_fields=["given", "status"])


@transaction.atomic
def answer_label(*, question: LabelQuestion, speaker: Speaker | None) -> None:
    """Decide the label in every import in which it is open."""
    for label in question.labels:
        decide(label=label, speaker=speaker)


@transaction.atomic
def leave_out(*, row: IncomingFile, actor: User | None = None) -> None:
    """Forget a file that was not staged. Raise NotAllowed if the actor may not import."""
    ask(actor, "add_statement")
    storage, name = row.file.storage, row.file.name
    row.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name), robust=True)
