"""Each public page of an object has a link to its edit page. A script shows it only in browsers of staff."""

import re

import pytest
from django.test import Client

from archive.models import Role
from tests.record import make_board, make_meeting, make_speaker, make_statement, make_topic
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [Role.CLERK, Role.EDITOR, Role.ADMINISTRATOR])
def test_the_pages_of_an_object_link_staff_to_its_edit_page(role):
    meeting, speaker, topic = make_meeting(make_board()), make_speaker(), make_topic()
    statement = make_statement(meeting=meeting, speaker=speaker)
    statement.topics.add(topic)
    person = signed_in(make_person(role), Client())
    for instance in (statement, meeting, meeting.board, speaker, topic):
        page = Client().get(instance.get_absolute_url()).content.decode()
        (address,) = re.findall(r'data-edit="([^"]+)"', page)
        assert person.get(address, follow=True).status_code == 200, address
        assert Client().get(address).status_code == 302
        assert f'href="{address}"' not in page
