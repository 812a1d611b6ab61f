"""No vote is stored wrongly, however a clerk lays out its sides, its members and its result."""

import random

import pytest

from archive.ingest import Refused, Vote, read

NAMES = (
    "Alvarez", "Brand", "Castillo", "Dunn", "Egan", "Fox", "Jo Grant", "Mary Ann Hill", "De La Cruz", "Van Horn",
    "O'Neil", "Smith-Jones",
)  # fmt: skip
OFFICES = ("", "Trustee ", "Councilmember ", "Mr. ", "Mayor ")
SIDES = (
    ("Ayes", "Nays", "Abstain"), ("AYES", "NOES", "ABSENT"), ("Yes", "No", "Abstained"), ("Yeas", "Nays", "Absent"),
    ("In favor", "Opposed", "Abstentions"), ("For", "Against", "Abstain"), ("A favor", "En contra", "Abstenciones"),
    ("Voting aye", "Voting nay", "Absent"),
)  # fmt: skip
ALONE = (("Aye", "Yes", "yes"), ("Nay", "No", "no"), ("Absent", "Abstain"))
HEAD = "City of Sampleton\nMinutes of the City Council\nMay 3, 2024\n\nThe meeting was called to order at 7:00 p.m."
END = "99. Adjournment\n\nMoved by Robin Last, seconded by Kim Least. Motion carried."
SEEDS = 120

Roll = tuple[list[str], list[str], list[str]]  # ayes, noes, others


def side_of(chance: random.Random, word: str, names: list[str]) -> str:
    """Lay out a side with its names and its count."""
    sign = chance.choice([", ", "; ", " and "])
    listed = sign.join(names) or chance.choice(["None", "0", "-", ""])
    count, below = chance.choice(["", f" ({len(names)})", f": {len(names)}"]), "\n".join(names) or "None"
    layouts = [
        f"{word}{count}: {listed}", f"{word}: {listed} - {len(names)}", f"{word} - {listed}", f"{word}: {listed}.",
        f"{len(names)} {word}: {listed}", f"{word}:\n{below}", f"{word}: {listed} ({len(names)})",
    ]  # fmt: skip
    return chance.choice(layouts)


def printed_vote(seed: int) -> tuple[str, Roll]:
    """Return a vote in words, and who voted how."""
    chance = random.Random(seed)
    office, members = chance.choice(OFFICES), chance.sample(NAMES, chance.randint(3, 7))
    first = chance.randint(1, len(members))
    second = chance.randint(first, len(members))
    roll = tuple(
        [office + name for name in some] for some in (members[:first], members[first:second], members[second:])
    )
    if chance.random() < 0.25:
        sign, end = chance.choice([" - ", ": ", " ... ", "\t", ", ", "  "]), chance.choice(["\n", "; ", ", "])
        rows = [
            f"{name}{sign}{chance.choice(words)}" for names, words in zip(roll, ALONE, strict=True) for name in names
        ]
        text = end.join(chance.sample(rows, len(rows)))
    else:
        words = chance.choice(SIDES)
        parts = [
            side_of(chance, word, names)
            for word, names in zip(words, roll, strict=True)
            if names or chance.random() < 0.3
        ]
        text = chance.choice(["\n", "\n\n", "; ", "  ", ". "]).join(parts)
    if chance.random() < 0.3:
        text = text.replace(", ", ",\n", 1)
    mover = f"Moved by {office}{members[0]}, seconded by {office}{members[1]}, to approve.\n"
    result = chance.choice(["", "Motion carried.", "Motion failed.", f"Motion carried {len(roll[0])}-{len(roll[1])}"])
    return "\n".join(filter(None, (chance.choice(["", mover.strip()]), text, result))), (roll[0], roll[1], roll[2])


def family(names: tuple[str, ...] | list[str]) -> list[str]:
    return sorted(name.split()[-1] for name in names)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_what_is_stored_of_a_vote_is_what_is_printed(seed: int):
    text, (ayes, noes, _) = printed_vote(seed)
    try:
        meeting = read(f"{HEAD}\n\n7. A matter\n\n{text}\n\n{END}\n".encode(), "minutes.txt")
    except Refused:
        return
    votes = [entry for entry in meeting.entries if isinstance(entry, Vote) and "Robin Last" not in entry.text]

    assert votes or meeting.nature != "minutes", f"neither read nor marked: {text}"
    for vote in (vote for vote in votes if not vote.said):
        assert not any(vote.roll) or (family(vote.ayes), family(vote.noes)) == (family(ayes), family(noes)), text
        assert vote.aye_count in {None, len(ayes)}, text
        assert vote.no_count in {None, len(noes)}, text
