"""Among new statements, an alert finds exactly what the search page shows, for a thousand random searches."""

import random
from urllib.parse import urlencode

import pytest

from archive.actions.statements import publish_many
from archive.alerts.searches.asked import asked
from archive.alerts.searches.matching import find
from archive.models import Concept, Office, Statement
from archive.search import search
from archive.search.engines import outbox
from archive.search.engines.document import documents
from tests.record import make_board, make_meeting, make_speaker, make_statement, make_topic, origin

pytestmark = pytest.mark.django_db
SEARCHES = 1000
WORDS = """
    library libraries open opens budget budgets school schools teacher teachers road roads road water park tax taxes
    vote meeting biblioteca escuelas zoning hearing police officer buses street children plan planning
""".split()  # noqa: SIM905 - a list of words is read as words
SMALL = ["the", "of", "and", "what", "did", "say", "about", "is", "last", "year", "may", "por", "la"]
SAID = ["mayor", "president", "will", "burns", "march", "paul", "said", "keep"]
NAMES = [("Ada Burns", "ada-burns"), ("Ben March", "ben-march"), ("Carla Reyes", "carla-reyes")]
CALLED = ["Paul Burns", "Will March", "Will Park", "Paul May", "Ada May", "Will", "may", "Mrs Reyes", "Dr. Ada"]
OFFICES = ["mayor", "officer", "the vice president", "school board president", "mayor of Junta", "chief of police"]
ASKED = ["by", "por", "said by", "on", "said", "about", "what did", "keep", "of", "the", "sobre", "dijo"]
DATES = ["in 2023", "since 2022", "last year", "2024", "May 2023", "before 2024", "between 2022 and 2023"]


class Sample:
    """A record of random statements, and searches about it."""

    def __init__(self) -> None:
        self.random = random.Random(16)
        self.speakers = [make_speaker(name, slug=slug) for name, slug in NAMES]
        self.boards = [make_board("School Board", slug="school"), make_board("Junta", slug="junta", language="es")]
        for speaker, title in zip(self.speakers, ["Mayor", "Board President", "Vice Chair"], strict=True):
            Office.objects.create(speaker=speaker, board=self.boards[0], title=title)
        self.topics = [make_topic("Roads", slug="roads"), make_topic("Money", slug="money")]
        self.meetings = [
            make_meeting(board, date=date) for board in self.boards for date in ("2022-05-03", "2023-05-09", "2024-03")
        ]
        Concept.objects.create(terms="budget\nspending plan")

    def publish(self, number: int) -> list[int]:
        """Publish that many statements and return their numbers."""
        rows = []
        for _ in range(number):
            meeting = self.random.choice(self.meetings)
            kind = self.random.choice(["remark", "remark", "question", "procedural"])
            speaker = self.random.choice([*self.speakers, None])
            rows.append(
                Statement(
                    **origin(), meeting=meeting, board=meeting.board, date=meeting.date, speaker=speaker, kind=kind
                )
            )
        publish_many(statements=rows, texts=[self.text() for _ in rows])
        for row in rows:
            if self.random.random() < 0.3:
                row.topics.add(self.random.choice(self.topics))
        return [row.pk for row in rows]

    def text(self) -> str:
        """Return a few random words as a sentence."""
        chosen = self.random.choices([*WORDS, *SMALL, *SAID], k=self.random.randint(3, 12))
        return " ".join(chosen).capitalize() + "."

    def words(self) -> str:
        """Return a query that a reader may type."""
        pick, one = self.random.choice, self.random.random()
        word, other = pick(WORDS), pick(WORDS)
        return pick(
            [
                word,
                f"{word} {other}",
                f"{word} {pick(SMALL)} {other}",
                f'"{word} {other}"',
                f"{word} OR {other}",
                f"{word} -{other}",
                f"({word} OR {other}) {pick(WORDS)}",
                f"{word[:3]}*",
                f"{word}~",
                f"title:{word}",
                f"speaker:{pick(NAMES)[0].split()[1]} {word}",
                f"{word} NEAR/3 {other}",
                f"what did {pick(NAMES)[0]} say about {word}?",
                f"{pick(NAMES)[0].split()[1]} on {word}",
                f"{word} {pick(DATES)}",
                f"said by {pick(NAMES)[0]} {word}",
                "the of and",
                f"{pick(['mayor', 'Mrs', 'chair', 'director'])} {pick(NAMES)[0].split()[1]} {word}",
                f"{word}, {other}; {pick(WORDS)}" if one < 0.5 else f"spending plan {word}",
                f"{word.upper()} {pick(SMALL)}",
                "roads school" if one < 0.5 else "kind:question",
                f'"{word} {other}" {pick([*SMALL, *WORDS])}',
                f'"{word}", "{pick(SMALL)} {other}"',
                f"{word} school board" if one < 0.5 else f"junta {pick(SMALL)}",
                f"think {word}, statement {pick(SMALL)}",
                f"{pick(NAMES)[0].split()[0].lower()} said {word}" if one < 0.5 else f"{word} said",
                f"minutes of March {word}" if one < 0.5 else f"meeting on {word}",
                " ".join(self.random.choices([*WORDS, *SMALL], k=2 if one < 0.7 else 40)),
                f"{pick(ASKED)} {pick([*CALLED, *OFFICES])} {pick(ASKED)} {word}",
                f"{pick([*CALLED, *OFFICES])} {pick(ASKED)} {word}" if one < 0.7 else pick([*CALLED, *OFFICES]),
            ]
        )

    def query(self) -> str:
        """Return the query of a search page."""
        pick, given = self.random.choice, {"q": self.words()}
        narrowing = [
            {"board": pick(["school", "junta"])},
            {"speaker": pick(NAMES)[1]},
            {"topic": pick(["roads", "money"])},
            {"kind": pick(["remark", "procedural"])},
            {"year": pick(["2022", "2023"])},
            {"from": "2023"},
            {"words": "typed"},
        ]
        for extra in narrowing:
            if self.random.random() < 0.12:
                given |= extra
        if len(given) > 1 and self.random.random() < 0.1:
            del given["q"]
        return urlencode(given)


@pytest.mark.slow
def test_alerts_find_what_the_search_page_finds():
    make_statement("The library opens.")
    sample = Sample()
    sample.publish(150)
    new = set(sample.publish(60))
    outbox.keep_up()
    queries = [(pk, sample.query(), pk % 3 == 0) for pk in range(SEARCHES)]
    found = {pk: set(numbers) for pk, numbers in find(documents(new), queries)}
    compared = 0
    for pk, query, with_procedural in queries:
        request = asked(query, with_procedural=with_procedural)
        page = search(request.changed(page_size=1000))
        if page.correction:
            continue
        compared += 1
        shown = {hit.number for hit in page.hits if not hit.missing} & new
        assert found.get(pk, set()) == shown, query
    assert compared > SEARCHES * 0.9
    assert sum(map(bool, found.values())) > SEARCHES * 0.4
