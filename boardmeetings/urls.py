"""The site's URLs."""

from django.urls import include, path

urlpatterns = [
    path("desk/", include("archive.desk.urls")),
    path("api/", include("archive.api.urls")),
    path("", include("archive.api.mcp.urls")),
    path("", include("archive.pages.urls")),
]

handler400 = "archive.pages.http.errors.bad_request"
handler404 = "archive.pages.http.errors.not_found"
handler500 = "archive.pages.http.errors.server_error"
