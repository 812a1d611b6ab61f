"""Topics that fill themselves by rule and by agenda item, in addition to what a person filed."""

import pytest
from django.core.exceptions import ValidationError

from archive.actions.meetings import AgendaLine, save_agenda
from archive.actions.objects import save_object
from archive.actions.rules import Why, file_under, filed_topics, version_of
from archive.actions.statements import publish_meeting, withdraw
from archive.models import AgendaItem, ChangeNote, Filing, ItemFiling, Statement, Topic
from archive.search import Facet, SearchRequest, search
from archive.search.engines import outbox
from archive.search.engines.filing import problem_of
from archive.search.engines.rebuild import rebuild
from tests.record import make_meeting, make_statement, make_topic

pytestmark = pytest.mark.django_db
How = Filing.How


def filed(topic: Topic) -> dict[int, str]:
    outbox.drain()
    return dict(Filing.objects.filter(topic=topic).values_list("statement", "how"))


def found_under(topic: Topic) -> set[int]:
    outbox.drain()
    return {hit.number for hit in search(SearchRequest(filters={Facet.TOPIC: frozenset({topic.pk})})).hits}


def give_rule(topic: Topic, rule: str) -> None:
    topic.rule = rule
    topic.save()


def test_a_rule_files_existing_statements_and_later_publications():
    early, other = make_statement("The budget is late."), make_statement("The buses are late.")
    topic = make_topic()
    give_rule(topic, "budget OR millage")
    assert filed(topic) == {early.number: How.RULE}
    later = make_statement("A millage.")
    assert filed(topic) == {early.number: How.RULE, later.number: How.RULE}
    assert found_under(topic) == {early.number, later.number}
    assert other.number not in found_under(topic)


def test_a_new_topic_with_a_rule_is_filled_at_once():
    statement = make_statement("The budget is late.")
    topic = Topic.objects.create(name="Money", slug="money", rule="budget")
    assert filed(topic) == {statement.number: How.RULE}


def test_a_new_rule_files_other_statements_and_no_rule_files_none():
    budget, buses = make_statement("The budget is late."), make_statement("The buses are late.")
    topic = make_topic()
    give_rule(topic, "budget")
    assert filed(topic) == {budget.number: How.RULE}
    give_rule(topic, "buses")
    assert filed(topic) == {buses.number: How.RULE}
    give_rule(topic, "")
    assert filed(topic) == {}
    assert found_under(topic) == set()


def test_statements_filed_by_a_person_stay_whatever_the_rule_finds():
    statement = make_statement("The buses are late.")
    topic = make_topic()
    file_under(statement, [topic])
    give_rule(topic, "buses")
    assert filed(topic) == {statement.number: How.PERSON}
    give_rule(topic, "budget")
    assert filed(topic) == {statement.number: How.PERSON}
    assert filed_topics(statement) == [topic]


def test_a_person_can_file_what_a_rule_found_and_remove_it_again():
    statement = make_statement("The budget is late.")
    topic = make_topic()
    give_rule(topic, "budget")
    assert filed(topic) == {statement.number: How.RULE}
    assert filed_topics(statement) == []
    file_under(statement, [topic])
    assert filed(topic) == {statement.number: How.PERSON}
    file_under(statement, [])
    assert filed(topic) == {statement.number: How.RULE}


def test_a_statement_leaves_the_topic_when_withdrawn_or_no_longer_matching():
    statement = make_statement("The budget is late.")
    topic = make_topic()
    give_rule(topic, "budget")
    assert filed(topic)
    withdraw(statement=statement, category="mistake", reason="It is not ours.")
    assert filed(topic) == {}
    assert not Topic.objects.public().filter(pk=topic.pk).exists()


def test_an_agenda_item_files_the_statements_under_it():
    meeting, topic = make_meeting(), make_topic()
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="Buses")
    under = make_statement("Yes.", meeting=meeting, agenda_item=item)
    beside = make_statement("No.", meeting=meeting, position=1)
    line = AgendaLine("Buses", item=item.pk, topics=[topic])
    with pytest.raises(ValidationError):
        save_agenda(meeting=meeting, lines=[line], seen=version_of(meeting))
    save_agenda(meeting=meeting, lines=[line], why=Why("It is about buses."), seen=version_of(meeting))
    assert filed(topic) == {under.number: How.ITEM}
    assert meeting.corrections.get().changes[0][1:] == ["", topic.name]
    Statement.objects.get(pk=beside.pk)
    save_agenda(
        meeting=meeting, lines=[AgendaLine("Buses", item=item.pk, topics=[])], why=Why("It is not."),
        seen=version_of(meeting),
    )  # fmt: skip
    assert filed(topic) == {}


