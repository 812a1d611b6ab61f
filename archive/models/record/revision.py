"""The words of a statement, append-only. Each publication or correction is a revision in a chain of hashes."""

import hashlib
import secrets
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from archive.language.telling_sentence import telling_sentence
from archive.machine.paths import page_path
from archive.machine.web.sent_data import UNSTORABLE
from archive.models.fields import PUBLISHED, Columns, Described, Output, Rule, ShownRows, TextKind, of_statement
from archive.models.record.gap import GAP, shown
from archive.models.record.statement import Statement

if TYPE_CHECKING:
    import datetime

HEADLINE_WORDS = 14
SALT_BYTES = 16


def new_salt() -> str:
    """Return 128 random bits in hexadecimal digits. Without them, nobody can test a guess of words against a hash."""
    return secrets.token_hex(SALT_BYTES)


def validate_characters(text: str) -> None:
    """Raise ValidationError if a text has NUL or lone surrogates, which not every database can store."""
    if UNSTORABLE.search(text):
        raise ValidationError("The text has a character that cannot be stored: NUL, or half of a surrogate pair.")


class RevisionIsPublished(Exception):
    """An attempt to change or remove a published revision; a correction is a new revision."""

    def __init__(self) -> None:
        super().__init__("A published revision never changes; correct the statement with a new revision instead.")


