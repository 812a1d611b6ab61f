"""Statements and their revisions as objects of the API."""

from typing import Any

from django.urls import reverse
from rest_framework import serializers

from archive.addresses import permanent_url
from archive.api.serializers.fields import Brief, PartialDateField, PermanentUrl
from archive.models import AgendaItem, Meeting, Revision, Source, Speaker, Statement

SALT = "Random digits that the hash of these words begins with. A redaction destroys the salt of the words before it."
REMAINING = "The hash of what a redaction left; empty if nothing was redacted."


class BriefMeeting(serializers.Serializer):
    """A meeting as a statement names it."""

    id = serializers.IntegerField(read_only=True)
    title = serializers.CharField(read_only=True)
    url = PermanentUrl()

    def to_representation(self, instance: Meeting) -> dict[str, Any]:
        """Return the fields."""
        url = permanent_url(instance.get_absolute_url())
        return {"id": instance.pk, "title": str(instance), "url": url}


class BriefSource(serializers.Serializer):
    """A source as a statement names it."""

    id = serializers.IntegerField(read_only=True)
    kind = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    publisher = serializers.CharField(read_only=True)
    url = serializers.CharField(read_only=True)

    def to_representation(self, instance: Source) -> dict[str, Any]:
        """Return the fields."""
        return {name: getattr(instance, name) for name in ("id", "kind", "title", "publisher", "url")}


class BriefAgendaItem(serializers.Serializer):
    """An agenda item as a statement names it."""

    id = serializers.IntegerField(read_only=True)
    label = serializers.CharField(  # type: ignore[assignment]  # the framework has an attribute of that name
        read_only=True, help_text="Its number as printed, such as 8.D."
    )
    title = serializers.CharField(read_only=True)

    def to_representation(self, instance: AgendaItem) -> dict[str, Any]:
        """Return the fields."""
        return {"id": instance.pk, "label": instance.label, "title": instance.title}


class StatementSpeaker(Brief):
    """Who said a statement, and the office held on that day."""

    office = serializers.CharField(read_only=True, help_text="Held on that day; empty if none is on record.")


