"""What was redacted or withdrawn after a backup is removed again from the restored database."""

from collections.abc import Callable

import pytest
from django.db import transaction

from archive.actions.redaction import Removal, facts_that_tell, redact, removals_so_far, remove_again
from archive.actions.redaction.again import RemovalOutcome
from archive.actions.removed_words.memory import hashed_places
from archive.actions.rules import version_of
from archive.actions.statements import change_statement, correct, publish, withdraw
from archive.citations.passages.quote_range import QuoteRange
from archive.citations.passages.words import keys
from archive.models import GAPS, Correction, CorrectionToTell, Role, Statement, Tombstone, User
from archive.models.record.redaction import HashedWords, digest_of
from tests.actions.redaction.test_redact import dump_of_every_table
from tests.record import make_document, make_draft, make_statement
from tests.staff import make_person

SECRET = "old Ann Quillifer"
TEXT = f"We met {SECRET} there."


def after_the_backup(act: Callable[[], object]) -> list[Removal]:
    """Return what the act removes, and undo it, as restoring an earlier backup does."""
    with transaction.atomic():
        act()
        found = removals_so_far()
        transaction.set_rollback(True)
    return found


def take_out(statement: Statement, actor: User | None = None) -> None:
    revision = statement.published_revision
    start = revision.text.index(SECRET)
    passage = QuoteRange(start, start + len(SECRET))
    said = {"category": "privacy", "reason": "A sample reason."}
    redact(revision=revision, passage=passage, seen=version_of(statement), actor=actor, **said)


def texts(statement: Statement) -> list[str]:
    return [GAPS.sub("█", text) for text in statement.revisions.order_by("number").values_list("text", flat=True)]


@pytest.mark.parametrize(
    ("removed", "text", "found"),
    [
        ("one", "one two one", ["one", "one"]),
        ("two three", "One, two; three.", ["two; three"]),
        ("one two three four", "so one two three four", ["one two three four"]),
        ("one two three four", "one two three four so", ["one two three four"]),
        ("one two three four", "one two three five", []),
        ("one two three four", "one two three", []),
        ("one two", "one", []),
        ("one", "", []),
        ("two three", "Of two three's end", ["two three's"]),
    ],
)
def test_hashed_words_are_found_wherever_they_are_in_a_row(removed: str, text: str, found: list[str]):
    run = keys(removed)
    # Release 1.0.0 hashed words apart.
    former = HashedWords(len(run), digest_of(*run[:3]), digest_of(*run))

    for hashed in (HashedWords.of(run), former):
        assert [place.words_in(text) for place in hashed_places(text, [hashed])] == found


@pytest.mark.django_db
class TestRemoveAgain:
    def test_a_redaction_has_the_words_place_and_decision_it_had(self):
        editor = make_person(Role.EDITOR)
        statement = correct(statement=make_statement(TEXT), text=f"So {TEXT}", reason="Misheard.")
        (removal,) = after_the_backup(lambda: take_out(statement, editor))

        assert remove_again(Removal.read(removal.written())) == RemovalOutcome.DONE

        assert texts(statement) == ["We met █ there.", "So We met █ there."]
        stone = Tombstone.objects.get()
        assert (stone.statement, stone.what, stone.reason) == (statement, "redaction", "A sample reason.")
        assert (stone.decided_at, stone.decided_by, stone.decided_as) == (removal.decided_at, editor, "Editor")
        assert removals_so_far() == [removal]

    def test_a_withdrawal_has_the_decision_it_had(self):
        statement = make_statement(TEXT)
        (removal,) = after_the_backup(
            lambda: withdraw(statement=statement, category="rights", reason="A sample reason.")
        )

        assert remove_again(removal) == RemovalOutcome.DONE

        statement.refresh_from_db()
        assert (statement.status, statement.withdrawal.decided_at) == ("withdrawn", removal.decided_at)
        assert Correction.objects.get().tombstone == statement.withdrawal
        assert removals_so_far() == [removal]

    def test_readers_are_not_told_a_second_time(self):
        statement, other = make_statement(TEXT), make_statement()
        both = after_the_backup(
            lambda: (take_out(statement), withdraw(statement=other, category="rights", reason="A sample reason."))
        )

        assert [remove_again(removal) for removal in both] == [RemovalOutcome.DONE] * 2
        assert not CorrectionToTell.objects.exists()

    def test_what_was_removed_already_is_left_alone(self):
        statement = make_statement(TEXT)
        take_out(statement)
        (removal,) = removals_so_far()

        assert remove_again(removal) == RemovalOutcome.KNOWN
        assert Tombstone.objects.count() == 1

    def test_a_draft_loses_the_words_wherever_they_are(self):
        statement = make_statement(TEXT)
        (removal,) = after_the_backup(lambda: take_out(statement))
        change_statement(statement=statement, text=f"Now {SECRET} stands here.", title=f"On {SECRET}")

        assert remove_again(removal) == RemovalOutcome.DONE

        assert texts(statement) == ["We met █ there.", "Now █ stands here."]
        assert GAPS.sub("█", statement.revisions.get(number=2).title) == "On █"

    def test_a_statement_that_was_still_a_draft_loses_the_words_without_a_tombstone(self):
        draft = make_draft(TEXT)
        (removal,) = after_the_backup(lambda: take_out(publish(statement=draft)))

        assert remove_again(removal) == RemovalOutcome.NEVER_PUBLIC

        assert texts(draft) == ["We met █ there."]
        assert not Tombstone.objects.exists()

    def test_a_statement_that_the_backup_lacks_is_missing(self):
        (removal,) = after_the_backup(lambda: take_out(make_statement(TEXT)))

        assert remove_again(removal) == RemovalOutcome.MISSING

    def test_the_title_of_a_document_is_kept_nowhere_when_it_is_taken_out(self):
        statement = make_statement(TEXT)
        document = make_document(statement.meeting, "The illness of Zanthrope")

        def take_out_with_document() -> None:
            passage = QuoteRange(3, 3 + len(SECRET))
            said = {"category": "privacy", "reason": "A sample reason.", "documents": [document]}
            redact(revision=statement.current_revision, passage=passage, **said)

        before, kept = dump_of_every_table().count("Zanthrope"), list[str]()
        removals = after_the_backup(lambda: (take_out_with_document(), kept.append(dump_of_every_table())))
        assert kept[0].count("Zanthrope") == before
        told = facts_that_tell(removals)
        assert {"title": "The illness of Zanthrope"} in told.values()
        assert [remove_again(removal) for removal in removals] == [RemovalOutcome.DONE] * 2
        assert dump_of_every_table().count("Zanthrope") == before
        assert not facts_that_tell(removals)

    def test_a_person_whom_the_backup_lacks_leaves_the_decision_without_a_name(self):
        statement = make_statement(TEXT)
        (removal,) = after_the_backup(lambda: take_out(statement, make_person(Role.EDITOR)))

        assert remove_again(removal) == RemovalOutcome.DONE

        stone = Tombstone.objects.get()
        assert (stone.decided_by, stone.decided_as) == (None, "")
