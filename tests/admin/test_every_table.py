"""Every table has its list, its search and its pages; no input makes them fall over."""

import json

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import NoReverseMatch, reverse

from archive.actions.withdraw import withdraw
from archive.admin.record import ReadOnlyAdmin
from archive.models import AuditEntry, OutboxEntry, Source, Statement
from tests.admin.form import page, send, words
from tests.record import make_board, make_draft, make_meeting, make_speaker, make_statement, make_topic
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db
TABLES = sorted(
    (model for model in admin.site._registry if model._meta.app_label in {"archive", "auth"}),
    key=lambda model: model._meta.label,
)
READ_ONLY = {model._meta.label for model in TABLES if isinstance(admin.site._registry[model], ReadOnlyAdmin)}
HOSTILE = [
    "\0",
    "'",
    '"',
    "%",
    "_",
    "\\",
    "<script>alert(1)</script>",
    "🙂",
    "-",
    "9" * 40,
    "x" * 3000,
    "2017-99",
    "\ud7ff",
]


def address(model: type, page: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def make_everything() -> Statement:
    """Make one row of every table at least, in every state a statement can have."""
    board = make_board(parent=make_board())
    speaker = make_speaker(name="<b>Ann</b> & Lee")
    speaker.names.create(name="Lee", board=board)
    speaker.offices.create(title="Chair", board=board, from_date="2016-07")
    meeting = make_meeting(board, place="<script>alert(1)</script>")
    item = meeting.agenda_items.create(position=1, title="Approval of the minutes")
    source = Source.objects.create(kind=Source.Kind.MINUTES, title="Minutes")
    known = {"meeting": meeting, "agenda_item": item, "speaker": speaker, "source": source, "topics": [make_topic()]}
    make_draft("A draft.", **known)
    withdraw(statement=make_statement("Withdrawn.", **known), category="privacy", reason="A mistake.")
    return make_statement("<script>alert(1)</script> & words.", title="<i>Title</i>", **known)


def test_every_table_of_the_record_is_in_the_admin():
    ours = {model for model in apps.get_app_config("archive").get_models() if not model._meta.auto_created}
    assert {model._meta.label for model in ours} == {
        model._meta.label for model in TABLES if model._meta.app_label == "archive"
    }


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.label)
def test_list_add_change_delete_and_history_answer(staff, model):
    make_everything()
    assert staff.get(address(model, "changelist")).status_code == 200
    assert staff.get(address(model, "add")).status_code == (403 if model._meta.label in READ_ONLY else 200)
    for row in model._default_manager.all()[:5]:
        assert staff.get(address(model, "change", row.pk)).status_code == 200
        assert staff.get(address(model, "history", row.pk)).status_code == 200
        may_delete = admin.site._registry[model].has_delete_permission(staff.get("/admin/").wsgi_request, row)
        assert staff.get(address(model, "delete", row.pk)).status_code == (200 if may_delete else 403)


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.label)
def test_lists_are_searched_filtered_and_sorted_however_mangled(staff, model):
    make_everything()
    changelist = address(model, "changelist")
    assert admin.site._registry[model].search_fields
    # What cannot be made out leads to the whole list, which says so.
    told = f"{changelist}?e=1"
    assert staff.get(told).status_code == 200
    for text in HOSTILE:
        assert staff.get(changelist, {"q": text}).status_code == 200
        mangled = dict.fromkeys(("p", "o", "status__exact", "board__id__exact", "meeting__id__exact", "date"), text)
        answer = staff.get(changelist, mangled)
        assert answer.status_code in {200, 400} or answer.url == told


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.label)
def test_a_record_that_is_not_there_is_said_so(staff, model):
    for pk in ("0", "-1", "abc", "9" * 30, "_5F", "1/2"):
        for name in ("change", "delete", "history"):
            assert staff.get(address(model, name, pk)).status_code in {302, 403, 404}, (name, pk)


