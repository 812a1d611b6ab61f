"""Topics at the desk: one without a rule is offered the rule that its name suggests."""

import pytest
from django.urls import reverse

from archive.models import Role, Topic
from archive.search.engines.rebuild import rebuild
from tests.record import make_statement, make_topic
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db


def page_of(topic: Topic, **query: str) -> str:
    client = signed_in(make_person(Role.EDITOR))
    return " ".join(client.get(reverse("desk:topic", args=[topic.pk]), query).text.split())


def test_a_topic_without_a_rule_says_how_many_statements_its_name_would_file():
    topic = make_topic("School bus")
    for number in range(3):
        make_statement(f"The school bus number {number} was late.", topics=[topic] if number == 0 else [])
    make_statement("The bus of the school was late.")
    rebuild()

    page = page_of(topic)
    assert "3 statements match <b>&quot;School bus&quot;</b>, 1 is filed." in page
    assert 'name="rule" value="&quot;School bus&quot;"' in page_of(topic, rule="proposed")


def test_nothing_is_proposed_for_a_topic_with_a_rule_or_with_everything_filed():
    filed, ruled = make_topic("Library"), make_topic("Parks", rule="parks")
    make_statement("The library opens.", topics=[filed])
    make_statement("The parks open.")
    rebuild()

    assert "as the rule" not in page_of(filed)
    assert "as the rule" not in page_of(ruled)