def items_under(topic: Topic) -> dict[str, str]:
    outbox.drain()
    return dict(ItemFiling.objects.filter(topic=topic).values_list("agenda_item__title", "how"))


def test_a_rule_files_items_that_nobody_spoke_under_as_their_meeting_is_published():
    topic, meeting = make_topic(rule="budget"), make_meeting()
    for place, title in enumerate(["Budget hearing", "Buses"], 1):
        AgendaItem.objects.create(meeting=meeting, position=place, title=title)
    assert items_under(topic) == {}
    publish_meeting(meeting=meeting)
    assert items_under(topic) == {"Budget hearing": How.RULE}
    assert Topic.objects.public().filter(pk=topic.pk).exists()


def test_the_rule_files_the_item_alone_and_a_person_what_is_said_under_it():
    topic, meeting = make_topic(rule="budget"), make_meeting()
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="Budget hearing")
    said = make_statement("Thank you.", meeting=meeting, agenda_item=item)
    assert (items_under(topic), filed(topic)) == ({"Budget hearing": How.RULE}, {})
    line = AgendaLine("Budget hearing", item=item.pk, topics=[topic])
    save_agenda(meeting=meeting, lines=[line], why=Why("It is about money."), seen=version_of(meeting))
    assert (items_under(topic), filed(topic)) == ({"Budget hearing": How.PERSON}, {said.number: How.ITEM})


def test_what_a_rule_no_longer_finds_is_taken_back_and_an_editors_topics_stay():
    topic, meeting = make_topic(), make_meeting()
    titles = ["Budget", "Buses", "Libraries"]
    items = [AgendaItem.objects.create(meeting=meeting, position=at, title=one) for at, one in enumerate(titles, 1)]
    items[2].topics.add(topic)
    publish_meeting(meeting=meeting)
    give_rule(topic, "budget OR libraries")
    assert items_under(topic) == {"Budget": How.RULE, "Libraries": How.PERSON}
    give_rule(topic, "buses")
    assert items_under(topic) == {"Buses": How.RULE, "Libraries": How.PERSON}
    lines = [
        AgendaLine(title, item=item.pk) for title, item in zip(["Buses", "Roads", "Libraries"], items, strict=True)
    ]
    save_agenda(meeting=meeting, lines=lines, why=Why("Misread."), seen=version_of(meeting))
    assert items_under(topic) == {"Buses": How.RULE, "Libraries": How.PERSON}
    assert set(items[0].topics.all()) == {topic}
    give_rule(topic, "")
    assert items_under(topic) == {"Libraries": How.PERSON}


def test_what_a_rule_files_is_no_change_that_an_editor_has_to_see():
    topic, meeting = make_topic(), make_meeting()
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="Budget")
    publish_meeting(meeting=meeting)
    seen = version_of(meeting)
    ChangeNote.objects.all().delete()
    give_rule(topic, "budget")
    assert items_under(topic) == {"Budget": How.RULE}
    assert {(note.subject, note.subject_id) for note in ChangeNote.objects.all()} >= {("meeting", meeting.pk)}
    save_agenda(meeting=meeting, lines=[AgendaLine("Budget", item=item.pk, topics=[])], seen=seen)
    assert items_under(topic) == {"Budget": How.RULE}
    assert not meeting.corrections.exists()


def test_a_rebuilt_index_has_what_the_rules_find():
    statement = make_statement("The budget is late.")
    statement.meeting.agenda_items.create(position=1, title="Budget")
    topic = make_topic()
    outbox.drain()
    Topic.objects.filter(pk=topic.pk).update(rule="budget")
    assert (filed(topic), items_under(topic)) == ({}, {})
    rebuild()
    assert filed(topic) == {statement.number: How.RULE}
    assert items_under(topic) == {"Budget": How.RULE}
    assert found_under(topic) == {statement.number}


@pytest.mark.parametrize(
    "rule", ["topic:buses", "budget OR topic:buses", "NOT", "()", "-budget", "-budget -tax", "bus OR -tax"]
)
def test_an_invalid_rule_is_refused_with_a_message(rule: str):
    topic = make_topic()
    topic.rule = rule
    assert problem_of(rule)
    with pytest.raises(ValidationError, match=r"rule|search"):
        save_object(instance=topic, seen=version_of(Topic.objects.get(pk=topic.pk)))


@pytest.mark.parametrize("rule", ["", "budget", '"class sizes"', "board:troy budget", "budg*"])
def test_a_valid_rule_is_accepted(rule: str):
    assert problem_of(rule) == ""
