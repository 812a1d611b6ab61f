"""What the head of a page says about a statement, for catalogues, reference managers and social networks.

Dublin Core in HTML follows the DCMI recommendation "Expressing Dublin Core metadata using HTML/XHTML meta and link
elements". The ``citation_`` names are those of Highwire Press, which Google Scholar's inclusion guidelines and Zotero
read. ``og:`` and ``article:`` are the Open Graph protocol, ``twitter:`` the cards that build on it.
"""

from dataclasses import dataclass
from typing import Self

from archive.citations.formats.citation import Citation
from archive.citations.formats.dates import date_parts
from archive.models import Revision


@dataclass(frozen=True)
class Meta:
    """One ``<meta>``; ``attribute`` is "name", or "property" if RDFa names it (Open Graph)."""

    key: str
    content: str
    attribute: str = "name"

    @classmethod
    def property(cls, key: str, content: str) -> Self:
        """Return a ``<meta>`` with an RDFa property."""
        return cls(key, content, "property")


def dublin_core(citation: Citation, revision: Revision, part_of: str = "") -> list[Meta]:
    """Return the Dublin Core elements; ``part_of`` is the URL of the meeting, if it is public."""
    statement = revision.statement
    source = statement.source
    pairs = [
        ("DC.title", citation.heading),
        *(("DC.creator", author.name) for author in citation.credited),
        ("DC.date", citation.date.isoformat()),
        ("DC.type", "Text"),
        ("DC.format", "text/html"),
        ("DC.identifier", citation.url),
        ("DC.language", citation.language),
        ("DC.publisher", citation.archive),
        ("DC.description", f"{citation.kind}, {citation.event}: {citation.text_status}"),
        *(("DC.subject", topic.name) for topic in statement.topics.all()),
        ("DC.source", (source.url or str(source)) if source else ""),
        ("DC.rights", source.licence if source else ""),
        ("DC.coverage", citation.place),
        ("DCTERMS.isPartOf", part_of),
        ("DCTERMS.issued", revision.published_at.date().isoformat() if revision.published_at else ""),
        ("DCTERMS.bibliographicCitation", f"{citation.archive}, {citation.locator}"),
    ]
    return [Meta(key, content) for key, content in pairs if content]


def highwire(citation: Citation) -> list[Meta]:
    """Return what reference managers read. A date has its own precision, with slashes."""
    pairs = [
        ("citation_title", citation.heading),
        *(("citation_author", author.name) for author in citation.credited),
        ("citation_publication_date", "/".join(f"{part:02}" for part in date_parts(citation.date))),
        ("citation_conference_title", citation.event if citation.meeting else ""),
        ("citation_publisher", citation.archive),
        ("citation_language", citation.language),
        ("citation_public_url", citation.url),
        ("citation_fulltext_html_url", citation.url),
    ]
    return [Meta(key, content) for key, content in pairs if content]


def open_graph(
    *, title: str, description: str, url: str, archive: str, image: str = "", image_alt: str = "", kind: str = "article"
) -> list[Meta]:
    """Return the Open Graph properties of a page, and the card that is made from them."""
    pairs = [
        ("og:type", kind),
        ("og:site_name", archive),
        ("og:title", title),
        ("og:description", description),
        ("og:url", url),
        ("og:image", image),
        ("og:image:type", "image/png" if image else ""),
        ("og:image:width", "1200" if image else ""),
        ("og:image:height", "630" if image else ""),
        ("og:image:alt", image_alt if image else ""),
    ]
    card = Meta("twitter:card", "summary_large_image" if image else "summary")
    return [*(Meta.property(key, content) for key, content in pairs if content), card]


def article(revision: Revision, *, author: str = "") -> list[Meta]:
    """Return when a text was published and last changed, and the URL of its speaker."""
    statement = revision.statement
    pairs = [
        ("article:published_time", statement.published_at.isoformat() if statement.published_at else ""),
        ("article:modified_time", revision.published_at.isoformat() if revision.published_at else ""),
        ("article:author", author),
        *(("article:tag", topic.name) for topic in statement.topics.all()),
    ]
    return [Meta.property(key, content) for key, content in pairs if content]
