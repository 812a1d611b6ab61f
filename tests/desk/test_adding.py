"""Rows that are added to a meeting one after the other: statements, replies, agenda items. Each has its own address."""

import pytest
from django.urls import reverse

from archive.actions.rules import version_of, version_with_waiting
from archive.models import AgendaItem, Meeting, Speaker, Statement
from tests.desk.acting import TYPED_ORIGIN, do, send, sentences
from tests.record import make_board, make_draft, make_meeting, make_speaker, make_statement

pytestmark = pytest.mark.django_db


def add(meeting, kind="statement"):
    return reverse("desk:row-add", args=[meeting.pk, kind])


def typed(**more):
    return {"text": "We open on Saturdays.", **TYPED_ORIGIN, "text_status": "minutes"} | more


def said(meeting):
    return [statement.text for statement in meeting.statements.order_by("position", "number")]


@pytest.fixture
def meeting():
    made = make_meeting()
    made.agenda_items.create(position=1, label="1", title="Roll call")
    made.agenda_items.create(position=2, title="Library hours")
    return made


def test_a_new_meeting_leads_to_its_first_row_and_that_to_the_next(clerk):
    given = {"board": make_board().pk, "date": "2024-03-05", "kind": "regular", "status": "held", "then": "rows"}
    response = clerk.post(reverse("desk:meeting-new"), given)
    meeting = Meeting.objects.get()
    assert response.url == f"/desk/meetings/{meeting.pk}/?add=statement"
    assert f'href="{add(meeting)}"' in clerk.get(response.url).content.decode()
    response = clerk.post(add(meeting), typed(speaker="Robin Sample"))
    first = meeting.statements.get()
    assert response.url == f"/desk/meetings/{meeting.pk}/?add=statement&after={first.pk}"
    page = clerk.get(response.url)
    assert sentences(page) == ["1 statement is a draft. It is not public yet."]
    assert f'href="{add(meeting)}?after={first.pk}"' in page.content.decode()
    assert not Statement.objects.public().exists()


def test_a_row_has_the_facts_that_were_typed(clerk, meeting):
    make_speaker("Robin Sample")
    clerk.post(add(meeting), typed(speaker="Robin Sample", agenda_item="library hours"))
    clerk.post(add(meeting), typed(text="The motion passed.", kind="vote", title="On hours", topics="Libraries"))
    first, second = meeting.statements.order_by("position", "number")
    assert (first.kind, first.speaker.name, first.agenda_item.title) == ("remark", "Robin Sample", "Library hours")
    assert (second.kind, second.current_revision.title, second.text_status) == ("vote", "On hours", "minutes")
    assert [topic.name for topic in second.topics.all()] == ["Libraries"]


def test_the_next_row_takes_over_what_the_button_says(clerk, meeting):
    facts = typed(speaker="Robin Sample", topics="Libraries", agenda_item="Library hours")
    for then, speaker, answers in (("save", "", False), ("same", "Robin Sample", False), ("answered", "", True)):
        response = clerk.post(add(meeting), facts | {"then": then})
        last = meeting.statements.order_by("number").last()
        page = clerk.get(response.url).context
        form = clerk.get(add(meeting) + page["takes_over"]).context["form"]
        assert {form[name].value() for name in form.fields} == {
            page["adding"]["form"][name].value() for name in form.fields
        }
        assert str(form["speaker"].value() or "") == speaker, then
        assert (form["responds_to"].value() == f"We open on Saturdays. #{last.pk}") is answers, then
        assert (str(form["source"].value()), form["text_status"].value()) == ("Sample transcript", "minutes")
        facts["speaker-as"] = f"new:{facts['speaker']}"


def test_rows_of_dashes_are_several_statements_of_one_speaker_in_their_place(clerk, meeting):
    first, last = (make_draft(words, meeting=meeting) for words in ("First.", "Last."))
    given = typed(text="One.\n---\nTwo.\n\nMore.", title="On hours", speaker="Kim Example", after=f"#{first.pk}")
    clerk.post(add(meeting), given)
    assert said(meeting) == ["First.", "One.", "Two.\n\nMore.", "Last."]
    titles = [one.current_revision.title for one in meeting.statements.order_by("position", "number")]
    assert titles == ["", "On hours", "", ""]
    assert {one.speaker.name for one in meeting.statements.exclude(pk__in=[first.pk, last.pk])} == {"Kim Example"}


def test_what_was_said_elsewhere_has_its_own_date_and_answers_a_row(clerk, meeting):
    answered = make_draft("We will not share that information.", meeting=meeting)
    given = typed(outside="2017-02", responds_to=f"#{answered.pk}", speaker="Sample Institute")
    clerk.post(add(meeting), given | {"speaker_kind": "organisation", "spelling": "SI"})
    reply = Statement.objects.exclude(pk=answered.pk).get()
    assert (reply.meeting, str(reply.date), reply.responds_to) == (None, "February 2017", answered)
    assert (reply.board, reply.speaker.kind, reply.speaker.other_names()) == (meeting.board, "organisation", ["SI"])