class RevisionQuerySet(models.QuerySet["Revision"]):
    """Revisions. Published ones can be read, but never changed."""

    def published(self) -> Self:
        """Return the published revisions."""
        return self.filter(published_at__isnull=False)

    def update(self, **values: Any) -> int:
        """Change drafts; raise RevisionIsPublished if one of them is published."""
        self._refuse_published()
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete drafts; raise RevisionIsPublished if one of them is published."""
        self._refuse_published()
        return super().delete()

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list["Revision"]:
        """Create revisions; raise RevisionIsPublished if this would overwrite existing ones."""
        if kwargs.get("update_conflicts"):
            raise RevisionIsPublished
        return super().bulk_create(objs, *args, **kwargs)

    def _refuse_published(self) -> None:
        if self.published().exists():
            raise RevisionIsPublished


class Revision(models.Model):
    """One text of a statement: its title, its words, and the hashes that prove that they are as published.

    A revision without ``published_at`` is the draft of the next one; a statement has at most one draft.
    """

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="revisions", db_index=False)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300, blank=True, validators=[validate_characters])
    text = models.TextField(validators=[validate_characters])
    salt = models.CharField(
        max_length=2 * SALT_BYTES, default=new_salt, editable=False, help_text="Of the hash that the words have now."
    )
    sha256 = models.CharField(max_length=64)
    remaining_sha256 = models.CharField(
        max_length=64, blank=True, editable=False, help_text="Where a passage was redacted: of what remains."
    )
    previous_hash = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)

    described = Described(
        Columns("title text reason", Rule.BY_ACTION, TextKind.FACT),
        Columns("salt remaining_sha256", Rule.BY_ACTION, TextKind.CODE),
        Columns("published_at", Rule.BY_ACTION),
        Columns("id statement number created_at", Rule.SEALED),
        Columns("sha256 previous_hash", Rule.SEALED, TextKind.CODE),
        Columns("author", Rule.KEPT),
        outputs=Output.FILES,
        shown=ShownRows(
            of_statement("{row}.statement_id"),
            where=PUBLISHED,
            of_a_new_row="SELECT 'statement:' || {row}.statement_id WHERE {row}.number > 1",
        ),
    )

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["statement_id", "number"]
        # Few revisions are corrections; most are first wordings.
        indexes = [models.Index(fields=["number", "statement"], name="revision_number_statement")]
        constraints = [
            models.UniqueConstraint(fields=["statement", "number"], name="revision_number_once_a_statement"),
            models.UniqueConstraint(
                fields=["statement"], condition=Q(published_at__isnull=True), name="revision_one_draft_a_statement"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="revision_numbers_start_at_one"),
            models.CheckConstraint(condition=~Q(text=""), name="revision_has_text"),
            models.CheckConstraint(condition=~Q(sha256=""), name="revision_has_hash"),
            models.CheckConstraint(condition=~Q(salt=""), name="revision_has_salt"),
            models.CheckConstraint(
                condition=Q(number=1) | Q(published_at__isnull=True) | ~Q(reason=""),
                name="revision_correction_says_why",
            ),
            models.CheckConstraint(
                condition=Q(number=1, previous_hash="") | Q(number__gt=1) & ~Q(previous_hash=""),
                name="revision_is_chained",
            ),
        ]

    def __str__(self) -> str:
        return f"Statement {self.statement_id}, revision {self.number}"

    @property
    def headline(self) -> str:
        """The title or, without one, the sentence that tells most: what names the statement wherever it is listed."""
        return shown(self.title) or self.sentence

    @property
    def sentence(self) -> str:
        """The sentence of the text that tells most, the same one everywhere."""
        text, sentence = self.__dict__.get("_told", (None, ""))
        if text is not self.text:
            sentence = shown(telling_sentence(self.text, GAP))
            self.__dict__["_told"] = self.text, sentence
        return sentence

    @property
    def opening(self) -> str:
        """The title, or the first words of the text if there is no title. Citations and addresses have these."""
        return shown(self.title or _first_words(self.text))

    def part(self, *, in_title: bool) -> str:
        """Return the title or the text: the part that a passage is in."""
        return self.title if in_title else self.text

    def get_absolute_url(self) -> str:
        """Return the permanent path of this wording."""
        return page_path("statement-revision", number=self.statement_id, revision=self.number)

    def seal(self) -> None:
        """Set the hash of the revision from its present contents, with a new salt."""
        self.salt = new_salt()
        self.sha256 = self.hash_of_words()

    def hash_of_words(self) -> str:
        """Return the hash of the present words: the sealed one, unless the words were changed or redacted."""
        return revision_hash(
            salt=self.salt,
            statement=self.statement_id,
            number=self.number,
            previous_hash=self.previous_hash,
            title=self.title,
            text=self.text,
        )

    def redact(self, *, title: str, text: str, reason: str, salt: str = "") -> None:
        """Store the words that a redaction leaves. No other code rewrites a published revision.

        The original hash stays, because the next revision refers to it, but its salt is destroyed, so that nobody can
        find the words by trying. A second hash, with a salt of its own (``salt``, or a new one), covers the remaining
        words. A draft is sealed again.
        """
        is_other = (title, text) != (self.title, self.text)
        self.title, self.text, self.reason = title, text, reason
        if is_other and self.published_at:
            self.salt = salt or new_salt()
            self.remaining_sha256 = self.hash_of_words()
        elif is_other:
            self.seal()
        super().save(update_fields=["title", "text", "reason", "salt", "sha256", "remaining_sha256"])

    def publish(self, at: "datetime.datetime") -> None:
        """Publish the draft. From now on it never changes."""
        self.published_at = at
        self.save(update_fields=["published_at"])

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save a draft; raise RevisionIsPublished if the stored one is published."""
        self._refuse_published()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete a draft; raise RevisionIsPublished if the stored one is published."""
        self._refuse_published()
        return super().delete(*args, **kwargs)

    def _refuse_published(self) -> None:
        if self.pk and Revision.objects.published().filter(pk=self.pk).exists():
            raise RevisionIsPublished


class SentBack(models.Model):
    """What a statement said when it was last sent back, so that the next who looks at it sees what changed since."""

    statement = models.OneToOneField(Statement, models.CASCADE, primary_key=True, related_name="sent_back")
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField(validators=[validate_characters])

    described = Described(Columns("statement", Rule.KEPT), Columns("title text", Rule.KEPT, TextKind.LOG), shown=None)

    class Meta:
        default_permissions: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return f"Statement {self.statement_id} as it was sent back"


def _first_words(text: str) -> str:
    # Like Django's Truncator, which splits the whole text. A page has dozens of links, and a text up to 20,000 words.
    words = text.split(maxsplit=HEADLINE_WORDS)
    if len(words) <= HEADLINE_WORDS:
        return " ".join(words)
    return " ".join(words[:HEADLINE_WORDS]) + "\N{NO-BREAK SPACE}…"


def revision_hash(*, salt: str, statement: int, number: int, previous_hash: str, title: str, text: str) -> str:
    """Return the SHA-256 that a reader can compute from what the revision's page shows.

    It is computed from six UTF-8 lines, "salt: SALT", "statement: N", "revision: K", "previous: HASH", "title: TITLE"
    and an empty one, each ended by a line feed, followed by the unchanged text.
    """
    place = f"salt: {salt}\nstatement: {statement}\nrevision: {number}\nprevious: {previous_hash}\n"
    head = f"{place}title: {title}\n\n"
    return hashlib.sha256(f"{head}{text}".encode()).hexdigest()
