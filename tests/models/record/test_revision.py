"""Published words are permanent: they cannot be saved, updated or deleted, and their hashes form a chain."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from hypothesis import given
from hypothesis import strategies as st

from archive.actions.statements import correct
from archive.models import GAP, Revision, RevisionIsPublished, revision_hash
from tests.record import make_draft, make_statement

pytestmark = pytest.mark.django_db
LIBRARY = "We will open the library at the lake in June."


def upsert(revision: Revision) -> None:
    revision.text = "Rewritten."
    Revision.objects.bulk_create([revision], update_conflicts=True, unique_fields=["id"], update_fields=["text"])


def bulk_update(revision: Revision) -> None:
    revision.text = "Rewritten."
    Revision.objects.bulk_update([revision], ["text"])


def save(revision: Revision, **how) -> None:
    revision.text = "Rewritten."
    revision.save(**how)


REWRITES = {
    "save": save,
    "save of one field": lambda revision: save(revision, update_fields=["text"]),
    "save of an unpublished copy": lambda revision: Revision(
        pk=revision.pk, statement=revision.statement, number=1, text="Rewritten.", sha256="0" * 64
    ).save(),
    "update": lambda _: Revision.objects.update(text="Rewritten."),
    "update of publication": lambda revision: Revision.objects.filter(pk=revision.pk).update(published_at=None),
    "update through the statement": lambda revision: revision.statement.revisions.update(text="Rewritten."),
    "update_or_create": lambda revision: Revision.objects.update_or_create(
        pk=revision.pk, defaults={"text": "Rewritten."}
    ),
    "bulk_update": bulk_update,
    "bulk_create over it": upsert,
    "delete": lambda revision: revision.delete(),
    "delete of a query": lambda revision: Revision.objects.filter(pk=revision.pk).delete(),
}


@pytest.mark.parametrize("way", REWRITES)
def test_a_published_revision_cannot_be_changed(way):
    revision = make_statement("The words as they were.").current_revision
    with pytest.raises(RevisionIsPublished, match="correct the statement with a new"), transaction.atomic():
        REWRITES[way](revision)
    assert Revision.objects.get(pk=revision.pk).text == "The words as they were."
    assert Revision.objects.get(pk=revision.pk).published_at


def test_a_published_statement_keeps_its_words_when_it_is_deleted():
    with pytest.raises(ProtectedError):
        make_statement().delete()


def test_a_draft_may_be_rewritten():
    draft = make_draft().current_revision
    draft.text = "Rewritten."
    draft.save()
    assert Revision.objects.filter(pk=draft.pk).update(title="Title") == 1


def test_each_revision_has_a_valid_hash_and_names_the_one_before():
    statement = make_statement("First words.", title="Title")
    statement = correct(statement=statement, text="Second words.", reason="A typing error.")
    correct(statement=statement, text="Third words.", title="Other title", reason="Checked against the recording.")
    previous = ""
    for number, revision in enumerate(statement.revisions.order_by("number"), 1):
        assert (revision.number, revision.previous_hash) == (number, previous)
        previous = revision.sha256
        assert previous == revision_hash(
            salt=revision.salt,
            statement=statement.number,
            number=number,
            previous_hash=revision.previous_hash,
            title=revision.title,
            text=revision.text,
        )
    assert number == 3


FIRST = {"statement": 1, "number": 1, "previous_hash": ""}


def test_the_hash_is_computed_as_the_page_explains():
    assert (
        revision_hash(salt="ab" * 16, **{**FIRST, "statement": 7}, title="Safe Haven", text="We will not.")
        # The SHA-256 of "salt: ab...ab\nstatement: 7\nrevision: 1\nprevious: \ntitle: Safe Haven\n\nWe will not."
        == "173fb7d1953ea8f8f016c23e1886d21d5bd3ad91eb6e12455a53605df5569628"
    )


words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@given(words, words, words)
def test_no_two_pairs_of_title_and_text_share_a_hash(title, text, other):
    title = " ".join(title.split())
    first = {"salt": "ab" * 16, **FIRST}
    one = revision_hash(**first, title=title, text=text)
    assert one != revision_hash(**first, title=title, text=text + other + "x")
    assert one != revision_hash(**first, title=title + "x", text=text)
    assert one != revision_hash(**{**first, "statement": 2}, title=title, text=text)
    assert one != revision_hash(**{**first, "salt": "cd" * 16}, title=title, text=text)


@pytest.mark.parametrize("text", ["with \0 in it", "half \ud800 a pair", "half a pair \udc00"])
def test_a_text_that_no_database_stores_is_refused(text):
    with pytest.raises(ValidationError, match="cannot be stored"):
        make_draft(text)


@given(words.filter(str.strip))
def test_any_other_text_is_stored_unchanged(text):
    revision = Revision(text=text)
    revision.clean_fields(exclude=["statement", "number", "sha256"])
    assert revision.text == text


def test_a_revision_without_title_is_named_by_the_sentence_that_tells_most():
    assert make_draft(f"Thank you, Chair. {LIBRARY}").title == LIBRARY
    assert make_draft("We will.", title="Library hours").title == "Library hours"


def test_the_address_of_a_statement_has_its_first_words():
    assert make_draft(f"Thank you, Chair. {LIBRARY}").slug.startswith("thank-you-chair-we-will-open")


def test_citations_and_addresses_have_the_first_words():
    revision = Revision(text="word " * 40)
    assert revision.opening == " ".join(["word"] * 14) + "\N{NO-BREAK SPACE}…"
    assert Revision(text="We will.", title="Library hours").opening == "Library hours"


def test_a_sentence_with_a_redacted_passage_is_not_chosen_if_there_is_another():
    text = f"My name is {GAP * 12} and I live at the lake by the reservoir pumping station. The cellar was wet."
    assert Revision(text=text).sentence == "The cellar was wet."
    assert Revision(text=f"I met {GAP * 5} there.").sentence == "I met [redacted] there."
