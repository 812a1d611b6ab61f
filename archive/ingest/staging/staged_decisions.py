"""What a file prints of a decision: staged with its turn, its names matched like labels, and saved as a draft."""

from collections.abc import Iterator, Mapping
from typing import Any

from archive.actions.statements import NewDecision
from archive.ingest.parsed import Vote
from archive.ingest.text.motions import choice_of
from archive.models import Ballot, Decision

LONGEST_NAME, LONGEST_WORD = 300, 100
COUNTS = {
    "aye_count": "yes_count",
    "no_count": "no_count",
    "abstention_count": "abstain_count",
    "absent_count": "absent_count",
}


def as_staged(vote: Vote) -> dict[str, Any]:
    """Return the facts that a vote prints, as plain data: fields of Decision, the roll, whether it was only said."""
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
    }


def names_in(decided: Mapping[str, Any]) -> Iterator[str]:
    """Yield the printed names of a staged decision, each to be matched as a label is."""
    for name in ("mover_name", "seconder_name"):
        if name in decided.get("facts", {}):
            yield decided["facts"][name]
    yield from (name for _, name in decided.get("roll", ()))


def new_decision(decided: Mapping[str, Any], speakers: Mapping[str, int | None]) -> NewDecision:
    """Return the decision to save: as printed, with the speakers whom the names were given at the desk."""
    facts = dict(decided.get("facts", {}))
    for name in ("mover", "seconder"):
        if speaker := speakers.get(facts.get(f"{name}_name", "")):
            facts[f"{name}_id"] = speaker
    roll = [
        Ballot(name=name, speaker_id=speakers.get(name), choice=choice_of(word), word=word)
        for word, name in decided.get("roll", ())
    ]
    return NewDecision(facts, roll)
