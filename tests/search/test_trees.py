"""What a reader types, as it was read: the search written back, its sentence, and where the limits are."""

import re
from collections.abc import Iterator

import pytest
from django.utils.translation import override

from archive.search.question.grammar import ParsedQuery, parse


def understood(text: str) -> ParsedQuery:
    return parse(text, languages=["en"])


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        # NOT and the minus bind first, then NEAR, AND, OR, and last the space.
        ("levy AND tax OR roof", "(levy tax) OR roof"),
        ("levy OR tax AND roof", "levy OR (tax roof)"),
        ("a NEAR/3 b OR c", "(a NEAR/3 b) OR c"),
        ("a OR b NEAR/3 c", "a OR (b NEAR/3 c)"),
        ("a OR b c", "(a OR b) c"),
        ("levy tax NEAR roof", "levy tax NEAR/10 roof"),
        ("(levy OR tax) OR roof", "levy OR tax OR roof"),
        ("(levy (tax (roof)))", "levy tax roof"),
        ("-(levy tax)", "-(levy tax)"),
        ("levy -tax NEAR roof", "levy -tax roof"),
        ("NOT levy", "-levy"),
        ("NOT -levy", "levy"),
        ("-title:levy", "-title:levy"),
        # A field is for one word, one phrase or one group.
        ("title:levy tax", "title:levy tax"),
        ("title:(levy tax) roof", "title:levy title:tax roof"),
        ("speaker:(baez OR levy) tax", "(speaker:baez OR speaker:levy) tax"),
        ("title:(-levy tax)", "-title:levy title:tax"),
        ("TITLE:levy", "title:levy"),
        ("kind:comments levy", 'kind:"comments" levy'),
        # A speaker beside a vote is the one who voted; a vote in the archive's own words.
        ("voted:nay speaker:baez levy", '(voted:"nay" speaker:"baez") levy'),
        ('speaker:"Maria Baez" voted:no', '(voted:"no" speaker:"Maria Baez")'),
        ("voted:no speaker:(a OR b)", '(voted:"no" speaker:"a") OR (voted:"no" speaker:"b")'),
        ("voted:no speaker:a voted:yes speaker:b", '(voted:"no" speaker:"a") (voted:"yes" speaker:"b")'),
        ("(voted:no speaker:a) speaker:b", '(voted:"no" speaker:"a") speaker:b'),
        ("voted:no AND speaker:a", '(voted:"no" speaker:"a")'),
        ("-(voted:no speaker:a)", '-(voted:"no" speaker:"a")'),
        ("-voted:no speaker:a", '(-voted:"no" speaker:"a")'),
        ("-(-voted:no speaker:a)", '-(-voted:"no" speaker:"a")'),
        ("voted:no -speaker:a", 'voted:"no" -(voted:"no" speaker:"a")'),
        ("-voted:no levy", '-voted:"no" levy'),
        ("voted:no speaker:ba*", '(voted:"no" speaker:"ba")'),
        ("result:failed voted:no", 'result:"failed" voted:"no"'),
        # Words near each other.
        ("levy NEAR tax NEAR/3 roof", "levy NEAR/10 tax tax NEAR/3 roof"),
        ("title:levy NEAR title:tax", "title:(levy NEAR/10 tax)"),
        ("title:levy NEAR speaker:tax", "title:levy speaker:tax"),
        ("title:levy NEAR tax", "title:levy tax"),
        ("levy NEAR (tax OR roof)", "levy (tax OR roof)"),
        ('levy NEAR ""', "levy"),
        ('"school bus" NEAR levy', '"school bus" NEAR/10 levy'),
        ('"levy tax"~', '"levy tax"~10'),
        ('"levy tax"~0', '"levy tax"~1'),
        ('"levy tax"~5 roof', '"levy tax"~5 roof'),
        ('title:"levy tax"~5', 'title:"levy tax"~5'),
        ('"levy"~5', '"levy"'),
        # Marks at the end of a word, and elsewhere.
        ("well-known*", "well known*"),
        ("well-known~ tax", "well known~ tax"),
        ("im*igration*", "im igration*"),
        ("levy~2 levy*~2 ***levy", "levy~ levy* levy"),
        ("教育* levy", "教育 levy"),
        ("levy. levy?! 'levy' levy:", "levy levy levy levy"),
        ("levy,tax;roof 1,000", "levy tax roof 1,000"),
        ("levy,-tax levy - tax -,roof", "levy -tax levy tax roof"),
        ("U.S. U.S.*", "U.S. U.S*"),
        ("and or not near", "and or not near"),
        ("levy\x00tax", "levy tax"),
        # What is not closed, or not opened.
        ("levy -(tax", "levy -tax"),
        ("levy) tax) roof", "levy tax roof"),
        ("((((((((((a)))))))))) b", "a b"),
        ("((((((((((a)) b)))))))) c", "a b c"),
        ("levy OR", "levy"),
        ("OR levy AND", "levy"),
        # Dates.
        ("date:2018..2017", "date:2017..2018"),
        ("date:2017..2017", "date:2017"),
        ("date:2017-02.. date:..2018", "date:2017-02.. date:..2018"),
        ("from:2017-02 to:2018", "date:2017-02.. date:..2018"),
    ],
)
def test_a_search_is_written_back_as_it_was_read(typed: str, tree: str):
    assert str(understood(typed).tree) == tree
    assert str(understood(tree).tree) == tree


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("tax NEAR levy", "Statements with “tax” and “levy” within 10 words of each other, in any form of the words."),
        ("tax NEAR/1 levy", "Statements with “tax” and “levy” within 1 word of each other, in any form of the words."),
        ("a b c", "Statements with “a”, “b” and “c”, in any form of the words."),
        ("a b c d", "Statements with all of “a b c d”, in any form of the words."),
        ('a b c d "e"', "Statements with all of “a b c d” and exactly “e”, in any form of the words."),
        ('a b c "d"', "Statements with “a”, “b”, “c” and exactly “d”, in any form of the words."),
        ("(a OR b) (c OR d)", "Statements with (“a” or “b”) and (“c” or “d”), in any form of the words."),
        ("a OR (b c)", "Statements with “a” or (“b” and “c”), in any form of the words."),
        ("a -b -c", "Statements with “a”, without “b” or “c”, in any form of the words."),
        ("-(a b)", "Statements without (“a” and “b”), in any form of the words."),
        ('-"a"', "Statements without exactly “a”."),
        ('"$10"', "Statements with exactly “10”."),
        ('-"10%"', "Statements without exactly “10”."),
        ("a OR -b", "Statements with “a” or without “b”, in any form of the words."),
        ("speaker:baez", "Statements said by “baez”."),
        ("title:baez", "Statements with “baez” in the title, in any form of the words."),
        ("kind:comment,levy", "Statements with “levy”, of the kind “Public comment”, in any form of the words."),
        ("speaker:baez OR kind:vote", "Statements said by “baez” or of the kind “Vote”."),
        ("result:passed", "Statements with the result “Carried”."),
        ("voted:nay", "Statements with “No” on the roll."),
        ("voted:a", "Statements with “Abstained”, “Absent” or “Excused” on the roll."),
        (
            "voted:no speaker:baez levy",
            "Statements with “levy”, with “No” for “baez” on the roll, in any form of the words.",
        ),
        ("-(voted:no speaker:baez)", "Statements not with “No” for “baez” on the roll."),
        (
            "-voted:no speaker:baez",
            "Statements with “Yes”, “Abstained”, “Recused”, “Absent”, “Excused”, “Present”, “Did not vote” or “Other” "
            "for “baez” on the roll.",
        ),
        ("date:2017", "Statements dated 2017."),
        ("date:2017-02-01..2017-03-15", "Statements from 1 February 2017 to 15 March 2017."),
        (
            'speaker:"María Báez" board:troy topic:tax title:bus',
            "Statements with “bus” in the title, said by “María Báez”, from the board “troy”, about the topic “tax”, "
            "in any form of the words.",
        ),
        ("", ""),
        ("OR", ""),
    ],
)
def test_the_sentence_puts_a_search_into_words(typed: str, sentence: str):
    assert understood(typed).reading == sentence


