"""Sources and their files."""

from collections.abc import Iterable, Sequence

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest
from django.template.defaultfilters import filesizeformat
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from archive.admin.record import RecordAdmin, YetFilter
from archive.models import Source


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    """Recordings, transcripts, minutes and reports. A file once kept stays; another one is another source."""

    list_display = ["title", "kind", "publisher", "published", "has_file"]
    list_filter = ["kind", ("file", YetFilter)]
    search_fields = ["title", "publisher", "url", "external_id", "file_sha256"]
    readonly_fields = ["kept_file", "file_sha256", "external_id"]

    def get_fields(self, request: HttpRequest, obj: Source | None = None) -> Sequence[str]:
        """Show the file that is kept, or ask for one."""
        file = ["kept_file", "file_sha256"] if obj and obj.file else ["file"]
        known = ["external_id"] if obj and obj.external_id else []
        return ["kind", "title", "publisher", "url", "published", "accessed", "licence", *file, *known]

    @admin.display(boolean=True, description="file")
    def has_file(self, source: Source) -> bool:
        """Say whether the archive keeps its file."""
        return bool(source.file)

    @admin.display(description="file")
    def kept_file(self, source: Source) -> str:
        """Link to the file, with its size."""
        if not source.file_is_there:
            return f"{source.file.name} is missing from the uploads."
        address = reverse("admin:archive_source_file", args=[source.pk])
        return format_html('<a href="{}">{}</a> ({})', address, source.file_name, filesizeformat(source.file.size))

    def get_urls(self) -> list[URLPattern]:
        """Add the address of the file: uploads have no other."""
        view = self.admin_site.admin_view(self.file_view)
        return [path("<int:pk>/file/", view, name="archive_source_file"), *super().get_urls()]

    def file_view(self, request: HttpRequest, pk: int) -> FileResponse:
        """Send the file to be saved, never to be shown: nobody has looked at what is in it."""
        source = self.get_object(request, str(pk))
        if not self.has_view_permission(request, source):
            raise PermissionDenied
        if source is None or not source.file_is_there:
            raise Http404
        return FileResponse(
            source.file.open("rb"),
            as_attachment=True,
            filename=source.file_name,
            content_type="application/octet-stream",
        )

    def holds(self, obj: Source) -> Iterable[str]:
        """Keep the documents of meetings: they are taken off the meeting first."""
        yield from super().holds(obj)
        for meeting in obj.meetings.select_related("board"):
            yield f"{obj} is a document of {meeting}."
