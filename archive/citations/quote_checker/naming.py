"""Whether a claim names the speaker of a statement: by name, in any spelling, or by the office held that day."""

from collections.abc import Iterable

from django.db.models import QuerySet

from archive import people
from archive.citations.passages.words import keys
from archive.citations.quote_checker import saying
from archive.citations.quote_checker.claim import claim_of
from archive.citations.quote_checker.claimed import Claim, ClaimedWord, WordRole
from archive.citations.quote_checker.languages import plain
from archive.citations.quote_checker.venue import BODIES
from archive.models import Board, Named, NameWord, Office, OutdatedName, Speaker, Statement
from archive.people import Likeness, generation, likeness_of_names, undeclined

MOST_NAMESAKES = 200
LONGEST_SHORT = 7
# Usual short forms of words in the names of boards. Others may be a name of their own: "Park" is not Parkville.
SHORT_FORMS = people.listed("fed com comm sen rep dept dist twp univ calif")
OF_A_PARTY = (["von", "den"], ["von", "der"])
# Labels for somebody whose name is not known.
NOBODY = frozenset({"unidentified", "unknown", "several", "male", "female", "voice", "inaudible", "public"})


def said_by(claim: Claim, statement: Statement) -> bool | None:
    """Return whether the claim names the statement's speaker, or None if that is not known.

    A name fits if its words fit one of the speaker's names: the family name with fitting given names or initials, or
    some of their names alone. "Superintendent Driver", "Driver, D." and "Darienne" name Darienne Driver; "John Driver"
    does not, nor does a speaker of the same name if the claim names another board where a namesake speaks. If several
    people are named, or a name comes with another person's office or place, it is not known. An
    office alone is compared with those held that day: it does not fit only if somebody else held it. A pronoun, a crowd
    or a place names nobody.
    """
    labels = _labels(statement)
    known = [name for name in map(_whole_name, labels) if name]
    if claim.is_disclaimed:
        return None
    if claim.name_runs:
        likeness = max((_likeness(claim, name) for name in known), default=Likeness.OTHER)
        fits = likeness >= Likeness.FITS
        is_doubtful = likeness is Likeness.PERHAPS or (
            fits
            and (
                _names_others(claim, known, statement)
                or _has_another_office(claim, statement)
                or _is_of_another_place(claim, statement)
                or _is_of_unknown_generation(claim, known, statement)
            )
        )
        if is_doubtful:
            return False if fits and _is_namesake_of_another_board(claim, statement) else None
        if fits or _is_organisation_named(claim, statement) or _is_addressed_by_office(claim, statement):
            return True
        if not _is_of_the_board(claim, statement):
            is_unclear = any(_may_be_a_form(run, name, claim) for run in _turned(claim) for name in known)
            return False if any(map(_names_somebody, labels)) and not is_unclear else None
    if claim.offices - people.ACTING and not _is_of_another_place(claim, statement):
        return _holds(claim.offices - people.ACTING, statement)
    return None


def namesakes(statement: Statement, *, of_full_name: bool = False) -> list[str]:
    """Return the names of other speakers with public statements and the speaker's family name.

    Those whose whole name is the same have a board at which they spoke; with ``of_full_name``, only they are returned.
    """
    speaker = statement.speaker
    if speaker is None or speaker.kind != Speaker.Kind.PERSON or not (name := _name_words(speaker.name)):
        return []
    named = [
        (other, [word.key for word in words])
        for other in _speakers_with(name[-1].key).exclude(pk=speaker.pk)
        if (words := _name_words(other.name)) and words[-1].key == name[-1].key
    ]
    own = [word.key for word in name]
    same = [_with_board(other) for other, words in named if words == own]
    return sorted(same if of_full_name else [*same, *(other.name for other, words in named if words != own)])


def _speakers_with(word: str) -> QuerySet[Speaker]:
    """Return public speakers with a word in their names, whatever its accents and capitals.

    Names that the site has not yet taken apart into words are among them.
    """
    kept = NameWord.objects.filter(kind=Named.SPEAKER, word=word).order_by("rank", "record")
    changed = OutdatedName.objects.filter(kind=Named.SPEAKER).order_by("-id")
    may_be = {pk for rows in (kept, changed) for pk in rows.values_list("record", flat=True)[:MOST_NAMESAKES]}
    return Speaker.objects.public().current().filter(pk__in=may_be).order_by("pk")