LEAVES = {
    "levy": ("“levy”", "“levy”"),
    '"school levy"': ("exactly “school levy”", "exactamente “school levy”"),
    "lev*": ("a word starting with “lev”", "una palabra que empieza por “lev”"),
    "levy~": ("“levy” or a word one letter different", "“levy” o una palabra con una letra distinta"),
    '"school levy"~5': (
        "“school” and “levy” within 5 words of each other",
        "“school” y “levy” a un máximo de 5 palabras de distancia",
    ),
}
NAMES = LEAVES | {
    '"school levy"': ("“school levy”", "“school levy”"),
    "lev*": ("“lev…”", "“lev…”"),
    "levy~": ("“levy” or a name one letter different", "“levy” o un nombre con una letra distinta"),
}
IN_NAMES = {
    "speaker": ("said by %s", "dichas por %s"),
    "office": ("said by the %s", "dichas por quien ocupa el cargo de %s"),
    "board": ("from the board %s", "del consejo %s"),
    "topic": ("about the topic %s", "sobre el tema %s"),
}
VALUES = {
    "kind:comment": ("of the kind “Public comment”", "del tipo “Comentario público”"),
    "status:verbatim": ("with the source type “Verbatim”", "con el tipo de fuente “Literal”"),
    "result:failed": ("with the result “Failed”", "con el resultado “Rechazada”"),
    "voted:no": ("with “No” on the roll", "con “No” en la lista de votos"),
    "(voted:no speaker:baez)": ("with “No” for “baez” on the roll", "con “No” de “baez” en la lista de votos"),
    "date:2017": ("dated 2017", "con fecha 2017"),
    "from:2017": ("since 2017", "desde 2017"),
    "to:2017": ("up to 2017", "hasta 2017"),
    "date:2016..2017": ("from 2016 to 2017", "con fechas: 2016 – 2017"),
}
LANGUAGES = ("en", "es")
FRAMES = {
    "en": ("with %s", "without %s", "%s in the title", "not %s"),
    "es": ("con %s", "sin %s", "%s en el título", "no %s"),
}
SENTENCES = {
    "{wanted}": ("Statements %s.", "Declaraciones %s."),
    "{wanted} OR date:2018": ("Statements %s or dated 2018.", "Declaraciones %s o con fecha 2018."),
    "kind:vote OR ({wanted} date:2018)": (
        "Statements of the kind “Vote” or (%s and dated 2018).",
        "Declaraciones del tipo “Votación” o (%s y con fecha 2018).",
    ),
}


