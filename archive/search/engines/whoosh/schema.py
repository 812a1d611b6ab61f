"""The fields of ``archive.search.question.query`` as a Whoosh schema."""

import datetime
from typing import Any

from whoosh import analysis as whoosh_analysis
from whoosh import fields

from archive.search.question.analysis import stems, tokens

DEFAULT_LANGUAGE = "en"


class WordTokenizer(whoosh_analysis.Tokenizer):
    """The words of ``archive.search.question.analysis`` as Whoosh's tokens, stemmed where a language is given."""

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
    """A day, indexed once and not again at coarser steps, because an archive has few days."""

    def __init__(self) -> None:
        super().__init__()
        self.shift_step = 0

    def prepare_datetime(self, x: Any) -> Any:
        """Also accept days, as their midnight."""
        if isinstance(x, datetime.date) and not isinstance(x, datetime.datetime):
            x = datetime.datetime(x.year, x.month, x.day)  # noqa: DTZ001 - a day of the board has no time zone
        return super().prepare_datetime(x)


def make_schema() -> fields.Schema:
    """Return the schema. Its analysers are for Whoosh's own parser and highlighter."""

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
        decided=unstemmed(),
        kind=fields.ID(),
        text_status=fields.ID(),
        year=fields.NUMERIC(int, bits=32, shift_step=0),
        first_day=DAY(),
        last_day=DAY(),
    )
