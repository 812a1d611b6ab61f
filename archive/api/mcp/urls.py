"""The URL of the tools, with a slash and without, because a program that posts cannot be redirected."""

from django.urls import path

from archive.api.mcp.endpoint import endpoint

app_name = "mcp"
urlpatterns = [path("mcp/", endpoint, name="endpoint"), path("mcp", endpoint)]
