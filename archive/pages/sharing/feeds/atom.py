"""A feed as Atom (RFC 4287), in pages (RFC 5005), with withdrawn statements (RFC 6721)."""

from xml.etree import ElementTree as ET

from django.utils.html import escape

from archive.pages.sharing.feeds.feed import Feed, time_of

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
NAMESPACES = {"xmlns": "http://www.w3.org/2005/Atom", "xmlns:at": "http://purl.org/atompub/tombstones/1.0"}


def atom(feed: Feed, language: str) -> bytes:
    """Return the feed as an Atom document."""
    root = ET.Element("feed", {**NAMESPACES, "xml:lang": language})
    _texts(root, id=feed.key or feed.feed_url, title=feed.title, subtitle=feed.subtitle, updated=time_of(feed.updated))
    ET.SubElement(root, "link", {"rel": "alternate", "href": feed.page_url})
    for relation, address in feed.links.items():
        ET.SubElement(root, "link", {"rel": relation, "href": address})
    if feed.author:
        _texts(ET.SubElement(root, "author"), name=feed.author)
    for gone in feed.deleted:
        deleted = ET.SubElement(root, "at:deleted-entry", {"ref": gone.key, "when": time_of(gone.at)})
        ET.SubElement(deleted, "at:comment").text = gone.reason
    for entry in feed.entries:
        element = ET.SubElement(root, "entry")
        _texts(
            element,
            id=entry.key,
            title=entry.title,
            published=time_of(entry.published),
            updated=time_of(entry.updated),
        )
        ET.SubElement(element, "link", {"rel": "alternate", "href": entry.url})
        _texts(ET.SubElement(element, "author"), name=entry.author)
        if entry.category:
            ET.SubElement(element, "category", {"term": entry.category})
        ET.SubElement(element, "summary", {"type": "html"}).text = entry.html or _html(entry.summary)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _html(summary: str) -> str:
    lines = escape(summary).split("\n")
    return "".join(f"<p>{line}</p>" for line in lines) if len(lines) > 1 else lines[0]


def _texts(parent: ET.Element, **texts: str) -> None:
    for name, text in texts.items():
        ET.SubElement(parent, name).text = text
