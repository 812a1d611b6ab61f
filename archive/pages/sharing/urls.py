"""Addresses of feeds, cards, oEmbed and Memento."""

from django.urls import path

from archive.addresses import at_site_url
from archive.pages.sharing.card_image import statement_card
from archive.pages.sharing.feeds import BoardFeed, SpeakerFeed, TopicFeed
from archive.pages.sharing.memento import statement_timegate, statement_timemap
from archive.pages.sharing.oembed import oembed

urlpatterns = [
    path("oembed/", oembed, name="oembed"),
    path("boards/<slug:slug>/feed/", at_site_url(BoardFeed()), name="board-feed"),
    path("speakers/<slug:slug>/feed/", at_site_url(SpeakerFeed()), name="speaker-feed"),
    path("topics/<slug:slug>/feed/", at_site_url(TopicFeed()), name="topic-feed"),
    path("statements/<int:number>/timegate/", statement_timegate, name="statement-timegate"),
    path("statements/<int:number>/timemap/", statement_timemap, name="statement-timemap"),
    path("statements/<int:number>/r/<int:revision>/card.png", statement_card, name="statement-card"),
]
