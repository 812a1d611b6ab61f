"""In words, how many statements or turns there are, and how many have a known speaker."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import QuerySet

from archive.models import ImportBatch, StagedTurn, Statement


def who_speaks(statements: QuerySet[Statement]) -> str:
    """Return this for statements: "94 statements: 3 by 1 named speaker, 91 unidentified"."""
    return _in_words("statement", statements.order_by().values_list("speaker", "attribution", "kind"))


def who_speaks_in(batch: ImportBatch) -> str:
    """Return this for the turns of an import. A label without a decision names nobody of the archive yet."""
    unidentified = batch.labels.model.Certainty.UNIDENTIFIED
    rows = StagedTurn.objects.filter(batch=batch).order_by()
    names = rows.values_list("label__speaker", "label__certainty", "label__text", "kind")
    return _in_words(
        "turn", ((speaker, "" if certainty == unidentified else text, kind) for speaker, certainty, text, kind in names)
    )


def _in_words(what: str, said: Iterable[tuple[int | None, str | None, str]]) -> str:
    rows = list(said)
    named = Counter(speaker for speaker, _, _ in rows if speaker)
    printed = sum(bool(not speaker and label) for speaker, label, _ in rows)
    notes = sum(not speaker and not label and kind in Statement.UNSAID for speaker, label, kind in rows)
    unidentified = len(rows) - named.total() - printed - notes
    parts = [
        f"{named.total():,} by {_number(len(named), 'named speaker')}" if named else "",
        f"{printed:,} with only the name in the source" if printed else "",
        f"{unidentified:,} unidentified" if unidentified else "",
        _number(notes, "note") if notes else "",
    ]
    listed = ", ".join(part for part in parts if part)
    return f"{_number(len(rows), what)}: {listed}" if listed else _number(len(rows), what)


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
