"""The stored files of a meeting's documents, sent as downloads while the meeting is public."""

from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from archive.models import Meeting, Source
from archive.pages.http.errors import NotHere
from archive.web.cost import Cost, costs


@require_safe
@costs(Cost.CHEAP)
def meeting_document(_request: HttpRequest, pk: int, document: int) -> FileResponse:
    """Send the file of a document of a public meeting as an attachment, because nobody has checked its contents."""
    source = Source.objects.filter(pk=document, meetings__in=Meeting.objects.public().filter(pk=pk)).first()
    if source is None or not source.file_is_there:
        raise NotHere(gettext("The archive does not have this document."))
    return FileResponse(
        source.file.open("rb"), as_attachment=True, filename=source.file_name, content_type=source.media_type
    )
