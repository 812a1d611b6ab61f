"""What the pages of a board, a speaker and a topic share."""

from typing import Any

from django.urls import reverse

from archive.models import Board, Speaker, Topic

Subject = Board | Speaker | Topic
# By the first word of their paths: the table, and the field of statements that names one.
SUBJECTS: dict[str, tuple[type[Subject], str]] = {
    "boards": (Board, "board"),
    "speakers": (Speaker, "speaker"),
    "topics": (Topic, "topics"),
}


def subject_context(subject: Subject) -> dict[str, Any]:
    """Return the context for ``pages/directory/subject.html``: the object, its feed, and how searches name it."""
    kind = str(subject._meta.model_name)
    feed = reverse(f"pages:{kind}-feed", kwargs={"slug": subject.slug, "form": "atom", "kind": f"{kind}s"})
    calendar = reverse("pages:board-calendar", kwargs={"slug": subject.slug}) if isinstance(subject, Board) else ""
    return {kind: subject, "subject": subject, "within": kind, "feed": feed, "calendar": calendar}
