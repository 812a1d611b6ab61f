"""The heading above hits that lack some of the words."""

from collections.abc import Sequence

from django.utils.translation import gettext, ngettext

from archive.search import FoundStatement


def heading(found: Sequence[FoundStatement], parts: int) -> str:
    """Return how many of the words the hits have: "With 3 of your 4 words"."""
    had = {parts - len(hit.missing) for hit in found}
    least, most = min(had), max(had)
    if least != most:
        return gettext("Results with %(least)s to %(most)s of your %(parts)s words") % {
            "least": least,
            "most": most,
            "parts": parts,
        }
    sentence = ngettext(
        "Results with %(had)s of your %(parts)s words", "Results with %(had)s of your %(parts)s words", least
    )
    return sentence % {"had": least, "parts": parts}