def conditions() -> Iterator[tuple[str, str, str, str]]:
    """Yield a search for each kind of words in each field, and for each value: with what it asks for, and without."""
    for at, language in enumerate(LANGUAGES):
        having, lacking, title, opposite = FRAMES[language]
        for typed, words in LEAVES.items():
            yield language, typed, having % words[at], lacking % words[at]
            yield language, f"title:{typed}", having % title % words[at], lacking % title % words[at]
        for field, said in IN_NAMES.items():
            for typed, words in NAMES.items():
                yield language, f"{field}:{typed}", said[at] % words[at], opposite % said[at] % words[at]
        for typed, condition in VALUES.items():
            yield language, typed, condition[at], opposite % condition[at]


FORMS = re.compile(r", (in any form of the words|también en otras formas, como el singular o el plural)(?=\.$)")


@pytest.mark.parametrize(("language", "typed", "wanted", "unwanted"), list(conditions()))
def test_every_operator_with_every_field_reads_as_a_sentence(language: str, typed: str, wanted: str, unwanted: str):
    with override(language):
        for search, sentence in SENTENCES.items():
            for text, condition in ((typed, wanted), (f"-{typed}", unwanted)):
                reading = understood(search.format(wanted=text)).reading
                assert FORMS.sub("", reading) == sentence[LANGUAGES.index(language)] % condition


@pytest.mark.parametrize(
    ("within", "beyond"),
    [
        ("word " * 32, "word " * 33),
        ('"' + "word " * 31 + '" word', '"' + "word " * 32 + '" word'),
        ("aaa* bbb~ ccc* ddd~", "aaa* bbb~ ccc* ddd~ eee*"),
        (" NEAR ".join("abcde"), " NEAR ".join("abcdef")),
        ('"a b"~ "a b"~ a NEAR b NEAR c', '"a b"~ "a b"~ a NEAR b NEAR c NEAR d'),
        ("(" * 8 + "levy" + ")" * 8, "(" * 9 + "levy" + ")" * 9),
        ("tax NEAR/50 levy", "tax NEAR/51 levy"),
        ('"tax levy"~50', '"tax levy"~100'),
        ("abc*", "ab*"),
        ("abc~", "ab~"),
        ("a" * 2000, "a" * 2001),
        ("levy (tax)", "levy (tax"),
        ("levy (tax)", "levy tax)"),
        ("levy ((((((((tax))))))))", "levy) ((((((((tax))))))))"),
        ('"levy"', '"levy'),
        ("levy!", "levy 🎉"),
        ("levy*", "le*vy"),
        ("title:tax", "title: tax"),
        ("levy - tax", "levy NOT"),
    ],
)
def test_what_is_beyond_a_limit_is_said_once_and_the_rest_is_searched_for(within: str, beyond: str):
    assert not understood(within).ignored
    assert len(understood(beyond).ignored) == 1
    assert understood(beyond).tree


@pytest.mark.parametrize(
    ("typed", "ignored"),
    [
        ("levy date:" + "x" * 50, f"We ignored date:{'x' * 40}."),
        ("levy kind:" + "x" * 50, f"There is no kind “{'x' * 40}”, so we ignored it."),
        ("levy " + "🎉" * 50, f"“{'🎉' * 40}” contains no word, so we ignored it."),
        ("levy date:..", "date:.. contains no date, so we ignored it."),
        ("levy to:x", "We ignored to:x."),
    ],
)
def test_what_is_ignored_is_shown_and_a_long_value_is_shortened(typed: str, ignored: str):
    (sentence,) = understood(typed).ignored
    assert sentence.startswith(ignored)
