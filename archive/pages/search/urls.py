"""Addresses of the search."""

from django.urls import path

from archive.pages.search.views import search_page, suggestions

urlpatterns = [
    path("search/", search_page, name="search"),
    path("search/suggest/", suggestions, name="search-suggest"),
]
