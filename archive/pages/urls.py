"""URLs of the public pages, room by room.

A URL that was published once works for ever. Change none: add a redirect.
"""

from django.contrib.sitemaps import views as sitemap_views
from django.urls import path
from django.views.decorators.cache import never_cache

from archive.exports.action_minutes import FORMS
from archive.exports.addresses import at_site_url
from archive.machine.web.cost import Cost, costs
from archive.pages.alerts.forms import alert_sent, all_alerts_form, search_alert, statement_alert
from archive.pages.alerts.links import alert_confirm, alert_stop, all_alerts, all_alerts_stop
from archive.pages.corrections.feed import corrections_atom, corrections_json
from archive.pages.corrections.reports import report_detail, statement_report
from archive.pages.corrections.views import correction_detail, correction_list
from archive.pages.data.bulk import data_file, data_page, part_of_record
from archive.pages.data.changes import change_list
from archive.pages.data.log import checkpoint, key, keys, openings, proof, tile
from archive.pages.data.since import since_entry, since_form
from archive.pages.decisions.views import decision_detail, decision_list
from archive.pages.directory.boards import board_detail, board_list
from archive.pages.directory.speakers import speaker_detail, speaker_list
from archive.pages.directory.subject import SUBJECTS
from archive.pages.directory.topics import topic_detail, topic_list
from archive.pages.files.lists import FORMATS, LISTS, list_file, search_file, subject_file
from archive.pages.files.meetings import MEDIA_TYPES, meeting_file
from archive.pages.files.minutes import minutes_as_file, minutes_page
from archive.pages.files.pdfs import meeting_pdf, statement_pdf
from archive.pages.http.retired import to_file, to_search, to_statement
from archive.pages.meetings.views import (
    meeting_detail,
    meeting_document,
    meeting_list,
    meeting_whole,
    meeting_word_times,
)
from archive.pages.quotes.article import quote_article
from archive.pages.quotes.citations import statement_cite, statement_cite_format
from archive.pages.quotes.passages import statement_quote
from archive.pages.quotes.views import quote_card, quote_check
from archive.pages.search.help import open_search_description, search_help
from archive.pages.search.views import search_page, suggestions
from archive.pages.sharing.card_image import statement_card, subject_card
from archive.pages.sharing.feeds.views import (
    board_calendar,
    meetings_calendar,
    meetings_feed,
    search_feed,
    statements_feed,
    subject_feed,
)
from archive.pages.sharing.memento import statement_timegate
from archive.pages.sharing.oembed import oembed
from archive.pages.site.about import about
from archive.pages.site.appearance import site_colour, site_logo
from archive.pages.site.for_machines import robots, security_txt, site_metrics
from archive.pages.site.home import home
from archive.pages.site.sitemaps import SITEMAPS
from archive.pages.statements.views import statement_compare, statement_detail, statement_list, statement_revision

app_name = "pages"
sitemap_index = costs(Cost.EXPENSIVE)(at_site_url(sitemap_views.index))
# They read the list of changes, which grows after the commit of what it tells, so they are never kept.
sitemap = never_cache(costs(Cost.EXPENSIVE, "p")(at_site_url(sitemap_views.sitemap)))
FEEDS = {"atom": "feed/", "json": "feed.json"}
# The files that had these tables as Open Civic Data.
CIVIC_DATA = {"organizations": "boards", "people": "speakers", "events": "meetings", "votes": "decisions"}

