"""Addresses of the record as data."""

from django.urls import path

from archive.pages.data.changes import change_list

urlpatterns = [path("data/changes/", change_list, name="changes")]
