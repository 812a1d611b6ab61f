"""XML by its root element: Akoma Ntoso, the other models of debates, and captions."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

from archive.ingest.parsed import ParsedMeeting
from archive.ingest.readers import akoma_ntoso, canadian_hansard, hansard_xml, parlamint, ttml, xml_tree
from archive.ingest.refusals import NotATranscript

MODELS: dict[str, Callable[[Element], ParsedMeeting]] = {
    "akomaNtoso": akoma_ntoso.read,
    "debates": hansard_xml.read_publicwhip,
    "publicwhip": hansard_xml.read_publicwhip,
    "housecommons": hansard_xml.read_historic,
    "houselords": hansard_xml.read_historic,
    "Hansard": canadian_hansard.read,
    "TEI": parlamint.read,
    "tt": ttml.read,
}


def read(data: bytes, encoding: str | None = None) -> ParsedMeeting:  # noqa: ARG001 - XML carries its own encoding
    """Return the entries of an XML debate.

    Raises NotATranscript for XML of any other kind, and what ``xml_tree.parse`` raises.
    """
    root = xml_tree.parse(data)
    model = MODELS.get(xml_tree.name(root))
    if model is None:
        raise NotATranscript(
            f'This XML ("{xml_tree.name(root)[:40]}") is not a debate that the archive can read. '
            "Upload Akoma Ntoso, ParlaMint TEI or a Hansard, or the transcript as text, DOCX or PDF."
        )
    return model(root)
