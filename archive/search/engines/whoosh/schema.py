"""The fields of ``archive.search.question.query`` as a Whoosh schema."""

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
        roll=unstemmed(),
    )