def test_what_was_said_outside_meetings_is_a_row_of_its_board(clerk, meeting):
    outside = reverse("desk:outside", args=[meeting.board_id])
    at = reverse("desk:outside-new") + f"?board={meeting.board_id}"
    assert f'href="{at}"' in clerk.get(outside).content.decode()
    form = clerk.get(at, headers={"X-Requested-With": "fetch"})
    assert form.context["form"]["about"].value() == meeting.board_id
    assert f'action="{at}"' in form.content.decode()
    make_draft("Said at the meeting.", meeting=meeting)
    answer = clerk.post(at, typed(outside="2017-02-24", about=meeting.board_id))
    made = Statement.objects.get(meeting=None)
    assert answer.url == f"{outside}?at={made.pk}#statement-{made.pk}"
    rows = clerk.get(answer.url).context["page"]
    assert [row.instance for row in rows] == [made]
    assert rows[0].tick == "", "nothing acts on ticked rows here"


def test_an_editor_publishes_a_row_with_what_waits_or_alone(editor, meeting):
    waiting = make_draft("Waits.", meeting=meeting)
    given = typed(then="all", **{"waiting-seen": version_with_waiting(meeting)})
    make_draft("Slipped in.", meeting=meeting)
    assert "has changed since" in editor.post(add(meeting), given).content.decode()
    assert not Statement.objects.public().exists()
    given["waiting-seen"] = version_with_waiting(meeting)
    response = editor.post(add(meeting), given)
    new = Statement.objects.order_by("number").last()
    assert response.url == f"/desk/meetings/{meeting.pk}/?at={new.pk}#statement-{new.pk}"
    assert {one.text for one in Statement.objects.public()} == {"Waits.", "Slipped in.", "We open on Saturdays."}
    waiting.refresh_from_db()
    make_draft("Stays.", meeting=meeting)
    editor.post(add(meeting), typed(text="Alone.", then="publish"))
    assert not Statement.objects.public().filter(current_revision__text="Stays.").exists()
    assert Statement.objects.public().filter(current_revision__text="Alone.").exists()


@pytest.mark.parametrize("then", ["publish", "all"])
def test_a_clerk_cannot_publish_with_a_row(clerk, meeting, then):
    make_draft(meeting=meeting)
    given = typed(text="New.", then=then, **{"waiting-seen": version_with_waiting(meeting)})
    assert clerk.post(add(meeting), given).status_code == 403
    assert meeting.statements.count() == 1
    assert not Statement.objects.public().exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"speaker": "Robyn Sample"}, "Which speaker is “Robyn Sample”?"),
        ({"text": " \n---\n "}, "Type the words of the statement."),
        ({"outside": "never"}, "never"),
        ({"outside": "2017-02", "agenda_item": "1"}, "under no agenda item"),
        ({"source": ""}, "Name the source"),
    ],
)
def test_errors_are_reported_and_nothing_is_saved_or_lost(clerk, meeting, wrong, sentence):
    make_speaker("Robin Sample")
    page = clerk.post(add(meeting), typed(title="On hours") | wrong).content.decode()
    assert sentence in page
    assert "On hours" in page
    assert not Statement.objects.exists()


def test_an_office_of_a_public_speaker_is_not_added_in_passing(clerk, editor, meeting):
    speaker = make_speaker("Kim Example")
    make_statement(speaker=speaker)
    for person in (clerk, editor):
        page = person.post(add(meeting), typed(speaker="Kim Example", office="Trustee")).content.decode()
        assert "Readers can already see Kim Example." in page
        assert "We open on Saturdays." in page
    assert not speaker.offices.exists()


def test_an_office_and_a_spelling_are_kept_once_of_a_new_speaker(clerk, meeting):
    for words in ("One.", "Two."):
        clerk.post(add(meeting), typed(text=words, speaker="Kim Example", office="Trustee", spelling="Kimmy"))
    speaker = Speaker.objects.get()
    assert (str(speaker.offices.get().title), speaker.other_names()) == ("Trustee", ["Kimmy"])


def test_a_script_gets_the_form_alone(clerk, meeting):
    for address in (add(meeting), add(meeting, "decision"), add(meeting, "attendance"), item_add(meeting)):
        page = clerk.get(address, headers={"X-Requested-With": "fetch"}).content.decode()
        assert "<form" in page
        assert "<html" not in page
    assert clerk.get(add(meeting, "novel")).status_code == 404


