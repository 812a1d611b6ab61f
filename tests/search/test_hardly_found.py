"""Words of searches that found little, which editors see at the desk."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from archive.actions.redaction import redact
from archive.actions.removed_words.memory import searches_with_removed
from archive.citations.passages.quote_range import QuoteRange
from archive.models import Role
from archive.search import proposals
from archive.search.engines.rebuild import rebuild
from tests.record import make_speaker, make_statement
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def searches(settings, tmp_path):
    settings.COUNT_SEARCHES, settings.COUNTED_SEARCHES_DIR = True, tmp_path / "searches"
    for _ in range(6):
        make_statement("The bus is late.", speaker=make_speaker("Robin Sample"))
    rebuild()


def search(client: Client, *texts: str, times: int = 3) -> None:
    for text in texts:
        # Not the same page again, which may be sent from memory.
        for sort in ("relevance", "newest", "oldest")[:times]:
            assert client.get("/en/search/", {"q": text, "sort": sort}).status_code == 200


def test_words_that_found_little_are_counted_without_names_numbers_and_rare_ones(client: Client):
    search(
        client,
        "weed killer",
        "bus",
        "Robin Sample",
        "robin zebra",
        "555 1234",
        "kim@example.org",
        "roof hull mast keel oar",
    )
    search(client, "Pothole", "POTHOLE", times=2)
    search(client, "once only", times=1)
    assert proposals(10, searches_with_removed) == [("pothole", 4), ("weed killer", 3)]
    assert proposals(1, searches_with_removed) == [("pothole", 4)]


def test_they_are_kept_for_90_days_and_only_where_the_setting_allows_it(client: Client, settings):
    search(client, "pothole")
    (path,) = settings.COUNTED_SEARCHES_DIR.iterdir()
    assert path.read_text() == "pothole\n" * 3
    old = path.with_stem((timezone.localdate() - timedelta(days=91)).isoformat())
    path.rename(old)
    assert proposals(10, searches_with_removed) == []
    settings.COUNT_SEARCHES = False
    search(client, "weed killer")
    assert list(settings.COUNTED_SEARCHES_DIR.iterdir()) == [old]
    settings.COUNT_SEARCHES = True
    search(client, "zeppelin")
    assert not old.exists()


@pytest.mark.parametrize("name", ["Zephyra Quillfeather", "Жёлтый Ørstedson"])
def test_redacted_words_are_not_kept_and_no_longer_counted(
    client: Client, settings, django_capture_on_commit_callbacks, name: str
):
    secret = make_statement(f"The informant is {name} of Sample Street.")
    given, family = name.split()
    search(client, given, f"{family} bribe", name.lower(), "pothole")
    (path,) = settings.COUNTED_SEARCHES_DIR.iterdir()
    assert given.lower() in path.read_text()
    start = secret.text.index(name)
    passage = QuoteRange(start, start + len(name))
    with django_capture_on_commit_callbacks(execute=True):
        redact(revision=secret.current_revision, passage=passage, category="privacy", reason="A promise.")
    assert path.read_text() == "pothole\n" * 3
    search(client, given, "pothole", f"{family.upper()} money", times=2)
    assert set(path.read_text().splitlines()) == {"pothole"}


def test_files_of_another_machine_are_cleared_when_its_next_day_begins(client: Client, settings):
    secret = make_statement("The informant is Zephyra Quillfeather of Sample Street.")
    start = secret.text.index("Zephyra")
    passage = QuoteRange(start, secret.text.index(" of Sample"))
    redact(revision=secret.current_revision, passage=passage, category="privacy", reason="A promise.")
    settings.COUNTED_SEARCHES_DIR.mkdir()
    other = settings.COUNTED_SEARCHES_DIR / f"{(timezone.localdate() - timedelta(days=1)).isoformat()}.txt"
    other.write_text("zephyra\nzephyra\npothole\npothole\n")
    assert proposals(10, searches_with_removed) == [("pothole", 2)]
    search(client, "zeppelin")
    assert other.read_text() == "pothole\npothole\n"


def test_editors_see_them_at_the_desk(client: Client):
    search(client, "weed killer")
    editor = signed_in(make_person(Role.EDITOR))
    assert "weed killer" in editor.get("/desk/concepts/").content.decode()
