"""Turns the Web API of a Legistar site into a file that ``manage.py import_decisions`` reads.

    python tools/legistar.py nyc decisions.jsonl --since 2023-01-01 && manage.py import_decisions decisions.jsonl

The file has one JSON object a line, in the shape of Open Civic Data: ``event``, ``vote_event``, ``bill`` and ``person``
(https://open-civic-data.readthedocs.io/en/latest/data/vote.html). It also is what the tool remembers: a second run asks
only for meetings that changed since, and adds them with new people and matters. A later line replaces an earlier one
with the same id. So a timer that runs both commands keeps an archive current. A meeting is written only if all of it
was read; one that could not be read is named in the file and asked for by the next run, and this run exits with 1.

Only the standard library is used, and the file needs nothing else of the site. Only the given host is asked.
The API is described at https://webapi.legistar.com/Help.
"""

import argparse
import datetime
import http.client
import json
import os
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

BASE = "https://webapi.legistar.com/v1"
PAGE = 1000  # the API gives no more at once
MOST_PAGES = 1000
LARGEST_ANSWER = 64 * 1024 * 1024  # bytes
SECONDS = 60
TRIES = 5
LONGEST_WAIT = 60
AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
OTHER = "other"
NEVER = "0001-01-01T00:00:00"
# What a vote was, and what came of it, as the API itself says; other numbers differ from city to city.
RESULT_TYPES: dict[object, str] = {1: "yes", 2: "no"}
PASSED_FLAGS: dict[object, str] = {1: "pass", 0: "fail"}
# Where it does not say, the words that mean the same in every city. Any other word is "other", with the word.
OPTIONS = {
    "yes": "affirmative, aye, ayes, concur, favor, for, in favor, in favour, in support, sí, support, yea, yeas, yes",
    "no": "against, dissent, nay, nays, negative, no, noe, noes, oppose, opposed",
    "abstain": "abstain, abstained, abstaining, abstention, abstentions",
    "absent": "absent, away, not present",
    "excused": "absent excused, excused, excused absence",
    "not voting": "did not vote, no vote, non voting, not voting, nonvoting",
    "present": "present",
    "recused": "recuse, recusal, recused, recused self",
}
OPTION_OF = {word: option for option, words in OPTIONS.items() for word in words.split(", ")}
PASSED = {"pass": "pass", "passed": "pass", "fail": "fail", "failed": "fail"}


class ApiFailed(Exception):
    """The API did not give a whole answer, after several tries: the path, and why."""


class _StaysAtHost(urllib.request.HTTPRedirectHandler):
    """Follows a redirect only to the host that was asked."""

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        if urllib.parse.urlsplit(newurl)[:2] != urllib.parse.urlsplit(req.full_url)[:2]:
            raise ApiFailed(f"{req.full_url} leads to another host.")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


@dataclass
class Api:
    """One client's part of the Web API."""

    client: str
    base: str = BASE
    token: str = ""
    wait: Callable[[float], None] = time.sleep
    opener: Any = field(default_factory=lambda: urllib.request.build_opener(_StaysAtHost))

    def get(self, path: str, **query: str | int) -> Any:
        """Return the answer to a path, None if there is none (404). Raise ApiFailed if no whole answer comes."""
        asked = {name.replace("_", "$", 1) if name.startswith("_") else name: value for name, value in query.items()}
        if self.token:
            asked["token"] = self.token
        url = f"{self.base}/{urllib.parse.quote(self.client)}/{path}"
        if asked:
            url += "?" + urllib.parse.urlencode(asked, quote_via=urllib.parse.quote, safe="$")
        reason = ""
        for attempt in range(TRIES):
            if attempt:
                self.wait(min(2.0**attempt, LONGEST_WAIT))
            try:
                return self._read(url)
            except urllib.error.HTTPError as error:
                if error.code == http.client.NOT_FOUND:
                    return None
                reason = f"the server answers {error.code}"
                if error.code not in AGAIN:
                    break
            except (OSError, http.client.HTTPException, ValueError) as error:
                reason = f"{type(error).__name__}: {error}"
        raise ApiFailed(f"{path}: {reason}.")

    def _read(self, url: str) -> Any:
        """Return one answer. An answer that is cut off raises, because it is no JSON or shorter than announced."""
        request = urllib.request.Request(  # noqa: S310 - the command allows no other scheme than that of the base
            url, headers={"Accept": "application/json", "User-Agent": "boardmeetings"}
        )
        with self.opener.open(request, timeout=SECONDS) as answer:
            data = answer.read(LARGEST_ANSWER + 1)
            announced = answer.headers.get("Content-Length")
        if len(data) > LARGEST_ANSWER:
            raise ApiFailed(f"{url} is larger than {LARGEST_ANSWER} bytes.")
        if announced and len(data) != int(announced):
            raise ValueError("the answer is cut off")
        return json.loads(data)

    def all(self, path: str, key: str, **query: str | int) -> Iterator[dict[str, Any]]:
        """Yield the objects of a list, page after page. Raise ApiFailed if a page repeats, or is no list."""
        seen: set[object] = {None}  # an object without its number is none
        for number in range(MOST_PAGES):
            page = self.get(path, **query, _top=PAGE, _skip=number * PAGE)
            if not isinstance(page, list):
                raise ApiFailed(f"{path}: the answer is no list.")
            new = [item for item in page if isinstance(item, dict) and item.get(key) not in seen]
            if page and not new:
                raise ApiFailed(f"{path}: the server gives the same page again.")
            seen.update(item[key] for item in new)
            yield from new
            if len(page) < PAGE:
                return
        raise ApiFailed(f"{path}: more than {MOST_PAGES} pages.")


