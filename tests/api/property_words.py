"""What the properties of the API mean, where the serializer does not say, and an example of each."""

from typing import Any

MEANINGS = {
    "accessed": "The day on which the archive read it.",
    "agenda_item": "The item of the agenda that it belongs to; null if none is on record.",
    "amends": "The number of the decision that it amends.",
    "arrived": "When the member came, in the time of the board; null if it is not stated.",
    "at": "When it happened.",
    "attribution_after": "The attribution now; empty if it did not change.",
    "attribution_before": "The attribution before; empty if it did not change.",
    "board": "The board.",
    "yes_count": "How many voted yes; null if it is not stated.",
    "no_count": "How many voted no; null if it is not stated.",
    "abstain_count": "How many abstained; null if it is not stated.",
    "recused_count": "How many were recused; null if it is not stated.",
    "absent_count": "How many were absent; null if it is not stated.",
    "excused_count": "How many were excused; null if it is not stated.",
    "present_count": "How many were present; null if it is not stated.",
    "did_not_vote_count": "How many did not vote; null if it is not stated.",
    "choice": "How the member voted.",
    "category": "Why it was removed.",
    "date": "As far as it is known: 2017-02-23, 2017-02 or 2017.",
    "decided_at": "When it was decided.",
    "description": "What it is, in a few words; may be empty.",
    "documents": "Agenda, minutes and other documents.",
    "evidence": "What shows that the correction is right.",
    "evidence_url": "Where the evidence is; may be empty.",
    "id": "Its number in the archive. It never changes.",
    "kind": "What kind it is.",
    "file_number": "Its number at the board; may be empty.",
    "left": "When the member went, in the time of the board; null if it is not stated.",
    "letterhead": "The lines above its action minutes; may be empty.",
    "matter_url": "Its page at the board; may be empty.",
    "method": "How it was decided; empty if it is not stated.",
    "mover": "Who moved it, if the person is on record.",
    "mover_name": "Who moved it, as printed.",
    "position": "Its place in the order.",
    "printed_result": "The result as printed.",
    "result": "What came of it; empty if it is not stated.",
    "rule": "Which majority it needed; may be empty.",
    "seconder": "Who seconded it, if the person is on record.",
    "seconder_name": "Who seconded it, as printed.",
    "word": "The vote as printed.",
    "meeting": "The meeting; null if it was outside a meeting.",
    "name": "Its name.",
    "number": "Its number.",
    "offices": "The offices that the speaker held, and when.",
    "place": "Where it is; may be empty.",
    "previous_sha256": "The hash of the revision before; empty for the first.",
    "published": "The day on which it was published elsewhere.",
    "published_at": "When it was first published on this site.",
    "publisher": "Who published it; may be empty.",
    "reason": "Why.",
    "recording_url": "The address of the recording; may be empty.",
    "sha256": "The hash of these words.",
    "since": "The first day, as far as it is known.",
    "slug": "Its name in addresses.",
    "source": "Where the text comes from; null if none is stated.",
    "speaker": "Who said it; null if nobody is identified.",
    "speaker_after": "The speaker now; empty if it did not change.",
    "speaker_before": "The speaker before; empty if it did not change.",
    "statement": "The number of the statement.",
    "status": "Its status.",
    "text": "The words.",
    "timezone": "The time zone of its meetings.",
    "title": "Its title; may be empty.",
    "tombstone": "The notice in place of what was withdrawn.",
    "topics": "What it is filed under.",
    "type": "What kind of problem it is.",
    "until": "The last day, as far as it is known; null if it goes on.",
    "url": "Its address.",
    "website": "Its own page elsewhere; may be empty.",
    "what": "What was removed: a statement or a passage.",
}
EXAMPLES: dict[str, Any] = {
    "arrived": "19:20:00",
    "left": "20:45:00",
    "accessed": "2026-03-09",
    "agenda_items": [{"id": 31, "label": "8.D.", "title": "Lease of the playground"}],
    "at": "2026-03-09T18:30:00Z",
    "date": "2026-03-05",
    "decided_at": "2026-03-09T18:30:00Z",
    "evidence_url": "https://example.org/recording",
    "file_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "is_current": True,
    "kind": "remark",
    "label": "8.D.",
    "language": "en",
    "licence": "CC0-1.0",
    "name": "Sample School District",
    "object": None,
    "other_names": ["R. Sample"],
    "parameter": "board",
    "previous_sha256": "",
    "published": "2026-03-08",
    "published_at": "2026-03-09T18:30:00Z",
    "recording_url": "https://example.org/recording",
    "remaining_sha256": "",
    "revision_url": "https://archive.example.org/statements/1000000/r/1/",
    "salt": "5f2d41c0a9b34e7d",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "since": "2024-01",
    "slug": "sample-school-district",
    "start": "19:00:00",
    "statement_url": "https://archive.example.org/statements/1000000/",
    "status": 400,
    "text": "We will open the library on Saturdays.",
    "timezone": "America/Chicago",
    "type": "about:blank",
    "until": None,
    "url": "https://archive.example.org/statements/1000000/",
    "website": "https://example.org/",
}
OF_TYPE: dict[str, Any] = {"integer": 7, "number": 12.5, "boolean": True, "array": [], "string": "Sample"}


def explained(schemas: dict[str, Any]) -> None:
    """Give each property a meaning and an example, except one that is another object or one of a list of words."""
    for schema in schemas.values():
        for name, one in schema.get("properties", {}).items():
            refers = one.pop("$ref", None)
            if refers:
                one["allOf"] = [{"$ref": refers}]
            if name in MEANINGS:
                one.setdefault("description", MEANINGS[name])
            if refers or {"allOf", "oneOf"} & one.keys():
                continue
            types = one.get("type", "string")
            kind = types if isinstance(types, str) else types[0]
            example = EXAMPLES.get(name, OF_TYPE.get(kind))
            is_right = example is None or isinstance(example, PYTHON.get(kind, object))
            one["examples"] = [example if is_right else OF_TYPE.get(kind)]


PYTHON: dict[str, Any] = {"integer": int, "number": (int, float), "boolean": bool, "array": list, "string": str}
