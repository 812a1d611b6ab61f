"""What a document is: a transcript, minutes, or something in which nobody speaks."""

import re
from collections.abc import Iterable

from archive.ingest.parsed import Entry, Narrative, ParsedMeeting, Problem, Turn
from archive.ingest.refusals import NotATranscript
from archive.ingest.text.joining import ends_sentence
from archive.ingest.text.label_words import starts_with_title

NO_SPEECH = (
    "Nobody speaks in this file: it looks like an agenda, a decision or a list. "
    "Add it to the meeting as a document, and import the transcript, the captions or the minutes."
)
# What minutes say of a sitting, and what an agenda or a list of decisions does not.
SITTING = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bcalled (?:the (?:\w+ ){0,3}meeting |the meeting )?to order\b|\bopened the meeting\b",
        r"\b(?:the|this) (?:\w+ ){0,3}meeting\b[^\n]{0,120}\bwas held\b|"
        r"\bmeeting was called\b|\b(?:council|board) met at\b",
        r"\badjourn(?:ed|ment)\b[^.\n]{0,60}\bat \d|\bmeeting (?:was )?adjourned\b",
        r"\bmoved\b[^\n]{0,400}\bseconded\b|\bsecond(?:ed)? by\b",
        r"\bmotion (?:was )?(?:passed|carried|approved|failed|defeated)\b|\bapproved the minutes\b|\bunanimously\b",
        r"\b(?:were|was) (?:also )?(?:present|absent)\b|\bexcused absence\b|"
        r"\bdeclared a quorum\b|\bquorum was present\b",
        r"\b(?:reported|stated|explained|asked|noted|commended|presented) (?:that|the|to|if)\b",
    )
)
SAMPLE = 250_000  # characters
SITTING_SIGNS = 3
MINUTES_SENTENCES = 3
SENTENCE_WORDS = 8
SPEECH_WORDS = 25  # words from which a paragraph is running speech, not a line of a list
SPEECH_SHARE = 0.8
SPOKEN = re.compile(r"\b(?:i|i'm|i’m|you|we|we're|we’re|my|our|thank|uh|um|okay|so|well)\b", re.IGNORECASE)
ENGLISH = re.compile(r"\b(?:the|of|and|to|in|that)\b", re.IGNORECASE)
FORM_WORDS, FORM_SHARE = 300, 0.015
SPOKEN_SHARE, ENGLISH_SHARE = 0.05, 0.08


def settle(meeting: ParsedMeeting) -> ParsedMeeting:
    """Return a meeting read from a written document with what it is: turns, minutes, or speech without names.

    Raises NotATranscript when nobody speaks in it and it reports no sitting.
    """
    spoken = [entry for entry in meeting.entries if not (isinstance(entry, Turn) and not entry.text)]
    silent = [entry for entry in meeting.entries if isinstance(entry, Turn) and not entry.text]
    problems = (
        *meeting.problems,
        *(Problem(f'"{turn.label}" is named here, but no words follow.', turn.line) for turn in silent),
    )
    meeting = meeting.replace(entries=tuple(spoken), problems=problems)
    if any(turn.label for turn in meeting.turns) and not _only_captioned(meeting) and not _fills_in_a_form(meeting):
        return meeting
    texts = [entry.text for entry in meeting.entries if isinstance(entry, Narrative | Turn)]
    if _reports_a_sitting(texts):
        return meeting.replace(nature="minutes", entries=tuple(map(_as_narrative, meeting.entries)))
    if _runs_like_speech(texts):
        unnamed = Problem("Nobody is named in this transcript: each paragraph is a turn of an unknown speaker.")
        return meeting.replace(entries=_as_turns(meeting.entries), problems=(*meeting.problems, unnamed))
    raise NotATranscript(NO_SPEECH)


def _only_captioned(meeting: ParsedMeeting) -> bool:
    """Say whether the labels of minutes are captions of their paragraphs ("Proponents: ...") and not speakers."""
    named = {label: count for label, count in meeting.labels.items() if label}
    return (
        max(named.values()) == 1
        and not any(map(starts_with_title, named))
        and _reports_a_sitting([entry.text for entry in meeting.entries if isinstance(entry, Narrative | Turn)])
    )


def _fills_in_a_form(meeting: ParsedMeeting) -> bool:
    """Say whether what follows the labels is not spoken: the fields of a form, as in an agenda packet."""
    if any(map(starts_with_title, meeting.labels)):
        return False
    text = " ".join(_sample([turn.text for turn in meeting.turns]))
    count = len(text.split())
    english = len(ENGLISH.findall(text)) >= ENGLISH_SHARE * count
    return count > FORM_WORDS and english and len(SPOKEN.findall(text)) < FORM_SHARE * count


def _as_narrative(entry: Entry) -> Entry:
    if not isinstance(entry, Turn):
        return entry
    return Narrative(f"{entry.label}: {entry.text}" if entry.label else entry.text, start=entry.start, line=entry.line)


def _reports_a_sitting(texts: list[str]) -> bool:
    texts = _sample(texts)
    sentences = sum(len(text.split()) >= SENTENCE_WORDS and ends_sentence(text) for text in texts)
    whole = "\n".join(texts)
    signs = sum(bool(sign.search(whole)) for sign in SITTING)
    return sentences >= MINUTES_SENTENCES and signs >= SITTING_SIGNS


def _sample(texts: list[str]) -> list[str]:
    """Return as much of a text's beginning and end as tells what it is."""
    if sum(map(len, texts)) <= 2 * SAMPLE:
        return texts
    return [*_within(texts), *reversed(_within(texts[::-1]))]


def _within(texts: Iterable[str]) -> list[str]:
    taken, left = [], SAMPLE
    for text in texts:
        taken.append(text[:left])
        left -= len(text)
        if left <= 0:
            break
    return taken


def _runs_like_speech(texts: list[str]) -> bool:
    texts = _sample(texts)
    counts = [len(text.split()) for text in texts]
    words = sum(counts)
    running = sum(count for count in counts if count >= SPEECH_WORDS)
    if not words or running < SPEECH_SHARE * words:
        return False
    whole = " ".join(texts)
    if len(ENGLISH.findall(whole)) < ENGLISH_SHARE * words:
        return True  # in another language its words tell nothing; its shape is enough
    return len(SPOKEN.findall(whole)) >= SPOKEN_SHARE * words


def _as_turns(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(
        Turn(entry.text, start=entry.start, line=entry.line) if isinstance(entry, Narrative) else entry
        for entry in entries
    )
