"""Whom the sentences beside a quotation mean, where no list has their verb: "wetterte Stadtrat Read", "then she left".

Journalists have more verbs than a list. This grammar knows the place of a speaker instead: behind the verb that follows
a quotation, at the head of a sentence that leads into one, or alone in the text before a pronoun. What it finds accuses
nobody: it counts only if the record confirms it. So it wants one person alone, and in doubt nobody.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import dropwhile, takewhile
from typing import NamedTuple

from archive import people
from archive.citations.articles.denials import SAYING
from archive.citations.articles.speech_tags import FARTHEST, first_sentence, last_sentence, without_quotations
from archive.citations.quote_checker import saying
from archive.citations.quote_checker.claim import LEADS_IN, OF, claim_of
from archive.citations.quote_checker.languages import LEXICONS, languages_in, plain
from archive.citations.quote_checker.negations import ANYWHERE, IN_SMALL_LETTERS, is_negated
from archive.citations.quote_checker.subject import AttributionToken, tokens_of

IsSpeaker = Callable[[str], bool]
GENITIVES = OF | people.listed("der degli")
# How far back to look for the person whom a pronoun means.
PARAGRAPHS_BACK = 2
CHARACTERS_BACK = 1000
SMALL_WORD = re.compile(r"[^\W\d_]+")
SMALL = (
    "auxiliaries",
    "participles",
    "verbs",
    "articles",
    "prepositions",
    "conjunctions",
    "pronouns",
    "clitics",
    "adverbs",
    "that",
    "not_",
)
SPELLINGS = {
    language: re.compile(spelling)
    for language, spelling in {
        "de": "ß|[äöü]|sch|ung$|te$",
        "en": "th|wh|ing$|ed$",
        "es": "ñ|ó$|[cs]ión$|ll",
        "fr": "[œêûîçé]|eux$|tion$|ou",
        "it": "[àèòù]$|zion[ei]$|gli|tt",
        "nl": "ij|aa|ee|oo|uu",
        "pl": "[ąęłśżźć]|sz|cz|rz",
        "pt": "[ãõ]|[oei]u$|nh|lh",
    }.items()
}
# A phrase with the name of a speaker: "der Superintendent Dr. ", "la presidente della Fed, ".
PHRASE = r"(?:R?[uolOLAU]*|R?[uo]+Eu|R?[uolOLAU]+(?:[ER]+[uolOLAUN]+)*,R?[uoOAU]*)(?:N(?=[OU]))?[uoOU]*A*"
BEHIND_A_VERB = re.compile(rf",?[MK]*(?:R(?=B))?[uVBI][uVBIMK]{{0,3}}{PHRASE}$")
BEFORE_A_VERB = re.compile(rf",?{PHRASE}$")
# A verb without a subject, as Romance and Slavic languages have it: "zanjó", "disse ai colleghi", "et d'ajouter".
NO_SUBJECT = re.compile(r",?(?:[VuI]|Bu?|J?E?[VuM]?)(?:[MBI]|D)*(?:E+R?[uoOlNLDV]+)*D*")
WITHOUT_PRONOUNS = frozenset({"es", "it", "pt", "pl"})
INDEFINITE = people.listed("an another ein eine einer een un une un uno una um uma")
# In whatever language, a name after one of these is not the subject: "dijo a Read", "contre Read", "not Read".
OBJECT_FOLLOWS = saying.NOT_BY | OF | saying.TELLING | IN_SMALL_LETTERS | ANYWHERE
OBJECT_FOLLOWS |= frozenset().union(*(lexicon.prepositions for lexicon in LEXICONS.values())) | people.listed("but")
OBJECT_FOLLOWS -= people.listed("met")  # a verb in French, and in Dutch known as a preposition
# What they govern was not said by the subject: "Read heard a resident say", "Read cited Potts".
HEARING = people.listed(
    """
    heard hear hears cited cites quoted quotes
    horte horten hort gehort horen las lasen zitiert zitierte zitieren vorgehalten vorgeworfen
    hoorde hoorden hoort gehoord horen las lazen citeert citeerde geciteerd
    entend entendu entendait cite citait lu lit ecoute ecoutait
    oyo oye oido escucho escucha cita cito citaba leyo lee
    sente sentito sentita ascolta ascoltato cita citava legge letto
    ouviu ouve ouvido escutou cita citou leu
    slyszal slyszala uslyszal uslyszala slucha sluchal sluchala cytuje cytowal cytowala
    """
)
# "“...”: con estas palabras resumió Read la sesión".
THUS = people.listed("asi assim cosi so zo tak ainsi thus worten words palabras palavras parole termes woorden slowami")
PASSIVE = re.compile(
    r"\b(?:wurden?|wird|werd(?:en)?|wordt|worden)\b|\b(?:was|were|been|fu|fue|foi|fut|viene|venne|zostal\w*)\s+"
    r"(?:\w+ed|told|heard|\w+[dt][oaie]s?|\w+ny|\w+na)\b"
)
OF_IDIOMS = people.listed("garde guardia avant evidenza evidence")
IMPERSONAL = ("ono", "ano", "eto", "yto")
WHILE = people.listed(
    """
    while when as after before als wahrend nachdem bevor toen terwijl nadat lorsque quand tandis alors cuando mientras
    quando mentre enquanto gdy kiedy podczas who whose dessen deren wiens wier dont cuyo cuya cujo cuja
    """
)


class Mention(NamedTuple):
    """A person in a sentence: the name as written, and its tokens from ``first`` up to ``stop``."""

    name: str
    first: int
    stop: int


def languages_of(text: str) -> frozenset[str]:
    """Return the languages that the text may be in, by its small words and its spelling, without its quotations."""
    found = [word for word in SMALL_WORD.findall(without_quotations(text)) if word.islower()]
    folded = [plain(people.fold(word)) for word in found]
    counted = {
        language: sum(key in getattr(LEXICONS[language], kind) for key in folded for kind in SMALL)
        + sum(spelling.search(word) is not None for word in found)
        for language, spelling in SPELLINGS.items()
    }
    return frozenset(language for language, count in counted.items() if count and count == max(counted.values()))


def own_sentence(paragraph: str, quotation: tuple[int, int], room: tuple[int, int]) -> tuple[str, str]:
    """Return what the sentence of a quotation has before and after it, within the room between other quotations."""
    before = last_sentence(paragraph[room[0] : quotation[0]])
    after = first_sentence(paragraph[quotation[1] : room[1]])
    inside = paragraph[: quotation[1]].rstrip("”\"’'»«“ ")[-1:]
    begins = after.lstrip()[:1]
    # “We met.” The vote is tomorrow.
    goes_on = (
        begins in {",", ":", "—", "–", "-"} or begins.islower() or (inside in {",", "?", "!"} and begins.isalpha())
    )
    return "" if before.rstrip().endswith((".", "!", "?")) else before, after if goes_on else ""


def names_somebody(said: str) -> bool:
    """Return whether an attribution has a name or an office that is its speaker's."""
    claim = claim_of(said)
    return not claim.is_disclaimed and bool(claim.name_runs or claim.offices)


