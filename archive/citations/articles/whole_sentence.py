"""Whether an attribution of one person is all that stands beside a quotation, and whether a name stands alone there."""

import re
from collections.abc import Sequence
from itertools import pairwise

from archive import people
from archive.citations.articles.doubts import is_doubtful
from archive.citations.articles.rivals import COLLECTIVES, GROUPS, PERSONS, has_a_text
from archive.citations.articles.sentence_words import (
    BENCHES,
    ENGLISH_PRONOUNS,
    GERMAN_BODY,
    INDEFINITE,
    PLURAL_PRONOUNS,
    THAN,
)
from archive.citations.passages.words import keys
from archive.citations.quote_checker import saying
from archive.citations.quote_checker.claim import OF, claim_of
from archive.citations.quote_checker.claimed import VERBS_OF_SAYING, WordRole
from archive.citations.quote_checker.languages import OF_SOMEBODY, plain
from archive.citations.quote_checker.lexicons import LEXICONS
from archive.citations.quote_checker.subject import AttributionToken

SOMEBODY = frozenset({WordRole.NAME, WordRole.OFFICE, WordRole.ADDRESS})
TITLE = frozenset({WordRole.OFFICE, WordRole.ADDRESS, WordRole.ARTICLE})
AFTER_A_NAME = SOMEBODY | {WordRole.SUFFIX, WordRole.DATE}
GERUND = re.compile(r"(?:[aei]ndo|[^gm]eant|rant|tant|yant|ujac|ajac|iac)$|^(?:wijzend|zeigend|montrant)$")
# "La delegada", "o encarregado": somebody with a task.
HOLDER = re.compile(r"(?:[ai]d[oa]|ssor[ae])$")
# "Hat gesagt", "ha detto".
MOST_VERBS = 2
TO_SOMEBODY = people.listed("a al alla allo ao aos as to aan do dla")


def is_whole_sentence(said: str, before: str, after: str) -> bool:
    """Return whether an attribution of one person is all that the sentence has, without a doubtful word."""
    sentences = [text for text in (before, after) if keys(text)]
    if len(sentences) != 1 or keys(said) != keys(sentences[0]) or is_doubtful(said) or "?" in before + after:
        return False
    words = claim_of(said).words
    names = {WordRole.NAME, WordRole.SUFFIX}
    is_role = any(
        one.role in names
        and not other.gap.strip()
        and not (other.role == WordRole.OFFICE and other.is_capital)
        and other.role in {WordRole.PLACE, WordRole.OFFICE, WordRole.UNKNOWN}
        for one, other in pairwise(words)
    )
    # "Der Sprecher der Bürgermeisterin Read", "l’assistente della sindaca Read".
    somebody = {WordRole.OFFICE, WordRole.UNKNOWN, WordRole.NAME}
    name = max((at for at, word in enumerate(words) if word.role == WordRole.NAME), default=0)
    is_role |= any(
        one.role in somebody and not other.gap.strip(" ’'") and other.role in {WordRole.ARTICLE, WordRole.PREPOSITION}
        for one, other in pairwise(words[: name + 1])
    )
    is_role |= (
        any(word.key in OF_SOMEBODY or (GERUND.search(word.key) and word.role == WordRole.UNKNOWN) for word in words)
        or words[0].role == WordRole.TELLING_VERB
    )
    is_role |= any(word.key in OF for word in words[:name] if word.role != WordRole.NAME)
    # "Underscored a report by Read".
    is_role |= any(
        word.key in saying.BY and word.role != WordRole.NAME and words[at].role not in VERBS_OF_SAYING
        for at, word in enumerate(words[1:name])
    )
    is_role |= has_a_stray_word(said)
    # "For Read, the law is clear", "according to Read, the crowd had one demand".
    is_role |= words[0].role == WordRole.ACCORDING and (
        has_a_text((plain(word.key) for word in words), LEXICONS)
        or not (GROUPS | COLLECTIVES).isdisjoint(plain(word.key) for word in words)
    )
    is_owned = re.search(r"['’]s?(?:\s|$)", said) is not None
    # "Sagte Stadträtin Read der Bürgermeister", "A Read le dijo", "według przeciwnika Read".
    is_role |= any(word.role == WordRole.ARTICLE for word in words[name + 1 :]) or words[0].key in TO_SOMEBODY
    is_role |= any(
        plain(one.key) in {"wedlug", "zdaniem", "opinii", "ocenie"} and other.role == WordRole.PREPOSITION
        for one, other in pairwise(words)
    )
    is_role |= any(is_dative(one.key, other.key) for one, other in pairwise(words))
    others = INDEFINITE | PLURAL_PRONOUNS | ENGLISH_PRONOUNS | THAN
    verbs = [word for word in words if word.role in {WordRole.VERB, WordRole.TELLING_VERB}]
    return not is_role and not is_owned and others.isdisjoint(word.key for word in words) and len(verbs) <= MOST_VERBS


def has_a_stray_word(said: str) -> bool:
    """Return whether a name alone has more beside it than titles: "Not Read", "Vote Read", "Ex Read", "Read Not"."""
    claim = claim_of(said)
    name = next((at for at, word in enumerate(claim.words) if word.role == WordRole.NAME), 0)
    before = claim.words[:name]
    if any(word.role in {*VERBS_OF_SAYING, WordRole.ACCORDING} for word in claim.words):
        return False
    is_unfinished = bool(before) and before[-1].key in saying.QUALIFIERS | {"ex"}
    is_followed = any(
        word.is_capital and not word.gap.strip(" .") and word.role not in AFTER_A_NAME
        for word in claim.words[name + 1 :]
    )
    return is_unfinished or is_followed or any(word.role not in TITLE for word in before)


def is_dative(article: str, following: str) -> bool:
    """Return whether a German article says who was told: "dem Rat", "den Eltern", "der Stadträtin"."""
    return article in {"dem", "den"} or (article == "der" and following.endswith("in"))


def belongs(words: Sequence[AttributionToken]) -> bool:
    """Return whether the name at the end is another's: "der Sprecher der Bürgermeisterin Read"."""
    pairs = list(pairwise(words))
    near = next((at for at in range(len(words) - 1, 0, -1) if "," in words[at].gap), 0)
    is_of = (
        word.key in OF and word.letter not in "NR" and BENCHES.isdisjoint(other.key for other in words[at + 1 : at + 3])
        for at, word in enumerate(words[:-1])
    )
    if any(list(is_of)[near:]):
        return True
    return any(
        one.letter in "uUoONl"
        and other.letter == "R"
        and not other.gap.strip(" ’'")
        and not GERMAN_BODY.search(words[at + 2].key)
        for at, (one, other) in enumerate(pairs[:-1])
    )


def is_between_two(title: Sequence[AttributionToken]) -> bool:
    """Return whether the name after a title may be that of either of two: "the adviser of the councillor, Read"."""
    letters = "".join(word.letter for word in title)
    last = title[letters.rfind("E") + 1 :] if "oE" in letters or "uE" in letters else ()
    return any(word.letter in "oO" or HOLDER.search(plain(word.key)) or plain(word.key) in PERSONS for word in last)
