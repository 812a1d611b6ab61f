"""The facets of a search, in the order of the page."""

from dataclasses import dataclass

from archive.search import VALUES, Facet, FacetChoice

VALUES_SHOWN = 7


@dataclass(frozen=True)
class FacetList:
    """A facet's values: those that are visible at once, and the rest."""

    facet: Facet
    label: str
    shown: list[FacetChoice]
    more: list[FacetChoice]


def facet_lists(choices: dict[Facet, list[FacetChoice]]) -> list[FacetList]:
    """Return the facets with a choice. A facet is left out if every hit has its only value."""
    lists = []
    for facet, described in VALUES.items():
        # Years are sorted newest first, after the selected ones, as in every other list.
        values = sorted(choices.get(facet, []), key=lambda value: not value.chosen)
        if len(values) > 1 or any(value.chosen for value in values):
            # Do not hide a single value.
            shown = VALUES_SHOWN if len(values) > VALUES_SHOWN + 1 else len(values)
            lists.append(FacetList(facet, str(described.label), values[:shown], values[shown:]))
    return lists


def chosen_values(choices: dict[Facet, list[FacetChoice]]) -> list[FacetChoice]:
    """Return the selected values, each with the search without it."""
    return [choice for values in choices.values() for choice in values if choice.chosen]
