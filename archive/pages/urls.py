"""Addresses of the public pages. One that was ever published answers for ever: change none, add redirects."""

from django.contrib.sitemaps import views as sitemap_views
from django.urls import path

from archive.pages.about import about
from archive.pages.alerts import alert_confirm, alert_sent, alert_stop, statement_alert
from archive.pages.boards import board_detail, board_list
from archive.pages.card_image import statement_card
from archive.pages.cited_by import statement_cited_by
from archive.pages.citing import statement_cite, statement_cite_format
from archive.pages.comparing import statement_compare
from archive.pages.corrections import correction_detail, correction_list
from archive.pages.corrections_feed import CorrectionsFeed
from archive.pages.documents import meeting_document
from archive.pages.home import home
from archive.pages.meetings import meeting_detail, meeting_list
from archive.pages.memento import statement_timegate, statement_timemap
from archive.pages.oembed import oembed
from archive.pages.quotes import quote_check
from archive.pages.quoting import statement_quote
from archive.pages.reporting import report_detail, statement_report
from archive.pages.robots import robots
from archive.pages.search import search_page, suggestions
from archive.pages.sitemaps import SITEMAPS
from archive.pages.speakers import speaker_detail, speaker_list
from archive.pages.statement_feeds import BoardFeed, SpeakerFeed, TopicFeed
from archive.pages.statements import statement_detail, statement_list, statement_revision
from archive.pages.styleguide import styleguide, styleguide_print
from archive.pages.topics import topic_detail, topic_list

app_name = "pages"
urlpatterns = [
    path("", home, name="home"),
    path("search/", search_page, name="search"),
    path("search/suggest/", suggestions, name="search-suggest"),
    path("statements/", statement_list, name="statement-list"),
    path("statements/<int:number>/", statement_detail, name="statement-number"),
    path("statements/<int:number>/alert/", statement_alert, name="statement-alert"),
    path("statements/<int:number>/cite/", statement_cite, name="statement-cite"),
    path("statements/<int:number>/cite/<slug:format_name>/", statement_cite_format, name="statement-cite-format"),
    path("statements/<int:number>/cited-by/", statement_cited_by, name="statement-cited-by"),
    path("statements/<int:number>/compare/<int:old>/<int:new>/", statement_compare, name="statement-compare"),
    path("statements/<int:number>/report/", statement_report, name="statement-report"),
    path("statements/<int:number>/timegate/", statement_timegate, name="statement-timegate"),
    path("statements/<int:number>/timemap/", statement_timemap, name="statement-timemap"),
    path("statements/<int:number>/<str:slug>/", statement_detail, name="statement-detail"),
    path("statements/<int:number>/r/<int:revision>/", statement_revision, name="statement-revision"),
    path("statements/<int:number>/r/<int:revision>/card.png", statement_card, name="statement-card"),
    path("statements/<int:number>/r/<int:revision>/quote/", statement_quote, name="statement-quote"),
    path("meetings/", meeting_list, name="meeting-list"),
    path("meetings/<int:pk>/", meeting_detail, name="meeting-number"),
    path("meetings/<int:pk>/documents/<int:document>/", meeting_document, name="meeting-document"),
    path("meetings/<int:pk>/<str:slug>/", meeting_detail, name="meeting-detail"),
    path("boards/", board_list, name="board-list"),
    path("boards/<slug:slug>/", board_detail, name="board-detail"),
    path("boards/<slug:slug>/feed/", BoardFeed(), name="board-feed"),
    path("speakers/", speaker_list, name="speaker-list"),
    path("speakers/<slug:slug>/", speaker_detail, name="speaker-detail"),
    path("speakers/<slug:slug>/feed/", SpeakerFeed(), name="speaker-feed"),
    path("topics/", topic_list, name="topic-list"),
    path("topics/<slug:slug>/", topic_detail, name="topic-detail"),
    path("topics/<slug:slug>/feed/", TopicFeed(), name="topic-feed"),
    path("reports/<int:report>/", report_detail, name="report-detail"),
    path("corrections/", correction_list, name="corrections"),
    path("corrections/feed/", CorrectionsFeed(), name="corrections-feed"),
    path("corrections/<int:correction>/", correction_detail, name="correction-detail"),
    path("alerts/sent/", alert_sent, name="alert-sent"),
    path("alerts/confirm/<str:token>/", alert_confirm, name="alert-confirm"),
    path("alerts/stop/<str:key>/", alert_stop, name="alert-stop"),
    path("quotes/", quote_check, name="quote-check"),
    path("oembed/", oembed, name="oembed"),
    path("about/", about, name="about"),
    path("styleguide/", styleguide, name="styleguide"),
    path("styleguide/print.css", styleguide_print, name="styleguide-print"),
    path("robots.txt", robots, name="robots"),
    path(
        "sitemap.xml",
        sitemap_views.index,
        {"sitemaps": SITEMAPS, "sitemap_url_name": "pages:sitemap"},
        name="sitemap-index",
    ),
    path("sitemap-<slug:section>.xml", sitemap_views.sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
]
