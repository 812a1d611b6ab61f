"""URLs of the record as data."""

from django.urls import path

from archive.pages.data.bulk import data_file, data_page, part_of_record
from archive.pages.data.changes import change_list

urlpatterns = [
    path("data/", data_page, name="data"),
    path("data/changes/", change_list, name="changes"),
    path("data/files/<str:name>", data_file, name="data-file"),
    path("data/parts/<str:name>", part_of_record, name="data-part"),
]
