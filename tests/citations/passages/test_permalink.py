"""Links that always mark the same passage."""

import pytest

from archive.citations.passages.permalink import quote_path
from archive.citations.passages.quote_range import QuoteRange
from tests.record import make_statement


@pytest.mark.django_db
def test_a_quote_link_names_revision_range_and_words() -> None:
    statement = make_statement("We will open the library on Saturdays.")
    assert quote_path(statement.current_revision, QuoteRange(3, 12)) == (
        f"/statements/{statement.number}/r/1/?quote=3-12#:~:text=We-,will%20open,-the%20library%20on"
    )
