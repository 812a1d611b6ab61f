"""The site's URLs."""

from django.urls import include, path, re_path
from django.views.generic import RedirectView

from archive.web.cost import Cost, costs

urlpatterns = [
    # There was a view of every table at /admin/.
    path("admin/archive/mail/", costs(Cost.CHEAP)(RedirectView.as_view(pattern_name="desk:mails"))),
    re_path(r"^admin/", costs(Cost.CHEAP)(RedirectView.as_view(pattern_name="desk:work-list"))),
    path("desk/", include("archive.desk.urls")),
    path("api/", include("archive.api.urls")),
    path("", include("archive.api.mcp.urls")),
    path("", include("archive.pages.urls")),
]

handler400 = "archive.pages.http.errors.bad_request"
handler404 = "archive.pages.http.errors.not_found"
handler500 = "archive.pages.http.errors.server_error"
