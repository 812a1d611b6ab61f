"""Speakers at the desk are found, named, given offices, merged and split; a merged one's page redirects."""

import pytest
from django.urls import reverse

from archive.models import Office, Source, Speaker, SpeakerMerge
from tests.desk.acting import do, send, sentences
from tests.record import make_board, make_draft, make_meeting, make_speaker, make_statement

pytestmark = pytest.mark.django_db


def test_a_speaker_is_found_by_name_and_by_spelling(clerk):
    robin, kim = make_speaker("Robin Sample"), make_speaker("Kim Example")
    robin.names.create(name="Rob S.")
    for words in ("robin", "sample rob", "Rob S"):
        page = clerk.get(reverse("desk:speakers"), {"q": words}).content.decode()
        assert robin.name in page
        assert kim.name not in page


def test_speakers_are_listed_by_surname_and_labels_last(clerk):
    for name in ("Speaker 1", "Ada Young", "Zoe Adams", "Kim Example"):
        make_speaker(name)
    listed = [row.name for row in clerk.get("/desk/speakers/").context["page"]]
    assert listed == ["Zoe Adams", "Kim Example", "Ada Young", "Speaker 1"]


def test_a_speaker_is_created_and_changed(clerk):
    send(clerk, "speaker-new", name="Robin Sample", kind="person")
    speaker = Speaker.objects.get()
    send(clerk, "speaker", speaker, name="Robin B. Sample", kind="person", website="robin.example")
    speaker.refresh_from_db()
    assert (speaker.name, speaker.slug, speaker.website) == ("Robin B. Sample", "robin-sample", "https://robin.example")


def test_offices_can_be_added_ended_and_removed(clerk):
    speaker, board = make_speaker(), make_board()
    send(clerk, "speaker:add-office", speaker, title="Director", board=board.pk, from_date="2020-01")
    office = Office.objects.get()
    send(clerk, "office", office, title="Director", board=board.pk, from_date="2020-01", to_date="2023-12-31")
    page = " ".join(clerk.get(reverse("desk:speaker", args=[speaker.pk])).content.decode().split())
    assert "from January 2020 to 31 December 2023" in page
    wrong = do(clerk, "office", office, title="Director", board=board.pk, from_date="2020-01", to_date="2019")
    assert "ends before it begins" in wrong.content.decode()
    send(clerk, "office:delete", office)
    assert not Office.objects.exists()


def test_an_office_without_a_place_is_refused_with_a_message(clerk):
    assert "needs a board" in do(clerk, "speaker:add-office", make_speaker(), title="Director").content.decode()


def test_spellings_are_added_once_and_removed_by_an_editor(clerk, administrator):
    speaker = make_speaker()
    send(clerk, "speaker:add-name", speaker, name="Rob S.")
    assert "has this spelling already" in do(clerk, "speaker:add-name", speaker, name="Rob S.").content.decode()
    send(administrator, "speaker:remove-name", speaker.names.get())
    assert not speaker.names.exists()


def test_two_speakers_are_merged_and_the_merge_is_undone(administrator):
    kept, gone = make_speaker("Robin Sample"), make_speaker("R. Sample")
    statement = make_statement(speaker=gone)
    response = do(administrator, "speaker:merge", gone, kept="Robin Sample")
    assert response.redirect_chain[-1][0] == reverse("desk:speaker", args=[kept.pk])
    assert "Undo the merge" in response.content.decode()
    statement.refresh_from_db()
    assert statement.speaker == kept
    send(administrator, "speaker:undo-merge", SpeakerMerge.objects.get())
    statement.refresh_from_db()
    assert statement.speaker == gone


def test_the_public_page_of_a_merged_speaker_redirects_to_the_remaining_one(administrator, client):
    first, second, third = (make_speaker() for _ in range(3))
    make_statement(speaker=first)
    send(administrator, "speaker:merge", first, kept=second.name)
    send(administrator, "speaker:merge", second, kept=third.name)
    for old in (first, second):
        response = client.get(old.get_absolute_url())
        assert response.status_code in {301, 302}
        assert response.url == third.get_absolute_url()


def test_a_merge_does_not_reveal_a_speaker_who_is_not_public(administrator, client):
    kept, gone = make_speaker(), make_speaker()
    make_draft(speaker=gone)
    send(administrator, "speaker:merge", gone, kept=kept.name)
    assert client.get(gone.get_absolute_url()).status_code == 404


