"""The page that offers the whole record for download, and the examples on it."""

import html
import json
import re
import shutil
import subprocess
import sys

import pytest
from django.test import Client
from django.utils.translation import override

from archive.exports.bulk import publish
from tests.record import make_speaker, make_statement

pytestmark = pytest.mark.django_db
EXAMPLE = re.compile(r'<pre data-example="(\w+)">(.*?)</pre>', re.DOTALL)


def examples(client: Client) -> dict[str, str]:
    page = client.get("/data/").content.decode()
    return {name: html.unescape(code) for name, code in EXAMPLE.findall(page)}


def test_an_archive_without_export_files_says_so(client: Client):
    assert "have not been created" in client.get("/data/").content.decode()
    assert client.get("/data/files/statements.csv").status_code == 404


@pytest.mark.slow
def test_every_file_on_the_page_is_served(client: Client):
    make_statement()
    publish()
    page = client.get("/data/").content.decode()
    names = re.findall(r'href="(/data/files/[^"]+)"', page)
    assert len(set(names)) > 40
    for name in names:
        response = client.get(name)
        assert response.status_code == 200, name
        assert int(response.headers["Content-Length"]) == len(b"".join(response)), name


def test_readers_and_programs_are_told_the_same_about_each_table_in_their_languages(client: Client):
    with override("es"):
        folder = publish().path
    package, catalogue = (json.loads((folder / name).read_text()) for name in ("datapackage.json", "dataset.jsonld"))
    told = {(one["path"], one["description"], one["hash"]) for one in package["resources"]}
    assert told == {(one["name"], one["description"], f"sha256:{one['sha256']}") for one in catalogue["distribution"]}
    page, en_castellano = (html.unescape(client.get(path).content.decode()) for path in ("/data/", "/es/data/"))
    for description in {description for _, description, _ in told}:
        assert description in page
        assert description not in en_castellano


def test_files_of_an_earlier_version_that_are_retired_are_not_listed(client: Client):
    folder = publish().path
    manifest = json.loads((folder / "datapackage.json").read_text())
    manifest["resources"].append({"path": "ocd_people.jsonl.gz", "rows": 1, "bytes": 1, "hash": "sha256:0"})
    (folder / "datapackage.json").write_text(json.dumps(manifest))
    page = client.get("/data/").content.decode()
    assert "speakers.jsonl.gz" in page
    assert "ocd_people" not in page


def test_a_file_that_is_replaced_in_this_moment_is_not_here(client: Client):
    make_statement()
    folder = publish().path
    client.get("/data/files/statements.csv").close()
    shutil.rmtree(folder)
    assert client.get("/data/files/statements.csv").status_code == 404


def test_no_other_file_is_served(client: Client):
    make_statement()
    publish()
    for name in ("../published.json", "published.json", "..%2fpublished.json", "statements.csv/", "%2e%2e"):
        assert client.get(f"/data/files/{name}").status_code == 404, name


@pytest.mark.slow
@pytest.mark.parametrize("tool", ["pandas", "duckdb"])
def test_the_examples_run(client: Client, tool: str):
    pytest.importorskip(tool)
    make_statement("We will open the library.", speaker=make_speaker("Ann Sample"))
    folder = publish().path
    code = examples(client)[tool].replace("http://testserver/data/files", str(folder))
    if tool == "duckdb":
        code = f"import duckdb\nprint(duckdb.sql({code.rstrip(';')!r}).fetchall())"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    assert "Ann Sample" in run.stdout