class Nearby:
    """Finds people beside the quotations of an article. ``is_speaker`` says whether a word is in a speaker's name."""

    def __init__(self, paragraphs: Sequence[str], is_speaker: IsSpeaker) -> None:
        self._paragraphs, self._is_speaker = paragraphs, cache(is_speaker)
        self._languages = languages_of("\n".join(paragraphs))

    def beside(self, before: str, after: str) -> str | None:
        """Return whom the sentence around a quotation gives as its speaker.

        The answer is empty if it names somebody else or more than one, and None if it names nobody, or only "she", so
        that somebody named earlier is meant.
        """
        (lead, in_lead), (tag, in_tag) = self._read(before), self._read(after)
        families = {_family(mention.name) for mention in in_lead + in_tag}
        # In Portuguese, "no" is "in the".
        is_denied = is_negated(re.sub(r"\bno\b", "", after) if self._languages == {"pt"} else after)
        if len(families) > 1 or is_denied or _is_not_said(before) or _is_not_said(after):
            return ""
        is_thus = after.lstrip()[:1] in set(":–—-") and not THUS.isdisjoint(token.key for token in tag)
        if in_tag and is_thus and _is_subject(tag, in_tag[0]):
            return in_tag[0].name
        if in_tag:
            return in_tag[0].name if _follows_as_subject(tag, in_tag[0], self._languages_of(after)) else ""
        if in_lead:
            is_lead = bool(LEADS_IN.search(before)) or before.rstrip().endswith(",")
            return in_lead[-1].name if is_lead and _is_subject(lead, in_lead[-1]) else ""
        return None if _has_no_subject(tag or lead, self._languages_of(after or before)) else ""

    def begin_with_a_verb(self, sentence: str) -> bool:
        """Return whether the first word is a verb of saying, and there is no other subject: "dodał"."""
        tokens, mentions = self._read(sentence)
        is_verb = _letters(tokens)[:1] == "V" and not mentions
        return is_verb and _has_no_subject(tokens, self._languages_of(sentence))

    def before(self, number: int, start: int) -> str:
        """Return the one person whom a pronoun means at a place of a paragraph; empty if none or several are named."""
        earlier = reversed(self._paragraphs[max(0, number - PARAGRAPHS_BACK) : number])
        for text in [self._paragraphs[number][:start], *earlier]:
            tokens, mentions = self._read(without_quotations(text[-CHARACTERS_BACK:]))
            if mentions:
                after = tokens[mentions[-1].stop :]
                is_alone = len({_family(mention.name) for mention in mentions}) == 1
                longest = max((mention.name for mention in mentions), key=len)
                is_sure = is_alone and not _is_governed(tokens, mentions[-1])
                return longest if is_sure and not self._begin_with_others(after) else ""
        return ""

    def _languages_of(self, sentence: str) -> frozenset[str]:
        """Return the languages of a sentence by its verbs, or those of the article if no list has them."""
        found = languages_in([plain(key) for key in people.fold(sentence).split()])
        return (found & self._languages) or found or self._languages

    def _begin_with_others(self, tokens: Sequence[AttributionToken]) -> bool:
        """Return whether somebody without a name comes in: "Read waited. A resident rose." """
        begins = [token for token in tokens if set(token.gap) & set(".!?")]
        is_any = any(token.key in INDEFINITE or (token.key == "a" and "en" in self._languages) for token in begins)
        is_somebody = any(map(_is_role, _without_apposition(tokens)))
        return is_any or is_somebody or (bool(begins) and "pl" in self._languages)

    def may_be_subject(self, lead: str, said: str) -> bool:
        """Return whether an attribution in the words that lead into a quotation can be of the subject.

        It is not in "Sample praised Read:", "turning to Read, he said:" and "Read listened as a woman shouted:".
        """
        claim = claim_of(said)
        is_single = claim.names_somebody and not claim.names_one_person
        if "de" in self._languages and is_single and not any(self._is_speaker(run[0].key) for run in claim.name_runs):
            # Every German noun has a capital: "er befürchtet Kosten".
            return False
        tokens, mentions = self._read(lead)
        start = lead.rfind(said)
        inside = [mention for mention in mentions if start <= tokens[mention.first].word.start < start + len(said)]
        if start < 0 or not inside:
            return True
        before = [mention for mention in mentions if tokens[mention.first].word.start < start]
        if before and not lead[tokens[before[-1].stop - 1].word.end : start].strip():
            return False
        span = [token for token in tokens if start <= token.word.start < start + len(said)]
        if all(token.letter in "RElLuoOAUNS" for token in span) and not claim_of(said).has_a_verb:
            # "Sceptical Sample asked" is nobody's name.
            is_doubtful = inside[0].first == 0 and inside[0].stop > 1 and not people.is_given_name(tokens[0].key)
            return _is_subject(tokens, inside[0]) and not is_doubtful
        titles = [token for token in span if token.word.start < tokens[inside[0].first].word.start]
        return not (all(token.letter in "RoOAU" for token in titles) and _is_governed(tokens, inside[0]))

    def are_no_others(self, text: str, said: str) -> bool:
        """Return whether a text between two quotations names nobody but the speaker of the first."""
        _, mentions = self._read(without_quotations(text[-FARTHEST:]))
        return bool(said) and {_family(mention.name) for mention in mentions} <= {*people.fold(said).split()}

    def _read(self, text: str) -> tuple[list[AttributionToken], list[Mention]]:
        tokens = tokens_of(text, self._languages_of(text))
        return tokens, list(_mentions(text, tokens, self._is_speaker))


