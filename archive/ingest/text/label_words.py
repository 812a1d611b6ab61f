"""What the label of a speaker looks like, and what only looks like one."""

import re
import unicodedata
from functools import lru_cache

from archive.ingest.parsed import is_mark
from archive.ingest.text.speaker_labels import (
    around_brackets,
    names_person_in_brackets,
    without_first,
    without_titles_in_brackets,
)
from archive.language.people import (
    ABBREVIATED_OFFICES,
    ARTICLES_OF_OFFICES,
    BEFORE_OFFICES,
    HONORIFICS,
    OFFICES,
    PARTICLES,
    SPELLINGS_OF_OFFICES,
    SUFFIXES,
    fold,
    listed,
    names_nobody,
)

REMEMBERED = 10_000  # labels; a file repeats its own
CAPITAL = "A-ZÀ-ÖØ-ÞА-ЯЁ"
LONGEST_LABEL, LONGEST_OFFICE = 90, 220  # characters; "The Minister of ... (Mr. Sample)" is the longer kind
MOST_WORDS, MOST_OFFICE_WORDS = 9, 30
TITLES = (
    HONORIFICS
    | OFFICES
    | BEFORE_OFFICES
    | frozenset(SPELLINGS_OF_OFFICES)
    | frozenset(ABBREVIATED_OFFICES)
    | listed(
        "prime cabinet senate parliamentary nominated bishop archbishop sheikh pastor rabbi imam members county city "
        "town village public unidentified unknown several interpreter witness audience voice his her participant "
        "participants staff sheriff solicitor"
    )
)
# Words that are a title only before an office: "the second" is not, "the second deputy chair" is.
INDEFINITE = listed("an some several another")
NEED_AN_OFFICE = listed(
    "first second former majority minority temporary presiding vice acting interim assistant associate ex co under "
    "permanent"
)
# The small words of a label: particles of names, and those inside an office.
SMALL_WORDS = PARTICLES | listed("of the e i en for at pro tempore tem zur et to in on ad hoc and")
FIRST_PARTICLES = listed("the de del van von al el la le les da di")  # those with which a name may begin
# Words before a colon that introduce a thing, not a person.
NOT_SPEAKERS = listed(
    "note notes notice present absent excused motion motions action actions date dates time location place venue "
    "subject re agenda item items minutes attendance attending attendees staff vote votes voting aye ayes yea yeas yes "
    "nay nays no noes abstain abstained abstaining abstentions resolved whereas result results summary background "
    "recommendation recommendations recommended purpose discussion decision decisions topic topics question questions "
    "answer answers address phone tel fax email e-mail website url http https see source sources from to cc bcc ref "
    "sent reference page exhibit appendix attachment attachments section article chapter part table figure example "
    "total budget cost warning important however therefore remember thus also namely remarks moved seconded seconder "
    "mover passcode webinar meeting id or us telephone one tap dial department contact title resolution ordinance "
    "bylaw by-law proponents opponents neutral opposed support favor favour type fiscal submitted preferred absolute "
    "budgeted dollar final translation monday tuesday wednesday thursday friday saturday sunday january february march "
    "april may june july august september october november december week noon midnight disclaimer transcript license "
    "licence licensee hours d/b/a incident report reports update updates carried disclosure"
)
# Of these words, what a speaker may say before a colon in a speech: "Remember: ...", "Important: ...".
SAID_IN_SPEECH = listed(
    "yes no however therefore remember thus also namely important warning to us or see example id re figure cost"
)
NOTES = (
    NOT_SPEAKERS | listed("written letter letters comment comments correspondence testimony petition amendment")
) - (SAID_IN_SPEECH | TITLES)
INTRODUCING = listed("so and but then again first second third next finally well ok okay look now this that it is i")
NEVER_FIRST = (NOT_SPEAKERS - TITLES) | (SMALL_WORDS - FIRST_PARTICLES)
# What a log of a chat says of itself and of the meeting: proposed as silent, and a person may say otherwise.
OF_A_LOG = listed("scribe scribenick regrets present chair chairs meeting agendum topic subtopic")
PROGRAMS = listed("rrsagent zakim")
NUMBER_OF = re.compile(r"\bno\.?\s(?=\d)", re.IGNORECASE)  # "Caller no. 3"
SOUNDS = listed("break breaks jingle music intro outro advertisement commercial video film recording recess")
INTERRUPTING = SOUNDS | listed(
    "reply replies response responses answer answers question questions respuesta pregunta réponse antwort"
)
LISTS = listed(
    "attending attendance present absent guests administrators attendees excused procedure agenda description"
)
# Topics of documents. A label with one of these words needs more evidence than its shape.
MATTERS = listed(
    "report reports comment comments hearing hearings update updates plan project program programme review budget "
    "policy agreement contract grant request application services service information presentation announcement "
    "announcements committee correspondence communication communications session business consent approval process "
    "goal goals objective objectives priority priorities strategy option options phase step steps issue issues fund "
    "funds tax water road street school schools library park development planning zoning safety health"
)
# Words of sentences, which no name has: "My question is: ...".
IN_SENTENCES = listed(
    "is are was were be been am i i'm you we they he she it it's this that that's these those have has had do does did "
    "don't will would can can't could should must may my your our their its me us them him what what's who whom how "
    "why when where which not no there there's here here's if because than then about so but or want say says said "
    "think know let let's going get got just only also one thing things read reads asked with into "
    "que qué es son está están era fue eso esto esta este yo usted ustedes nosotros ellos muy más pero porque como "
    "cómo cuando para por tengo tiene hay dice dijo pregunta "
    "est sont était c'est ce cette cela je vous nous ils mais parce comme quand pour avec dit pas "
    "ist sind war ich sie wir das dass nicht und aber è sono era questo che non ma com é são isso não mas"
)
GIVEN_NAMES = listed("may april june august will")  # words that are given names too
THEMSELVES = listed("me you them")  # as whoever saves a file is called in it
TELLS = re.compile(r"\b(?:asked|to ask|moved|said|replied)\b")  # "Mr. Sample asked the Minister for Roads:"
SUFFIX = re.compile(r"(?:\s*(?:\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）))+\s*$|\s*\(\?\)")  # "Sample (Place) (Party)"
OF_AUDIENCE = re.compile(
    r"(?:from the )?(?:audience|questioner|question|q|student|reporter|press|journalist|attendee|interviewer|listener)"
    r"(?: (?:member|question|questions|comment))?(?: ?(?:\d{1,3}|[a-z]))?|question from (?:the )?(?:audience|floor|\w+)"
)
ENDED = re.compile(r"[?!؟。।]\s")  # a sentence, inside a label
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")  # directions of text and the like
TWICE = re.compile(r"([^:]{2,80}): \1$")  # a tool puts the name before what has it already: "Sample: Sample"
ABBREVIATION = re.compile(
    rf"(?:[{CAPITAL}]{{1,2}}|[{CAPITAL}][a-zà-ÿа-я]{{1,4}}\.?(?:-[{CAPITAL}][a-zà-ÿа-я]{{1,4}})?)\.|"
    rf"(?:[{CAPITAL}][a-z]{{0,3}}\.){{2,}}"  # "Ph.D.", "M.B.A."
)
FRENCH_TITLE = re.compile(rf"M\. (?:l[ae] |l['’])?[{CAPITAL}a-z]\w")  # "M. Sample", but not "M. J. Sample"
HEADS_A_SECTION = re.compile(r"\bcomments?$", re.IGNORECASE)
NOBODY_WORDS = 4
MOST_WORDS_ALONE, MOST_WORDS_PERHAPS = 16, 12
TOKEN = re.compile(r"[\w’'`´.\"&#/-]+,?")
FEW_WORDS = 2  # words that may be a name although they are written small: "robin sample"
MOST_NOTE_WORDS = 6
INITIAL = 2  # characters of "R."
NAME_PARTS = (1, 2, 3, 4)
CAPITALS_WORDS = 5  # words of a label without a title, in a text in capitals

