"""The former URLs of what was renamed, merged or moved redirect to its current one."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.test import Client
from django.utils import timezone

from archive.actions.objects import merge_speakers, save_object, undo_merge
from archive.actions.rules import Why
from archive.models import Board, PartialDate, Speaker, SpeakerMerge, Topic
from tests.record import make_board, make_draft, make_meeting, make_speaker, make_statement, make_topic

pytestmark = pytest.mark.django_db


def rename(instance: models.Model, slug: str) -> None:
    instance.slug = slug
    instance.save()


@pytest.fixture
def known() -> dict[str, models.Model]:
    """Create a board, a speaker and a topic that a public statement shows."""
    board, speaker, topic = make_board(slug="old"), make_speaker(slug="old"), make_topic(slug="old")
    make_statement(meeting=make_meeting(board), speaker=speaker, topics=[topic])
    return {"boards": board, "speakers": speaker, "topics": topic}


@pytest.mark.parametrize("kind", ["boards", "speakers", "topics"])
def test_a_former_slug_always_redirects_to_the_object(client: Client, known, kind):
    for slug in ("newer", "newest"):
        rename(known[kind], slug)
    for former in ("old", "newer"):
        response = client.get(f"/{kind}/{former}/?page=1")
        assert (response.status_code, response["Location"]) == (301, f"/{kind}/newest/?page=1")
    rename(known[kind], "old")
    assert client.get(f"/{kind}/old/").status_code == 200
    assert client.get(f"/{kind}/newest/")["Location"] == f"/{kind}/old/"


@pytest.mark.parametrize(("model", "make"), [(Board, make_board), (Speaker, make_speaker), (Topic, make_topic)])
def test_a_used_slug_is_not_given_to_another_object(model, make):
    first, gone = make("Ann Lee", slug="ann-lee"), make("Bo Lee", slug="bo-lee")
    rename(first, "ann")
    gone.delete()
    for slug in ("ann-lee", "bo-lee"):
        other = model(name="Another", slug=slug)
        with pytest.raises(ValidationError, match="once had the slug"):
            other.full_clean()
        with pytest.raises(ValidationError, match="once had the slug"):
            other.save()
    assert model.objects.create(name="Ann Lee.").slug == "ann-lee-2"
    rename(first, "ann-lee")


@pytest.mark.parametrize("kind", ["boards", "speakers", "topics"])
def test_a_former_slug_does_not_reveal_what_is_not_public(client: Client, kind):
    instance = {"boards": make_board, "speakers": make_speaker, "topics": make_topic}[kind](slug="old")
    rename(instance, "new")
    assert client.get(f"/{kind}/old/").status_code == 404
    instance.delete()
    assert client.get(f"/{kind}/new/").status_code == 404


@pytest.mark.parametrize("path", ["/search/", "/statements/", "/meetings/"])
def test_a_filter_with_a_former_slug_redirects_to_the_current_one(client: Client, known, path):
    rename(known["boards"], "new")
    response = client.get(f"{path}?board=old&sort=oldest")
    assert (response.status_code, response["Location"]) == (301, f"{path}?board=new&sort=oldest")


@pytest.mark.parametrize("path", ["/statements/", "/meetings/"])
def test_an_unknown_filter_does_not_redirect(client: Client, known, path):
    assert client.get(f"{path}?board=nowhere").status_code == 200


def test_facets_with_former_slugs_redirect_to_current_ones(client: Client, known):
    other = make_speaker(slug="other")
    make_statement(speaker=other)
    rename(known["speakers"], "new")
    rename(known["topics"], "new")
    response = client.get("/search/?q=library&speaker=other&speaker=old&topic=old&year=2024")
    assert response.status_code == 301
    assert response["Location"] == "/search/?q=library&speaker=other&speaker=new&topic=new&year=2024"


def test_a_merge_redirects_temporarily_until_it_can_no_longer_be_undone(client: Client):
    kept, gone, before = make_speaker(slug="kept"), make_speaker(slug="gone"), make_speaker(slug="before")
    make_statement(speaker=kept)
    for speaker, other in ((before, gone), (gone, kept)):
        merge_speakers(kept=other, gone=speaker)
    for path in ("/speakers/gone/", "/speakers/before/", "/search/?speaker=gone"):
        assert client.get(path).status_code == 302
    long_ago = timezone.now() - datetime.timedelta(days=1, minutes=1)
    SpeakerMerge.objects.filter(gone=before).update(at=long_ago)
    assert [client.get(f"/speakers/{slug}/").status_code for slug in ("gone", "before")] == [302, 302]
    SpeakerMerge.objects.update(at=long_ago)
    for slug in ("gone", "before"):
        response = client.get(f"/speakers/{slug}/?page=1")
        assert (response.status_code, response["Location"]) == (301, "/speakers/kept/?page=1")
    assert client.get("/search/?speaker=before")["Location"] == "/search/?speaker=kept"


def test_a_redirect_follows_both_a_rename_and_a_merge(client: Client):
    kept, gone = make_speaker(slug="kept"), make_speaker(slug="gone")
    make_statement(speaker=kept)
    rename(gone, "going")
    merge = merge_speakers(kept=kept, gone=Speaker.objects.get(pk=gone.pk))
    assert client.get("/speakers/gone/")["Location"] == "/speakers/kept/"
    undo_merge(merge=merge)
    assert client.get("/speakers/gone/").status_code == 404


def test_the_old_meeting_redirects_to_a_turn_that_moved(client: Client):
    here, there = make_meeting(), make_meeting(date="2024-04-02")
    make_statement(meeting=here)
    moved = make_statement(meeting=there)
    response = client.get(f"{here.get_absolute_url()}?at={moved.pk}")
    assert response.status_code == 301
    assert response["Location"] == f"{there.get_absolute_url()}?at={moved.pk}#statement-{moved.pk}"
    hidden = make_draft(meeting=make_meeting())
    assert client.get(f"{here.get_absolute_url()}?at={hidden.pk}").status_code == 200


def test_the_old_url_of_a_meeting_works_after_its_day_or_board_changed(client: Client):
    meeting = make_statement().meeting
    old = meeting.get_absolute_url()
    meeting.board, meeting.date = make_board(), PartialDate.parse("2024-03-06")
    save_object(instance=meeting, why=Why("The notice says so."))
    response = client.get(f"{old}?page=1")
    assert (response.status_code, response["Location"]) == (301, f"{meeting.get_absolute_url()}?page=1")
