"""Addresses of the public pages."""

app_name = "pages"
urlpatterns: list = []