# Chinese and Japanese have no capitals and no spaces, so an office at the end decides.
IDEOGRAPHS = re.compile(r"[\u3400-\u9fff]")
IDEOGRAPHIC_LONGEST = 24
IDEOGRAPHIC_STOP = re.compile(r"[，。、；！？“”‘’…\d]")
IDEOGRAPHIC_TITLE = re.compile(
    r"(?:主席|主任|議員|议员|委員|委员|局長|局长|司長|司长|署長|处长|處長|秘書|秘书|秘書長|秘书长|長官|长官|部長|部长|"
    r"市長|市长|校長|校长|院長|院长|議長|议长|先生|女士|小姐|教授|博士|醫生|医生|律師|律师|專員|专员|課長|係長|さん|様|氏|君)$"
)
IDEOGRAPHIC_PHRASE = re.compile(  # "I want to ask:", "he said:"
    r"^[我你您他她它這这那此其以如例即但因所而且首第有在對对關关請请]|[說说為为是問问答指道下出於于如的了及]$"
)
IDEOGRAPHIC_LISTS = re.compile(
    r"^(?:出席|缺席|列席|贊成|赞成|反對|反对|棄權|弃权|附件|附錄|附录|註|注|備註|日期|時間|时间|地點|地点|功能團體|地方選區|"
    r"選舉委員會|修正案|議題|议题|議案|问题|問題)"
)


