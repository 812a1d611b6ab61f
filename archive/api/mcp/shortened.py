"""Objects of the API as tools return them: few fields, cut texts, and always how to cite them."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from archive.citations.formats.citation import TEXT_STATUS, Author, Citation
from archive.citations.formats.plain_text import write
from archive.models import GAP, Decision, Meeting, PartialDate, Statement, current_site
from archive.models.fields.described import Output, columns_in
from archive.text.telling_sentence import telling_sentence

LONGEST_TEXT = 8_000
LONGEST_TURN = 600
LONGEST_PASSAGE = 600
MOST_PASSAGES = 2
MOST_PLACES = 5
MOST_ITEMS = 60
MOST_OFFICES = 3
Json = dict[str, Any]


def cited(statement: Mapping[str, Any]) -> Json:
    """Return how to cite a statement."""
    names = ("number", "url", "revision", "revision_url", "text_status", "kind", "date", "title")
    speaker = statement["speaker"] or {"name": statement["attribution"], "office": ""}
    facts = {
        **{name: statement[name] for name in names},
        "speaker": speaker["name"],
        "office": speaker["office"],
        "board": statement["board"]["name"],
    }
    return {**facts, "cite": cite(facts)}


def cite(facts: Mapping[str, Any]) -> str:
    """Return the sentence that cites exactly these words, as the page *Cite* has it in plain text."""
    names = (Author(facts["speaker"], is_person=False, office=facts.get("office", "")),) if facts["speaker"] else ()
    (sentence,) = write(
        Citation(
            authors=names,
            kind="",
            board=facts["board"],
            date=PartialDate.parse(facts["date"]),
            text_status=TEXT_STATUS[Statement.TextStatus(facts["text_status"])],
            statement=facts["number"],
            revision=facts["revision"],
            url=facts["revision_url"],
            accessed=timezone.localdate(),
            archive=current_site().name,
            title=facts.get("title", ""),
        )
    )
    return sentence


def hit(full: Mapping[str, Any]) -> Json:
    """Return a hit with its best passages."""
    passages = ["".join(part["text"] for part in passage) for passage in full["passages"][:MOST_PASSAGES]]
    missing = {"missing": full["missing"]} if full["missing"] else {}
    return {**cited(full), "passages": [_cut(passage, LONGEST_PASSAGE) for passage in passages], **missing}


def statement(full: Mapping[str, Any], start: int) -> Json:
    """Return a statement with its text from a given character on."""
    text, end = full["text"], start + LONGEST_TEXT
    return {
        **cited(full),
        "sha256": full["sha256"],
        "meeting": full["meeting"],
        "agenda_item": full["agenda_item"]["title"] if full["agenda_item"] else "",
        "source": full["source"]["title"] if full["source"] else "",
        "licence": full["licence"],
        "length": len(text),
        "start": start,
        "text": text[start:end],
        "next_start": end if end < len(text) else None,
    }


def turn(full: Mapping[str, Any]) -> Json:
    """Return a statement as a turn of its meeting; a long one is cut."""
    return {**cited(full), "text": _cut(full["text"], LONGEST_TURN)}


def decision(full: Mapping[str, Any], said: Mapping[str, Any]) -> Json:
    """Return a decision: the motion, who put it, what came of it, and the whole roll, as names under each choice."""
    roll: dict[str, list[str]] = {}
    for line in full["roll"]:
        times = [f"{when} {line[when][:5]}" for when in ("arrived", "left") if line[when]]
        who = f"{line['name']} ({', '.join(times)})" if times else line["name"]
        roll.setdefault(line["word"] if line["choice"] == "other" else line["choice"], []).append(who)
    facts = [field.name for field in columns_in(Decision, Output.API) if not field.is_relation]
    return {
        **turn(said),
        "meeting": full["meeting"] and full["meeting"]["id"],
        "agenda_item": full["agenda_item"] and full["agenda_item"]["title"],
        **{name: full[name] for name in facts if full[name] not in (None, "")},
        "result": full["result"],
        "roll": roll,
    }


def meeting(full: Mapping[str, Any]) -> Json:
    """Return the facts about a meeting."""
    items = [f"{item['label']} {item['title']}".strip() for item in full["agenda_items"][:MOST_ITEMS]]
    names = ("id", "url", *(field.name for field in columns_in(Meeting, Output.MCP) if field.name != "board"))
    return {**{name: full[name] for name in names}, "board": full["board"]["name"], "agenda_items": items}


def verdict(full: Mapping[str, Any]) -> Json:
    """Return the verdict on a quotation with the most likely places."""
    names = ("verdict", "headline", "explanation", "warnings", "notes", "as_claimed", "missing", "total")
    left_out = ("sha256", "differences")
    places = [{name: value for name, value in place.items() if name not in left_out} for place in full["places"]]
    for place in places:
        place["words"] = _cut(place["words"], LONGEST_PASSAGE)
        place["cite"] = cite({**place, "number": place["statement"]})
    return {**{name: full[name] for name in names}, "places": places[:MOST_PLACES]}


def change(full: Mapping[str, Any]) -> Json:
    """Return a change; for a statement, with its current revision."""
    shown = {name: full[name] for name in ("position", "at", "kind", "type", "id", "url", "correction")}
    if full["type"] == "statement" and full["object"]:
        shown |= {name: full["object"][name] for name in ("revision", "revision_url", "text_status")}
    return shown


def told(full: Mapping[str, Any]) -> Json:
    """Return the sentence of a long statement that tells most, as in lists, for the outline of its meeting."""
    facts = cited(full)
    names = ("number", "speaker", "office", "revision_url", "text_status", "cite")
    return {**{name: facts[name] for name in names}, "words": telling_sentence(full["text"], GAP)}


def listed(full: Mapping[str, Any]) -> Json:
    """Return a board, a person or a topic in a list."""
    shown: Json = {name: full[name] for name in ("name", "slug", "url")}
    if "offices" in full:
        offices = [
            {
                "title": office["title"],
                "at": office["board"]["name"] if office["board"] else office["organisation"],
                "since": office["since"],
                "until": office["until"],
            }
            for office in full["offices"][-MOST_OFFICES:]
        ]
        shown |= {"other_names": full["other_names"][:MOST_OFFICES], "offices": offices}
    return shown


def listed_meeting(full: Mapping[str, Any]) -> Json:
    """Return a meeting in a list."""
    names = ("id", "url", "title", "date", "kind", "status", "published_at")
    return {
        **{name: full[name] for name in names},
        "board": full["board"]["name"],
        "agenda_items": len(full["agenda_items"]),
    }


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[:length]}…"
