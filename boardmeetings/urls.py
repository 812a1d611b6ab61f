"""The site's addresses."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("desk/", include("archive.desk.urls")),
    path("", include("archive.pages.urls")),
]