@lru_cache(maxsize=REMEMBERED)
def starts_with_title(label: str) -> bool:
    """Return whether a label begins with a title or an office, such as "Mr. Sample" and "The Minister for Roads"."""
    name = tidy(label)
    if IDEOGRAPHS.search(name):
        titled = (SUFFIX.sub("", name).strip(), name.rstrip("）)"))  # the office may be in the bracket
        return any(IDEOGRAPHIC_TITLE.search(part) for part in titled)
    if FRENCH_TITLE.match(name):
        return True
    words = re.findall(r"[^\W\d_]+", fold(name))
    words = without_first(words, ARTICLES_OF_OFFICES | INDEFINITE)
    words = without_first(words, NEED_AN_OFFICE)
    return bool(words) and words[0] in TITLES - NEED_AN_OFFICE


def is_short(label: str) -> bool:
    """Return whether a label is as short as labels in a text in capitals are, or begins with a title."""
    return len(label.split()) <= CAPITALS_WORDS or (starts_with_title(label) and plausible(label))


def is_a_phrase(label: str) -> bool:
    """Return whether Chinese or Japanese words introduce what follows, and name nobody."""
    return IDEOGRAPHIC_PHRASE.search(label) is not None and not starts_with_title(label)


def is_like_a_name(label: str) -> bool:
    """Return whether a label looks like only a person's name: up to four words beside its particles, and no topic."""
    words = SUFFIX.sub("", label).split()
    parts = [word for word in words if fold(word) not in PARTICLES | SUFFIXES]
    return (
        len(words) > 1
        and len(parts) in NAME_PARTS
        and not re.search(r"\d", "".join(words))
        and not IDEOGRAPHS.search(label)
        and not {word.strip(".,").casefold() for word in words} & MATTERS
    )


@lru_cache(maxsize=REMEMBERED)
def plausible(label: str) -> bool:
    """Return whether a text could be the name or office of a speaker.

    It has up to nine words, each with a capital (or in a script without them), a number, or a particle such as "of"; an
    office in parentheses may follow. An office with the person in parentheses may be longer, as those of ministers are.
    Words that introduce something else ("Present", "Motion") are not speakers.
    """
    if IDEOGRAPHS.search(label):
        return _plausible_ideographs(label)
    return _plausible_letters(without_titles_in_brackets(label))


def _plausible_letters(label: str) -> bool:
    outside, inside = around_brackets(label)
    if inside and len(label) <= LONGEST_OFFICE and names_person_in_brackets(outside, inside):
        return starts_with_title(outside) and len(outside.split()) <= MOST_OFFICE_WORDS and not _has_an_end(outside)
    name = SUFFIX.sub("", label).strip().strip("“”\"'")
    words = name.split()
    if not words or name[0].isdigit() or len(label) > LONGEST_LABEL or len(words) > MOST_WORDS:
        return False
    if HEADS_A_SECTION.search(name):
        return False
    if names_nobody(name) and name[0].isupper() and len(words) <= NOBODY_WORDS:
        return name.casefold() not in NOT_SPEAKERS - TITLES
    return _reads_as_name(name)


