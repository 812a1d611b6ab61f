"""What a document is, by its words: a transcript, minutes, or something in which nobody speaks."""

import re
from collections.abc import Iterable, Sequence
from enum import Enum

from archive.ingest.parsed import Entry, Narrative, ParsedMeeting, Turn
from archive.ingest.text.joining import ends_sentence, length, within
from archive.ingest.text.language import language_of

NO_SPEECH = (
    "Nobody speaks in this file. It looks like an agenda, a decision or a list. "
    "Add it to the meeting as a document, and import the transcript, the captions or the minutes."
)
# What minutes say about a meeting, and an agenda or a list of decisions does not.
SITTING = tuple(
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        r"\bcalled (?:the (?:\w+ ){0,3}meeting |the meeting )?to order\b|\bopened the meeting\b",
        r"\b(?:the|this|an?) (?:\w+ ){0,7}meeting\b[^\n]{0,120}\bwas held\b|"
        r"\bmeeting was called\b|\b(?:council|board) met at\b",
        r"\badjourn(?:ed|ment)\b[^.\n]{0,60}\bat \d|\bmeeting (?:was |be )?adjourned\b",
        r"\bmoved\b[^\n]{0,400}\bseconded\b|\bsecond(?:ed)? by\b|\bcarried\.?$",
        r"\bmotion (?:was )?(?:passed|carried|approved|failed|defeated)\b|\bapproved the minutes\b|\bunanimously\b|"
        r"\bminutes\b[^.\n]{0,120}\bbe (?:adopted|approved|accepted)\b",
        r"\b(?:were|was) (?:also )?(?:present|absent)\b|\bexcused absence\b|"
        r"\bdeclared a quorum\b|\bquorum was present\b|^\W*(?:members )?present:|"
        r"\ball (?:\w+ )?(?:members|commissioners) present\b|^\W*\([^()\n]{0,60}\b(?:present|absent|recused)\)",
        r"\b(?:reported|stated|explained|asked|noted|commended|presented) (?:that|the|to|if)\b",
        r"^\W*(?:granted|denied|deferred|defer pending|no violation|violation -|warning|dismissed)\b[^\n]{0,80}$",
        r"^\W*no hearing held|\bhearing held\b|\b(?:has|have) (?:applied|petitioned)\b",
    )
)
SAMPLE = 250_000  # characters
SITTING_SIGNS = 3
MINUTES_SENTENCES = 3
SENTENCE_WORDS = 8
PARAGRAPH_WORDS = 25  # from this many words on, a paragraph is running speech, not a line of a list
RUNNING_SHARE = 0.8
DIGITS_SHARE = 0.08  # share of numbers: a calendar or a table has more, speech fewer
SENTENCE_SHARE = 0.02  # share of words of running text that end a sentence
FEW_WORDS = 150  # from this many words on, the share of words that only speakers use shows what a text is


def _pattern_of_words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


# What people say about themselves and to each other, by language.
SPOKEN = {
    "en": _pattern_of_words(
        r"(?-i:I(?=\s+[a-z]))|(?-i:I(?=\s+[A-Z]+\s+[A-Z]+))|i['’](?:m|ve|d|ll)|"
        r"you|you['’](?:re|ve|ll|d)|your|thank|thanks|uh|um|okay|yeah|don['’]t|let['’]s"
    ),
    "fr": _pattern_of_words(r"je|j['’]\w+|vous|votre|vos|merci|monsieur|madame|moi|mon|oui"),
    "es": _pattern_of_words(
        "yo|usted|ustedes|gracias|señor|señora|señorías?|me|mi|nos|creo|sí|nosotros|nosotras|vosotros|quiero|queremos|"
        "tenemos|vamos|estamos|hemos|digo|pues|nuestr[oa]s?"
    ),
    "ca": _pattern_of_words("jo|vostè|vostès|gràcies|senyor|senyora|em|meu|ens|crec|sí"),
}
FIRST_PERSON = _pattern_of_words(
    r"(?-i:I)|we|our|my|me|us|you|your|yo|nosotros|nuestr[oa]s?|nous|notre|je|wir|ich|unser\w*"
)
PERHAPS_SPOKEN_SHARE = 0.006  # share of words of the first and second person from which a person is asked
SURE_SHARE, DOUBTFUL_SHARE = 0.004, 0.008  # shares of words that only speakers use; below the first, nobody speaks
UNNAMED_SHARE = 0.02  # what a text without labels needs
SURELY_SPOKEN_SHARE = 0.03  # from this share on, it is speech even in short paragraphs