urlpatterns = [
    # Site
    path("", home, name="home"),
    path("about/", about, name="about"),
    path("metrics", site_metrics, name="metrics"),
    path("site-colour.css", site_colour, name="site-colour"),
    path("site-logo", site_logo, name="site-logo"),
    path("robots.txt", robots, name="robots"),
    path(".well-known/security.txt", security_txt, name="security-txt"),
    path(
        "sitemap.xml",
        sitemap_index,
        {"sitemaps": SITEMAPS, "sitemap_url_name": "pages:sitemap"},
        name="sitemap-index",
    ),
    path(
        "sitemap-<slug:section>.xml",
        sitemap,
        {"sitemaps": SITEMAPS},
        name="sitemap",
    ),
    # Files
    path("search.pdf", to_search, name="search-pdf"),
    path("meetings/<int:pk>/transcript.pdf", meeting_pdf, name="meeting-pdf"),
    path("meetings/<int:pk>/minutes/", minutes_page, name="meeting-minutes"),
    *(
        path(f"meetings/<int:pk>/minutes.{form}", minutes_as_file, {"form": form}, name=f"minutes-{form}")
        for form in FORMS
    ),
    path("statements/<int:number>/r/<int:revision>/statement.pdf", statement_pdf, name="statement-pdf"),
    *(path(f"search.{form}", search_file, {"form": form}, name="search-file") for form in FORMATS),
    *(
        path(f"{name}.{form}", list_file, {"name": name, "form": form}, name="list-file")
        for name in LISTS
        for form in FORMATS
    ),
    *(
        path(f"{name}/<slug:slug>.{form}", subject_file, {"name": name, "form": form}, name="subject-file")
        for name in SUBJECTS
        for form in FORMATS
    ),
    *(path(f"meetings/<int:pk>/{name}", meeting_file, {"name": name}, name="meeting-file") for name in MEDIA_TYPES),
    # Data
    path("data/", data_page, name="data"),
    path("data/changes/", change_list, name="changes"),
    *(
        path(f"data/files/ocd_{kind}.jsonl.gz", to_file, {"name": f"{table}.jsonl.gz"}, name=f"former-{kind}-file")
        for kind, table in CIVIC_DATA.items()
    ),
    path("data/files/<str:name>", data_file, name="data-file"),
    path("data/parts/<str:name>", part_of_record, name="data-part"),
    # The addresses of C2SP's tlog-tiles.
    path("log/checkpoint", checkpoint, name="log-checkpoint"),
    path("log/key", key, name="log-key"),
    path("log/keys", keys, name="log-keys"),
    path("log/tile/entries/<path:name_of_tile>.p/<int:width>", tile, name="log-part-of-entries"),
    path("log/tile/entries/<path:name_of_tile>", tile, name="log-entries"),
    path("log/tile/<int:level>/<path:name_of_tile>.p/<int:width>", tile, name="log-part-of-tile"),
    path("log/tile/<int:level>/<path:name_of_tile>", tile, name="log-tile"),
    path("log/proof/<int:number>", proof, name="log-proof"),
    path("log/proof/<str:subject>/<int:number>", proof, name="log-proof-of"),
    path("log/openings/<str:subject>", openings, name="log-openings"),
    path("log/since/", since_form, name="log-kept"),
    path("log/since/<int:position>/<str:root>", since_entry, name="log-since"),
    # Search
    path("search/", search_page, name="search"),
    path("search/suggest/", suggestions, name="search-suggest"),
    path("search/help/", search_help, name="search-help"),
    path("opensearch.xml", open_search_description, name="opensearch"),
    # Meetings
    path("meetings/", meeting_list, name="meeting-list"),
    path("meetings/<int:pk>/", meeting_detail, name="meeting-number"),
    path("meetings/<int:pk>/documents/<int:document>/", meeting_document, name="meeting-document"),
    path("meetings/<int:pk>/word-times.json", meeting_word_times, name="meeting-word-times"),
    path("meetings/<int:pk>/whole/", meeting_whole, name="meeting-whole"),
    path("meetings/<int:pk>/<str:slug>/", meeting_detail, name="meeting-detail"),
    # Decisions
    path("decisions/", decision_list, name="decision-list"),
    path("decisions/<int:number>/", decision_detail, name="decision-detail"),
    # Directory
    path("boards/", board_list, name="board-list"),
    path("boards/<slug:slug>/", board_detail, name="board-detail"),
    path("speakers/", speaker_list, name="speaker-list"),
    path("speakers/<slug:slug>/", speaker_detail, name="speaker-detail"),
    path("topics/", topic_list, name="topic-list"),
    path("topics/<slug:slug>/", topic_detail, name="topic-detail"),
    # Quotes
    path("quotes/", quote_check, name="quote-check"),
    path("quotes/article/", quote_article, name="quote-article"),
    path("quotes/card.png", quote_card, name="quote-card"),
    path("statements/<int:number>/cite/", statement_cite, name="statement-cite"),
    path("statements/<int:number>/cite/<slug:format_name>/", statement_cite_format, name="statement-cite-format"),
    path("statements/<int:number>/r/<int:revision>/quote/", statement_quote, name="statement-quote"),
    # Corrections
    path("corrections/", correction_list, name="corrections"),
    path("corrections/feed/", corrections_atom, name="corrections-feed"),
    path("corrections/feed.json", corrections_json, name="corrections-json"),
    path("corrections/<int:correction>/", correction_detail, name="correction-detail"),
    path("reports/<int:report>/", report_detail, name="report-detail"),
    path("statements/<int:number>/report/", statement_report, name="statement-report"),
    # Alerts
    path("alerts/new/", search_alert, name="search-alert"),
    path("alerts/all/", all_alerts_form, name="all-alerts-form"),
    path("alerts/all/<str:key>/", all_alerts, name="all-alerts"),
    path("alerts/all/<str:key>/stop/", all_alerts_stop, name="all-alerts-stop"),
    path("alerts/sent/", alert_sent, name="alert-sent"),
    path("alerts/confirm/<str:token>/", alert_confirm, name="alert-confirm"),
    path("alerts/stop/<str:key>/", alert_stop, name="alert-stop"),
    # In emails about searches that people have. A mail program posts to them, so they do not redirect.
    path("alerts/new/confirm/<str:token>/", alert_confirm, name="former-alert-confirm"),
    path("alerts/new/stop/<str:key>/", alert_stop, name="former-alert-stop"),
    path("statements/<int:number>/alert/", statement_alert, name="statement-alert"),
    # Sharing
    path("oembed/", oembed, name="oembed"),
    *(
        path(f"{kind}s/<slug:slug>/{end}", subject_feed, {"kind": f"{kind}s", "form": form}, name=f"{kind}-feed")
        for kind in ("board", "speaker", "topic")
        for form, end in FEEDS.items()
    ),
    *(
        path(f"statements/{end}", statements_feed, {"form": form}, name="statements-feed")
        for form, end in FEEDS.items()
    ),
    *(path(f"meetings/{end}", meetings_feed, {"form": form}, name="meetings-feed") for form, end in FEEDS.items()),
    *(path(f"search/{end}", search_feed, {"form": form}, name="search-feed") for form, end in FEEDS.items()),
    path("meetings/calendar.ics", meetings_calendar, name="meetings-calendar"),
    path("boards/<slug:slug>/calendar.ics", board_calendar, name="board-calendar"),
    path("statements/<int:number>/timegate/", statement_timegate, name="statement-timegate"),
    path("statements/<int:number>/timemap/", to_statement, name="statement-timemap"),
    path("statements/<int:number>/r/<int:revision>/card.png", statement_card, name="statement-card"),
    path("meetings/<int:pk>/card.png", subject_card, {"kind": "meeting"}, name="meeting-card"),
    *(
        path(f"{kind}s/<slug:slug>/card.png", subject_card, {"kind": kind}, name=f"{kind}-card")
        for kind in ("board", "speaker")
    ),
    # Statements
    path("statements/", statement_list, name="statement-list"),
    path("statements/<int:number>/", statement_detail, name="statement-number"),
    path("statements/<int:number>/cited-by/", to_statement, name="statement-cited-by"),
    path("statements/<int:number>/compare/<int:old>/<int:new>/", statement_compare, name="statement-compare"),
    path("statements/<int:number>/r/<int:revision>/", statement_revision, name="statement-revision"),
    path("statements/<int:number>/<str:slug>/", statement_detail, name="statement-detail"),
]