def _has_an_end(text: str) -> bool:
    """Return whether a sentence ends inside a text, which never happens in an office. "Hon." ends none."""
    return any(word[-1] in "?!;" or (word[-1] == "." and not _is_abbreviated(word)) for word in text.split()[:-1])


def _is_abbreviated(word: str) -> bool:
    return ABBREVIATION.fullmatch(word) is not None or fold(word) in TITLES


def introduces(label: str) -> bool:
    """Return whether words before a colon introduce a thing ("Note", "Action item"), not a person."""
    words = [word.strip(".,'’()").casefold() for word in label.split()]
    return bool(words) and (
        (words[0] in NOT_SPEAKERS | INTRODUCING and not starts_with_title(label)) or words[-1] in LISTS
    )


def interrupts(label: str) -> bool:
    """Return whether words before a colon end what was said before, and name nobody: "Reply", "Break", "Motion"."""
    words = label.split()
    interrupting = bool(words) and words[0].strip(".,").casefold() in INTERRUPTING
    names = interrupting and (starts_with_title(label) or set(fold(label).split()) & OFFICES)  # "Recording Secretary"
    return (interrupting and not names) or is_mark(f"[{label}]")


def is_a_sound(label: str) -> bool:
    """Return whether words before a colon say what is heard while nobody speaks: "Jingle", "Break", "crosstalk"."""
    sound = interrupts(label) and label.split(maxsplit=1)[0].strip(".,").casefold() in SOUNDS
    return sound or is_mark(f"[{label}]")


def is_named(label: str) -> bool:
    """Return whether a label could name somebody and is not a note such as [Laughter]."""
    return plausible(label) and not is_mark(f"[{label}]")


def may_be_somebody(label: str) -> bool:
    """Return whether a doubtful label may name a person: not "Reply", "Jingle" or "Motion"."""
    return not interrupts(label) and not is_note(label)


def is_note(label: str) -> bool:
    """Return whether words before a colon at a paragraph are of the record, and of no speaker: "Motion", "Vote"."""
    words = [word.strip(".,'’()") for word in fold(label).split()]
    return bool(words) and words[0] in NOTES and len(words) <= MOST_NOTE_WORDS and not starts_with_title(label)


def is_of_a_log(label: str) -> bool:
    """Return whether a label is a field of minutes, and hardly a speaker if nobody's speech follows it."""
    return fold(label) in OF_A_LOG


def is_program(label: str) -> bool:
    """Return whether a label is of a program that keeps the log of a chat."""
    return fold(label) in PROGRAMS or fold(label).endswith("bot")


def may_begin_words(label: str) -> bool:
    """Return whether words before a colon at a paragraph are short and of no sentence, so that somebody may follow."""
    words = [word.strip(".,'’()").casefold() for word in NUMBER_OF.sub("", label).split()]
    return (
        0 < len(words) <= MOST_WORDS
        and label[0].isupper()
        and words[0] not in INTRODUCING | SAID_IN_SPEECH
        and not IN_SENTENCES & set(words)
        and ENDED.search(label) is None
        and not label.endswith(("?", "!", ",", ";"))
    )


def is_of_audience(label: str) -> bool:
    """Return whether a label is of somebody who asks, and is not named."""
    return OF_AUDIENCE.fullmatch(fold(label)) is not None


@lru_cache(maxsize=REMEMBERED)
def calls_somebody(label: str) -> bool:
    """Return whether a text could be what somebody is called, where names stand: anything short that is no sentence.

    People call themselves "jsmith", "iPhone", "Robin | Sample Lake" and "+1 555-010-0142".
    """
    words = NUMBER_OF.sub("", INVISIBLE.sub("", label)).casefold().replace("’", "'").split()
    if len(words) == 1 and words[0] in GIVEN_NAMES:
        return label.strip().istitle()
    return (
        0 < len(words) <= MOST_WORDS
        and len(label) <= LONGEST_LABEL
        and any(map(_is_of_a_name, label))
        and (set(words) <= THEMSELVES or not any(word.strip('.,;?!"“”()') in IN_SENTENCES for word in words))
        and not label.rstrip().endswith(("?", "!", ",", ";"))
        and ENDED.search(label) is None
    )