class Voice(Enum):
    """What a text's words say about it, without its labels."""

    SPEECH = "speech"
    DOUBTFUL = "doubtful"
    REPORT = "report"
    UNKNOWN = "unknown"


def texts_of(entries: Iterable[Entry]) -> list[str]:
    """Return the texts that show what a meeting's document is."""
    return [entry.text for entry in entries if isinstance(entry, Narrative | Turn) and entry.text]


def voice(texts: Sequence[str]) -> Voice:
    """Return whether people speak in these texts, by words that only speakers use; unknown if there are few words."""
    texts = _sample(texts)
    whole = " ".join(texts)
    count = len(whole.split())
    spoken = _spoken(texts)
    if spoken is None or count < FEW_WORDS:
        return Voice.UNKNOWN
    share = len(spoken.findall(whole)) / count
    if share < SURE_SHARE:
        return Voice.REPORT
    return Voice.DOUBTFUL if share < DOUBTFUL_SHARE else Voice.SPEECH


def _spoken(texts: Iterable[str]) -> re.Pattern[str] | None:
    """Return the words that only speakers use in the likeliest language of the texts, None if no list has it."""
    return SPOKEN.get(language_of(texts, clear=1))


def reports_a_sitting(texts: Sequence[str], lines: Sequence[str]) -> bool:
    """Return whether a document is minutes: several signs of a meeting, in its paragraphs or lines, and sentences."""
    sentences = sum(len(text.split()) >= SENTENCE_WORDS and ends_sentence(text) for text in _sample(texts))
    whole = "\n".join([*_sample(texts), *_sample(lines)])
    return sentences >= MINUTES_SENTENCES and sum(bool(sign.search(whole)) for sign in SITTING) >= SITTING_SIGNS


def runs_like_speech(texts: Sequence[str]) -> bool:
    """Return whether texts without labels are speech: long, in sentences or in capitals, with few numbers."""
    texts = _sample(texts)
    counts = [length(text) for text in texts]
    words = sum(counts)
    whole = " ".join(texts)
    if not words or len(re.findall(r"(?<!\S)[^\w\s]{0,8}\d[\d.,:/-]*", whole)) > DIGITS_SHARE * words:
        return False
    spoken = _spoken(texts)
    if words >= FEW_WORDS and spoken and len(spoken.findall(whole)) >= SURELY_SPOKEN_SHARE * words:
        return True
    if sum(count for count in counts if count >= PARAGRAPH_WORDS) < RUNNING_SHARE * words:
        return False
    if spoken is None:  # its words show nothing, so its shape must be enough
        return _is_in_sentences(whole, words)
    return len(spoken.findall(whole)) >= UNNAMED_SHARE * words


def _is_in_sentences(whole: str, words: float) -> bool:
    return len(re.findall(r"[.?!。？！؟।۔]", whole)) >= SENTENCE_SHARE * words


def may_be_spoken(texts: Sequence[str]) -> bool:
    """Return whether somebody may speak in running text, so that a person must say what it is.

    In a language whose words for that are not known, sentences are enough.
    """
    texts = _sample(texts)
    counts = [length(text) for text in texts]
    if _spoken(texts) is None:
        return sum(counts) >= FEW_WORDS and _is_in_sentences(" ".join(texts), sum(counts))
    running = sum(count for count in counts if count >= PARAGRAPH_WORDS)
    first_person = len(FIRST_PERSON.findall(" ".join(texts)))
    return (
        sum(counts) >= FEW_WORDS
        and running >= RUNNING_SHARE * sum(counts)
        and first_person >= PERHAPS_SPOKEN_SHARE * sum(counts)
    )


def as_minutes(meeting: ParsedMeeting) -> ParsedMeeting:
    """Return the meeting with all words as narrative, each label before its words."""
    return meeting.replace(nature="minutes", entries=tuple(map(_as_narrative, meeting.entries)))


def _as_narrative(entry: Entry) -> Entry:
    if not isinstance(entry, Turn):
        return entry
    text = ": ".join(part for part in (entry.label, entry.text) if part)
    return Narrative(text, start=entry.start, line=entry.line)


def _sample(texts: Sequence[str]) -> list[str]:
    """Return enough of a text's beginning and end to show what it is."""
    if sum(map(len, texts)) <= 2 * SAMPLE:
        return list(texts)
    return [*within(texts, SAMPLE), *reversed(within(texts[::-1], SAMPLE))]
