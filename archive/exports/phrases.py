"""How the archive puts facts into words: dates in full, times of a recording, the source of a text."""

from typing import TYPE_CHECKING

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext_lazy, ngettext

from archive.models import PartialDate, Statement

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

TextStatus = Statement.TextStatus
SMALLEST_GROUPED = 1000

TEXT_STATUS_PHRASES: dict[str, "StrPromise"] = {
    TextStatus.VERBATIM: gettext_lazy("Verbatim text"),
    TextStatus.MACHINE_TRANSCRIPT: gettext_lazy("Machine transcript"),
    TextStatus.MINUTES: gettext_lazy("From the minutes"),
    TextStatus.AS_REPORTED: gettext_lazy("As reported"),
    "": gettext_lazy("Text status not recorded"),
}
TEXT_STATUS_MEANINGS: dict[str, "StrPromise"] = {
    TextStatus.VERBATIM: gettext_lazy(
        "The exact words, from an official transcript, a recording or the document itself."
    ),
    TextStatus.MACHINE_TRANSCRIPT: gettext_lazy(
        "Software transcribed the recording. It may get words, names and even the speaker wrong."
    ),
    TextStatus.MINUTES: gettext_lazy("A summary from the minutes. These are not the speaker’s own words."),
    TextStatus.AS_REPORTED: gettext_lazy(
        "A news report or another source quoted these words. We have not checked them against a recording."
    ),
    "": gettext_lazy("It is not recorded how close this text is to what was said."),
}
TEXT_STATUS_SENTENCES: dict[str, "StrPromise"] = {
    TextStatus.VERBATIM: gettext_lazy("From an official transcript, a recording or the document itself."),
    TextStatus.MACHINE_TRANSCRIPT: gettext_lazy(
        "From a transcript made by software. Words, and who said them, may be wrong."
    ),
    TextStatus.MINUTES: gettext_lazy("From the minutes: a summary, not the speaker’s own words."),
    TextStatus.AS_REPORTED: gettext_lazy(
        "From a news report or another source. Nobody has compared it with a recording."
    ),
    "": gettext_lazy("It is not recorded how close this text is to what was said."),
}
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
# Languages whose usual script is written from right to left (CLDR).
RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "ug", "ur", "yi"}
UNIDENTIFIED = gettext_lazy("Unidentified speaker")


def full_date(date: PartialDate | None) -> str:
    """Return the date in words, as precisely as it is known: "Thursday 23 February 2017", "February 2017", "2017"."""
    return "" if date is None else date.in_full()


def clock(seconds: float | None) -> str:
    """Return a time in a recording as h:mm:ss."""
    if seconds is None:
        return ""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}"


def duration(seconds: float) -> str:
    """Return a length of time in hours and minutes, rounded up to the minute: "2 h 14 min"."""
    hours, minutes = divmod(-(-int(seconds) // 60), 60)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{minutes} min" if minutes else "") if part)


def unbroken(words: object) -> str:
    """Return the words with spaces that keep them on one line: a date, or a number with its noun."""
    return str(words).replace(" ", NO_BREAK_SPACE)


def direction(language: str) -> str:
    """Return the direction of a language (BCP 47) as a value of HTML's ``dir``: "rtl" or "ltr"."""
    return "rtl" if language.split("-", maxsplit=1)[0].lower() in RIGHT_TO_LEFT else "ltr"


def grouped(number: int) -> str:
    """Return a number as readers see it: "312", "1,234"."""
    # Django asks for the separators of the language even if there is nothing to separate, which takes far longer.
    return str(number) if type(number) is int and 0 <= number < SMALLEST_GROUPED else str(intcomma(number))


def as_statements(number: int) -> str:
    """Return the number of statements in words: "1 statement", "1,234 statements"."""
    return ngettext("%(number)s statement", "%(number)s statements", number) % {"number": grouped(number)}


def as_votes(number: int) -> str:
    """Return the number of votes in words: "1 vote", "1,234 votes"."""
    return ngettext("%(number)s vote", "%(number)s votes", number) % {"number": grouped(number)}


def as_meetings(number: int) -> str:
    """Return the number of meetings in words: "1 meeting", "1,234 meetings"."""
    return ngettext("%(number)s meeting", "%(number)s meetings", number) % {"number": grouped(number)}


def as_words(number: int) -> str:
    """Return the number of words in words: "1 word", "1,234 words"."""
    return ngettext("%(words)s word", "%(words)s words", number) % {"words": grouped(number)}


def text_status_phrase(status: str) -> str:
    """Return the text status in the words above a text."""
    return str(TEXT_STATUS_PHRASES.get(status, ""))


def text_status_meaning(status: str) -> str:
    """Return in a sentence what a text status means."""
    return str(TEXT_STATUS_MEANINGS.get(status, ""))


def text_status_sentence(status: str) -> str:
    """Return in a sentence where words come from, to stand under them."""
    return str(TEXT_STATUS_SENTENCES.get(status, ""))


def speaker_name(statement: Statement) -> str:
    """Return the speaker on record, or else the name that the source prints.

    Minutes and notes may have no speaker. Then return what they are.
    """
    if statement.speaker:
        return statement.speaker.name
    if statement.attribution:
        return statement.attribution
    if statement.kind in Statement.UNSAID or statement.text_status == TextStatus.MINUTES:
        return statement.get_kind_display()
    return str(UNIDENTIFIED)


def unlocalized(number: float) -> str:
    """Return a number in the form for scripts and drawings, whatever the language of the page: "75.5", "75"."""
    return f"{number:.3f}".rstrip("0").rstrip(".")
