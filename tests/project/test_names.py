"""One name, one thing: a class has a name of its own, or a reason to share it."""

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Names that more than one class may have, and why. A name that starts with an underscore stays in its module.
SHARED = {
    "Command": "Django finds a command by this name",
    "DatabaseWrapper": "Django finds a database backend by this name",
    "PartialDateField": "the field of a model, and the one that the API shows it with",
    "CitingLinkForm": "the same form, for staff and for readers",
    "SplitForm": "each page of the desk has its form",
    "Near": "a node of the grammar, and the query that it becomes",
    "Not": "a node of the grammar, and the query that it becomes",
    "Fuzzy": "a node of the grammar, and the query that it becomes",
    "Prefix": "a node of the grammar, and the query that it becomes",
    "Ranking": "the same part of each search engine",
    "Translation": "from the grammar to a query, and from the query to an engine's",
    "Vocabulary": "the same part of each search engine",
    "Asked": "what a request asks of its page; nothing outside the page uses it",
    "Entry": "a row as its page or feed shows it",
    "Format": "of a citation; of a file to import",
    "Gap": "in a quotation; in a search. A gap of the record has no class",
    "Highlight": "the words of a search to mark; a motion that the page of a meeting picks out",
    "Line": "of text, in a file; in a picture",
    "Match": "what was found for a label; for the words of a search",
    "Names": "columns of names, each inside its module",
    "Outcome": "what came of one piece of work: a check, an import, a removal",
    "Paragraph": "of a Word document; of a page",
    "Part": "of a meeting, a recording, a question: each inside its room",
    "Passage": "of a text, for the room that found it",
    "Piece": "of a text that is cut up, inside the room that cuts it",
    "Place": "where something stands in a text, inside the room that looks for it",
    "Problem": "of a file to import; of a request to the API, where RFC 9457 gives the name",
    "Reading": "one way to understand something: a file; a search",
    "Role": "of staff; of a word in a claim",
    "Segment": "of an index, as Whoosh calls it; of a text that is marked",
    "Span": "from one place to another: in a quotation; in a text",
    "Stretch": "of a text; of a timeline",
    "Surroundings": "of a passage; of a line that is imported",
    "Table": "of an export; of a Word document",
    "Term": "of a query; of an office",
    "Text": "as the room needs it: with its words, keys or postings",
    "Turn": "of a transcript, which ingest reads; of the meaning of a sentence",
    "Word": "of a text, with its place; in a passage that is scored",
}


def classes() -> dict[str, list[str]]:
    """Return the modules that define a class of each name, at their top."""
    found: dict[str, list[str]] = defaultdict(list)
    for package in ("archive", "boardmeetings"):
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" in path.parts:
                continue
            for node in ast.parse(path.read_text()).body:
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    found[node.name].append(str(path.relative_to(ROOT)))
    return found


def test_a_name_is_shared_only_for_a_reason():
    shared = {name: modules for name, modules in classes().items() if len(modules) > 1}
    assert {name: modules for name, modules in shared.items() if name not in SHARED} == {}
    assert [name for name in SHARED if name not in shared] == []
