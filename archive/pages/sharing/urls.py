"""URLs of feeds, cards, oEmbed and Memento."""

from django.urls import path

from archive.pages.sharing.card_image import statement_card, subject_card
from archive.pages.sharing.feeds.views import (
    board_calendar,
    meetings_calendar,
    meetings_feed,
    search_feed,
    statements_feed,
    subject_feed,
)
from archive.pages.sharing.memento import statement_timegate, statement_timemap
from archive.pages.sharing.oembed import oembed

FEEDS = {"atom": "feed/", "json": "feed.json"}

urlpatterns = [
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
    path("statements/<int:number>/timemap/", statement_timemap, name="statement-timemap"),
    path("statements/<int:number>/r/<int:revision>/card.png", statement_card, name="statement-card"),
    path("meetings/<int:pk>/card.png", subject_card, {"kind": "meeting"}, name="meeting-card"),
    *(
        path(f"{kind}s/<slug:slug>/card.png", subject_card, {"kind": kind}, name=f"{kind}-card")
        for kind in ("board", "speaker")
    ),
]
