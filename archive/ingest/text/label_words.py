"""What the label of a speaker looks like, and what only looks like one."""

import re

from archive.ingest.text.speaker_labels import BEFORE_OFFICES, HONORIFICS, OFFICES, names_nobody


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LONGEST = 90
MOST_WORDS = 9
TITLES = (
    HONORIFICS
    | OFFICES
    | BEFORE_OFFICES
    | _words(
        "madame messrs lord lady dame chairman chairwoman chairperson councilor councilmember councilman councilwoman "
        "alderman alderwoman assemblyman assemblywoman selectman selectwoman members county city town village public "
        "unidentified unknown several interpreter witness audience voice his her participant participants staff "
        "sheriff solicitor presiding"
    )
)
PARTICLES = _words(
    "of the de del della der den di da do dos das du la le les van von y e and for at pro tempore tem bin ibn al el "
    "zu zur und et to in on ad hoc"
)
FIRST_PARTICLES = _words("the de del van von al el la le da di")  # those a name may begin with
# Words before a colon that introduce something, not somebody.
NOT_SPEAKERS = _words(
    "note notes present absent excused motion motions action actions date time location place venue subject re agenda "
    "item items minutes attendance attending attendees staff vote votes voting aye ayes yea yeas yes nay nays no noes "
    "abstain abstained abstaining abstentions resolved whereas result results summary background recommendation "
    "recommendations recommended purpose discussion decision decisions topic topics question questions answer answers "
    "address phone tel fax email e-mail website url http https see source sources from to cc bcc ref reference page "
    "exhibit appendix attachment attachments section article chapter part table figure example total budget cost "
    "warning important however therefore remember thus also namely remarks moved seconded seconder mover passcode "
    "webinar meeting id or us telephone one tap dial department contact title resolution ordinance bylaw by-law "
    "proponents opponents neutral opposed support favor favour type fiscal submitted preferred absolute budgeted "
    "dollar final translation"
)
NEVER_FIRST = (NOT_SPEAKERS - TITLES) | (PARTICLES - FIRST_PARTICLES)
LISTS = _words("attending attendance present absent guests administrators attendees excused procedure")
SUFFIX = re.compile(r"\s*\([^()]*\)\s*$|\s*\(\?\)")
ABBREVIATION = re.compile(r"(?:[A-Z]{1,2}|[A-Z][a-z]{1,4}|(?:[A-Z]\.)+[A-Z]?)\.")
HEADS_A_SECTION = re.compile(r"\bcomments?$", re.IGNORECASE)
NOBODY_WORDS = 4
TOKEN = re.compile(r"[\w’'`´.\"&#/-]+,?")


def starts_with_title(label: str) -> bool:
    """Say whether a label begins with a title or an office, as "Mr. Sample" and "Councillor Sample" do."""
    words = re.findall(r"[^\W\d_]+", label)
    return bool(words) and words[0].casefold() in TITLES


def plausible(label: str) -> bool:
    """Say whether a text could be the name or office of a speaker.

    Up to nine words, each with a capital (or of a script without them), a number, or a particle such as "of"; an
    office in parentheses may follow. Words that introduce something else ("Present", "Motion") are not speakers.
    """
    name = SUFFIX.sub("", label).strip().strip("“”\"'")
    words = name.split()
    if not words or len(label) > LONGEST or len(words) > MOST_WORDS:
        return False
    if HEADS_A_SECTION.search(name):
        return False
    if names_nobody(name) and name[0].isupper() and len(words) <= NOBODY_WORDS:
        return True
    bare = [word.strip(".,'’").casefold() for word in words]
    if bare[0] in NEVER_FIRST or bare[-1] in LISTS or name.casefold() in NOT_SPEAKERS:
        return False
    return any(character.isalpha() for character in name) and all(map(_word_of_a_name, words))


def _word_of_a_name(word: str) -> bool:
    if TOKEN.fullmatch(word) is None:
        return False
    if word.endswith(".") and not ABBREVIATION.fullmatch(word) and word.casefold().strip(".") not in TITLES:
        return False
    first = next((character for character in word if character.isalnum()), "")
    known = word.casefold().strip(".,")
    return bool(first) and (not first.islower() or known in PARTICLES or known in TITLES or word.startswith("d'"))


def tidy(label: str) -> str:
    """Return a label as printed, without the punctuation that only ends it."""
    return re.sub(r"\s+", " ", label).strip().strip(":").strip("*_ ").strip()
