"""The formats of citations, by their names in URLs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from archive.citations.formats import (
    apa,
    associated_press,
    bibtex,
    bluebook,
    chicago,
    csl_json,
    html_blockquote,
    markdown,
    mla,
    plain_text,
    ris,
)
from archive.citations.formats.citation import Citation

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


TEXT = "text/plain"


@dataclass(frozen=True)
class CitationFormat:
    """One way to write a citation: its name in URLs, its name for readers, its media type and file ending."""

    name: str
    label: "str | StrPromise"
    write: Callable[[Citation], tuple[str, ...]]
    media_type: str = TEXT
    extension: str = "txt"

    def parts(self, citation: Citation) -> tuple[str, ...]:
        """Return the citation in pieces. Those that are ``prose.Italic`` are in italics."""
        return self.write(citation)

    def text(self, citation: Citation) -> str:
        """Return the citation as plain characters."""
        return "".join(self.write(citation))


FORMATS: dict[str, CitationFormat] = {
    entry.name: entry
    for entry in (
        CitationFormat("ap", _("AP, in the running text"), associated_press.in_text),
        CitationFormat("apa", _("APA, 7th edition"), apa.reference),
        CitationFormat("mla", _("MLA, 9th edition"), mla.works_cited),
        CitationFormat("chicago-note", _("Chicago, note"), chicago.note),
        CitationFormat("chicago-author-date", _("Chicago, author-date"), chicago.author_date),
        CitationFormat("bluebook", "Bluebook", bluebook.footnote),
        CitationFormat("text", _("Plain text"), plain_text.write),
        CitationFormat("markdown", "Markdown", markdown.write, "text/markdown", "md"),
        CitationFormat("html", _("HTML blockquote"), html_blockquote.write, "text/html", "html"),
        CitationFormat("bibtex", "BibTeX", bibtex.write, "application/x-bibtex", "bib"),
        CitationFormat("ris", "RIS", ris.write, "application/x-research-info-systems", "ris"),
        CitationFormat("csl-json", "CSL-JSON", csl_json.write, "application/vnd.citationstyles.csl+json", "json"),
    )
}