def _mentions(text: str, tokens: Sequence[AttributionToken], is_speaker: IsSpeaker) -> Iterator[Mention]:
    """Yield the people in a text: two names or more in a row, or one that a speaker of the record has."""
    at = 0
    while at < len(tokens):
        stop = at
        while (
            stop < len(tokens)
            and tokens[stop].letter == "N"
            and (stop == at or _is_one_name(*tokens[stop - 1 : stop + 1]))
        ):
            stop += 1
        if stop > at and (stop - at > 1 or is_speaker(tokens[at].key)):
            yield Mention(text[tokens[at].word.start : tokens[stop - 1].word.end], at, stop)
        at = max(stop, at + 1)


def _is_one_name(token: AttributionToken, following: AttributionToken) -> bool:
    """Return whether two words can be of one name: a full stop follows initials only."""
    return not following.gap.strip(" -’'" if len(token.key) > 1 else " .-’'")


def _family(name: str) -> str:
    return people.fold(name).split()[-1]


def _is_not_said(sentence: str) -> bool:
    """Return whether a sentence denies what follows, or says that its subject heard or cited it."""
    folded = [plain(key) for key in people.fold(sentence).split()]
    denies = is_negated(sentence) and not SAYING.isdisjoint(folded)
    is_heard = not HEARING.isdisjoint(folded) or bool(PASSIVE.search(" ".join(folded)))
    return denies or is_heard or claim_of(sentence).is_of_another


