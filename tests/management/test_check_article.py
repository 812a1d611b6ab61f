"""manage.py check_article, over a real index."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.record import make_speaker, make_statement

pytestmark = pytest.mark.django_db
WORDS = "If we become aware of a student's immigration status, we will not share that information."


@pytest.fixture
def article(tmp_path: Path, django_capture_on_commit_callbacks: Callable) -> str:
    with django_capture_on_commit_callbacks(execute=True):
        make_statement(WORDS, speaker=make_speaker("Darienne Driver"))
        make_statement("We read the minutes.", speaker=make_speaker("Vital Anne"))
    path = tmp_path / "article.txt"
    path.write_text(f"“{WORDS}” said Vital Anne. She called it “a win.”")
    return str(path)


def check_article(*words: str) -> str:
    out = StringIO()
    call_command("check_article", *words, stdout=out)
    return out.getvalue()


def test_the_summary_is_printed_first_and_then_each_quotation(article: str) -> None:
    answer = check_article(article)
    assert answer.startswith("1 quotation: 1 word for word. Beside 1 stands another name.")
    assert "Warning: Your text names Vital Anne beside these words; on record they are Darienne Driver" in answer
    assert "“a win.” Only one to three words in quotation marks" in answer


def test_scripts_get_json(article: str) -> None:
    assert json.loads(check_article(article, "--json"))["naming_another"] == 1
    assert check_article(article, "--csv").splitlines()[1].startswith("1,")


def test_a_missing_file_is_reported_with_a_message() -> None:
    with pytest.raises(CommandError, match="No such file"):
        call_command("check_article", "/nowhere/article.txt")
