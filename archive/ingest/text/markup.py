"""Marks of a layout in a plain text: the tags of HTML for words, its entities, and the escapes of Markdown."""

import html
import re
from collections.abc import Callable

NEW_LINE = "\u2028"  # where a tag ends a line and the file does not, so that the lines of the file keep their numbers

# Tags that mark words inside a line. A text with others is a document in markup.
OF_WORDS = r"b|strong|i|em|u|s|small|big|sub|sup|mark|span|font|a|abbr|cite|q|code|tt|ruby|rt"
# What stands in brackets may as well be a name or an aside (“<Mark Sample>”, “<a phone rings>”): a tag has attributes
# or nothing behind its name.
ATTRIBUTES = r"""(?:\s+[\w:-]+\s*=\s*(?:"[^"<>\n]*"|'[^'<>\n]*'|[^\s"'<>]+)){0,20}\s*/?"""
TAG = re.compile(
    rf"<(?:/?(?P<name>{OF_WORDS}){ATTRIBUTES}|br{ATTRIBUTES}"
    r"|/?c(?:\.[\w.-]+)?|/?lang(?: [\w-]+)?|/?v\b[^<>\n]{0,300})>",
    re.IGNORECASE,
)
CLOSING = re.compile(rf"</({OF_WORDS})\s*>", re.IGNORECASE)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
AROUND = re.compile(r"(\s*)<(?P<name>[^\W\d_][\w:.-]{0,40})(?:\s[^<>]*)?>(?P<text>.*)</(?P=name)\s*>\s*", re.DOTALL)
VOICE = re.compile(r"<v(?:\.\w+)?\s", re.IGNORECASE)  # it names who speaks
EMPHASISED = re.compile(
    rf"<(?P<tag>b|strong|i|em){ATTRIBUTES}>(?P<before>\s{{0,20}})(?P<words>[^<>\s](?:[^<>]{{0,500}}?[^<>\s])?)"
    r"(?P<after>\s{0,20})</(?P=tag)\s*>",
    re.IGNORECASE,
)
ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[\da-fA-F]{1,6});")
ESCAPED = re.compile(r"\\([-*_#.>\[\]()!+`~|])")


def without_tags(text: str) -> str:
    """Return a text without tags and entities of HTML, with its bold and slanted words in the marks of Markdown.

    It has the lines of the file: ``NEW_LINE`` stands where a tag ends a line inside one.
    """
    if "<" in text:
        if around := text_within(text):
            text = "\n" * text[: around.start("text")].count("\n") + around["text"]
        text = EMPHASISED.sub(_emphasised, text)
        closed = {name.lower() for name in CLOSING.findall(text)}
        text = TAG.sub(_in_lines(lambda match: _in_markdown(match, closed)), text)
    return ENTITY.sub(_in_lines(lambda match: html.unescape(match[0])), text) if "&" in text else text


def text_within(text: str) -> re.Match[str] | None:
    """Return a text that stands between a tag of its own and its end, such as <draft>, without other tags of markup."""
    around = AROUND.fullmatch(text)
    return around if around and marks_words(around["text"]) else None


def _in_lines(replaced: Callable[[re.Match[str]], str]) -> Callable[[re.Match[str]], str]:
    """Return the function with the lines of what it takes out, and none of its own."""

    def in_lines(match: re.Match[str]) -> str:
        return replaced(match).replace("\n", NEW_LINE) + "\n" * match[0].count("\n")

    return in_lines


def _emphasised(match: re.Match[str]) -> str:
    mark = "**" if match["tag"].lower() in ("b", "strong") else "*"
    return f"{match['before']}{mark}{match['words']}{mark}{match['after']}"


def _in_markdown(match: re.Match[str], closed: set[str]) -> str:
    """Return what stands for a tag. One that nothing closes, like "<Mark>" before what Mark says, stays."""
    tag, follows = match[0], match.string[match.end() : match.end() + 1]
    if match["name"] and "=" not in tag and match["name"].lower() not in closed:
        return tag
    if VOICE.match(tag):
        return f"{tag}{' ' if follows.strip() else ''}"
    ends_line = follows in ("\n", "")
    return "\n" if tag[:3].lower() == "<br" and not ends_line else ""


def marks_words(text: str) -> bool:
    """Return whether all tags of a text, but comments, mark words inside its lines."""
    end = text.rfind("-->") + len("-->")
    return "<" not in TAG.sub("", COMMENT.sub("", text[:end]) + text[end:])