def _letters(tokens: Sequence[AttributionToken]) -> str:
    return "".join(token.letters for token in tokens)


def _follows_as_subject(tokens: Sequence[AttributionToken], mention: Mention, languages: frozenset[str]) -> bool:
    """Return whether the words before a name are a verb and what somebody is: "wetterte der Stadtrat"."""
    before, following = _without_dates(tokens[: mention.first]), tokens[mention.stop : mention.stop + 1]
    has_comma = any("," in token.gap for token in [*before[1:], tokens[mention.first]])
    if before[-1:] and before[-1].key == "a":
        return False
    is_any = any(token.key in INDEFINITE or (token.key == "a" and "en" in languages) for token in before)
    # Up to a comma, what somebody is may have a preposition: "la présidente de la Fed, Mme Read".
    is_of_a_kind = has_comma or (_letters(before).endswith("Eu") and before[-2].key in {"d", "de", "di"})
    nearest = [token for token in before if token.letter != "E"] if is_of_a_kind else before
    if (is_any and not has_comma) or any(map(_takes_an_object, nearest)):
        return False
    letters = _letters(before)
    # "Zarzucono Read": somebody did.
    if "pl" in languages and ((before[:1] and before[0].key.endswith(IMPERSONAL)) or "oo" in letters):
        return False
    is_verb_next = bool(following) and following[0].letter in "uVBI" and not set(following[0].gap) & set(",;")
    if BEHIND_A_VERB.match(letters):
        return True
    return BEFORE_A_VERB.match(letters) is not None and is_verb_next and not _is_owner(tokens, mention)


def _without_dates(tokens: Sequence[AttributionToken]) -> list[AttributionToken]:
    """Return the words without "in January", "on Monday" and what makes a verb of another: "met en garde"."""
    kept: list[AttributionToken] = []
    for token in reversed(tokens):
        is_before_a_day = bool(kept) and token.letter in "ER" and (kept[-1].letter == "D" or kept[-1].key in OF_IDIOMS)
        kept.append(token._replace(letter="D") if is_before_a_day else token)
    return [token for token in reversed(kept) if token.letter != "D" and token.key not in OF_IDIOMS]