@dataclass
class Known:
    """What a file has already: when each event had last changed, which were not read, which people and matters."""

    changed: dict[str, str] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    others: dict[str, str] = field(default_factory=dict)

    @property
    def newest(self) -> str:
        """When the newest event that the file has was changed."""
        return max(self.changed.values(), default="")

    @classmethod
    def of(cls, path: Path) -> "Known":
        """Read a file of an earlier run; nothing is known if there is none."""
        known = cls()
        if not path.exists():
            return known
        with path.open(encoding="utf-8") as file:
            for line in filter(str.strip, file):
                item = json.loads(line)
                kind, name = item["_type"], item["id"]
                if kind == "event":
                    known.changed[name] = item["extras"]["modified"]
                    known.unread.discard(name)
                elif kind == "unread":
                    known.unread.add(name)
                elif kind != "vote_event":
                    known.others[name] = line.strip()
        return known


class Gathering:
    """One run: the lines that are new since the file was last written."""

    def __init__(self, api: Api, known: Known, since: str, until: str) -> None:
        self.api, self.known, self.since, self.until = api, known, since, until
        self.failures: list[str] = []
        self.matters: dict[int, dict[str, Any] | None] = {}
        self.people_named = False

    def lines(self) -> Iterator[dict[str, Any]]:
        """Yield each new line, a meeting only if all of it was read."""
        for event in self._events():
            name, modified = self._id("event", event["EventId"]), event.get("EventLastModifiedUtc") or NEVER
            if self.known.changed.get(name) == modified and name not in self.known.unread:
                continue
            self.known.changed[name] = modified  # it may come again among the unread
            self.known.unread.discard(name)
            try:
                whole = list(self._meeting(event))
            except ApiFailed as failure:
                self.failures.append(str(failure))
                yield {"_type": "unread", "id": name}
            else:
                self.people_named = True
                yield from whole
        if self.people_named:
            yield from self._new(self._people())

    def _events(self) -> Iterator[dict[str, Any]]:
        rules = [f"EventDate ge datetime'{self.since}'"] if self.since else []
        rules += [f"EventDate lt datetime'{self.until}'"] if self.until else []
        if self.known.newest:
            rules.append(f"EventLastModifiedUtc ge datetime'{self.known.newest.rstrip('Z')}'")
        query = {"_filter": " and ".join(rules)} if rules else {}
        unread = set(self.known.unread)
        yield from self.api.all("events", "EventId", **query, _orderby="EventLastModifiedUtc,EventId")
        for name in sorted(unread & self.known.unread):
            event = self.api.get(f"events/{name.rpartition('/')[2]}")
            if event:
                yield event

    def _meeting(self, event: dict[str, Any]) -> Iterator[dict[str, Any]]:
        number = event["EventId"]
        items = self.api.get(f"events/{number}/eventitems", AgendaNote=1, MinutesNote=1, Attachments=0) or []
        items.sort(key=lambda item: item.get("EventItemMinutesSequence") or item.get("EventItemAgendaSequence") or 0)
        votes = [vote for item in items for vote in self._vote_events(event, item)]
        yield from self._new(self._bill(item) for item in items if item.get("EventItemMatterId"))
        yield {
            "_type": "event",
            "id": self._id("event", number),
            "name": event.get("EventBodyName") or "",
            "organization": event.get("EventBodyName") or "",
            "start_date": _day(event.get("EventDate")),
            "start_time": event.get("EventTime") or "",
            "location": {"name": " ".join((event.get("EventLocation") or "").split())},
            "status": "cancelled" if "cancel" in (event.get("EventAgendaStatusName") or "").lower() else "passed",
            "documents": [
                {"note": note, "url": event[name]}
                for note, name in (("Agenda", "EventAgendaFile"), ("Minutes", "EventMinutesFile"))
                if event.get(name)
            ],
            "media": [{"url": event["EventVideoPath"]}] if event.get("EventVideoPath") else [],
            "sources": [{"url": event["EventInSiteURL"]}] if event.get("EventInSiteURL") else [],
            "agenda": [
                {
                    "id": self._id("item", item["EventItemId"]),
                    "label": item.get("EventItemAgendaNumber") or "",
                    "description": " ".join((item.get("EventItemTitle") or "").split()),
                    "bill": item.get("EventItemMatterFile") or "",
                    "consent": bool(item.get("EventItemConsent")),
                }
                for item in items
            ],
            "extras": {"modified": event.get("EventLastModifiedUtc") or NEVER},
        }
        yield from votes

    def _vote_events(self, event: dict[str, Any], item: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Yield who answered the roll and what was decided on an item, each if there is any.

        The votes of every item are asked for: a city need not give the action or the flag of what was voted on.
        """
        number, flagged = item["EventItemId"], bool(item.get("EventItemRollCallFlag"))
        roll = self._lines("RollCall", f"eventitems/{number}/rollcalls") if flagged else []
        votes = self._lines("Vote", f"eventitems/{number}/votes")
        result = PASSED_FLAGS.get(item.get("EventItemPassedFlag")) or PASSED.get(
            _folded(item.get("EventItemPassedFlagName"))
        )
        if any(line["note"] for line in roll):
            yield self._vote_event(event, item, roll, f"vote/{number}", "", is_roll=True)
        # A row of a consent agenda names the members, and records no vote.
        if (
            result
            or item.get("EventItemPassedFlagName")
            or any(line["note"] or line["option"] != OTHER for line in votes)
        ):
            name = f"vote/{number}/votes" if flagged else f"vote/{number}"
            yield self._vote_event(event, item, votes, name, result or "", is_roll=False)

    def _lines(self, kind: str, path: str) -> list[dict[str, Any]]:
        """Return the lines of a roll in its order."""
        given = sorted(self.api.get(path) or [], key=lambda line: line.get(f"{kind}Sort") or 0)
        return [
            {
                "option": RESULT_TYPES.get(line.get(f"{kind}Result") if kind == "Vote" else None)
                or OPTION_OF.get(_folded(line.get(f"{kind}ValueName")), OTHER),
                "voter_name": " ".join((line.get(f"{kind}PersonName") or "").split()),
                "voter_id": self._id("person", line.get(f"{kind}PersonId")),
                "note": (line.get(f"{kind}ValueName") or "").strip(),
            }
            for line in given
        ]

    def _vote_event(
        self,
        event: dict[str, Any],
        item: dict[str, Any],
        votes: list[dict[str, Any]],
        name: str,
        result: str,
        *,
        is_roll: bool,
    ) -> dict[str, Any]:
        title = " ".join((item.get("EventItemTitle") or "").split())
        text = (item.get("EventItemActionText") or "").strip()
        printed = "" if is_roll else item.get("EventItemPassedFlagName")
        return {
            "_type": "vote_event",
            "id": f"legistar/{self.api.client}/{name}",
            "event": self._id("event", event["EventId"]),
            "item": self._id("item", item["EventItemId"]),
            "organization": event.get("EventBodyName") or "",
            "start_date": _day(event.get("EventDate")),
            "motion_text": "\n\n".join(filter(None, (title, text))) or ("Roll call" if is_roll else "Vote"),
            "motion_classification": ["roll-call"] if is_roll else [],
            "result": result,
            "bill": item.get("EventItemMatterFile") or "",
            "votes": votes,
            "counts": [] if is_roll else _counts(item.get("EventItemTally") or ""),
            "sources": [{"url": event["EventInSiteURL"]}] if event.get("EventInSiteURL") else [],
            "extras": {
                "printed_result": " ".join(filter(None, (printed, item.get("EventItemActionName") or ""))),
                "mover": item.get("EventItemMover") or "",
                "seconder": item.get("EventItemSeconder") or "",
                "consent": bool(item.get("EventItemConsent")),
            },
        }

    def _bill(self, item: dict[str, Any]) -> dict[str, Any]:
        number = item["EventItemMatterId"]
        if number not in self.matters:
            self.matters[number] = self.api.get(f"matters/{number}")
        matter = self.matters[number] or {}
        return {
            "_type": "bill",
            "id": self._id("matter", number),
            "identifier": matter.get("MatterFile") or item.get("EventItemMatterFile") or "",
            "title": " ".join((matter.get("MatterTitle") or item.get("EventItemMatterName") or "").split()),
            "classification": [matter["MatterTypeName"]] if matter.get("MatterTypeName") else [],
            "status": matter.get("MatterStatusName") or item.get("EventItemMatterStatus") or "",
        }

    def _people(self) -> Iterator[dict[str, Any]]:
        offices: dict[int, list[dict[str, str]]] = {}
        try:
            people = list(self.api.all("persons", "PersonId", _orderby="PersonId"))
            for office in self.api.all("officerecords", "OfficeRecordId", _orderby="OfficeRecordId"):
                offices.setdefault(office.get("OfficeRecordPersonId") or 0, []).append(
                    {
                        "organization": office.get("OfficeRecordBodyName") or "",
                        "role": office.get("OfficeRecordTitle") or office.get("OfficeRecordMemberType") or "",
                        "start_date": _day(office.get("OfficeRecordStartDate")),
                        "end_date": _day(office.get("OfficeRecordEndDate")),
                    }
                )
        except ApiFailed as failure:
            self.failures.append(str(failure))
            return
        for person in people:
            yield {
                "_type": "person",
                "id": self._id("person", person["PersonId"]),
                "name": " ".join((person.get("PersonFullName") or "").split()),
                "offices": offices.get(person["PersonId"], []),
            }

    def _new(self, items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """Yield the people and matters that the file does not have, or has otherwise."""
        for item in items:
            line = as_line(item)
            if self.known.others.get(item["id"]) != line:
                self.known.others[item["id"]] = line
                yield item

    def _id(self, kind: str, number: object) -> str:
        return f"legistar/{self.api.client}/{kind}/{number}"


def as_line(item: dict[str, Any]) -> str:
    """Return an object as its line in the file."""
    return json.dumps(item, ensure_ascii=False, sort_keys=True)


def _day(moment: str | None) -> str:
    """Return the day of a moment of the API; empty for none, and for the year 1, which stands for none."""
    day = (moment or "")[:10]
    return "" if day in {"", NEVER[:10]} or day.startswith("9999") else day


def _folded(word: str | None) -> str:
    """Return a word of the API in small letters, without the signs at its ends and within it."""
    return " ".join(re.findall(r"\w+", (word or "").lower()))


def _counts(tally: str) -> list[dict[str, Any]]:
    """Return the counts of a tally such as "5:0". Of a longer one, nobody knows what the third number counts."""
    match = re.fullmatch(r"\s*(\d{1,4})\s*[:-]\s*(\d{1,4})\s*", tally)
    return [{"option": "yes", "value": int(match[1])}, {"option": "no", "value": int(match[2])}] if match else []


def gather(api: Api, path: Path, since: str = "", until: str = "") -> tuple[int, list[str]]:
    """Add what is new to the file, in one step at the end of the run. Return the number of lines, and what failed."""
    known = Known.of(path)
    gathering = Gathering(api, known, since, until)
    growing = path.with_name(f"{path.name}.growing")
    added = 0
    with growing.open("w", encoding="utf-8") as file:
        if path.exists():
            with path.open(encoding="utf-8") as before:
                file.writelines(before)
        try:
            for item in gathering.lines():
                file.write(as_line(item) + "\n")
                added += 1
        except ApiFailed as failure:  # the list of events broke off: what was read whole stays
            gathering.failures.append(str(failure))
        file.flush()
        os.fsync(file.fileno())
    growing.replace(path)
    return added, gathering.failures


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return 1 if anything could not be read."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("client", help="the site's name in the API, such as nyc")
    parser.add_argument("file", type=Path, help="the file to write, or to add to")
    parser.add_argument("--since", default="", metavar="DATE", help="only meetings from this date on")
    parser.add_argument("--until", default="", metavar="DATE", help="only meetings before this date")
    parser.add_argument("--base", default=BASE, help=f"where the API is (default: {BASE})")
    parser.add_argument("--token", default=os.environ.get("LEGISTAR_TOKEN", ""), help="or LEGISTAR_TOKEN, if needed")
    told = parser.parse_args(arguments)
    if not re.fullmatch(r"[\w-]{1,60}", told.client):
        parser.error("The name of the site has letters, digits, hyphens and underscores only.")
    at = urllib.parse.urlsplit(told.base)
    if at.scheme != "https" and not (at.scheme == "http" and at.hostname in {"127.0.0.1", "localhost", "::1"}):
        parser.error("The address of the API begins with https://.")
    for date in filter(None, (told.since, told.until)):
        try:
            datetime.date.fromisoformat(date)
        except ValueError:
            parser.error(f"“{date}” is no date such as 2023-01-31.")
    added, failures = gather(Api(told.client, told.base.rstrip("/"), told.token), told.file, told.since, told.until)
    sys.stdout.write(f"{added:,} lines added to {told.file}.\n")
    for failure in failures:
        sys.stderr.write(f"Not read: {failure} The next run asks for it again.\n")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
