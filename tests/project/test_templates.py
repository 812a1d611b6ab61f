"""The form of the templates. `make lint` checks them with djade and djhtml, which do not break long lines."""

from pathlib import Path

ROOT = Path(__file__).parents[2] / "templates"
LONGEST_LINE = 120


def test_no_line_is_too_long_to_read():
    long = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted(ROOT.rglob("*.*"))
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if len(line) > LONGEST_LINE
    ]
    assert not long


def test_only_templates_used_inside_a_sentence_end_without_a_line_feed():
    """A full stop can follow an ``.inline.html``; djade ends every other file with a line feed."""
    texts = {path: path.read_text() for path in ROOT.rglob("*.html")}
    assert {path for path, text in texts.items() if not text.endswith("\n")} == set(ROOT.rglob("*.inline.html"))