def test_lists_do_not_ask_more_for_more_rows(staff, django_assert_max_num_queries):
    for _ in range(5):
        make_everything()
    for model in TABLES:
        with django_assert_max_num_queries(9):
            assert staff.get(address(model, "changelist")).status_code == 200


def test_markup_is_shown_as_text(staff):
    statement = make_everything()
    for asked in (
        address(Statement, "changelist"),
        address(Statement, "change", statement.pk),
        address(type(statement.meeting), "change", statement.meeting_id),
        reverse("admin:archive_statement_withdraw", args=[statement.pk]),
        reverse("admin:archive_statement_correct", args=[statement.pk]),
    ):
        content = staff.get(asked).content.decode()
        assert "<script>alert" not in content
        assert "<i>Title</i>" not in content


def autocompletes() -> list[tuple[str, str]]:
    """Return model and field of every field of the record that is completed as one types."""
    found = []
    for model, model_admin in admin.site._registry.items():
        if model._meta.app_label == "archive":
            for each in (model_admin, *(inline(model, admin.site) for inline in model_admin.inlines)):
                found += [(each.opts.model_name, name) for name in each.autocomplete_fields]
    return sorted(set(found))


def complete(client, model: str, field: str, term: str, **more: str) -> list[str]:
    query = {"app_label": "archive", "model_name": model, "field_name": field, "term": term} | more
    response = client.get(reverse("admin:autocomplete"), query)
    return [row["text"] for row in json.loads(response.content)["results"]]


@pytest.mark.parametrize(("model", "field"), autocompletes())
def test_long_lists_are_completed_as_one_types(staff, model, field):
    statement = make_everything()
    target = apps.get_model("archive", model)._meta.get_field(field).related_model
    row = target._default_manager.first()
    assert str(row) in complete(staff, model, field, "")
    for text in [text for text in HOSTILE if text != "\0"]:
        complete(staff, model, field, text)
    assert statement.number


def test_no_page_holds_a_list_of_everyone(staff):
    """A select of 5,000 speakers helps nobody."""
    make_everything()
    for number in range(15):
        meeting = make_meeting(make_board())
        make_draft(meeting=meeting, speaker=make_speaker(), topics=[make_topic()])
        Source.objects.create(kind=Source.Kind.MINUTES, title=f"Minutes {number}")
    edited = [model for model in TABLES if model._meta.label not in READ_ONLY and model._meta.app_label == "archive"]
    for model in edited:
        if model._meta.model_name != "user":
            for asked in (address(model, "add"), address(model, "change", model._default_manager.first().pk)):
                for select in page(staff.get(asked)).iter("select"):
                    assert len(select.findall(".//option")) <= 12, (asked, select.get("name"))


def test_a_speaker_is_found_by_any_name(staff):
    speaker = make_speaker("Darienne Driver")
    speaker.names.create(name="Darienne Drier")
    make_speaker("Somebody Else")
    make_speaker("Drier, merged", merged_into=speaker)
    assert complete(staff, "statement", "speaker", "drier") == ["Darienne Driver"]
    assert "2 speakers" in words(staff.get(reverse("admin:archive_speaker_changelist"), {"q": "Drier"}))


@pytest.mark.parametrize("term", ["2017", "2017-02", "2017-02-23", "milwaukee 2017-02", "2017 milwaukee"])
def test_a_meeting_is_found_by_its_date(staff, term):
    meeting = make_meeting(make_board("Milwaukee Board"), "2017-02-23")
    make_meeting(make_board("Milwaukee Council"), "2016-02-23")
    make_meeting(make_board("Other Board"), "2018")
    assert complete(staff, "statement", "meeting", term) == [str(meeting)]