def _with_board(speaker: Speaker) -> str:
    """Return a name that others have too, with a board that tells them apart."""
    spoken = Statement.objects.public().filter(speaker=speaker).select_related("board").order_by("date", "pk").last()
    return f"{speaker.name} ({spoken.board})" if spoken else speaker.name


def _is_namesake_of_another_board(claim: Claim, statement: Statement) -> bool:
    """Return whether the claim names another board, where somebody of the speaker's name has spoken."""
    named = _words_after_of(claim)
    own = [word.key for word in _name_words(statement.speaker.name)] if statement.speaker else []
    if not named & BODIES or not own or statement.speaker is None:
        return False
    boards = [board for board in Board.objects.public() if named <= set(keys(board.name))]
    if not boards or statement.board in boards or statement.board.parent in boards:
        return False
    others = _speakers_with(own[-1]).exclude(pk=statement.speaker.pk)
    there = others.filter(statements__in=Statement.objects.public().filter(board__in=boards)).distinct()
    return any([word.key for word in _name_words(other.name)] == own for other in there)


def _words_after_of(claim: Claim) -> set[str]:
    """Return the words of the body to which a claim says that somebody belongs: "Jo Sample of the Troy board"."""
    body: set[str] = set()
    is_of = False
    for before, word in zip(claim.words, claim.words[1:], strict=False):
        if word.role == WordRole.PREPOSITION and word.key in saying.BELONGING:
            is_of = before.role in {WordRole.NAME, WordRole.SUFFIX, WordRole.OFFICE}
        elif is_of and word.role in {WordRole.NAME, WordRole.PLACE}:
            body.add(word.key)
        elif is_of and word.role not in {WordRole.ARTICLE, WordRole.PREPOSITION}:
            is_of = False
    return body


def _labels(statement: Statement) -> set[str]:
    """Return what the record calls the speaker."""
    speaker = statement.speaker
    names = {speaker.name, *speaker.other_names()} if speaker else set()
    return {name for name in names | {statement.attribution} if name}


def _offices_in(title: str) -> set[str]:
    return {saying.OFFICES[key] for key in keys(title) if key in saying.OFFICES}


def _name_words(name: str) -> list[ClaimedWord]:
    """Return the words of a stored name without titles, brackets, and "of Texas"."""
    plain = name.partition("(")[0].partition(" of ")[0].title() if name.isupper() else name.partition("(")[0]
    family, comma, given = plain.partition(",")
    if comma and (runs := claim_of(given).name_runs) and keys(given)[0] not in people.SUFFIXES:
        return [*runs[0], *_plain_words(family)]
    # "Chief of Police Kagan": the name is after the office.
    return _plain_words(plain.partition(" of ")[0]) or _plain_words(plain)


def _whole_name(name: str) -> list[ClaimedWord]:
    """Return the words of a stored name with what tells people of one name apart: "Jo Sample Jr."."""
    words = _name_words(name)
    suffixes = [word for word in claim_of(name.partition("(")[0]).words if word.role == WordRole.SUFFIX]
    return [*words, *suffixes] if words else []


def _is_of_unknown_generation(claim: Claim, known: list[list[ClaimedWord]], statement: Statement) -> bool:
    """Return whether only one of the claim and the record says "Jr.", and somebody else has the name."""
    own = {generation([word.key for word in name]) for name in known}
    claimed = {generation([word.key for word in run]) for run in _turned(claim)}
    return own.isdisjoint(claimed) and bool(namesakes(statement, of_full_name=True))


def _plain_words(name: str) -> list[ClaimedWord]:
    claimed = claim_of(name).words
    office = max((at for at, word in enumerate(claimed) if word.role == WordRole.OFFICE), default=-1)
    before, after = claimed[:office], claimed[office + 1 :]
    is_named = any(word.role == WordRole.NAME for word in after)
    if is_named and not any(word.role == WordRole.NAME for word in before):
        # "Public Works Director Kagan": what stands before the office belongs to it, and so do places after it.
        first = next(at for at, word in enumerate(after) if word.role not in {WordRole.PREPOSITION, WordRole.PLACE})
        claimed = after[first:]
    words = [word for word in claimed if word.role not in {WordRole.OFFICE, WordRole.ADDRESS, WordRole.SUFFIX}]
    # A name may also be another word: "Read", "Park", "Dean". A title with nothing after it is not a name.
    if claimed and not words and len(claimed) > 1:
        words = [word for word in claimed if word.role not in {WordRole.ADDRESS, WordRole.SUFFIX}][-1:]
    return [] if any(word.key in NOBODY for word in words) else words


