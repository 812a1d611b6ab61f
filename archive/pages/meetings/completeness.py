"""What is missing from the record of a meeting, in sentences."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from archive.models import Meeting, Statement
from archive.pages.meetings.transcript import TurnOverview

TextStatus = Statement.TextStatus


def missing(meeting: Meeting, turns: Sequence[TurnOverview], items: Collection[int], *, in_work: bool) -> list[str]:
    """Return what the record of the meeting lacks, one sentence each.

    ``items`` are the ids of its agenda items. ``in_work`` says that a part awaits publication.
    """
    return [*_meeting(meeting, turns), *_agenda(turns, items, in_work=in_work), *_texts(turns), *_speakers(turns)]


def _meeting(meeting: Meeting, turns: Sequence[TurnOverview]) -> Iterator[str]:
    if not meeting.recording_url and (turns or meeting.status == Meeting.Status.HELD):
        yield gettext("There is no known recording of this meeting.")
    if turns and not any(turn.kind == Statement.Kind.DECISION for turn in turns):
        yield gettext("No decision is on record here. There may have been some.")
    spoken = [turn for turn in turns if turn.is_speech]
    untimed = sum(turn.start is None for turn in spoken)
    if untimed and untimed == len(spoken):
        yield gettext("No statement has a recorded time.")
    elif untimed:
        yield _sentence(
            ngettext("%(statements)s has no time.", "%(statements)s have no time.", untimed), untimed, len(spoken)
        )


def _agenda(turns: Sequence[TurnOverview], items: Collection[int], *, in_work: bool) -> Iterator[str]:
    if in_work:
        yield gettext("Some statements are not published yet.")
    if turns and not items:
        yield gettext("There is no agenda.")
    empty = len(set(items) - {turn.agenda_item for turn in turns})
    if turns and items and empty == len(items):
        yield gettext("No agenda item has statements.")
    elif turns and empty:
        yield ngettext(
            "%(number)s of the %(total)s agenda items has no statements.",
            "%(number)s of the %(total)s agenda items have no statements.",
            empty,
        ) % {"number": f"{empty:,}", "total": f"{len(items):,}"}


def _texts(turns: Sequence[TurnOverview]) -> Iterator[str]:
    statuses = Counter(turn.text_status for turn in turns)
    by_machine = [turn for turn in turns if turn.text_status == TextStatus.MACHINE_TRANSCRIPT]
    checked = sum(turn.checked_at is not None for turn in by_machine)
    if checked:
        sentence = ngettext(
            "A person has checked %(statements)s transcribed by machine against the recording.",
            "A person has checked %(statements)s transcribed by machine against the recording.",
            len(by_machine),
        )
        yield _sentence(sentence, checked, len(by_machine))
    machine = len(by_machine) - checked
    if machine:
        sentence = ngettext(
            "%(statements)s was transcribed by machine. We do not know if anyone has checked it against the recording.",
            "%(statements)s were transcribed by machine. We do not know if anyone has checked them against the "
            "recording.",
            machine,
        )
        yield _sentence(sentence, machine, len(turns))
    if len(statuses) > 1:
        labels = dict(Statement.TEXT_STATUSES)
        kinds = [f"{str(labels[status]).lower()} ({number:,})" for status, number in statuses.most_common()]
        yield gettext("The text comes from different types of source: %(kinds)s.") % {"kinds": ", ".join(kinds)}
    sourceless = sum(turn.source is None for turn in turns)
    if sourceless and sourceless < len(turns):
        sentence = ngettext("%(statements)s has no source.", "%(statements)s have no source.", sourceless)
        yield _sentence(sentence, sourceless, len(turns))


def _speakers(turns: Sequence[TurnOverview]) -> Iterator[str]:
    # Minutes and notes describe what happened, so they need no speaker.
    spoken = [turn for turn in turns if turn.is_speech and turn.text_status != TextStatus.MINUTES]
    unnamed = sum(not turn.speaker and not turn.attribution for turn in spoken)
    unknown = sum(not turn.speaker and bool(turn.attribution) for turn in spoken)
    if unnamed:
        sentence = ngettext(
            "%(statements)s has no identified speaker.", "%(statements)s have no identified speaker.", unnamed
        )
        yield _sentence(sentence, unnamed, len(spoken))
    if unknown:
        yield _sentence(
            gettext("For %(statements)s we only know the speaker’s name as the source writes it."), unknown, len(spoken)
        )


def _sentence(template: str, number: int, total: int) -> str:
    """Return the sentence about some of the statements, or about all."""
    if number < total:
        statements = gettext("%(number)s of %(total)s statements")
    else:
        statements = ngettext("the only statement", "all %(total)s statements", total)
    return capfirst(template % {"statements": statements % {"number": f"{number:,}", "total": f"{total:,}"}})
