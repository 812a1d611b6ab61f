"""URLs of the API. Version 1 only ever gains fields and paths."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path, re_path

from archive.api.docs import assistant, documentation, index, reference, schema
from archive.api.views import alerts, changes, decisions, directory, log, meetings, quotes, search, statements

app_name = "api"


def either_way(route: str, view: Callable[..., HttpResponse], name: str) -> list[URLPattern]:
    """Return the path without and with a slash, because a program that posts cannot be redirected."""
    return [path(route, view, name=name), path(f"{route}/", view)]


urlpatterns = [
    path("", documentation, name="docs"),
    path("assistant/", assistant, name="assistant"),
    path("reference/<slug:name>/", reference, name="reference"),
    path("v1/", index, name="index"),
    path("v1/openapi.json", schema, name="schema"),
    path("v1/statements/", statements.StatementList.as_view(), name="statement-list"),
    path("v1/statements/<int:number>/", statements.StatementDetail.as_view(), name="statement"),
    path("v1/statements/<int:number>/revisions/", statements.RevisionList.as_view(), name="revision-list"),
    path("v1/statements/<int:number>/revisions/<int:revision>/", statements.RevisionDetail.as_view(), name="revision"),
    path("v1/decisions/", decisions.DecisionList.as_view(), name="decision-list"),
    path("v1/decisions/<int:number>/", decisions.DecisionDetail.as_view(), name="decision"),
    path("v1/meetings/", meetings.MeetingList.as_view(), name="meeting-list"),
    path("v1/meetings/<int:pk>/", meetings.MeetingDetail.as_view(), name="meeting"),
    path("v1/meetings/<int:pk>/statements/", meetings.MeetingStatements.as_view(), name="meeting-statements"),
    path("v1/meetings/<int:pk>/outline/", meetings.MeetingOutline.as_view(), name="meeting-outline"),
    path("v1/boards/", directory.BoardList.as_view(), name="board-list"),
    path("v1/boards/<slug:slug>/", directory.BoardDetail.as_view(), name="board"),
    path("v1/speakers/", directory.SpeakerList.as_view(), name="speaker-list"),
    path("v1/speakers/<slug:slug>/", directory.SpeakerDetail.as_view(), name="speaker"),
    path("v1/topics/", directory.TopicList.as_view(), name="topic-list"),
    path("v1/topics/<slug:slug>/", directory.TopicDetail.as_view(), name="topic"),
    path("v1/sources/", directory.SourceList.as_view(), name="source-list"),
    path("v1/sources/<int:pk>/", directory.SourceDetail.as_view(), name="source"),
    path("v1/corrections/", log.CorrectionList.as_view(), name="correction-list"),
    path("v1/corrections/<int:pk>/", log.CorrectionDetail.as_view(), name="correction"),
    path("v1/alerts/", alerts.Alerts.as_view(), name="alerts"),
    path("v1/alerts/<int:pk>/", alerts.AlertDetail.as_view(), name="alert"),
    path("v1/changes/", changes.ChangeList.as_view(), name="change-list"),
    path("v1/tombstones/", log.TombstoneList.as_view(), name="tombstone-list"),
    path("v1/citing-links/", log.CitingLinkList.as_view(), name="citing-link-list"),
    path("v1/search/", search.Search.as_view(), name="search"),
    path("v1/search/suggest/", search.Suggestions.as_view(), name="suggest"),
    *either_way("v1/quotes/check", quotes.QuoteCheck.as_view(), "quote-check"),
    *either_way("v1/quotes/article", quotes.ArticleCheck.as_view(), "article-check"),
    re_path("^v1/", statements.NotFound.as_view(), name="not-found"),
]
