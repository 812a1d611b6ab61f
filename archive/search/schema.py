"""What the index knows of a statement, as a Whoosh schema: the fields that a query tree may name.

========== ======================================= ========= ================================================
field      terms                                   positions
========== ======================================= ========= ================================================
words      folded words of the text                yes       phrases, nearness, prefix, wildcard, misspelling
text       stems of the text                       no        the plain word
title_words folded words of the title              yes       the same two for the title
title      stems of the title                      no
speaker    folded words of all the speaker's names yes       names; a phrase never runs from one name into the
board      folded words of the board's name        yes       next (NAME_GAP positions lie between)
topic      folded words of the topics' names       yes
kind       a value of Statement.Kind               no        exact values
text_status a value of Statement.TextStatus        no
year       the year                                no        NumericRange, Term
first_day  the first day the date can mean         no        DateRange, with datetimes at midnight
last_day   the last day the date can mean          no
========== ======================================= ========= ================================================

Words are those of ``archive.search.analysis``: ``fold`` makes the terms of the unstemmed fields, ``stems`` those of the
stemmed ones, in the language of the statement's board; a word of a query has stems in each language of the archive.

A query is a tree of these nodes of ``whoosh.query``: And, Or, Not (within And), AndNot, AndMaybe, Require, Term,
Phrase, SpanNear2 (of Terms and Ors of Terms of one field with positions; ``slop`` is the greatest distance, 1 for
neighbours, in either order where ``ordered`` is false), Prefix, Wildcard, FuzzyTerm, NumericRange, DateRange, Every and
NullQuery. Each takes a boost. Prefix, Wildcard and FuzzyTerm rank best with ``constantscore=False``. A date known only
to the month or year lies in every range it overlaps, so "from a to b" is
``And([DateRange("first_day", None, b), DateRange("last_day", a, None)])``.
"""

import datetime
from typing import Any

from whoosh import analysis as whoosh_analysis
from whoosh import fields

from archive.search.analysis import stems, tokens

BOOSTS = {"title": 3.0, "text": 1.0, "speaker": 1.0, "topic": 1.0}
"""The fields that a plain word is looked for in, and how much a match in each counts."""

UNSTEMMED = {"title": "title_words", "text": "words"}
"""The field with the words as written beside each stemmed field."""

NAME_GAP = 100
"""The positions between the last word of a name and the first word of the next name of the same field."""

DEFAULT_LANGUAGE = "en"


class WordTokenizer(whoosh_analysis.Tokenizer):
    """The words of ``archive.search.analysis`` as Whoosh's tokens, stemmed where a language is given."""

    def __init__(self, language: str = "") -> None:
        self.language = language

    def __call__(self, value: str, **options: Any) -> Any:
        """Yield Whoosh's token for each word, or each stem of it."""
        for position, token in enumerate(tokens(value)):
            for term in stems(token.written, self.language) if self.language else (token.word,):
                yield whoosh_analysis.Token(
                    text=term,
                    pos=position + options.get("start_pos", 0),
                    startchar=token.start,
                    endchar=token.end,
                    boost=1.0,
                    stopped=False,
                    mode=options.get("mode", ""),
                )


class DAY(fields.DATETIME):
    """A day, indexed once and not again at coarser steps: an archive has few enough days."""

    def __init__(self) -> None:
        super().__init__()
        self.shift_step = 0

    def prepare_datetime(self, x: Any) -> Any:
        """Take days too: a day is its midnight."""
        if isinstance(x, datetime.date) and not isinstance(x, datetime.datetime):
            x = datetime.datetime(x.year, x.month, x.day)  # noqa: DTZ001 - a day of the board has no time zone
        return super().prepare_datetime(x)


def make_schema() -> fields.Schema:
    """Return the schema; its analysers serve Whoosh's own parser and highlighter."""

    def stemmed() -> fields.TEXT:
        return fields.TEXT(analyzer=WordTokenizer(DEFAULT_LANGUAGE), phrase=False)

    def unstemmed() -> fields.TEXT:
        return fields.TEXT(analyzer=WordTokenizer(), phrase=True)

    return fields.Schema(
        title=stemmed(),
        title_words=unstemmed(),
        text=stemmed(),
        words=unstemmed(),
        speaker=unstemmed(),
        board=unstemmed(),
        topic=unstemmed(),
        kind=fields.ID(),
        text_status=fields.ID(),
        year=fields.NUMERIC(int, bits=32, shift_step=0),
        first_day=DAY(),
        last_day=DAY(),
    )