def _names_somebody(label: str) -> bool:
    """Return whether a label names somebody, as "Senator Sessions" does. "The Chair", "City Clerk" and "Staff" do not.

    A word that the lists also have, such as "Sessions", counts as a name only after a title.
    """
    words = [word for word in claim_of(label.partition("(")[0]).words if word.role != WordRole.SUFFIX]
    others = [word for word in words if word.role not in {WordRole.OFFICE, WordRole.ADDRESS}]
    # Words of a script without capitals, such as Hebrew, are unknown.
    may_be_names = {WordRole.NAME, WordRole.UNKNOWN}
    is_name = any(word.role in may_be_names for word in others) or (len(words) > 1 and others == words[-1:])
    return is_name and bool(_name_words(label))


def _likeness(claim: Claim, name: list[ClaimedWord]) -> Likeness:
    return max((_likeness_of_run(run, name, claim) for run in _runs(claim, name)), default=Likeness.OTHER)


def _runs(claim: Claim, known_words: Iterable[ClaimedWord]) -> list[list[ClaimedWord]]:
    """Return the claimed names, including one that the lists also take for another word, if it is the speaker's."""
    known = {word.key for word in known_words}
    taken = [
        word
        if word.role in {WordRole.NAME, WordRole.SUFFIX} or word.key not in known or not word.is_capital
        else ClaimedWord(word.key, WordRole.NAME, word.is_capital, word.gap)
        for word in claim.speaking
    ]
    return _turned(Claim(claim.written, tuple(taken)))


def _names_others(claim: Claim, known: list[list[ClaimedWord]], statement: Statement) -> bool:
    """Return whether there is a name next to the speaker's: another person's, or a place that is not the board's."""
    place = _words_of_the_board(statement)
    own = [word for name in known for word in name]
    others = [
        run
        for run in _runs(claim, own)
        if not all(word.key in place or _is_short(word, claim, statement) for word in run)
    ]
    return any(not any(_likeness_of_run(run, name, claim) for name in known) for run in others)


def _is_short(word: ClaimedWord, claim: Claim, statement: Statement) -> bool:
    """Return whether a word may be short for the board: "MPS" for one of Milwaukee, "Fed" for the Federal Reserve."""
    if any(key.startswith(word.key) for key in keys(statement.board.name)) and word.key in SHORT_FORMS:
        return True
    written = claim.written[word.start : word.end]
    return written.isupper() and written[:1] == statement.board.name[:1].upper() and 1 < len(written) < LONGEST_SHORT


def _is_of_another_place(claim: Claim, statement: Statement) -> bool:
    """Return whether an office is claimed for another place than the board's: "the mayor of Seattle"."""
    place, is_of = _words_of_the_board(statement), False
    for before, word in zip(claim.words, claim.words[1:], strict=False):
        if word.role == WordRole.PREPOSITION:
            is_of = word.key in saying.BELONGING and before.role in {
                WordRole.OFFICE,
                WordRole.NAME,
                WordRole.SUFFIX,
            }
        elif is_of and word.role == WordRole.NAME and word.key not in place and not _is_short(word, claim, statement):
            return True
    return False


def _words_of_the_board(statement: Statement) -> set[str]:
    """Return the words for the place: those of the board, and those that the record has next to the speaker's name."""
    labels = (statement.board.name, statement.board.place, statement.attribution, str(statement.speaker or ""))
    return {*people.PARTICLES, *(key for label in labels for key in keys(label))}


def _has_another_office(claim: Claim, statement: Statement) -> bool:
    """Return whether the speaker held offices that day, but not the one claimed, which only one person holds."""
    claimed = claim.offices & people.OFFICES_OF_ONE_PERSON
    day, speaker = statement.date.first, statement.speaker
    held = [office.title for office in speaker.offices.all() if office.held_on(day)] if speaker else []
    is_former = bool(claim.offices & {"former"})
    # A deputy is also called by the office itself: "Justice Kagan" is an associate justice.
    return bool(claimed and held) and not is_former and not any(claimed <= _offices_in(title) for title in held)


