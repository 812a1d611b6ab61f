"""The roles of the staff: their names and their permissions. A person may have several."""

from django.db import models


class Role(models.TextChoices):
    """A role of the staff. Its value is the name of the ``django.contrib.auth`` group."""

    CLERK = "Clerk", "Clerk: writes drafts and imports meetings"
    EDITOR = "Editor", "Editor: also publishes, corrects and withdraws"
    ADMINISTRATOR = "Administrator", "Administrator: also manages accounts and boards"


def _allowed(verbs: str, *names: str) -> set[str]:
    return {f"{verb}_{name}" for verb in verbs.split() for name in names}


CLERK_MAY = (
    _allowed("view", "board", "revision", "auditentry", "correction", "errorreport", "tombstone")
    | _allowed("view add change", "meeting", "agendaitem", "statement", "source", "topic", "speaker", "speakername")
    | _allowed("view add change delete", "office")
    | {"delete_statement", "delete_agendaitem"}
)
EDITOR_MAY = (
    CLERK_MAY
    | {"publish_statement", "correct_statement", "withdraw_statement", "reinstate_statement", "redact_statement"}
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
# People with only these permissions cannot change what readers see. Any other permission, including a site's own,
# counts as one that can.
DRAFTING = frozenset(f"archive.{codename}" for codename in CLERK_MAY)
# A change here needs a migration that gives the groups their permissions.
PERMISSIONS: dict[Role, set[str]] = {
    Role.CLERK: CLERK_MAY,
    Role.EDITOR: EDITOR_MAY,
    Role.ADMINISTRATOR: ADMINISTRATOR_MAY,
}
