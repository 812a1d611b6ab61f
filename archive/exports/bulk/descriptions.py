"""The descriptions of the files: a Frictionless data package, which is also the manifest, and a catalogue entry.

- Data Package 2 (https://datapackage.org): a resource for each file, with rows, bytes, hash and the types of columns.
- schema.org ``Dataset`` and DCAT 3 ``Dataset`` in one JSON-LD document, for catalogues and search engines, made of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from archive.exports.addresses import permanent_url
from archive.exports.bulk.record import RecordTable

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
NAME = "record"
TITLE = "The public record"
ABOUT = "What boards said, word for word: statements, speakers, meetings, sources and corrections."
MEDIA_TYPES = {
    ".csv": "text/csv",
    ".gz": "application/jsonl",
    ".parquet": "application/vnd.apache.parquet",
    ".sqlite3": "application/vnd.sqlite3",
}
BINARY = ("parquet", "sqlite3")


@dataclass(frozen=True)
class WrittenFile:
    """A written file: its table, its numbers of rows and bytes, and its SHA-256."""

    name: str
    about: str
    rows: int
    bytes: int
    sha256: str
    table: RecordTable | None = None


def data_package(files: Sequence[WrittenFile]) -> dict[str, Any]:
    """Return the data package of the files."""
    return {
        "$schema": PROFILE,
        "name": NAME,
        "title": TITLE,
        "description": ABOUT,
        "homepage": settings.SITE_URL,
        "resources": [_resource(file) for file in files],
    }


def _resource(file: WrittenFile) -> dict[str, Any]:
    stem, _, ending = file.name.partition(".")
    described: dict[str, Any] = {
        "name": f"{stem.replace('_', '-')}-{ending.partition('.')[0]}",
        "path": file.name,
        "description": file.about,
        "mediatype": MEDIA_TYPES[f".{file.name.rpartition('.')[2]}"],
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
    }
    if ending in BINARY:
        # Their rows and columns are told inside. Frictionless would compare them in its own way, and fail.
        return described | {"type": "file"}
    described |= {"rows": file.rows, "encoding": "utf-8"}
    if file.name.endswith(".gz"):
        described["compression"] = "gz"
        if not file.rows:
            # Frictionless cannot read JSON Lines without a line as a table.
            described["type"] = "file"
    if file.table:
        described["format"] = ending.partition(".")[0]
        described["schema"] = {
            "fields": [{"name": name, "type": kind} for name, kind in file.table.columns.items()],
            "primaryKey": [file.table.key],
        }
    return described


def dataset(package: dict[str, Any]) -> dict[str, Any]:
    """Return a data package as one dataset, in the terms of schema.org and of DCAT."""
    page = permanent_url("/data/")
    return {
        "@context": {
            "@vocab": "https://schema.org/",
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "dct:title": {"@language": "en"},
        },
        "@id": page,
        "@type": ["Dataset", "dcat:Dataset"],
        "name": package["title"],
        "dct:title": package["title"],
        "description": package["description"],
        "url": page,
        "isAccessibleForFree": True,
        "distribution": [_distribution(resource) for resource in package["resources"]],
    }


def _distribution(resource: dict[str, Any]) -> dict[str, Any]:
    address = permanent_url(f"/data/files/{resource['path']}")
    return {
        "@type": ["DataDownload", "dcat:Distribution"],
        "name": resource["path"],
        "description": resource["description"],
        "contentUrl": address,
        "dcat:downloadURL": {"@id": address},
        "encodingFormat": resource["mediatype"],
        "contentSize": str(resource["bytes"]),
        "sha256": resource["hash"].removeprefix("sha256:"),
    }
