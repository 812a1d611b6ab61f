"""What a person says where a file names another speaker than the archive."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render

from archive.actions.rules import PublicToo
from archive.desk.answers import post_view
from archive.desk.shown import shown_import
from archive.desk.staff_request import StaffRequest
from archive.ingest.staging.correct_speakers import correct_speakers
from archive.ingest.staging.plan import plan_import
from archive.models import ImportBatch


def ticked_drafts(request: StaffRequest, batch: ImportBatch) -> set[str]:
    """Return the keys of the drafts that take the speaker of the file. Raise ValidationError for what was not asked.

    A label that was decided with the same form can change who speaks in the file.
    """
    asked = request.POST.get("speakers-asked", "").split()
    rows = [row for row in plan_import(batch).other_speakers if not row.is_public]
    if not_asked := sum(row.key not in asked for row in rows):
        raise ValidationError(
            f"The file names another speaker than the archive for {not_asked} "
            f"draft{'' if not_asked == 1 else 's'}. Tick below where the file is right, and save again."
        )
    return _ticked(request, asked)


@post_view("archive.correct_statement", shown_import, then="import")
def import_speakers(request: StaffRequest, batch: ImportBatch) -> HttpResponse | str:
    """Correct the speakers of the ticked published statements in public."""
    keys = _ticked(request, request.POST.get("speakers-asked", "").split())
    reason = request.POST.get("reason", "")[:500]
    try:
        count = correct_speakers(
            batch=batch, keys=keys, reason=reason, seen_too=request.POST.get("seen_too", ""), actor=request.user
        )
    except PublicToo as public_too:
        return render(
            request,
            "desk/import_speakers_public_too.html",
            {
                "batch": batch,
                "meeting": batch.meeting,
                "public_too": public_too,
                "keys": sorted(keys),
                "reason": reason,
            },
        )
    return f"{count} speaker{'' if count == 1 else 's'} corrected in public."


def _ticked(request: StaffRequest, asked: Sequence[str]) -> set[str]:
    return set(asked if request.POST.get("speakers-all") else request.POST.getlist("speaker"))