def test_a_merged_speaker_is_no_longer_offered(administrator, clerk):
    kept, gone = make_speaker("Robin Sample"), make_speaker("R. Sample")
    send(administrator, "speaker:merge", gone, kept=kept.name)
    assert "R. Sample" not in clerk.get(reverse("desk:speakers")).content.decode()


@pytest.mark.parametrize("kept", ["", "Nobody Known", "Robin Sample"])
def test_an_impossible_merge_is_refused_with_a_message(administrator, kept):
    gone = make_speaker("Robin Sample")
    assert sentences(do(administrator, "speaker:merge", gone, kept=kept))
    assert not SpeakerMerge.objects.exists()


def test_a_speaker_is_split_into_two(administrator):
    speaker = make_speaker("R. Sample")
    mine, theirs = make_statement(speaker=speaker), make_statement(speaker=speaker)
    send(administrator, "speaker-split", speaker, name="Ruth Sample", statements=[theirs.pk])
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.speaker.name, theirs.speaker.name) == ("R. Sample", "Ruth Sample")
    assert "at least one statement" in sentences(do(administrator, "speaker-split", speaker, name="Third Sample"))[-1]


@pytest.mark.parametrize(
    ("chosen", "moved"),
    [
        (lambda at: {"boards": [at["there"].pk]}, {"there 2019", "there 2024"}),
        (lambda at: {"boards": [at["there"].pk], "since": "2020"}, {"there 2024"}),
        (lambda _: {"until": "2019"}, {"here 2019", "there 2019"}),
        (lambda at: {"meetings": [at["meeting"].pk]}, {"here 2024"}),
    ],
    ids=["a board", "a board within dates", "dates", "a meeting"],
)
def test_a_speaker_is_split_by_board_date_or_meeting(administrator, chosen, moved):
    speaker, here, there = make_speaker("R. Sample"), make_board(), make_board()
    meetings = [
        make_meeting(board=board, date=date) for board in (here, there) for date in ("2019-03-05", "2024-03-05")
    ]
    for place, meeting in zip(("here 2019", "here 2024", "there 2019", "there 2024"), meetings, strict=True):
        make_statement(place, speaker=speaker, meeting=meeting)
    send(
        administrator, "speaker-split", speaker, name="Ruth Sample", **chosen({"there": there, "meeting": meetings[1]})
    )
    assert {said.text for said in Speaker.objects.get(name="Ruth Sample").statements.all()} == moved


def test_a_speaker_with_statements_is_not_deleted(administrator):
    speaker, silent = make_speaker(), make_speaker()
    make_draft(speaker=speaker)
    assert "Merge or split" in sentences(do(administrator, "speaker:delete", speaker))[0]
    send(administrator, "speaker:delete", silent)
    assert list(Speaker.objects.all()) == [speaker]


def test_markup_in_a_name_is_shown_as_text(clerk):
    speaker = make_speaker("<script>alert(1)</script>")
    for page in (reverse("desk:speakers"), reverse("desk:speaker", args=[speaker.pk])):
        assert "<script>alert" not in clerk.get(page).content.decode()


@pytest.mark.parametrize(("page", "column"), [("speaker-new", "name"), ("source-new", "title")])
def test_a_name_that_is_there_or_near_is_asked_about_before_another_is_added(clerk, page, column):
    model = {"speaker-new": Speaker, "source-new": Source}[page]
    kind = {"speaker-new": "person", "source-new": "minutes"}[page]
    there = model.objects.create(**{column: "Robin Sample"}, kind=kind)
    for typed in ("Robin Sample", "Sample"):
        asked = send(clerk, page, **{column: typed}, kind=kind)
        assert f"is “{typed}”?" in asked.content.decode()
        chosen = send(clerk, page, **{column: typed, f"{column}-as": f"{there.pk}:{typed}"}, kind=kind)
        assert chosen["Location"] == reverse(f"desk:{page.removesuffix('-new')}", args=[there.pk])
        assert model.objects.count() == 1
    send(clerk, page, **{column: "Sample", f"{column}-as": "new:Sample"}, kind=kind)
    assert model.objects.count() == 2
