"""Texts in XML 1.0, which cannot express all characters (section 2.2)."""

import re

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def for_xml(text: str) -> str:
    """Return the text without the characters that XML cannot express."""
    return NOT_XML.sub("", text)
