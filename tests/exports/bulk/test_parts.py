"""A change remakes the parts that it touches. Removed words withhold their part alone."""

import json
from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.test import Client

from archive.actions.objects import merge_speakers, save_object
from archive.actions.redaction import redact
from archive.actions.rules import Why
from archive.actions.statements import correct, reinstate, withdraw
from archive.citations.passages.quote_range import QuoteRange
from archive.exports.bulk.parts import parts_wanting, remake_parts
from archive.models import Board, ChangeNote, Meeting, Source, Speaker, Statement
from archive.upkeep.drain import drain
from tests.exports.bulk.test_current import words_of
from tests.record import make_board, make_meeting, make_speaker, make_statement

pytestmark = pytest.mark.django_db
WHY = Why("A person asked.")


def remake() -> int:
    drain()
    return remake_parts()


def resources(settings: LazySettings) -> dict[str, dict]:
    manifest = json.loads((settings.EXPORT_DIR / "parts" / "datapackage.json").read_text())
    return {one["path"]: one for one in manifest["resources"]}


def contents(settings: LazySettings) -> dict[str, str]:
    folder = settings.EXPORT_DIR / "parts"
    return {path: words_of(folder / one["version"] / path) for path, one in resources(settings).items()}


@pytest.fixture
def said() -> list[Statement]:
    """Three statements: two of one board in two years, the second answered by one of another board."""
    board, speaker = make_board("Sample Board"), make_speaker("Robin Sample")
    source = Source.objects.create(kind=Source.Kind.TRANSCRIPT, title="Transcript", licence="CC0")
    one = make_statement("Words of the first year.", meeting=make_meeting(board, "2014-05-06"), speaker=speaker)
    two = make_statement("Words of another year.", meeting=make_meeting(board, "2015-05-06"), source=source)
    other = make_statement("An answer elsewhere.", meeting=make_meeting(make_board(), "2015"), responds_to=two)
    return [one, two, other]


def rename_board(said: list[Statement]) -> None:
    board = Board.objects.get(pk=said[0].board_id)
    board.name = "Renamed Board"
    save_object(instance=board, why=WHY)


def rename_speaker(said: list[Statement]) -> None:
    speaker = Speaker.objects.get(pk=said[0].speaker_id)
    speaker.name = "Kim Example"
    save_object(instance=speaker, why=WHY)


def change_licence(said: list[Statement]) -> None:
    source = Source.objects.get(pk=said[1].source_id)
    source.licence = "CC BY 4.0"
    save_object(instance=source, why=WHY)


def move_meeting(said: list[Statement]) -> None:
    meeting = Meeting.objects.get(pk=said[0].meeting_id)
    meeting.date = said[1].date
    save_object(instance=meeting, why=WHY)


def take_away(said: list[Statement]) -> None:
    withdraw(statement=said[1], category="privacy", reason="A person asked.")


def take_away_and_back(said: list[Statement]) -> None:
    take_away(said)
    remake()
    reinstate(statement=Statement.objects.get(pk=said[1].pk), reason="It was a mistake.")


CHANGES: list[Callable[[list[Statement]], object]] = [
    rename_board,
    rename_speaker,
    change_licence,
    move_meeting,
    take_away,
    take_away_and_back,
    lambda said: correct(statement=said[0], text="Other words.", reason="A mistake."),
    lambda said: correct(statement=said[0], fields={"start_seconds": 12.0}, reason="A mistake."),
    lambda said: merge_speakers(kept=make_speaker("Kim Example"), gone=said[0].speaker),
    lambda said: make_statement("One more.", meeting=said[0].meeting),
    lambda said: redact(
        revision=said[1].current_revision, passage=QuoteRange(0, 5), category="privacy", reason="A person asked."
    ),
]


@pytest.mark.parametrize("change", CHANGES)
def test_parts_that_are_remade_are_those_that_would_be_made_anew(
    change: Callable[[list[Statement]], object], said: list[Statement], settings: LazySettings
):
    assert remake() == 3
    change(said)
    drain()
    assert parts_wanting()
    assert remake_parts() > 0
    kept = contents(settings)
    assert not parts_wanting()
    (settings.EXPORT_DIR / "parts" / "datapackage.json").unlink()
    remake_parts()
    assert contents(settings) == kept


