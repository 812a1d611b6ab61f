"""Each output of the site has the columns that the models say it has: changing a column changes exactly those outputs.

If this fails for a new column, show it where the list says, or take the output out with ``not_in`` in the model's
description. If it says that an output has a column all the same, remove that ``not_in``.
"""

import datetime
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.test import Client

from archive.exports.bulk.record import BY_NAME, PublicIds, rows
from archive.models import (
    AgendaItem,
    Ballot,
    Board,
    Decision,
    Meeting,
    Office,
    PartialDate,
    Source,
    Speaker,
    SpeakerName,
    Statement,
    Topic,
)
from archive.models.fields import PartialDateField, PublicQuerySet
from archive.models.fields.described import Output, Rule, description_of
from tests.record import (
    make_board,
    make_decision,
    make_document,
    make_meeting,
    make_speaker,
    make_statement,
    make_topic,
)
from tests.staff import make_person, signed_in

# What is not read on a page: its head, its scripts, what a form sends back unseen, and versions (``version_of``).
UNREAD = re.compile(r'<head>.*?</head>|<script.*?</script>|<input[^>]*type="hidden"[^>]*>|\b[0-9a-f]{32}\b', re.DOTALL)
JSON_LD = re.compile(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', re.DOTALL)
OTHERS: dict[type[Any], Any] = {
    PartialDateField: PartialDate.parse("2024-05-06"),
    models.DateTimeField: datetime.datetime(2024, 5, 6, tzinfo=datetime.UTC),
    models.TimeField: datetime.time(8, 5),
    models.URLField: "https://other.example/words",
}
FORM = re.compile(r"<form.*?</form>", re.DOTALL)
PUBLIC = Output.FILES | Output.FORM


@dataclass
class Site:
    """The site as readers, programs and staff get it."""

    readers: Client
    staff: Client

    def get(self, path: str) -> str:
        """Return what readers and programs get."""
        return _text(self.readers, path)

    def page(self, instance: Any) -> str:
        """Return what is read on the page of an object."""
        return UNREAD.sub("", self.get(instance.get_absolute_url()))

    def json_ld(self, instance: Any) -> str:
        """Return the data in the page of an object."""
        return str(JSON_LD.findall(self.get(instance.get_absolute_url())))

    def desk(self, path: str) -> str:
        """Return what is read on a page of the desk."""
        return UNREAD.sub("", _text(self.staff, path))

    def form(self, path: str) -> str:
        """Return what is typed on a page of the desk."""
        return str(FORM.findall(self.desk(path)))


def _text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.getvalue().decode()


def _files(*tables: str) -> str:
    return str([list(rows(BY_NAME[table], PublicIds())) for table in tables])


OUTPUTS: dict[type[models.Model], dict[Output, Callable[[Site, Any], str]]] = {
    Board: {
        Output.PAGE: Site.page,
        Output.JSON_LD: Site.json_ld,
        Output.FILES: lambda *_: _files("boards"),
        Output.LIST: lambda site, _: site.get("/boards.csv"),
        Output.API: lambda site, board: site.get(f"/api/v1/boards/{board.slug}/"),
        Output.FORM: lambda site, board: site.form(f"/desk/boards/{board.pk}/"),
    },
    Meeting: {
        Output.PAGE: Site.page,
        Output.JSON_LD: Site.json_ld,
        Output.FILES: lambda *_: _files("meetings", "meeting_documents"),
        Output.LIST: lambda site, _: site.get("/meetings.csv"),
        Output.API: lambda site, meeting: site.get(f"/api/v1/meetings/{meeting.pk}/"),
        Output.CALENDAR: lambda site, meeting: site.get(f"{meeting.board.get_absolute_url()}calendar.ics"),
        Output.DESK: lambda site, meeting: site.desk(f"/desk/meetings/{meeting.pk}/"),
        Output.FORM: lambda site, meeting: site.form(f"/desk/meetings/{meeting.pk}/edit/"),
    },
    AgendaItem: {
        Output.PAGE: lambda site, item: site.page(item.meeting),
        Output.FILES: lambda *_: _files("agenda_items", "agenda_item_topics"),
        Output.API: lambda site, item: site.get(f"/api/v1/meetings/{item.meeting_id}/"),
        Output.DESK: lambda site, item: site.desk(f"/desk/meetings/{item.meeting_id}/"),
        Output.FORM: lambda site, item: site.form(f"/desk/items/{item.pk}/"),
    },
    Speaker: {
        Output.PAGE: Site.page,
        Output.JSON_LD: Site.json_ld,
        Output.FILES: lambda *_: _files("speakers"),
        Output.LIST: lambda site, _: site.get("/speakers.csv"),
        Output.API: lambda site, speaker: site.get(f"/api/v1/speakers/{speaker.slug}/"),
        Output.FORM: lambda site, speaker: site.form(f"/desk/speakers/{speaker.pk}/"),
    },
    Topic: {
        Output.PAGE: Site.page,
        Output.FILES: lambda *_: _files("topics"),
        Output.LIST: lambda site, _: site.get("/topics.csv"),
        Output.API: lambda site, topic: site.get(f"/api/v1/topics/{topic.slug}/"),
        Output.FORM: lambda site, topic: site.form(f"/desk/topics/{topic.pk}/"),
    },
    Source: {
        Output.FILES: lambda *_: _files("sources"),
        Output.API: lambda site, source: site.get(f"/api/v1/sources/{source.pk}/"),
        Output.FORM: lambda site, source: site.form(f"/desk/sources/{source.pk}/"),
    },
    Decision: {
        Output.FILES: lambda *_: _files("decisions"),
        Output.API: lambda site, decision: site.get(f"/api/v1/decisions/{decision.pk}/"),
    },
    Ballot: {
        Output.FILES: lambda *_: _files("ballots"),
        Output.API: lambda site, ballot: site.get(f"/api/v1/decisions/{ballot.decision_id}/"),
    },
    Statement: {
        Output.PAGE: Site.page,
        Output.JSON_LD: Site.json_ld,
        Output.FILES: lambda *_: _files("statements", "statement_topics"),
        Output.LIST: lambda site, _: site.get("/statements.csv"),
        Output.API: lambda site, statement: site.get(f"/api/v1/statements/{statement.pk}/"),
        Output.FORM: lambda site, statement: site.form(f"/desk/statements/{statement.pk}/"),
    },
}
OUTPUTS[Office] = OUTPUTS[SpeakerName] = {
    **{output: lambda site, fact, get=get: get(site, fact.speaker) for output, get in OUTPUTS[Speaker].items()},
    Output.FILES: lambda *_: _files("speaker_names", "offices"),
    # They are not changed, but added and removed.
    Output.FORM: lambda site, fact: site.desk(f"/desk/speakers/{fact.speaker_id}/"),
}


@pytest.fixture
def site() -> Site:
    """The site with two rows of each table: one with as much as possible, one with as little."""
    board = make_board(
        "Sample Board", parent=make_board("Parent"), place="Lake", website="https://board.example/", description="One."
    )
    full = {"title": "Budget", "start": "19:30", "place": "Room 1", "recording_url": "https://video.example/1"}
    scheduled = make_meeting(board, "2024-03-05", status=Meeting.Status.SCHEDULED, **full)
    speaker = make_speaker("Kim Example", description="A teacher.", website="https://kim.example/")
    Office.objects.create(speaker=speaker, title="Chair", board=board, from_date="2020", to_date="2029")
    Office.objects.create(speaker=speaker, title="Member", organisation="A union")
    SpeakerName.objects.create(speaker=speaker, name="K. Example")
    topic = make_topic("Libraries", description="All about books.", rule="library")
    item = scheduled.agenda_items.create(position=1, label="8.D.", title="Buses")
    scheduled.agenda_items.create(position=5, title="Libraries")
    source = make_document(scheduled, "Minutes", url="https://board.example/m", published="2024", accessed="2024-04")
    of_all = {"speaker": speaker, "topics": [topic], "start_seconds": 1, "end_seconds": 9}
    make_statement(meeting=scheduled, agenda_item=item, source=source, **of_all)
    make_statement(board=board, date="2024-03-06", text_status=Statement.TextStatus.MACHINE_TRANSCRIPT)
    for meeting in (make_meeting(board.parent), make_meeting(make_board("Other"))):
        make_statement(meeting=meeting, **of_all)
    make_statement(speaker=make_speaker("Robin Sample"))
    make_topic("Buses")
    # The second vote of one decision can also be the second vote of the other.
    make_decision(ballots=["Kim Example: yes", "Robin Sample: yes"], speakers=[speaker])
    make_decision(ballots=["Robin Sample: yes"], speakers=[speaker])
    return Site(Client(), signed_in(make_person(is_superuser=True, is_staff=True), Client()))


def other_values(field: "models.Field[Any, Any]", row: models.Model) -> Iterable[Any]:
    """Return values that differ from the row's value of the field."""
    value = getattr(row, field.attname)
    if field.choices:
        return [choice for choice, _ in field.flatchoices if choice != value]
    if field.is_relation:
        others = field.related_model._base_manager.exclude(pk=value)
        return others.exclude(pk=row.pk if field.related_model is type(row) else None).values_list("pk", flat=True)[:2]
    if isinstance(field, models.IntegerField | models.FloatField):
        return [(value or 0) + 1]
    return [next((other for kind, other in OTHERS.items() if isinstance(field, kind)), "other-words")]


def ways_to_change(row: models.Model, name: str) -> Iterator[Callable[[], object]]:
    """Yield functions that each store another value of a field."""
    field: Any = row._meta.get_field(name)
    if field.many_to_many:
        yield lambda: getattr(row, name).add(*field.related_model._base_manager.all())
        return
    for value in other_values(field, row):
        yield lambda value=value: models.QuerySet(type(row)).filter(pk=row.pk).update(**{field.attname: value})


def public(model: type[models.Model]) -> Any:
    """Return the rows that readers may see, of which every table with a rule has some."""
    rows: Any = model._default_manager.all()
    return rows.public() if isinstance(rows, PublicQuerySet) else rows


def outputs_of(site: Site, row: models.Model, asked: Iterable[Output]) -> dict[Output, str]:
    stored = type(row)._base_manager.get(pk=row.pk)
    return {output: OUTPUTS[type(row)][output](site, stored) for output in asked}


def having(site: Site, some: list[tuple[models.Model, dict[Output, str]]], name: str) -> set[Output]:
    """Return the outputs that change with a field of any of the rows. Ask for no output again that has changed."""
    changed: set[Output] = set()
    for row, before in some:
        for change in ways_to_change(row, name):
            try:
                with transaction.atomic():
                    change()
                    is_public = public(type(row)).filter(pk=row.pk).exists()
                    after = outputs_of(site, row, before.keys() - changed) if is_public else {}
                    transaction.set_rollback(True)
            except IntegrityError:
                continue
            changed |= {output for output, said in after.items() if before[output] != said}
    return changed


def owed(site: Site, model: type[models.Model]) -> Iterator[str]:
    """Yield where the outputs of a table differ from what the model says."""
    described = description_of(model)
    some = [(row, outputs_of(site, row, OUTPUTS[model])) for row in public(model).order_by("pk")[:2]]
    for name, columns in described.of.items():
        if name == model._meta.pk.name or not columns.rule.is_seen:
            continue
        having_it = having(site, some, name)
        for output in OUTPUTS[model]:
            # A form may show what it does not change.
            is_asked = output is not Output.FORM or columns.rule in {Rule.IN_PUBLIC, Rule.WORK}
            if is_asked and (output in having_it) != described.has(name, output):
                yield f"{model.__name__}.{name}: {output.name} {'has' if output in having_it else 'lacks'} it."


@pytest.mark.slow
@pytest.mark.django_db
def test_each_output_has_the_columns_that_the_models_say(site: Site):
    if sentences := [sentence for model in OUTPUTS for sentence in owed(site, model)]:
        pytest.fail("\n".join(sentences), pytrace=False)


def test_the_test_knows_every_output_of_every_table():
    for model in apps.get_app_config("archive").get_models():
        outputs = description_of(model).outputs
        assert {*OUTPUTS.get(model, ())} == {*outputs} or not outputs & ~PUBLIC, model
