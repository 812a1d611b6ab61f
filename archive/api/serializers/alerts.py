"""An alert, as who has a token of its address sees it."""

from rest_framework import serializers

from archive.alerts.sign_up import token_of
from archive.alerts.webhooks.signature import secret_of
from archive.models import Alert


class AlertSerializer(serializers.ModelSerializer):
    """A request to be told of new results of a search, or of changes to a statement."""

    statement = serializers.IntegerField(
        source="statement_id", allow_null=True, help_text="The number of the statement; null for a search."
    )
    revision = serializers.SerializerMethodField(help_text="The number of the revision that it was compared with last.")
    quote = serializers.SerializerMethodField(help_text="The passage in that revision; null for all of it.")
    search = serializers.CharField(source="query", help_text="The query of the search; empty for a statement.")
    procedural = serializers.BooleanField(source="with_procedural", help_text="Whether procedural remarks count.")
    token = serializers.SerializerMethodField(help_text="A token for the alerts of the address, until this one ends.")

    secret = serializers.SerializerMethodField(help_text="Signs messages that name it first; null for email.")

    class Meta:
        model = Alert
        fields = [
            *("id", "address", "search", "statement", "revision", "quote"),
            *("frequency", "procedural", "confirmed_at", "token", "secret"),
        ]
        extra_kwargs = {
            "id": {"help_text": "Its number, by which it is stopped and which messages name."},
            "frequency": {"help_text": "How often new results are told."},
            "confirmed_at": {"help_text": "Since when it tells of what is new."},
        }
        read_only_fields = fields

    def get_revision(self, alert: Alert) -> int | None:
        """Return the number of the revision."""
        return alert.revision.number if alert.revision else None

    def get_token(self, alert: Alert) -> str:
        """Return the token."""
        return token_of(alert)

    def get_secret(self, alert: Alert) -> str | None:
        """Return the secret of its webhook."""
        return secret_of(alert.key) if alert.is_to_webhook else None

    def get_quote(self, alert: Alert) -> str | None:
        """Return the passage, as addresses have it."""
        return None if alert.start is None else f"{alert.start}-{alert.end}"
