"""Where a statement was quoted: links that readers and staff suggest, and editors accept or decline."""

import hashlib
from typing import Self
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.models.fields.choice import ChoiceField
from archive.models.fields.described import Columns, Described, Output, Rule, TextKind
from archive.models.fields.partial_date import PartialDateField
from archive.models.fields.public import PublicQuerySet
from archive.models.fields.shown_rows import ShownRows
from archive.models.fields.web_address import WebAddressField, is_web_address
from archive.models.record.revision import validate_characters
from archive.models.record.statement import Statement

LONGEST_URL = 1000
# Parameters that say where a reader came from, not which page it is.
TRACKING = frozenset({"fbclid", "gclid", "mc_cid", "mc_eid", "igshid"})
DEFAULT_PORTS = {"http": 80, "https": 443}


def validate_link(url: str) -> None:
    """Raise ValidationError if this is not a web address, or if it contains a user name or a password.

    A user name ("https://trusted.example@other.example/") can look like the name of another site.
    """
    validate_characters(url)
    is_web_address(url)
    parts = urlsplit(url)
    if "@" in parts.netloc:
        raise ValidationError(_("We cannot list an address with “@” before its first slash."))
    try:
        parts.port  # noqa: B018 - reading it is the check
    except ValueError as error:
        raise ValidationError(is_web_address.message) from error


class CitingLinkQuerySet(PublicQuerySet["CitingLink"]):
    """Links to pages that quote a statement."""

    def waiting(self) -> Self:
        """Return the links that nobody has decided on, the oldest first."""
        return self.filter(
            status=CitingLink.Status.WAITING, statement__status=Statement.Status.PUBLISHED
        ).select_related("statement__board", "statement__speaker", "statement__current_revision")


class CitingLink(models.Model):
    """A page that quotes a statement. The archive never opens the page: all it knows about it was typed by people."""

    class Status(models.TextChoices):
        WAITING = "waiting", "Waiting"
        ACCEPTED = "accepted", "Listed"
        DECLINED = "declined", "Not listed"

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="citing_links", db_index=False)
    url = WebAddressField(max_length=LONGEST_URL, validators=[validate_link])
    url_hash = models.CharField(max_length=64, editable=False, help_text="Of the page it names, however it is written.")
    title = models.CharField(max_length=300, validators=[validate_characters])
    publisher = models.CharField(max_length=200, blank=True, validators=[validate_characters])
    published = PartialDateField("date", null=True, blank=True)
    status = ChoiceField(max_length=20, choices=Status, default=Status.WAITING)
    suggested_at = models.DateTimeField(default=timezone.now)
    suggested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    described = Described(
        Columns("statement published", Rule.BY_ACTION),
        Columns("status", Rule.BY_ACTION, not_in=Output.FILES),
        Columns("url title publisher", Rule.BY_ACTION, TextKind.ABOUT),
        Columns("id", Rule.SEALED),
        Columns("url_hash", Rule.KEPT, TextKind.CODE),
        Columns("suggested_at suggested_by decided_at decided_by", Rule.KEPT),
        outputs=Output.FILES,
        shown=ShownRows("SELECT 'statement:' || {row}.statement_id", where="{row}.status = 'accepted'"),
    )

    objects = CitingLinkQuerySet.as_manager()

    class Meta:
        ordering = ["statement_id", "id"]
        default_permissions = ["view", "add"]
        permissions = [("decide_citinglink", "Can accept or decline links to pages that quote statements")]
        indexes = [
            models.Index(fields=["id"], condition=Q(status="waiting"), name="citing_link_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["statement", "url_hash"], name="citing_link_once_a_statement"),
            models.CheckConstraint(
                condition=~Q(url="") & ~Q(url_hash="") & ~Q(title=""), name="citing_link_has_address_and_title"
            ),
            models.CheckConstraint(
                condition=Q(status="waiting", decided_at__isnull=True, decided_by__isnull=True)
                | Q(status="declined", decided_at__isnull=False, decided_by__isnull=False)
                # If the record was imported from another site, it is not known who accepted the link.
                | Q(status="accepted", decided_at__isnull=False),
                name="citing_link_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title}" if self.publisher else self.title

    @property
    def host(self) -> str:
        """The host that it leads to, in the ASCII form that is sent to the server, so that look-alike letters show."""
        host = urlsplit(self.url).hostname or ""
        try:
            return host.encode("idna").decode("ascii")
        except UnicodeError:
            return host


def page_hash(url: str) -> str:
    """Return a hash that is equal for all addresses of the same page; raise ValueError if this is not an address.

    The case of the host, http or https, a default port, a slash at the end, the fragment, and parameters that only
    track readers make no difference.
    """
    parts = urlsplit(url)
    port = "" if parts.port in {None, DEFAULT_PORTS.get(parts.scheme)} else f":{parts.port}"
    query = urlencode(
        [
            (name, value)
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
            if name not in TRACKING and not name.startswith("utm_")
        ]
    )
    page = f"{(parts.hostname or '').lower()}{port}{parts.path.rstrip('/')}?{query}"
    return hashlib.sha256(page.encode()).hexdigest()