def _turned(claim: Claim) -> list[list[ClaimedWord]]:
    """Return the names, and "Driver, D." or "Driver D." as "D. Driver"."""
    names = [word for word in claim.speaking if word.role == WordRole.NAME]
    initials = names[1:]
    if initials and all(word.is_initial for word in initials):
        suffixes = [word for word in claim.speaking if word.role == WordRole.SUFFIX]
        return [[*initials, names[0], *suffixes]]
    return claim.name_runs


def _likeness_of_run(run: list[ClaimedWord], name: list[ClaimedWord], claim: Claim) -> Likeness:
    said, kept = [plain(word.key) for word in run], [plain(word.key) for word in name]
    if len(kept) > 1 and said[: len(kept)] == kept and said[len(kept) : len(kept) + 2] in OF_A_PARTY:
        # "Anna von der Muster von den Grünen": the party is no part of the name.
        said = kept
    if claim.is_in_genitive:
        said = undeclined(said, kept) or said
    return likeness_of_names(said, kept)


def _may_be_a_form(run: list[ClaimedWord], name: list[ClaimedWord], claim: Claim) -> bool:
    """Return whether a claimed name may be the speaker's in another case: "Samples Fazit", "Wzorka".

    It does not show who spoke, but neither that somebody else did.
    """
    said, kept = [plain(word.key) for word in run], [plain(word.key) for word in name]
    owner = next((at for at, word in enumerate(said) if word == f"{kept[-1]}s"), None)
    is_owner = not claim.has_a_verb and owner is not None and said[:owner] in ([], kept[:-1])
    return is_owner or (claim.is_in_polish and undeclined(said, kept) is not None)


def _is_organisation_named(claim: Claim, statement: Statement) -> bool:
    speaker = statement.speaker
    if speaker is None or speaker.kind == Speaker.Kind.PERSON:
        return False
    names = {speaker.name, *speaker.other_names()}
    typed = {word.key for word in claim.speaking}
    return any(set(keys(name)) <= typed for name in names)


def _is_addressed_by_office(claim: Claim, statement: Statement) -> bool:
    """Return whether a supposed family name is really the speaker's office: "Mr. Reeve" for a reeve."""
    offices = {saying.OFFICES.get(word.key, "") for run in claim.name_runs for word in run}
    return "" not in offices and _holds(frozenset(offices), statement) is True


def _is_of_the_board(claim: Claim, statement: Statement) -> bool:
    """Return whether a supposed name only says where: "the Troy superintendent", "the Troy board"."""
    of_the_board = _words_of_the_board(statement)
    if not all({word.key for word in run} <= of_the_board for run in claim.name_runs):
        return False
    has_article = any(word.role == WordRole.ARTICLE for word in claim.words)
    return any(
        word.role == WordRole.PLACE or (word.role == WordRole.OFFICE and (has_article or not word.is_capital))
        for word in claim.words
    )


def _holds(claimed: frozenset[str], statement: Statement) -> bool | None:
    speaker, day = statement.speaker, statement.date.first
    held = [office for office in speaker.offices.all() if office.held_on(day)] if speaker else []
    labels = [office.title for office in held] + [statement.attribution, speaker.name if speaker else ""]
    if any(_is_office(claimed, label) for label in labels if label):
        return True
    # A difference needs facts about both: somebody else had the office, and the speaker had none of that name.
    return False if speaker and _is_anothers(claimed, statement) else None


def _is_anothers(claimed: frozenset[str], statement: Statement) -> bool:
    """Return whether somebody else held the office that day at that board, or spoke there under it.

    The speaker must not have held it.
    """
    day, speaker = statement.date.first, statement.speaker_id
    at_the_board = Office.objects.public().filter(board=statement.board)
    if any(office.held_on(day) and _is_office(claimed, office.title) for office in at_the_board):
        return True
    same_day = Statement.objects.public().filter(board=statement.board, date=statement.date)
    names = same_day.exclude(speaker=speaker).values_list("speaker__name", flat=True).distinct()
    return any(name and not _name_words(name) and _is_office(claimed, name) for name in names.order_by())


def _is_office(claimed: Iterable[str], title: str) -> bool:
    known, sought = _offices_in(title) - people.ACTING, set(claimed)
    return sought <= known and sought & people.OTHER_OFFICE == known & people.OTHER_OFFICE
