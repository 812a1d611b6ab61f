"""Who voted how, as the index gets it from the record: only names that readers see, and always the present ones."""

import pytest
from django.utils.translation import override

from archive.actions.meetings import AgendaLine, save_agenda
from archive.actions.objects import merge_speakers
from archive.actions.rules import Why
from archive.actions.statements import NewDecision, correct, withdraw
from archive.models import SpeakerName, Statement
from archive.search import Facet, SearchRequest, search
from archive.search.engines import outbox
from tests.record import make_ballots, make_board, make_decision, make_draft, make_meeting, make_speaker, make_statement

pytestmark = pytest.mark.django_db


def found(text: str, **request) -> list[int]:
    outbox.drain()
    return sorted(hit.number for hit in search(SearchRequest(text=text, **request)).hits)


def test_a_vote_is_found_by_the_printed_name_and_the_names_of_the_speaker():
    kim, board = make_speaker("Kim Example"), make_board()
    SpeakerName.objects.create(speaker=kim, name="Kimberly Exampel", board=board)
    SpeakerName.objects.create(speaker=kim, name="Kimmy", board=make_board())
    ballots = ["K. Example: no", "Robin Sample: yes"]
    roll = make_ballots(*ballots)
    roll[0].speaker = kim
    decision = NewDecision({"result": "failed"}, roll)
    number = make_statement("Moved to wait.", meeting=make_meeting(board=board), decision=decision).number
    for name in ("kim", "Exampel", '"K. Example"', '"Kim Example"'):
        assert found(f"voted:no speaker:{name}") == [number], name
        assert found(f"voted:yes speaker:{name}") == [], name
    assert found("voted:yes speaker:sample result:failed") == [number], "a name that nobody was matched to"
    assert found("voted:no speaker:kimmy") == [], "a spelling of another board"
    assert found("", filters={Facet.VOTED: frozenset({"no"}), Facet.RESULT: frozenset({"failed"})}) == [number]


def test_a_vote_is_found_only_while_readers_see_it():
    make_draft("Moved to wait.", decision=NewDecision({"result": "carried"}, make_ballots("Robin Sample: no")))
    statement = make_decision(ballots=["Kim Example: no", "Robin Sample: yes"])
    assert found("voted:no speaker:kim") == [statement.number]
    assert found("voted:no speaker:sample") == []
    changed = NewDecision(roll=make_ballots("███ Example: no", "Robin Sample: yes"))
    correct(statement=statement, reason="The name is not public.", decision=changed)
    assert found("voted:no speaker:kim") == []
    assert found("voted:no speaker:example") == [statement.number]
    withdraw(statement=Statement.objects.get(pk=statement.pk), category="mistake", reason="It is another board's.")
    assert found("voted:no") == found("result:carried") == []


def test_a_name_with_a_gap_is_not_completed_from_the_speaker():
    kim = make_speaker("Kim Example")
    roll = make_ballots("Kim ███: no")
    roll[0].speaker = kim
    number = make_statement("Moved to wait.", decision=NewDecision({"result": "failed"}, roll)).number
    assert found("voted:no speaker:example") == []
    assert found("voted:no speaker:kim") == [number]


def test_a_vote_follows_the_names_of_its_speaker():
    kim, robin = make_speaker("Kim Example"), make_speaker("Robin Sample")
    decision = make_decision(ballots=["Kim Example: no"], speakers=[kim])
    make_statement(speaker=robin)
    kim.name = "Kim Otherwise"
    kim.save()
    assert found("voted:no speaker:otherwise") == [decision.number]
    merge_speakers(gone=kim, kept=robin)
    assert found("voted:no speaker:robin") == [decision.number]


def test_a_vote_is_read_in_spanish():
    make_decision(ballots=["Kim Example: no"])
    outbox.drain()
    with override("es"):
        assert search(SearchRequest(text="voted:no speaker:kim result:aprobada")).reading == (
            "Declaraciones con “No” de “kim” en la lista de votos, con el resultado “Aprobada”."
        )


def test_a_decision_is_found_by_its_item_its_result_and_who_voted():
    meeting = make_meeting()
    item = meeting.agenda_items.create(position=1, title="Renewal of the operating levy")
    roll = make_ballots("Robin Sample: yes", "Kim Example: no")
    moved = NewDecision({"result": "carried"}, roll)
    number = make_statement("Moved to approve as read.", meeting=meeting, agenda_item=item, decision=moved).number
    make_statement("We talked of the levy.", meeting=meeting, agenda_item=item)
    for asked in ("operating levy", "levy passed", "levy aprobada", "Kim Example levy", "title:levy", "levy -failed"):
        assert number in found(asked), asked
    assert search(SearchRequest(text="levy failed")).total == 0
    assert number not in found("levy -adopted")


def test_a_decision_follows_the_title_of_its_item():
    meeting = make_meeting()
    item = meeting.agenda_items.create(position=1, title="Renewal of the operating levy")
    moved = NewDecision({"result": "carried"})
    number = make_statement("Moved to approve.", meeting=meeting, agenda_item=item, decision=moved).number
    assert found("levy") == [number]
    lines = [AgendaLine("Purchase of buses", item=item.pk)]
    save_agenda(meeting=meeting, lines=lines, why=Why("It was another item."))
    assert (found("levy"), found("buses")) == ([], [number])