def _is_of_a_name(character: str) -> bool:
    """Return whether a character is a letter, a digit or an emoji, which may be all that somebody is called."""
    return character.isalnum() or unicodedata.category(character) == "So"


def may_be_called(label: str) -> bool:
    """Return whether words that are written as names are may be one: no sound, and no field such as "Time"."""
    return not interrupts(label) and (not introduces(label) or is_of_audience(label))


def stands_for_somebody(label: str) -> bool:
    """Return whether words before a colon may be somebody, who need not be named: not a thing, and not a phrase."""
    words = label.split()
    small = sum(word[0].islower() for word in words)
    return (
        calls_somebody(label)
        and not introduces(label)
        and not interrupts(label)
        and (len(words) <= FEW_WORDS or small <= len(words) / 2)
    )


def may_be_label(text: str) -> bool:
    """Return whether an implausible label may still be one: in capitals, or with anything in its brackets."""
    words = re.sub(r"[(\[][^()\[\]]*[)\]]", " ", text).split()
    named = [word for word in words if not word[0].islower()]
    return (
        0 < len(words) <= MOST_WORDS_PERHAPS
        and words[0] in named
        and fold(words[0]) not in NOT_SPEAKERS | INTRODUCING
        and len(named) > len(words) / 2
        and not _has_an_end(" ".join(words))
        and not any(map(str.isdigit, text))
        and not TELLS.search(text)
    )


def stands_alone(label: str) -> bool:
    """Return whether a paragraph could be only a speaker: short, without a sentence end, and introducing nothing."""
    words = label.split()
    return (
        0 < len(words) <= MOST_WORDS_ALONE
        and not label.endswith((",", ";", "?", "!"))
        and (
            not label.endswith(".") or fold(words[-1]) in SUFFIXES or len(words[-1]) == INITIAL or "." in words[-1][:-1]
        )
        and not label[0].islower()
        and words[0].strip(".,'’:").casefold() not in NOT_SPEAKERS - TITLES
        and any(map(str.isalpha, label))
    )


def _reads_as_name(name: str) -> bool:
    words = name.split()
    bare = [word.strip(".,'’").casefold() for word in words]
    if (bare[0] in NEVER_FIRST and not starts_with_title(name)) or bare[-1] in LISTS or name.casefold() in NOT_SPEAKERS:
        return False
    says_who = not set(fold(name).split()) <= HONORIFICS | ARTICLES_OF_OFFICES  # "Mr." alone does not
    return says_who and all(map(_word_of_a_name, words))


def _plausible_ideographs(label: str) -> bool:
    name = SUFFIX.sub("", label).strip()
    return (
        len(name) <= IDEOGRAPHIC_LONGEST
        and not IDEOGRAPHIC_STOP.search(name)
        and not IDEOGRAPHIC_LISTS.match(name.replace(" ", ""))
    )


def _word_of_a_name(word: str) -> bool:
    if TOKEN.fullmatch(word) is None:
        return False
    if word.endswith(".") and not _is_abbreviated(word):
        return False
    first = next((character for character in word if character.isalnum()), "")
    known = fold(word)
    particle = known in SMALL_WORDS or fold(word.partition("-")[0]) in SMALL_WORDS
    elided = word.startswith(("d'", "d’", "l'", "l’"))
    return bool(first) and (not first.islower() or particle or known in TITLES or elided)


def tidy(label: str) -> str:
    """Return a label as printed, without punctuation that only ends it or stands around it, and invisible marks."""
    tidied = re.sub(r"\s+", " ", INVISIBLE.sub("", label)).strip().strip(":：").strip("*_ ").strip()
    tidied = twice[1] if (twice := TWICE.match(tidied)) else tidied
    return tidied[1:-1].strip() if tidied[:1] + tidied[-1:] in ("<>", "[]") else tidied
