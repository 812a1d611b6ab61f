"""Every accepted accent colour is readable on light pages, and so is its replacement on dark ones."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from archive.models.site.colour import (
    DARK_GROUNDS,
    LIGHT_GROUNDS,
    ON_DARK,
    ON_LIGHT,
    READABLE,
    contrast,
    for_the_dark,
    least_contrast,
    readable_on_light,
)
from archive.models.site.settings import validate_colour

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(COLOURS)
def test_only_readable_colours_are_accepted_and_the_suggested_replacement_is_readable(colour: str) -> None:
    if least_contrast(colour, LIGHT_GROUNDS) >= READABLE:
        validate_colour(colour)
        assert contrast(colour, ON_LIGHT) >= READABLE
    else:
        with pytest.raises(ValidationError, match=readable_on_light(colour)):
            validate_colour(colour)
    validate_colour(readable_on_light(colour))


@given(COLOURS)
def test_the_colour_for_dark_mode_is_readable_and_so_is_text_on_it(colour: str) -> None:
    assert least_contrast(for_the_dark(colour), DARK_GROUNDS) >= READABLE
    assert contrast(for_the_dark(colour), ON_DARK) >= READABLE


def test_contrast_is_computed_as_in_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("written", ["red", "#fff", "0b4f6c", "#0b4f6g", "#0b4f6c;}", "#0b4f6c\n"])
def test_anything_else_is_refused_as_a_colour(written: str) -> None:
    with pytest.raises(ValidationError, match="Write the colour as"):
        validate_colour(written)
