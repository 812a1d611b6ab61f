"""Makes the OpenAPI 3.1 description of the API: ``python -m tests.api.schema`` updates the committed file."""

import json
from typing import Any

from tests.api.property_words import explained

PROBLEM = {
    "type": "object",
    "description": "What is wrong (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "A sentence that says what was expected."},
        "parameter": {"type": "string", "description": "The parameter at fault, where there is one."},
        "tombstone": {"$ref": "#/components/schemas/Tombstone"},
    },
}


def generate() -> dict[str, Any]:
    """Return the description, made from the views."""
    from drf_spectacular.generators import SchemaGenerator
    from drf_spectacular.settings import spectacular_settings
    from rest_framework.settings import api_settings

    from archive.api import serializers, urls
    from tests.api.auto_schema import ApiAutoSchema

    overrides = {
        "TITLE": "Boardmeetings API",
        "DESCRIPTION": "What boards said, word for word. Read only, no key. Version 1 only gains fields and addresses.",
        "VERSION": "1.0",
        "SERVERS": [{"url": "/", "description": "The site that has this description."}],
        # What a site serves names its own.
        "LICENSE": {"name": "No licence is stated."},
        "OAS_VERSION": "3.1.0",
        "SCHEMA_PATH_PREFIX": "/api/v1/",
        "ENUM_NAME_OVERRIDES": {
            "StatementKind": "archive.models.Statement.Kind",
            "TextStatus": "archive.models.Statement.TextStatus",
            "AlertFrequency": "archive.models.Alert.Frequency",
            "BoardKind": "archive.models.Board.Kind",
            "MeetingKind": "archive.models.Meeting.Kind",
            "MeetingStatus": "archive.models.Meeting.Status",
            "SpeakerKind": "archive.models.Speaker.Kind",
            "CorrectionKind": "archive.models.Correction.Kind",
            "ChangeKind": "archive.models.Change.Kind",
            "ChangeType": "archive.models.Change.Subject",
            "TombstoneWhat": "archive.models.Tombstone.What",
            "TombstoneCategory": "archive.models.Tombstone.Category",
        },
    }
    spectacular_settings.apply_patches(overrides)
    former, api_settings.DEFAULT_SCHEMA_CLASS = api_settings.DEFAULT_SCHEMA_CLASS, ApiAutoSchema
    try:
        from django.urls import include, path

        named = [pattern for pattern in urls.urlpatterns if pattern.name]
        patterns = [path("api/", include((named, "api")))]
        found = SchemaGenerator(patterns=patterns).get_schema(request=None, public=True)
    finally:
        api_settings.DEFAULT_SCHEMA_CLASS = former
        spectacular_settings.clear_patches()
    described = found["components"]["schemas"]
    described["Problem"] = PROBLEM
    for schema in described.values():
        for one in schema.get("properties", {}).values():
            # RFC 3339 knows no time without an offset.
            if one.get("format") == "time":
                del one["format"]
                one["pattern"] = r"^\d\d:\d\d:\d\d$"
    explained(described)
    # “fields” and “omit” leave fields out of these.
    for name in (name for name in dir(serializers) if name.endswith("Serializer")):
        del described[name.removesuffix("Serializer")]["required"]
    return json.loads(json.dumps(found, default=str))


def written() -> str:
    """Return the description as the committed file has it."""
    return json.dumps(generate(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boardmeetings.settings")
    django.setup()
    from archive.api.docs import SCHEMA

    SCHEMA.write_text(written(), encoding="utf-8")
