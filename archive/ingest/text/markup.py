"""Marks of a layout in a plain text: the tags of HTML for words, its entities, and the escapes of Markdown."""

import html
import re

# Tags that mark words inside a line. A text with others is a document in markup.
OF_WORDS = r"b|strong|i|em|u|s|small|big|sub|sup|mark|span|font|a|abbr|cite|q|code|tt|c|v|lang|ruby|rt"
TAG = re.compile(rf"</?(?:{OF_WORDS}|br)\b(?!\s*:)[^<>\n]{{0,300}}>", re.IGNORECASE)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
VOICE = re.compile(r"<v(?:\.\w+)?\s", re.IGNORECASE)  # it names who speaks
EMPHASISED = re.compile(
    r"<(?P<tag>b|strong|i|em)\b[^<>]{0,300}>(?P<before>\s*)(?P<words>[^<>]{1,500}?)(?P<after>\s*)</(?P=tag)\s*>",
    re.IGNORECASE,
)
ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[\da-fA-F]{1,6});")
ESCAPED = re.compile(r"\\([-*_#.>\[\]()!+`~|])")


def without_tags(text: str) -> str:
    """Return a text without tags and entities of HTML, with its bold and slanted words in the marks of Markdown."""
    if "<" in text:
        text = TAG.sub(_in_markdown, EMPHASISED.sub(_emphasised, text))
    return ENTITY.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text


def _emphasised(match: re.Match[str]) -> str:
    mark = "**" if match["tag"].lower() in ("b", "strong") else "*"
    return f"{match['before']}{mark}{match['words']}{mark}{match['after']}"


def _in_markdown(match: re.Match[str]) -> str:
    tag, follows = match[0], match.string[match.end() : match.end() + 1]
    if VOICE.match(tag):
        return f"{tag}{' ' if follows.strip() else ''}"
    ends_line = follows in ("\n", "")
    return "\n" if tag[:3].lower() == "<br" and not ends_line else ""


def marks_words(text: str) -> bool:
    """Return whether all tags of a text, but comments, mark words inside its lines."""
    return "<" not in TAG.sub("", COMMENT.sub("", text))
