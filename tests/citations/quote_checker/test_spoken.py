"""Numbers, money, signs and initials: the same words only if they are read aloud the same.

The oracle reads numbers aloud by itself, digit by digit, and knows nothing of how the checker does it.
"""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.citations.passages.difference import PieceKind
from archive.citations.passages.words import keys
from archive.citations.quote_checker.finding import Convention, Finding, Verdict
from archive.citations.quote_checker.spoken import spoken_keys, spoken_words
from tests.citations.quote_checker.judged import judged

ENGLISH = "We told the district that it had {} at the end of the year, and that was all of it."
SPANISH = "Le dijimos a la junta que tenía {} al final del año, y que eso era todo lo que había."


def best(pasted: str, text: str) -> Finding | None:
    return judged(pasted, text)


def is_same(published: str, quoted: str, sentence: str = ENGLISH) -> bool:
    finding = best(f"“{sentence.format(quoted)}”", sentence.format(published))
    if finding and finding.verdict == Verdict.VERBATIM and published != quoted:
        assert finding.conventions == {Convention.FIGURES}
    return finding is not None and finding.verdict == Verdict.VERBATIM


SAME = [
    ("25%", "25 percent"),
    ("25 per cent", "25%"),
    ("25 percent", "twenty-five percent"),
    ("the 2nd one", "the second one"),
    ("the 21st", "the twenty-first"),
    ("$1.5 million", "1.5 million dollars"),
    ("$1.5M", "1.5 million dollars"),
    ("$25k", "25,000 dollars"),
    ("$2 million", "two million dollars"),
    ("2,000,000 people", "two million people"),
    ("5 seats", "five seats"),
    ("1,250 seats", "one thousand two hundred fifty seats"),
    ("1,250 seats", "twelve hundred and fifty seats"),
    ("€5 million", "5 million euros"),
    ("H.R. 1234", "HR 1234"),
    ("H. R. 1234", "H.R. 1234"),
    ("the U.S. office", "the US office"),
    ("9 a.m.", "9 am"),
    ("R&D", "R and D"),
    ("$25k", "$25,000"),
]
OTHER = [
    ("1.5", "15"),
    ("1.5 percent", "15 percent"),
    ("$1.5 million", "$15 million"),
    ("$1.5 million", "1.5 million"),
    ("$2 million", "2 million euros"),
    ("$2 million", "$2,000"),
    ("2nd", "2"),
    ("the second one", "the two one"),
    ("1,000", "1.000"),
    ("25 percent", "25 por ciento"),
    ("25", "25 percent"),
    ("once a week", "11 a week"),
    ("us", "U.S."),
    ("twenty, five", "25"),
    ("one hundred five", "one hundred and five"),
    ("two thirds", "2 3rds"),
    ("$1.50", "1.50 dollars"),
    ("007", "seven"),
    ("-5", "five"),
    ("per se 5", "percent 5"),
    ("five pounds", "£5"),
    ("one million five", "1,000,005"),
    ("one million two hundred", "1,000,200"),
    ("we second it", "we 2nd it"),
    ("the twenty second delay", "the 22nd delay"),
    ("5 dollar seats", "5 dollars seats"),
    ("one thousand and two hundred", "1,200"),
    ("one million and five thousand", "1,005,000"),
    ("the 2nd vote", "the 2.º vote"),
]


@pytest.mark.parametrize(("published", "quoted"), SAME)
def test_two_writings_of_the_same_words_are_the_same(published: str, quoted: str) -> None:
    assert is_same(published, quoted)
    assert is_same(quoted, published)


@pytest.mark.parametrize(("published", "quoted"), OTHER)
def test_what_is_read_otherwise_is_another_word(published: str, quoted: str) -> None:
    assert not is_same(published, quoted)
    assert not is_same(quoted, published)


