"""A feed as JSON Feed 1.1 (jsonfeed.org)."""

import json
from typing import Any

from archive.pages.sharing.feeds.feed import Feed, time_of

MEDIA_TYPE = "application/feed+json"


def json_feed(feed: Feed, language: str) -> bytes:
    """Return the feed as JSON.

    Withdrawn statements are under ``_deleted``, because the format has no place for them.
    """
    body: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.subtitle,
        "home_page_url": feed.page_url,
        "feed_url": feed.links["self"],
        "language": language,
        "items": [
            {
                "id": entry.key,
                "url": entry.url,
                "title": entry.title,
                "content_text": entry.summary,
                "authors": [{"name": entry.author}],
                "date_published": time_of(entry.published),
                "date_modified": time_of(entry.updated),
            }
            for entry in feed.entries
        ],
        "_deleted": [{"id": gone.key, "when": time_of(gone.at), "reason": gone.reason} for gone in feed.deleted],
    }
    if "next" in feed.links:
        body["next_url"] = feed.links["next"]
    return json.dumps(body, ensure_ascii=False, indent=1).encode()
