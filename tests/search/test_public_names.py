"""Looking up names in the database finds the same as comparing every name, after any write."""

from collections.abc import Sequence

import pytest
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.models import (
    AgendaItem,
    Board,
    Filing,
    Meeting,
    NameWord,
    OutdatedName,
    Speaker,
    SpeakerName,
    Statement,
    Topic,
)
from archive.models.upkeep.name_word import note_all
from archive.search.names import names_kept, public_names
from archive.search.names.public_names import KINDS, NAMED_BY_KIND, PublicNames, one_look_up
from archive.search.question.analysis import words
from tests.record import make_board, make_draft, make_meeting, make_speaker, make_statement, make_topic
from tests.search.all_names import AllNames, all_public_names

pytestmark = pytest.mark.django_db

WORD = st.sampled_from(
    ["a", "ab", "abc", "abd", "b", "ba", "b'", "é", "ž", "zz", "\U0010ffff", "\U0001d538", "図書", "5", "퟿"]
)
NAME = st.lists(WORD, max_size=4).map(" ".join)
NAMES = st.lists(st.tuples(NAME, st.sampled_from([*KINDS]), st.integers(1, 9)), max_size=30)
WEIGHTS = st.dictionaries(
    st.tuples(st.sampled_from([*KINDS]), st.integers(1, 9)), st.sampled_from([1, 2, 15, 16, 255, 256, 5000, 9000])
)
Names = Sequence[tuple[str, str, int]]
Weights = dict[tuple[str, int], int]


def put_down(names: Names, weights: Weights) -> AllNames:
    """Store these names as ``names_kept`` does, in place of others."""
    NameWord.objects.all().delete()
    rows = [
        row
        for kind in KINDS
        for row in names_kept.rows(
            NAMED_BY_KIND[kind],
            {(pk, name) for name, of, pk in names if of == kind},
            {pk: number for (of, pk), number in weights.items() if of == kind},
        )
    ]
    NameWord.objects.bulk_create(NameWord(**dict(zip(names_kept.FIELDS, row, strict=True))) for row in rows)
    return AllNames(names, weights)


@pytest.mark.slow
@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(NAMES, WEIGHTS, st.lists(NAME, min_size=1, max_size=8))
def test_the_same_names_are_found_in_the_same_order(names: Names, weights: Weights, texts: list[str]):
    with transaction.atomic():
        every = put_down(names, weights)
        for typed in filter(None, map(words, texts)):
            ranked = [(every.weights.get(record, 0), record[0]) for record in every.beginning(typed)]
            found = list(PublicNames().beginning(typed))
            assert set(found) == set(every.beginning(typed))
            # Names with equal counts can come in any order.
            assert [(every.weights.get(record, 0), record[0]) for record in found] == ranked
            assert set(PublicNames().named(typed)) == every.named(typed)
            assert PublicNames().known(typed) == every.known(typed)
            totals = {word: sum(every.statements_of(kind, [word]) for kind in KINDS) for word in every.known(typed)}
            assert PublicNames().statements_with(typed) == totals
            for word in typed:
                assert PublicNames().called_by_title(word) == every.called_by_title(word)
            for kind in KINDS:
                assert PublicNames().statements_of(kind, typed) == every.statements_of(kind, typed)


