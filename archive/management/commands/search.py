"""``manage.py search QUERY``: search the archive as its readers do, for operators and scripts."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from time import perf_counter
from typing import Any

from django.core.management.base import CommandError

from archive.management.base import UNWRITABLE, SiteCommand
from archive.search import (
    FoundStatement,
    SearchRequest,
    SearchResults,
    SearchUnavailable,
    SnippetPassage,
    Sort,
    did_you_mean,
    facet_choices,
    found_statements,
    nothing_found,
    search,
)
from archive.search.question.grammar.nodes import any_of
from archive.search.question.weights import WEIGHTS

PAGE_SIZE = 10
MOST_VALUES = 10


class Command(SiteCommand):
    """Prints what a search finds, as text or as JSON."""

    bears = UNWRITABLE
    help = "Search the public statements in the language of the search page (docs/search.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the query, and what to print of the result."""
        parser.add_argument("query", help="what a reader would type; quote it for the shell")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--facets", action="store_true", help="count the whole result by board, speaker, year ...")
        parser.add_argument("--explain", action="store_true", help="show how the query was read, and the time it took")
        parser.add_argument("--sort", choices=list(Sort), default=Sort.RELEVANCE.value)
        parser.add_argument("--page", type=int, default=1, metavar="N")
        parser.add_argument("--page-size", type=int, default=PAGE_SIZE, metavar="N")

    def handle(self, *_args: Any, query: str, **options: Any) -> None:
        """Search, fetch and print; exit with 1 if the index cannot be read."""
        if options["page"] < 1 or options["page_size"] < 1:
            raise CommandError("Pages and their sizes count from 1.")
        request = SearchRequest(
            text=query,
            sort=Sort(options["sort"]),
            page=options["page"],
            page_size=options["page_size"],
            with_facets=options["facets"],
        )
        started = perf_counter()
        try:
            results = search(request)
            searched = perf_counter()
            report = described(results)
        except SearchUnavailable as unavailable:
            raise CommandError(f"{unavailable} Run manage.py rebuild_index.") from unavailable
        if options["explain"]:
            report["explanation"] = explained(results) | {
                "search_milliseconds": round(1000 * (searched - started), 2),
                "fetch_milliseconds": round(1000 * (perf_counter() - searched), 2),
            }
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(lines(report)))


def described(results: SearchResults) -> dict[str, Any]:
    """Return the result as plain JSON values."""
    report: dict[str, Any] = {
        "query": results.request.text,
        "reading": results.reading,
        "ignored": results.ignored,
        "total": results.total,
        "page": results.request.page,
        "pages": results.pages,
        "hits": [
            _hit(shown, hit.score)
            for shown in found_statements(results)
            for hit in results.hits
            if hit.number == shown.statement.number
        ],
    }
    if correction := did_you_mean(results):
        report["did_you_mean"] = {"query": correction.text, "total": correction.total}
    if not results.total or results.correction:
        nothing = nothing_found(results)
        report["nothing_found"] = {
            "scope": nothing.scope,
            "reasons": nothing.reasons,
            "nearest": [{"query": near.text, "how": near.sentence, "total": near.total} for near in nothing.nearest],
        }
    if results.request.with_facets:
        report["facets"] = {
            facet.value: [{"value": choice.value, "name": choice.name, "count": choice.count} for choice in choices]
            for facet, choices in facet_choices(results).items()
        }
    return report


def explained(results: SearchResults) -> dict[str, Any]:
    """Return what the engine was asked, in parts, and the weights that ranked the answer."""
    question = results.answered.question if results.answered else None
    return {
        "tree": str(question.tree or "") if question else "",
        "parts": [f"{part.typed}: {any_of([part.node, *part.also])}" for part in question.parts] if question else [],
        "conditions": [str(node) for node in question.conditions] if question else [],
        "preferred": [str(node) for node in question.preferred] if question else [],
        "weights": asdict(WEIGHTS),
    }


def lines(report: dict[str, Any]) -> list[str]:
    """Return the report as lines for a terminal, with marked words in brackets."""
    said = [report["reading"]] if report["reading"] else []
    said += [*report["ignored"], f"Found {report['total']:,}, page {report['page']} of {report['pages']:,}."]
    if correction := report.get("did_you_mean"):
        said.append(f"Did you mean: {correction['query']} ({correction['total']:,})")
    if nothing := report.get("nothing_found"):
        said += [nothing["scope"], *nothing["reasons"]]
        said += [f"{near['how']}: {near['query']} ({near['total']:,})" for near in nothing["nearest"]]
    for hit in report["hits"]:
        said += ["", f"{hit['number']}  {hit['date']}  {hit['speaker'] or 'unknown'}, {hit['board']}  ({hit['score']})"]
        said += [f"    {text}" for text in (hit["title"], *hit["passages"])]
    for facet, values in report.get("facets", {}).items():
        said += ["", f"By {facet.replace('_', ' ')}:"]
        said += [f"    {value['count']:>8,}  {value['name']}" for value in values[:MOST_VALUES]]
    if explanation := report.get("explanation"):
        said += ["", *(f"{name.replace('_', ' ')}: {value}" for name, value in explanation.items())]
    return said


def _hit(hit: FoundStatement, score: float) -> dict[str, Any]:
    statement = hit.statement
    return {
        "number": statement.number,
        "score": round(score, 3),
        "title": statement.title,
        "date": statement.date.isoformat(),
        "speaker": statement.speaker.name if statement.speaker else statement.attribution,
        "board": statement.board.name,
        "url": statement.get_absolute_url(),
        "passages": [_marked(passage) for passage in hit.passages],
    }


def _marked(passage: SnippetPassage) -> str:
    text = "".join(f"[{segment.text}]" if segment.marked else segment.text for segment in passage.segments)
    return f"{'… ' if passage.cut_before else ''}{' '.join(text.split())}{' …' if passage.cut_after else ''}"
