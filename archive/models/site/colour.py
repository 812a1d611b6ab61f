"""The accent colour of a site: whether text in it is readable, and which colour replaces it in dark mode."""

import colorsys
import re

WRITTEN = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
# The backgrounds on which the style sheet puts text in the accent colour (archive/static/archive/record.css).
LIGHT_GROUNDS = ("#fcfbf8", "#ffffff")
DARK_GROUNDS = ("#16171a", "#1e2024")
ON_LIGHT, ON_DARK = "#ffffff", "#10222b"
# WCAG 2.2, 1.4.3, for text of any size. In dark mode, as far above it as the style sheet's own accent colour.
READABLE, WELL_READABLE = 4.5, 7.0
STEP = 0.01
# From the definition of sRGB: below this value its curve is a straight line.
LINEAR_BELOW = 0.04045


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour such as #0b4f6c, as WCAG 2.2 defines it."""
    red, green, blue = (_linear(part) for part in _red_green_blue(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def least_contrast(colour: str, grounds: tuple[str, ...]) -> float:
    """Return the colour's lowest contrast with any of the backgrounds."""
    return min(contrast(colour, ground) for ground in grounds)


def readable_on_light(colour: str) -> str:
    """Return the colour, darkened just enough that text in it is readable on the light backgrounds."""
    return _moved(colour, LIGHT_GROUNDS, READABLE, -STEP)


def for_the_dark(colour: str) -> str:
    """Return the colour of the same hue that is readable on the dark backgrounds."""
    return _moved(colour, DARK_GROUNDS, WELL_READABLE, STEP)


def _moved(colour: str, grounds: tuple[str, ...], wanted: float, step: float) -> str:
    hue, lightness, saturation = colorsys.rgb_to_hls(*_red_green_blue(colour))
    while least_contrast(colour, grounds) < wanted and 0 <= lightness <= 1:
        lightness += step
        parts = colorsys.hls_to_rgb(hue, min(max(lightness, 0), 1), saturation)
        colour = "#" + "".join(f"{round(part * 255):02x}" for part in parts)
    return colour.lower()


def _red_green_blue(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= LINEAR_BELOW else ((part + 0.055) / 1.055) ** 2.4
