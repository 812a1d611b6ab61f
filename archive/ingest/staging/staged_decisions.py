"""What a file prints of a decision: staged with its turn, its names matched like labels, and saved as a draft."""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from archive.actions.statements import NewDecision
from archive.actions.statements.decisions import OF_A_BALLOT
from archive.ingest.parsed import Vote
from archive.ingest.text.vote_words import choice_of
from archive.models import Ballot, Decision, Speaker

LONGEST_NAME, LONGEST_WORD = 300, 100
COUNTS = {
    "aye_count": "yes_count",
    "no_count": "no_count",
    "abstention_count": "abstain_count",
    "absent_count": "absent_count",
}
# The fields of Decision that a file can print. The others are typed by a person, or loaded.
PRINTED = ("kind", "method", "result", "printed_result", "mover_name", "seconder_name", *COUNTS.values())
WHO_PUT_IT = ("mover", "seconder")


def as_staged(vote: Vote) -> dict[str, Any]:
    """Return what a vote prints, as plain data: facts, the roll, who came and left when, if it is only proposed."""
    facts = {
        "kind": vote.kind or Decision.Kind.MOTION.value,
        "method": vote.method,
        "result": vote.result,
        "printed_result": vote.outcome[:LONGEST_NAME],
        "mover_name": vote.mover[:LONGEST_NAME],
        "seconder_name": vote.seconder[:LONGEST_NAME],
        **{column: getattr(vote, name) for name, column in COUNTS.items()},
    }
    return {
        "facts": {name: value for name, value in facts.items() if value not in ("", None)},
        "roll": [[word[:LONGEST_WORD], name[:LONGEST_NAME]] for word, name in vote.roll],
        "said": vote.said,
        **({"times": {name[:LONGEST_NAME]: times for name, *times in vote.times}} if vote.times else {}),
    }


def names_in(decided: Mapping[str, Any]) -> Iterator[str]:
    """Yield the printed names of a staged decision, each to be matched as a label is."""
    for name in (f"{who}_name" for who in WHO_PUT_IT):
        if name in decided.get("facts", {}):
            yield decided["facts"][name]
    yield from (name for _, name in decided.get("roll", ()))


def facts_in_words(decided: Mapping[str, Any]) -> str:
    """Return the printed words of a staged decision: names, outcome and the roll."""
    printed = decided.get("facts", {}).get("printed_result", "")
    words = dict.fromkeys(word for word, _ in decided.get("roll", ()))
    return "\n".join(filter(None, (printed, *words, *names_in(decided))))


def new_decision(decided: Mapping[str, Any], speakers: Mapping[str, int | None]) -> NewDecision:
    """Return the decision to save: as printed, with the speakers whom the names were given at the desk."""
    facts = dict(decided.get("facts", {}))
    for name in WHO_PUT_IT:
        if speaker := speakers.get(facts.get(f"{name}_name", "")):
            facts[f"{name}_id"] = speaker
    times = decided.get("times", {})
    roll = [
        Ballot(
            name=name, speaker_id=speakers.get(name), choice=choice_of(word), word=word, **_came_and_left(times, name)
        )
        for word, name in decided.get("roll", ())
    ]
    return NewDecision(facts, roll)


def next_decision(stored: Decision, decided: Mapping[str, Any], speakers: Mapping[str, int | None]) -> NewDecision:
    """Return what a later file makes of a stored decision: what it does not print is empty.

    A printed name that stays keeps its speaker, and in the roll when they came and left, if the file does not know.
    """
    new = new_decision(decided, speakers)
    empty = Decision()
    facts = {name: getattr(empty, name) for name in PRINTED} | new.facts
    for who in WHO_PUT_IT:
        speaker = facts.pop(f"{who}_id", None)
        stays = facts[f"{who}_name"] == getattr(stored, f"{who}_name")
        facts[who] = Speaker.objects.get(pk=speaker) if speaker else getattr(stored, who) if stays else None
    roll = list(new.roll or ())
    before, after = _printed_once(stored.ballots.all()), _printed_once(roll)
    for name, ballot in after.items():
        if old := before.get(name):
            ballot.speaker_id = ballot.speaker_id or old.speaker_id
            ballot.arrived, ballot.left = ballot.arrived or old.arrived, ballot.left or old.left
    return NewDecision(facts, roll)


def as_undone(stored: Decision) -> dict[str, Any]:
    """Return as plain data what ``next_decision`` may change of a decision, so that it can be undone."""
    return {
        "facts": {name: getattr(stored, name) for name in PRINTED},
        "speakers": {who: getattr(stored, f"{who}_id") for who in WHO_PUT_IT},
        "roll": [
            {name: _value_as_staged(getattr(ballot, name)) for name in OF_A_BALLOT} for ballot in stored.ballots.all()
        ],
    }


def decision_before(undone: Mapping[str, Any]) -> NewDecision:
    """Return the decision that ``as_undone`` wrote down. Speakers who were deleted since are left out."""
    numbers = {*undone["speakers"].values(), *(line["speaker_id"] for line in undone["roll"])} - {None}
    speakers = Speaker.objects.in_bulk(numbers)
    who = {name: speakers.get(number) for name, number in undone["speakers"].items()}
    roll = [
        Ballot(
            name=line["name"],
            speaker=speakers.get(line["speaker_id"]),
            choice=line["choice"],
            word=line["word"],
            **_came_and_left({line["name"]: [line["arrived"], line["left"]]}, line["name"]),
        )
        for line in undone["roll"]
    ]
    return NewDecision({**undone["facts"], **who}, roll)


def _came_and_left(times: Mapping[str, list[str | None]], name: str) -> dict[str, datetime.time | None]:
    """Return the fields of Ballot for when somebody came and left, from ISO texts by name."""
    pairs = zip(("arrived", "left"), times.get(name, ()), strict=False)
    return {when: datetime.time.fromisoformat(time) if time else None for when, time in pairs}


def _printed_once(roll: Iterable[Ballot]) -> dict[str, Ballot]:
    """Return the lines of a roll by their names, without the names that it has more than once."""
    lines = list(roll)
    times = Counter(ballot.name for ballot in lines)
    return {ballot.name: ballot for ballot in lines if times[ballot.name] == 1}


def _value_as_staged(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.time) else value
