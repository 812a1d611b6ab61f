"""What a PDF holds, as a program that reads it aloud finds it."""

import ctypes

import pypdfium2
import pypdfium2.raw as pdfium


def text_of(data: bytes) -> str:
    """Return the text of all pages on one line, and the title."""
    document = pypdfium2.PdfDocument(data)
    pages = [page.get_textpage().get_text_range() for page in document]
    return " ".join([*" ".join(pages).split(), document.get_metadata_value("Title")])


def pages_of(data: bytes) -> list[str]:
    """Return the text of each page."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


def tags_of(data: bytes) -> list[str]:
    """Return the types of all structure elements, page by page, from the outside in."""
    document = pypdfium2.PdfDocument(data)
    found: list[str] = []
    for page in document:
        tree = pdfium.FPDF_StructTree_GetForPage(page)
        waiting = [
            pdfium.FPDF_StructTree_GetChildAtIndex(tree, at) for at in range(pdfium.FPDF_StructTree_CountChildren(tree))
        ]
        while waiting:
            element = waiting.pop(0)
            if not element:
                continue
            name = ctypes.create_string_buffer(pdfium.FPDF_StructElement_GetType(element, None, 0))
            pdfium.FPDF_StructElement_GetType(element, name, len(name))
            found.append(name.raw.decode("utf-16-le").rstrip("\0"))
            waiting += [
                pdfium.FPDF_StructElement_GetChildAtIndex(element, at)
                for at in range(pdfium.FPDF_StructElement_CountChildren(element))
            ]
        pdfium.FPDF_StructTree_Close(tree)
    return found
