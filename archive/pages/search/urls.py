"""URLs of the search."""

from django.urls import path

from archive.pages.search.help import open_search_description, search_help
from archive.pages.search.views import search_page, suggestions

urlpatterns = [
    path("search/", search_page, name="search"),
    path("search/suggest/", suggestions, name="search-suggest"),
    path("search/help/", search_help, name="search-help"),
    path("opensearch.xml", open_search_description, name="opensearch"),
]