def test_the_likeliest_of_very_many_names_come_first(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(public_names, "READ_OF_A_CLASS", 20)
    public_names._sql_of_beginning.cache_clear()
    public_names._sql_of_counts.cache_clear()
    names = [(f"Speaker {number:05}", "speaker", number) for number in range(1, 400)]
    every = put_down(names, {("speaker", 390): 5000, ("speaker", 300): 300, ("speaker", 200): 299})
    found = list(PublicNames().beginning(["speaker"]))
    assert found[:3] == [("speaker", 390), ("speaker", 300), ("speaker", 200)]
    assert set(found[3:]) <= set(every.beginning(["speaker"]))
    assert 20 <= len(found[3:]) <= 40
    for typed in (["speaker", "00317"], ["00317"], ["00317", "speaker"], ["speaker", "0031"], ["sp", "00317"]):
        assert set(PublicNames().beginning(typed)) == set(every.beginning(typed))
    public_names._sql_of_beginning.cache_clear()
    public_names._sql_of_counts.cache_clear()


class Written:
    """A small archive that is changed in bulk, bypassing every action and signal."""

    def __init__(self) -> None:
        self.boards = [make_board() for _ in range(3)]
        self.speakers = [make_speaker() for _ in range(3)]
        self.topics = [make_topic() for _ in range(3)]
        self.meetings = [make_meeting(board) for board in self.boards]
        self.items = [AgendaItem.objects.create(meeting=meeting, position=1, title="Item") for meeting in self.meetings]
        drafts = [make_draft(board=self.boards[at % 3], date="2017", speaker=self.speakers[at % 3]) for at in range(6)]
        self.numbers = [draft.pk for draft in drafts]

    def do(self, what: str, at: int, to: int) -> None:
        """Change one of the rows."""
        getattr(self, what)(at, to)

    def status(self, at: int, to: int) -> None:
        now = {"status": "published", "published_at": timezone.now()}
        self._statement(at).update(**(now if to % 2 else {"status": "draft", "published_at": None}))

    def speaker(self, at: int, to: int) -> None:
        self._statement(at).update(speaker=self.speakers[to])

    def board(self, at: int, to: int) -> None:
        self._statement(at).update(board=self.boards[to])

    def topic(self, at: int, to: int) -> None:
        Filing.objects.get_or_create(statement_id=self.numbers[at], topic=self.topics[to])

    def unfiled(self, _: int, to: int) -> None:
        Filing.objects.filter(topic=self.topics[to])._raw_delete("default")

    def rename(self, at: int, to: int) -> None:
        for table, row in ((Speaker, self.speakers[to]), (Board, self.boards[to]), (Topic, self.topics[to])):
            table._base_manager.filter(pk=row.pk).update(name=f"Renamed {at} {row.pk}")

    def spell(self, at: int, to: int) -> None:
        name = SpeakerName(
            speaker=self.speakers[to], name=f"Mx. {at} Sample", board=self.boards[at % 3] if at % 2 else None
        )
        SpeakerName.objects.bulk_create([name], ignore_conflicts=True)

    def unspell(self, at: int, _: int) -> None:
        SpeakerName.objects.filter(name=f"Mx. {at} Sample")._raw_delete("default")

    def meeting(self, at: int, to: int) -> None:
        meeting = Meeting._base_manager.filter(pk=self.meetings[to].pk)
        meeting.update(published_at=timezone.now() if at % 2 else None)

    def item(self, at: int, to: int) -> None:
        self.items[to].topics.set([self.topics[at % 3]])

    def _statement(self, at: int) -> QuerySet[Statement]:
        return Statement._base_manager.filter(pk=self.numbers[at])


WAYS = ["status", "speaker", "board", "topic", "unfiled", "rename", "spell", "unspell", "meeting", "item"]
STEPS = st.tuples(st.sampled_from(WAYS), st.integers(0, 5), st.integers(0, 2))


@pytest.mark.slow
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(STEPS, max_size=4), max_size=5))
def test_the_names_follow_every_write_by_sql(rounds: list[list[tuple[str, int, int]]]):
    with transaction.atomic():
        record = Written()
        for steps in rounds:
            for step in steps:
                record.do(*step)
            names_kept.update_names()
            assert_kept()


def assert_kept() -> None:
    """The rows are the same as after storing all names again, and contain only public names."""
    every = all_public_names()
    rows = {
        (KEYS[row.kind], row.record, row.name, row.word, row.place, row.statements) for row in NameWord.objects.all()
    }
    assert rows == {
        (kind, pk, " ".join(name), word, name.index(word), every.weights.get((kind, pk), 0))
        for name, (kind, pk) in every.entries
        for word in name
    }
    assert not OutdatedName.objects.exists()


KEYS = {number: kind for kind, number in NAMED_BY_KIND.items()}


def test_all_names_can_be_stored_again():
    make_statement(board=make_board("Sample Board"), date="2024", speaker=make_speaker("Ana Sample"))
    names_kept.update_names()
    kept = set(NameWord.objects.values_list(*names_kept.FIELDS))
    assert kept
    NameWord.objects.all().delete()
    note_all()
    names_kept.update_names()
    assert set(NameWord.objects.values_list(*names_kept.FIELDS)) == kept


def test_a_deleted_speaker_is_no_longer_found():
    speaker = make_speaker("Ana Sample")
    statement = make_statement(date="2024", board=make_board(), speaker=speaker)
    names_kept.update_names()
    assert list(PublicNames().named(["ana", "sample"])) == [("speaker", speaker.pk)]
    Statement._base_manager.filter(pk=statement.pk).update(speaker=None)
    Speaker._base_manager.filter(pk=speaker.pk).delete()
    names_kept.update_names()
    assert list(PublicNames().named(["ana", "sample"])) == []


@pytest.mark.parametrize(
    ("statements", "place"),
    [(0, 4), (1, 3), (15, 3), (16, 2), (255, 2), (256, 1), (4095, 1), (4096, 0), (10**9, 0)],
)
def test_names_of_objects_with_more_statements_are_suggested_before_others_of_their_kind(statements: int, place: int):
    """Each class has sixteen times as many as the one below."""
    assert [public_names.rank(kind, statements) for kind in (0, 1, 2)] == [place, 5 + place, 10 + place]


def test_the_searches_of_one_page_look_each_name_up_once(django_assert_num_queries):
    make_statement(speaker=make_speaker("Ana Sample"))
    names_kept.update_names()
    with one_look_up():
        with django_assert_num_queries(2):
            for _ in range(3):
                assert public_names.public_names().known(["ana", "zebra"]) == {"ana"}
                assert public_names.public_names().statements_of("speaker", ["ana"]) == 1
                assert public_names.public_names().statements_of("speaker", ["ana", "zebra"]) == 0
                assert public_names.public_names().having(["ana", "zebra"]) == []
                assert public_names.public_names().statements_with(["ana", "zebra"]) == {"ana": 1}
        with django_assert_num_queries(1):
            assert public_names.public_names().known(["zebra", "sample"]) == {"sample"}
    with django_assert_num_queries(1):
        assert public_names.public_names().known(["ana"]) == {"ana"}
