"""How many examples a property test tries if each takes long."""

from hypothesis import settings


def examples(share: float) -> int:
    """Return a share of the usual number of examples, so that ``--hypothesis-profile=explore`` tries more here too."""
    return max(1, round(settings.default.max_examples * share))