def _takes_an_object(token: AttributionToken) -> bool:
    """Return whether the name after a word is its object: "to", "dijo a", "not", "answering"."""
    is_participle = token.key.endswith("ing") and token.letter == "u"
    return token.letter == "E" or is_participle or (token.letter in "uVMKJ" and token.key in OBJECT_FOLLOWS)


def _is_owner(tokens: Sequence[AttributionToken], mention: Mention) -> bool:
    return tokens[mention.stop - 1].key.endswith("s") and re.search("['’]s$", mention.name) is not None


def _is_subject(tokens: Sequence[AttributionToken], mention: Mention) -> bool:
    """Return whether the only person of a sentence that leads into a quotation is its subject."""
    if _is_governed(tokens, mention) or _is_owner(tokens, mention):
        return False
    inside = _phrase_of(tokens, mention)
    others = [token for at, token in enumerate(tokens) if at not in inside and (token.letter == "P" or _is_role(token))]
    is_while = any(token.key in WHILE and token.letter != "N" for token in tokens[mention.stop :])
    return not others and not is_while


def _is_role(token: AttributionToken) -> bool:
    return token.letter in "oOU" and token.key not in people.BEFORE_OFFICES


def _phrase_of(tokens: Sequence[AttributionToken], mention: Mention) -> range:
    """Return the tokens of a name with what the person is, before it or between commas behind it."""
    first = mention.first
    while first > 0 and tokens[first - 1].letter in "uolOLAURE" and "," not in tokens[first].gap:
        first -= 1
    if first and "," in tokens[first].gap and all(token.letter in "uolOLAURENC" for token in tokens[:first]):
        first = 0
    # "Treasurer" may be a family name.
    stop = mention.stop + len(
        list(takewhile(lambda token: token.letter in "OU" and not token.gap.strip(), tokens[mention.stop :]))
    )
    if stop < len(tokens) and "," in tokens[stop].gap:
        end = next((at for at in range(stop + 1, len(tokens)) if "," in tokens[at].gap), None)
        if end is not None and not any(token.letter in "VB" for token in tokens[stop:end]):
            stop = end
    return range(first, stop)


def _without_apposition(tokens: Sequence[AttributionToken]) -> Sequence[AttributionToken]:
    """Return the words behind a name without what stands between commas beside it."""
    if not tokens or "," not in tokens[0].gap:
        return list(dropwhile(lambda token: token.letter in "OU" and not token.gap.strip(), tokens))
    return tokens[next((at for at, token in enumerate(tokens[1:], start=1) if token.gap.strip()), len(tokens)) :]


def _is_governed(tokens: Sequence[AttributionToken], mention: Mention) -> bool:
    """Return whether a name stands after a preposition or in a genitive: "the report of Mayor Read"."""
    at = mention.first
    is_near = True
    while at > 0 and "," not in tokens[at].gap and tokens[at - 1].letter in "uoOlAUR" and is_near:
        at -= 1
        if tokens[at].letter == "R" and tokens[at].key in GENITIVES and at > 0:
            return True
        # One word is what somebody is. A second one may be the verb.
        is_near = tokens[at].letter != "u"
    before = tokens[at - 1] if at else None
    is_object = before is not None and "," not in tokens[at].gap and _takes_an_object(before)
    # "Dijo a Read", whatever the language of the article.
    is_listener = mention.first > 0 and tokens[mention.first - 1].key == "a"
    return is_object or is_listener or any(map(_takes_an_object, tokens[at : mention.first]))


def _has_no_subject(tokens: Sequence[AttributionToken], languages: frozenset[str]) -> bool:
    """Return whether words beside a quotation are a verb without a subject, or with a pronoun; or nothing."""
    if "pl" in languages:
        # "Powiedział gazecie", "mówił kolegom": to whom.
        tokens = [token for token in tokens if token.letter != "u" or not token.key.endswith(("om", "owi", "ecie"))]
    letters = _letters(tokens)
    if "P" in letters:
        return not set("oOU") & set(letters.partition("P")[0])
    is_short = NO_SUBJECT.fullmatch(letters) is not None
    return not letters or (is_short and (bool(languages & WITHOUT_PRONOUNS) or letters[0] in "JE"))