def test_former_addresses_lead_to_the_row_and_lose_no_words(clerk, meeting):
    statement = make_draft(meeting=meeting)
    list_ = f"/desk/meetings/{meeting.pk}/"
    for former, now in {
        "/desk/meetings/by-hand/?board=3": "/desk/meetings/new/?board=3",
        f"{list_}by-hand/": f"{list_}?add=statement",
        f"{list_}statements/new/": f"{list_}?add=statement",
        f"{list_}agenda/": f"{list_}?add=item",
        f"{list_}documents/": f"{list_}?add=document",
        f"{list_}import/": f"{list_}?add=file",
        f"{list_}decisions/new/": f"{list_}?add=decision",
        f"/desk/decisions/{statement.pk}/": f"/desk/statements/{statement.pk}/",
    }.items():
        response = clerk.get(former)
        assert (response.status_code, response.url) == (301, now)
        kept = clerk.post(former, {"statements-0-text": "Typed on a page that was open for a week."})
        assert kept.status_code == 409
        assert "Typed on a page that was open for a week." in kept.content.decode()


def test_where_a_button_sent_its_form_leads_to_the_page_above_and_loses_no_words(clerk, meeting):
    page, words = f"/desk/meetings/{meeting.pk}/", {"note": "Typed on a page from before the upgrade."}
    for former in (f"{page}publish/", f"{page}documents/7/remove/now/"):
        assert clerk.get(former, follow=True).redirect_chain[0][0] in {page, f"{page}documents/"}
        kept = clerk.post(former, words)
        assert (kept.status_code, words["note"] in kept.content.decode()) == (409, True)
    assert clerk.get("/desk/there-was-never/such-a-page/").status_code == 404


def item_add(meeting):
    return reverse("desk:item-add", args=[meeting.pk])


def agenda(meeting):
    return [str(item) for item in meeting.agenda_items.order_by("position")]


def change(client, item, **data):
    return client.post(reverse("desk:item", args=[item.pk]), {"seen": version_of(item.meeting)} | data)


def test_an_item_is_added_and_leads_to_the_next(clerk, meeting):
    response = send(clerk, "item-add", meeting, title="Buses", label="3", topics="Transport")
    assert response.url == f"/desk/meetings/{meeting.pk}/?add=item"
    assert agenda(meeting) == ["1 Roll call", "Library hours", "3 Buses"]
    assert [topic.name for topic in meeting.agenda_items.get(title="Buses").topics.all()] == ["Transport"]
    send(clerk, "item-add", meeting, title="Opening", place="1")
    assert agenda(meeting)[0] == "Opening"


def test_an_item_is_moved_renamed_and_removed_and_the_others_stay(clerk, meeting):
    first, second = meeting.agenda_items.order_by("position")
    send(clerk, "item-add", meeting, title="Buses", topics="Transport")
    response = change(clerk, first, title="Opening", label="0", place="3")
    assert response.url == f"/desk/meetings/{meeting.pk}/?item={first.pk}#item-{first.pk}"
    assert agenda(meeting) == ["Library hours", "Buses", "0 Opening"]
    change(clerk, second, then="remove")
    assert agenda(meeting) == ["Buses", "0 Opening"]
    assert meeting.agenda_items.get(title="Buses").topics.exists()


@pytest.mark.parametrize("place", [4, 2**63, 10**40])
def test_an_item_whose_place_is_past_the_last_is_the_last(clerk, meeting, place):
    send(clerk, "item-add", meeting, title="Buses", place=str(place))
    assert agenda(meeting)[-1] == "Buses"


def test_an_item_needs_a_title(clerk, meeting):
    assert "This field is required." in do(clerk, "item-add", meeting, label="3").content.decode()
    assert meeting.agenda_items.count() == 2


def test_the_agenda_of_a_public_meeting_has_no_fields_for_a_clerk(clerk, meeting):
    make_statement(meeting=meeting)
    for item in meeting.agenda_items.all():
        page = clerk.get(reverse("desk:item", args=[item.pk])).content.decode()
        assert str(item) in page
        assert "only an editor can change" in page
        assert 'name="title"' not in page


def test_the_agenda_of_a_public_meeting_changes_in_public(clerk, editor, meeting):
    make_statement(meeting=meeting)
    item = meeting.agenda_items.get(title="Roll call")
    data = {"title": "Opening", "place": "1"}
    assert change(clerk, item, **data, reason="So.").status_code == 403
    assert "Give a reason" in change(editor, item, **data).content.decode()
    assert agenda(meeting)[0] == "1 Roll call"
    change(editor, item, **data, reason="The notice says so.")
    assert agenda(meeting)[0] == "Opening"
    assert meeting.corrections.public().get().changes == [["agenda item", "1 Roll call", "Opening"]]


def test_an_agenda_that_somebody_else_saved_meanwhile_is_not_overwritten(clerk, meeting):
    page = do(clerk, "item-add", meeting, title="Mine", seen="0" * 32)
    assert "has changed since you opened the page" in page.content.decode()
    assert 'value="Mine"' in page.content.decode()
    assert page.context["form"]["seen"].value() != "0" * 32
    assert AgendaItem.objects.count() == 2
