"""The facets of a search, in the order of the page."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from archive.search import Facet, FacetChoice

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

VALUES_SHOWN = 7
FACETS: dict[Facet, "StrPromise"] = {
    Facet.BOARD: _("Board"),
    Facet.SPEAKER: _("Speaker"),
    Facet.YEAR: _("Year"),
    Facet.TOPIC: _("Topic"),
    Facet.KIND: _("Kind"),
    Facet.TEXT_STATUS: _("Type of source"),
    Facet.RESULT: _("Result"),
    Facet.VOTED: _("On the roll"),
}


@dataclass(frozen=True)
class FacetList:
    """A facet's values: those that are visible at once, and the rest."""

    facet: Facet
    label: "str | StrPromise"
    shown: list[FacetChoice]
    more: list[FacetChoice]


def facet_lists(choices: dict[Facet, list[FacetChoice]]) -> list[FacetList]:
    """Return the facets with a choice. A facet is left out if every hit has its only value."""
    lists = []
    for facet, label in FACETS.items():
        # Years are sorted newest first, after the selected ones, as in every other list.
        values = sorted(choices.get(facet, []), key=lambda value: not value.chosen)
        if len(values) > 1 or any(value.chosen for value in values):
            # Do not hide a single value.
            shown = VALUES_SHOWN if len(values) > VALUES_SHOWN + 1 else len(values)
            lists.append(FacetList(facet, str(label), values[:shown], values[shown:]))
    return lists


def chosen_values(choices: dict[Facet, list[FacetChoice]]) -> list[FacetChoice]:
    """Return the selected values, each with the search without it."""
    return [choice for values in choices.values() for choice in values if choice.chosen]