class StatementSerializer(serializers.Serializer):
    """One utterance or written text, with its current words."""

    number = serializers.IntegerField(read_only=True, help_text="Its number. It never changes.")
    url = PermanentUrl()
    revision = serializers.IntegerField(read_only=True, help_text="The number of the current revision.")
    revision_url = PermanentUrl(
        source="current_revision",
        help_text="The permanent address of exactly these words.",
    )
    salt = serializers.CharField(read_only=True, help_text=SALT)
    sha256 = serializers.CharField(read_only=True, help_text="The hash of the current revision (see About).")
    remaining_sha256 = serializers.CharField(read_only=True, help_text=REMAINING)
    title = serializers.CharField(read_only=True, help_text="A title of its own, or nothing.")
    text = serializers.CharField(read_only=True, help_text="The words. Redacted passages are blocks (U+2588).")
    language = serializers.CharField(read_only=True, help_text="Of the board (BCP 47).")
    kind = serializers.ChoiceField(Statement.Kind.choices, read_only=True)
    text_status = serializers.ChoiceField(
        Statement.TextStatus.choices, read_only=True, help_text="How close the text is to what was said."
    )
    date = PartialDateField()
    board = Brief()
    meeting = BriefMeeting(allow_null=True)
    agenda_item = BriefAgendaItem(allow_null=True)
    position = serializers.IntegerField(read_only=True, help_text="Its place in the meeting.")
    start_seconds = serializers.FloatField(read_only=True, allow_null=True, help_text="In the recording.")
    end_seconds = serializers.FloatField(read_only=True, allow_null=True, help_text="In the recording.")
    speaker = StatementSpeaker(allow_null=True)
    attribution = serializers.CharField(read_only=True, help_text="The speaker as the source prints it.")
    source = BriefSource(allow_null=True)  # type: ignore[assignment]  # the framework has an attribute of that name
    licence = serializers.CharField(read_only=True, help_text="Of its source; empty if none is stated.")
    topics = Brief(many=True)
    responds_to = serializers.IntegerField(read_only=True, allow_null=True, help_text="The number of a statement.")
    published_at = serializers.DateTimeField(read_only=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._briefs: dict[tuple[str, int], dict[str, Any]] = {}
        self._page = self._wording = ""

    def to_representation(self, instance: Statement) -> dict[str, Any]:
        """Return the fields asked for; written out because an answer has a thousand of these."""
        if not self._page:
            self._page = _form_of_address("statement-detail", number=PLACES["number"], slug=PLACES["slug"])
            self._wording = _form_of_address("statement-revision", number=PLACES["number"], revision=PLACES["revision"])
        names: Any = self.fields
        return {name: VALUES[name](self, instance) for name in names}

    def brief(self, name: str, value: Any) -> dict[str, Any] | None:
        """Return the short form of a related object, made once for all statements that have it."""
        if value is None:
            return None
        if (name, value.pk) not in self._briefs:
            field = self.fields[name]
            self._briefs[name, value.pk] = getattr(field, "child", field).to_representation(value)
        return self._briefs[name, value.pk]

    def page(self, statement: Statement) -> str:
        """Return the permanent address of the statement's page."""
        return self._page.format(number=statement.number, slug=statement.slug)

    def wording(self, revision: Revision) -> str:
        """Return the permanent URL of the page of a wording."""
        return self._wording.format(number=revision.statement_id, revision=revision.number)

    def speaker_on_the_day(self, statement: Statement) -> dict[str, Any] | None:
        """Return the speaker with the office held that day."""
        speaker: Speaker | None = statement.speaker
        if speaker is None:
            return None
        office = statement.office
        return {**(self.brief("speaker", speaker) or {}), "office": office.title if office else ""}


# Placeholders for the parts of a URL that differ by statement: numbers and words that are in no site's name.
PLACES = {"number": 2_000_000_001, "revision": 2_000_000_002, "slug": "2-000-000-003"}


def _form_of_address(name: str, **places: Any) -> str:
    """Return a permanent URL with placeholders. Reversing each URL took a third of the time of an answer."""
    form = permanent_url(reverse(f"pages:{name}", kwargs=places)).replace("{", "{{").replace("}", "}}")
    for place, value in places.items():
        form = form.replace(str(value), f"{{{place}}}")
    return form


VALUES: dict[str, Any] = {
    "number": lambda _, one: one.number,
    "url": lambda form, one: form.page(one),
    "revision": lambda _, one: one.current_revision.number,
    "revision_url": lambda form, one: form.wording(one.current_revision),
    "salt": lambda _, one: one.current_revision.salt,
    "sha256": lambda _, one: one.current_revision.sha256,
    "remaining_sha256": lambda _, one: one.current_revision.remaining_sha256,
    "title": lambda _, one: one.current_revision.title,
    "text": lambda _, one: one.current_revision.text,
    "language": lambda _, one: one.board.language,
    "kind": lambda _, one: one.kind,
    "text_status": lambda _, one: one.text_status,
    "date": lambda _, one: one.date.isoformat(),
    "board": lambda form, one: form.brief("board", one.board),
    "meeting": lambda form, one: form.brief("meeting", one.meeting),
    "agenda_item": lambda form, one: form.brief("agenda_item", one.agenda_item),
    "position": lambda _, one: one.position,
    "start_seconds": lambda _, one: one.start_seconds,
    "end_seconds": lambda _, one: one.end_seconds,
    "speaker": lambda form, one: form.speaker_on_the_day(one),
    "attribution": lambda _, one: one.attribution,
    "source": lambda form, one: form.brief("source", one.source),
    "licence": lambda _, one: one.source.licence if one.source else "",
    "topics": lambda form, one: [form.brief("topics", topic) for topic in one.shown_topics],
    "responds_to": lambda _, one: one.public_response_to,
    "published_at": lambda _, one: one.published_at.isoformat(),
}


class RevisionSerializer(serializers.Serializer):
    """One published wording of a statement. It never changes, unless a passage is redacted."""

    number = serializers.IntegerField(read_only=True)
    statement = serializers.IntegerField(source="statement_id", read_only=True, help_text="The statement's number.")
    url = PermanentUrl()
    is_current = serializers.SerializerMethodField(help_text="Whether these are the current words.")
    title = serializers.CharField(read_only=True)
    text = serializers.CharField(read_only=True)
    salt = serializers.CharField(read_only=True, help_text=SALT)
    sha256 = serializers.CharField(read_only=True)
    remaining_sha256 = serializers.CharField(read_only=True, help_text=REMAINING)
    previous_sha256 = serializers.CharField(source="previous_hash", read_only=True)
    reason = serializers.CharField(read_only=True, help_text="Why the words were corrected.")
    published_at = serializers.DateTimeField(read_only=True)

    def get_is_current(self, revision: Revision) -> bool:
        """Return whether these are the statement's current words."""
        return revision.statement.current_revision_id == revision.pk