@pytest.mark.parametrize("term", ["library", "Saturdays open", "driver", "2017-02", "{number}"])
def test_a_statement_is_found_by_words_speaker_date_and_number(staff, term):
    statement = make_statement(
        "We will open the library on Saturdays.",
        speaker=make_speaker("Darienne Driver"),
        meeting=make_meeting(date="2017-02-23"),
    )
    make_statement("Something else.", meeting=make_meeting(date="2024-01"))
    found = words(staff.get(reverse("admin:archive_statement_changelist"), {"q": term.format(number=statement.number)}))
    assert "We will open the library" in found
    assert "Something else" not in found


def test_a_slug_is_made_where_it_is_left_empty_and_one_that_changes_stays_the_records(staff):
    send(staff, reverse("admin:archive_speaker_add"), name="東京")
    statement = make_statement(speaker=make_speaker("Ann Lee", slug="ann-lee"))
    answer = send(
        staff, reverse("admin:archive_speaker_change", args=[statement.speaker_id]), name="Ann Burns", slug="ann-burns"
    )
    assert "changed successfully" in words(answer)
    statement.speaker.refresh_from_db()
    assert (statement.speaker.name, statement.speaker.slug) == ("Ann Burns", "ann-burns")
    assert ("speaker", statement.speaker_id) in OutboxEntry.objects.values_list("subject", "subject_id")
    assert type(statement.speaker).objects.get(name="東京").slug == "speaker"
    assert "was the slug of another speaker" in words(
        send(staff, reverse("admin:archive_speaker_add"), name="Ann Lee", slug="ann-lee")
    )


def test_what_is_refused_is_said_in_a_sentence_and_keeps_what_was_typed(staff):
    make_board("Milwaukee Board")
    answer = send(staff, reverse("admin:archive_board_add"), name="Milwaukee Board", timezone="Mars", place="Milwaukee")
    assert "Board with this Name already exists." in words(answer)
    assert "“Mars” is not a time zone" in words(answer)
    assert 'value="Milwaukee"' in answer.content.decode()


def test_what_others_depend_on_is_not_deleted(staff):
    statement = make_statement(topics=[make_topic()], speaker=make_speaker())
    for row in (statement.board, statement.meeting, statement.speaker, statement.topics.get()):
        answer = staff.post(address(type(row), "delete", row.pk), {"post": "yes"}, follow=True)
        assert "cannot be deleted" in words(answer)
        row.refresh_from_db()
    answer = staff.post(
        address(type(statement.speaker), "changelist"),
        {"action": "delete_selected", "_selected_action": statement.speaker_id, "post": "yes"},
        follow=True,
    )
    assert "Nothing is deleted, for some of it cannot be:" in words(answer)
    assert "is needed by 1 statement" in words(answer)


def test_what_nothing_depends_on_is_deleted_and_the_trail_says_so(staff):
    topic = make_topic("Old topic")
    staff.post(address(type(topic), "delete", topic.pk), {"post": "yes"})
    assert not type(topic).objects.exists()
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.name, entry.actor.username) == ("deleted", "Old topic", "keeper")


def test_changes_are_in_the_audit_trail(staff):
    send(staff, reverse("admin:archive_topic_add"), name="Libraries")
    topic = make_topic.__globals__["Topic"].objects.get()
    send(staff, reverse("admin:archive_topic_change", args=[topic.pk]), name="Public libraries")
    trail = list(AuditEntry.objects.order_by("id").values_list("verb", "name", "note"))
    assert trail == [("created", "Libraries", ""), ("changed", "Public libraries", "Changed Name.")]


def test_an_account_is_never_deleted(staff):
    person = make_person()
    assert staff.get(address(type(person), "delete", person.pk)).status_code == 403


def test_strangers_and_readers_see_nothing(client):
    for person in (None, make_person()):
        if person:
            signed_in(person, client)
        for model in TABLES:
            response = client.get(address(model, "changelist"))
            assert response.status_code == 302
            assert "login" in response.url


def test_every_page_says_whose_site_it_is(staff):
    assert "Boardmeetings: the record" in words(staff.get(reverse("admin:index")))
    with pytest.raises(NoReverseMatch):
        reverse("admin:archive_statement_unheard_of")
