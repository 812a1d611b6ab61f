"""The text of an email about a passage that a correction changed: plain text, from what is public when it is sent."""

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from archive.alerts.letter import LONGEST_TITLE, Letter, link_to, one_line
from archive.citations.passages.difference import compare, counterpart, excerpt
from archive.citations.passages.permalink import passage_path
from archive.citations.passages.quote_range import QuoteRange, QuoteRangeError
from archive.exports.phrases import text_status_sentence
from archive.models import Alert, Correction, Mail, Revision, Statement, shown

LONGEST_WORDS = 700


def letter_about_passage(mail: Mail, correction: Correction) -> Letter | None:
    """Return the email as it should be sent now, or None if the statement was withdrawn, which another email says."""
    alert = mail.reader_alert
    statement = alert.statement
    is_withdrawal = correction.kind == Correction.Kind.WITHDRAWAL
    if statement is None or not (statement.is_public or is_withdrawal):
        return None
    said = {} if is_withdrawal else _changed(mail, statement, correction)
    stop_link = link_to(reverse("pages:alert-stop", kwargs={"key": alert.key}))
    context = {
        "alert": alert,
        "correction": correction,
        "is_last": mail.is_last,
        "is_withdrawal": is_withdrawal,
        "entry_link": link_to(correction.get_absolute_url()),
        "stop_link": stop_link,
        **{name: link_to(value) if name.endswith("_link") else value for name, value in said.items()},
    }
    title = said.get("title") or _("Statement %(number)d") % {"number": statement.pk}
    subject = one_line(f"{correction.get_kind_display()}: {title}", LONGEST_TITLE)
    data = {"alert": alert.pk, "statement": statement.pk, "correction": correction.pk, "kind": correction.kind}
    data |= {"url": context["entry_link"], "is_last": mail.is_last}
    template = "alerts/changed.txt"
    return Letter(subject, template, context, stop_link=stop_link, kind="alert.changed", key=alert.key, data=data)


def _changed(mail: Mail, statement: Statement, correction: Correction) -> dict[str, str]:
    """Return the old words, the new words, and links to look at."""
    said = {
        "title": statement.title,
        "text_link": statement.get_absolute_url(),
        "origin": text_status_sentence(statement.text_status),
    }
    revision = correction.revision
    if revision is None:
        return said
    old = Revision.objects.get(statement=statement, number=revision.number - 1)
    numbers = {"number": statement.pk, "old": old.number, "new": revision.number}
    said["compare_link"] = reverse("pages:statement-compare", kwargs=numbers)
    if passage := passage_of(mail):
        said["before"] = _words_of_passage(old, passage)
        if said["before"]:
            said["before_link"] = passage_path(old, passage)
            said["after"] = _cut(counterpart(passage, old.text, revision.text))
    else:
        pieces = [*excerpt(compare(old.title, revision.title)), *excerpt(compare(old.text, revision.text))]
        said["before"] = _cut("".join(piece.old for piece in pieces).strip())
        said["after"] = _cut("".join(piece.new for piece in pieces).strip())
    return said


def words_of(revision: Revision, passage: QuoteRange | None) -> str:
    """Return the words of the passage or of the whole wording, cut if there are many."""
    return (_words_of_passage(revision, passage) if passage else "") or _cut(revision.text)


def passage_of(row: Alert | Mail) -> QuoteRange | None:
    """Return the passage that an alert or an email is about; None if that is the whole statement."""
    return None if row.start is None or row.end is None else QuoteRange(row.start, row.end)


def _words_of_passage(revision: Revision, passage: QuoteRange) -> str:
    """Return the words of the passage, cut if there are many; empty if the wording does not have the passage."""
    try:
        return _cut(passage.words_in(revision.text))
    except QuoteRangeError:
        return ""


def _cut(text: str) -> str:
    return Truncator(shown(text)).chars(LONGEST_WORDS)
