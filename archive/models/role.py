"""The roles of the staff: their names, and what each may do. A site may give one person several."""

from typing import Any

from django.db import models


class Role(models.TextChoices):
    """A group of staff, named as its ``django.contrib.auth`` group."""

    CLERK = "Clerk", "Clerk: writes drafts and imports meetings"
    EDITOR = "Editor", "Editor: also publishes, corrects and withdraws"
    ADMINISTRATOR = "Administrator", "Administrator: also looks after people and boards"


def _allowed(verbs: str, *names: str) -> set[str]:
    return {f"{verb}_{name}" for verb in verbs.split() for name in names}


CLERK_MAY = (
    _allowed("view", "board", "revision", "auditentry", "correction", "errorreport", "tombstone")
    | _allowed("view add change", "meeting", "agendaitem", "statement", "source", "topic", "speaker", "speakername")
    | _allowed("view add change delete", "office")
    | {"delete_statement", "delete_agendaitem"}
    | _allowed("view add", "citinglink")
    | {"view_quotation"}
)
EDITOR_MAY = (
    CLERK_MAY
    | {"publish_statement", "correct_statement", "withdraw_statement", "reinstate_statement", "redact_statement"}
    | {"decide_citinglink"}
    | _allowed("view add change delete", "concept")
    | {"delete_meeting", "delete_source", "delete_speakername"}
)
ADMINISTRATOR_MAY = (
    EDITOR_MAY
    | {"merge_speaker"}
    | _allowed("view add change delete", "board", "speaker", "topic")
    | _allowed("view add change", "user")
    | {"manage_webhook"}
    | _allowed("view change", "sitesettings")
    | {"view_outboxentry", "view_alert", "view_mail", "view_correctiontotell"}
)
# Who may do no more than this changes nothing that readers see. Any other permission, a site's own among them, counts
# as one that can.
DRAFTING = frozenset(f"archive.{codename}" for codename in CLERK_MAY)
PERMISSIONS: dict[Role, set[str]] = {
    Role.CLERK: CLERK_MAY,
    Role.EDITOR: EDITOR_MAY,
    Role.ADMINISTRATOR: ADMINISTRATOR_MAY,
}


def grant_roles(apps: Any, *_: Any) -> None:
    """Make the groups and give each its permissions; what a site has added to a group stays.

    ``apps`` is the registry of a migration, or the real one. Permissions are made where they are missing, for Django
    makes its own only after the last migration.
    """
    group_model, permission_model = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    content_types = apps.get_model("contenttypes", "ContentType").objects
    for role, codenames in PERMISSIONS.items():
        group, _created = group_model.objects.get_or_create(name=role.value)
        granted = []
        for codename in sorted(codenames):
            model = codename.rpartition("_")[2]
            content_type, _created = content_types.get_or_create(app_label="archive", model=model)
            name = f"Can {codename.replace('_', ' ')}"
            permission, _created = permission_model.objects.get_or_create(
                content_type=content_type, codename=codename, defaults={"name": name}
            )
            granted.append(permission)
        group.permissions.add(*granted)