def test_a_change_remakes_its_part_alone(said: list[Statement], settings: LazySettings):
    remake()
    before = resources(settings)
    correct(statement=said[0], text="Other words.", reason="A mistake.")
    assert remake() == 1
    after = resources(settings)
    assert {path for path, one in after.items() if one != before[path]} == {
        f"board-{said[0].board_id}-2014.{ending}" for ending in ("csv", "jsonl.gz", *parquet(before))
    }
    folders = {path.name for path in (settings.EXPORT_DIR / "parts").iterdir() if path.is_dir()}
    assert folders == {one["version"] for one in after.values()}


def parquet(files: dict[str, dict]) -> list[str]:
    return ["parquet"] if any(path.endswith(".parquet") for path in files) else []


def test_removed_words_withhold_their_part_alone_until_it_is_remade(
    client: Client, said: list[Statement], settings: LazySettings
):
    remake()
    name, other = (f"/data/parts/board-{said[0].board_id}-{year}.csv" for year in (2015, 2014))
    assert b"Words of another year." in client.get(name).getvalue()
    take_away(said)
    assert client.get(name).status_code == 404
    assert b"Words of the first year." in client.get(other).getvalue()
    drain()
    stored = settings.EXPORT_DIR / "parts"
    assert not [path for path in stored.rglob("*.*") if path.is_file() and "another year" in words_of(path)]
    remake_parts()
    assert client.get(name).status_code == 404
    assert json.loads(client.get("/data/parts/datapackage.json").getvalue())["removals"]


def test_a_part_is_withheld_though_its_statement_has_moved(client: Client, said: list[Statement]):
    remake()
    name = f"/data/parts/board-{said[0].board_id}-2014.csv"
    move_meeting(said)
    assert b"Words of the first year." in client.get(name).getvalue()
    revision = Statement.objects.get(pk=said[0].pk).current_revision
    redact(revision=revision, passage=QuoteRange(0, 5), category="privacy", reason="A person asked.")
    assert client.get(name).status_code == 404


def test_a_part_is_sent_by_its_digest(client: Client, said: list[Statement], settings: LazySettings):
    remake()
    for path, one in resources(settings).items():
        response = client.get(f"/data/parts/{path}")
        assert response.headers["ETag"] == one["hash"].replace("sha256:", '"') + '"'
        assert len(response.getvalue()) == one["bytes"]
    assert client.get("/data/parts/../published.json").status_code == 404


def test_a_withheld_part_is_not_in_the_manifest_that_is_sent(client: Client, said: list[Statement]):
    remake()
    manifest = json.loads(client.get("/data/parts/datapackage.json").getvalue())
    gone = {one["path"] for one in manifest["resources"] if one["path"].startswith(f"board-{said[1].board_id}-2015")}
    assert gone
    assert manifest["withheld"] == []
    before = client.get("/data/parts/datapackage.json")["ETag"]
    take_away(said)
    sent = client.get("/data/parts/datapackage.json")
    now = json.loads(sent.getvalue())
    assert set(now["withheld"]) == gone
    assert {one["path"] for one in now["resources"]} == {one["path"] for one in manifest["resources"]} - gone
    assert sent["ETag"] != before
    assert client.get("/data/parts/datapackage.json", headers={"If-None-Match": sent["ETag"]}).status_code == 304


def test_parts_made_before_a_redaction_is_listed_lack_its_words(said: list[Statement], settings: LazySettings):
    """The process that redacted was killed before it listed the change, or deleted any part."""
    remake()
    passage = QuoteRange(0, 5)
    redact(revision=said[1].current_revision, passage=passage, category="privacy", reason="A person asked.")
    assert ChangeNote.objects.exists()
    remake_parts()
    assert not [path for path, words in contents(settings).items() if "Words of another" in words]
