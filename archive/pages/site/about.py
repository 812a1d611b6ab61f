"""The page about the archive: its method, its terms, how to cite, whom to contact."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from archive.log import verifier_key
from archive.machine.web.cost import Cost, costs
from archive.models import Statement, current_site
from archive.search import Facet, SearchRequest, SearchUnavailable, search
from archive.upkeep.runs import FIXITY, last_check, last_run
from boardmeetings import VERSION


@require_safe
@costs(Cost.CHEAP)
def about(request: HttpRequest) -> HttpResponse:
    """Show how the archive works and what its terms mean."""
    context = {
        "own_words": as_html(current_site().about),
        "text_statuses": numbers_by_source(),
        "version": VERSION,
        "log_key": verifier_key(),
        "checked": last_check(),
    }
    response = render(request, "pages/site/about.html", context)
    if last_run(FIXITY):
        # The next check changes the page, but not the record that its ETag would name.
        response.headers["Cache-Control"] = "public, no-cache"
    return response


def numbers_by_source() -> list[tuple[str, int | None]]:
    """Return each text status with its number of statements, which is None if the index cannot be read.

    The last is how many have none on record, if any.
    """
    try:
        results = search(SearchRequest(page_size=1, with_facets=True))
    except SearchUnavailable:
        return [(status, None) for status in Statement.TextStatus]
    numbers = {choice.value: choice.count for choice in results.facets[Facet.TEXT_STATUS]}
    told = {str(status): numbers.get(status, 0) for status in Statement.TextStatus}
    unsaid = results.total - sum(told.values())
    return [*told.items(), *([("", unsaid)] if unsaid > 0 else [])]


# HTML in it stays text. Links may only be web addresses, email addresses and paths of this site; the parser refuses
# others.
PARSER = MarkdownIt("commonmark", {"html": False}).disable(["image", "html_inline", "html_block"])
ELEMENTS = {
    "paragraph": "p",
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    "blockquote": "blockquote",
    "em": "em",
    "strong": "strong",
}
LITERAL = {"fence": "pre", "code_block": "pre", "code_inline": "code"}
EMPTY = {"hr": SafeString("<hr>"), "hardbreak": SafeString("<br>"), "softbreak": SafeString("\n")}
# The page has a heading of its own.
HEADINGS = {"h1": "h2", "h2": "h2"}
DEEPEST = 50
LINKS = ("http://", "https://", "mailto:", "/", "#")


def as_html(text: str) -> SafeString:
    """Return the text as HTML: headings, paragraphs, lists, quotations, emphasis, code and links; all else is text.

    A text that nobody would write for readers, such as thousands of stars in a row, is shown as typed.
    """
    tokens = PARSER.parse(text)
    if any(part.level > DEEPEST for token in tokens for part in (token, *(token.children or ()))):
        return format_html("<p>{}</p>", text)
    return _inside(SyntaxTreeNode(tokens))


def _inside(node: SyntaxTreeNode) -> SafeString:
    return format_html_join("", "{}", ((_element(child),) for child in node.children))


def _element(node: SyntaxTreeNode) -> SafeString:
    """Return one element, whose name comes only from this module."""
    if node.type in ELEMENTS:
        # The items of a list without blank lines have no paragraphs in them.
        return _inside(node) if node.hidden else _wrapped(ELEMENTS[node.type], _inside(node))
    if node.type == "heading":
        return _wrapped(HEADINGS.get(node.tag, "h3"), _inside(node))
    if node.type == "link":
        href = str(node.attrs.get("href", ""))
        return format_html('<a href="{}">{}</a>', href, _inside(node)) if href.startswith(LINKS) else _inside(node)
    if node.type in LITERAL:
        return _wrapped(LITERAL[node.type], node.content)
    if node.type in EMPTY:
        return EMPTY[node.type]
    return _inside(node) if node.children else format_html("{}", node.content)


def _wrapped(name: str, inside: str) -> SafeString:
    return format_html("<{}>{}</{}>", name, inside, name)
