"""A citation for web pages."""

from django.utils.html import format_html, format_html_join

from archive.citations.formats.citation import Citation
from archive.citations.formats.plain_text import source_line


def write(citation: Citation) -> tuple[str, ...]:
    """Return a blockquote of the quoted words, or of the whole text, and its source, without script or style.

    WHATWG HTML, "The blockquote element": the URL is in ``cite``, the attribution outside the quotation. ``dir="auto"``
    lets right-to-left words run in their direction.
    """
    source = format_html('<p>— {} <a href="{}">{}</a></p>', source_line(citation), citation.url, citation.url)
    words = citation.quote or citation.text
    paragraphs = format_html_join("", "<p>{}</p>", ((line,) for line in words.splitlines() if line.strip()))
    figure = format_html(
        '<figure><blockquote cite="{}" lang="{}" dir="auto">{}</blockquote><figcaption>{}</figcaption></figure>',
        citation.url,
        citation.language,
        paragraphs,
        source,
    )
    # A plain string: readers copy the source, and a page that shows it escapes it like any other text.
    return ("".join([figure]),)