@pytest.mark.parametrize(
    ("published", "quoted"),
    [
        ("25%", "25 por ciento"),
        ("veinticinco por ciento", "25%"),
        ("35 alumnos", "treinta y cinco alumnos"),
        ("$1.5 millones", "1.5 millones de dólares"),
        ("el 2.º piso", "el segundo piso"),
        ("la 2ª vez", "la segunda vez"),
        ("once escuelas", "11 escuelas"),
        ("2,026 votos", "dos mil veintiséis votos"),
    ],
)
def test_the_same_in_spanish(published: str, quoted: str) -> None:
    assert is_same(published, quoted, SPANISH)
    assert is_same(quoted, published, SPANISH)


@pytest.mark.parametrize(
    ("published", "quoted"),
    [
        ("25%", "25 percent"),
        ("grupo 1a", "grupo primera"),
        ("la 1a", "la 1ª"),
        ("la 2ª vez", "la segundo vez"),
        ("5 escuelas", "five escuelas"),
    ],
)
def test_spanish_is_not_read_in_english(published: str, quoted: str) -> None:
    assert not is_same(published, quoted, SPANISH)


def listed(written: str) -> list[str]:
    return written.split()


UNITS = listed("zero one two three four five six seven eight nine")
TEENS = listed("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
TENS = listed("- - twenty thirty forty fifty sixty seventy eighty ninety")
UNIDADES = listed("cero uno dos tres cuatro cinco seis siete ocho nueve")
DIEZ = listed("diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve")
VEINTE = "veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"
DECENAS = listed("- - - treinta cuarenta cincuenta sesenta setenta ochenta noventa")
CIENTOS = listed(
    "- ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
)


def english(number: int) -> str:
    """Read a number below a million aloud."""
    if number >= 1000:
        # Without "and", "one thousand five" may be 1,500.
        join = "and " if 0 < number % 1000 < 10 else ""
        return f"{english(number // 1000)} thousand {join}{english(number % 1000) if number % 1000 else ''}".strip()
    if number >= 100:
        return f"{UNITS[number // 100]} hundred {english(number % 100) if number % 100 else ''}".strip()
    if number >= 20:
        return TENS[number // 10] + (f"-{UNITS[number % 10]}" if number % 10 else "")
    return (UNITS + TEENS)[number]


def spanish(number: int) -> str:
    """Read a number below a million aloud, as one counts."""
    if number >= 1000:
        many = (
            ""
            if number < 2000
            else spanish(number // 1000).removesuffix("uno")
            + ("un" if number // 1000 % 10 == 1 and number // 1000 % 100 != 11 else "")
        )
        return f"{many} mil {spanish(number % 1000) if number % 1000 else ''}".strip()
    if number == 100:
        return "cien"
    if number > 100:
        return f"{CIENTOS[number // 100]} {spanish(number % 100) if number % 100 else ''}".strip()
    if number >= 30:
        return DECENAS[number // 10] + (f" y {UNIDADES[number % 10]}" if number % 10 else "")
    return (UNIDADES + DIEZ + VEINTE.split())[number]


NUMBERS = st.one_of(st.integers(0, 130), st.integers(0, 999_999))
# What is written, and how it is read, of a number.
ENGLISH_WAYS = {
    "{n}": "{r}",
    "{g}": "{r}",
    "{r}": "{r}",
    "{n}%": "{r} percent",
    "{g} percent": "{r} percent",
    "{r} percent": "{r} percent",
    "${g}": "{r} dollars",
    "{g} dollars": "{r} dollars",
    "${n} million": "{r} million dollars",
    "{r} million dollars": "{r} million dollars",
    "{n} million": "{r} million",
    "{n}.5 million": "{n} point five million",
    "${n}.5 million": "{n} point five million dollars",
    "{n}.5 million dollars": "{n} point five million dollars",
    "{n}.5": "{n} point five",
}
SPANISH_WAYS = {
    "{n}": "{r}",
    "{g}": "{r}",
    "{r}": "{r}",
    "{n}%": "{r} por ciento",
    "{r} por ciento": "{r} por ciento",
    "{n}.5 millones de dólares": "{n} punto cinco millones de dólares",
    "${n}.5 millones": "{n} punto cinco millones de dólares",
}


def written(way: str, number: int, read: str) -> str:
    return way.format(n=number, g=f"{number:,}", r=read)


@given(NUMBERS, NUMBERS, st.booleans(), st.data())
def test_two_writings_are_the_same_if_and_only_if_they_are_read_the_same(
    one: int, other: int, in_spanish: bool, data: st.DataObject
) -> None:
    ways, read, sentence = (SPANISH_WAYS, spanish, SPANISH) if in_spanish else (ENGLISH_WAYS, english, ENGLISH)
    other = data.draw(st.sampled_from([one, one * 10 % 1_000_000, one // 10, one + 1 if one < 999_999 else 0, other]))
    first, second = data.draw(st.sampled_from(sorted(ways))), data.draw(st.sampled_from(sorted(ways)))
    published, quoted = written(first, one, read(one)), written(second, other, read(other))
    aloud = [written(ways[way], number, read(number)) for way, number in ((first, one), (second, other))]
    is_one_dollar = "dollars" in aloud[0] and (one == 1 or other == 1)
    if not is_one_dollar:
        assert is_same(published, quoted, sentence) == (keys(aloud[0]) == keys(aloud[1])), (published, quoted)


ENGLISH_ORDINALS = dict(enumerate(listed("first second third fourth fifth sixth seventh eighth ninth tenth"), 1))
SPANISH_ORDINALS = dict(
    enumerate(listed("primera segunda tercera cuarta quinta sexta séptima octava novena décima"), 1)
)
ENDINGS = {1: "st", 2: "nd", 3: "rd"}
# What stands before a word decides whether it is an ordinal number: not a verb, a time, a share or a letter.
ORDINAL_AFTER = st.tuples(st.sampled_from(["the", "our", "this", "every"]), st.just(True)) | st.tuples(
    st.sampled_from(["I", "we", "to", "a", "one", "two", "twenty", "wait a", "will", "Ana"]), st.just(False)
)
ORDINAL_EN = st.tuples(st.just(True), st.integers(1, 10), ORDINAL_AFTER)
SPANISH_AFTER = st.tuples(st.sampled_from(["la", "su", "nuestra", "cada"]), st.just(True)) | st.tuples(
    st.sampled_from(["grupo", "yo", "una", "dos", "Ana"]), st.just(False)
)
ORDINAL_ES = st.tuples(st.just(False), st.integers(1, 10), SPANISH_AFTER)


@given(ORDINAL_EN | ORDINAL_ES)
def test_an_ordinal_number_is_one_only_where_it_can_be_nothing_else(case: tuple[bool, int, tuple[str, bool]]) -> None:
    in_english, number, (before, is_ordinal) = case
    word = (ENGLISH_ORDINALS if in_english else SPANISH_ORDINALS)[number]
    figure = f"{number}{ENDINGS.get(number, 'th')}" if in_english else f"{number}.ª"
    sentence = ENGLISH if in_english else SPANISH
    one, other = f"{before} {word} vote", f"{before} {figure} vote"

    assert is_same(one, other, sentence) == is_ordinal
    assert is_same(other, one, sentence) == is_ordinal
    if not in_english:
        assert not is_same(one, f"{before} {number}a vote", sentence)


@given(st.sampled_from(["I {} it", "At a {}-rate pace", "{}, I say no", "In {} quarter votes"]), st.integers(1, 10))
def test_an_ordinal_that_may_be_another_word_has_other_marks_only(sentence: str, number: int) -> None:
    word, figure = ENGLISH_ORDINALS[number], f"{number}{ENDINGS.get(number, 'th')}"
    one, other = (f"{sentence.format(written)} and that was all of it." for written in (word, figure))

    for published, quoted in ((one, other), (other, one)):
        finding = best(f"“{quoted}”", published)

        assert finding
        assert finding.verdict == Verdict.PUNCTUATION
        changed = [part for part in finding.differences if part.kind == PieceKind.CHANGED]
        assert {part.quoted.casefold() for part in changed} <= {word, figure}


DASHES = ["--", " -- ", "—", " — ", "---", "-- "]


AMOUNTS = ["{} percent", "{} to 9", "${}", ".{}"]


@given(st.sampled_from(DASHES), st.sampled_from(DASHES), NUMBERS, st.sampled_from(AMOUNTS))
def test_a_dash_before_a_number_is_no_minus_sign(typed: str, printed: str, number: int, way: str) -> None:
    sentence = "We saw it coming on stream{}{} and that was all of it."
    amount = way.format(number)

    assert is_verbatim(sentence.format(typed, amount), sentence.format(printed, amount))
    assert not is_verbatim(sentence.format(typed, amount), sentence.format(" -", amount))
    assert not is_verbatim(sentence.format(" -", amount), sentence.format(printed, amount))


@given(st.sampled_from(DASHES), st.sampled_from(DASHES), NUMBERS, NUMBERS, st.sampled_from(AMOUNTS[:2]))
def test_a_dash_between_two_numbers_reads_alike_in_every_shape(
    typed: str, printed: str, one: int, other: int, way: str
) -> None:
    sentence = f"We had {one}{{}}{way.format(other)} of them and that was all of it."
    assert is_verbatim(sentence.format(typed), sentence.format(printed))
    assert not is_verbatim(sentence.format(typed), sentence.format(" "))
    changed = best(f"“{sentence.format(printed).replace('that', 'this')}”", sentence.format(typed))
    assert changed
    assert [part.quoted for part in changed.differences if part.kind != PieceKind.SAME] == ["this"]


def is_verbatim(published: str, quoted: str) -> bool:
    finding = best(f"“{quoted}”", published)
    return finding is not None and finding.verdict == Verdict.VERBATIM


@given(NUMBERS, st.booleans())
def test_a_weight_is_no_money(number: int, in_spanish: bool) -> None:
    read, unit, sentence = (spanish(number), "libras", SPANISH) if in_spanish else (english(number), "pounds", ENGLISH)

    for weight in (f"{read} {unit}", f"{number} {unit}"):
        assert not is_same(weight, f"£{number:,}", sentence)
        assert not is_same(f"£{number:,}", weight, sentence)
    if "un" not in read.split():
        assert is_same(f"{read} {unit}", f"{number:,} {unit}", sentence)


SHARES = st.one_of(
    st.tuples(st.just(10**3), st.integers(1, 9), st.just(False)),
    st.tuples(st.just(10**6), st.integers(1, 999), st.booleans()),
)


@given(st.integers(1, 99), SHARES)
def test_what_follows_a_magnitude_may_be_a_share_of_it(many: int, share: tuple[int, int, bool]) -> None:
    magnitude, rest, in_spanish = share
    read, sentence = (spanish, SPANISH) if in_spanish else (english, ENGLISH)
    name = "thousand" if magnitude == 10**3 else "millones" if in_spanish else "million"
    said = f"{read(many)} {name} {read(rest)}"

    for figures in (many * magnitude + rest, many * magnitude + rest * magnitude // 1000):
        assert not is_same(said, f"{figures:,}", sentence)
        assert not is_same(f"{figures:,}", said, sentence)
        assert not is_same(f"${figures:,}", f"{said} dollars", sentence)


PIECES = (
    "25 % percent per cent $ 1.5 million one hundred and five second 2nd U.S. us a.m. thousand twenty y treinta , . -"
)


@given(st.lists(st.sampled_from(PIECES.split()), max_size=12).map(" ".join))
def test_words_and_keys_agree_and_every_letter_is_in_a_word(text: str) -> None:
    found = spoken_words(text)

    assert [word.key for word in found] == spoken_keys(text)
    assert [key for word in found for key in keys(text[word.start : word.end])] == keys(text) or "." in text
    assert all(one.end <= other.start for one, other in pairwise(found))
