"""Names find people as readers type them, whatever the names are."""

import random
from collections.abc import Iterator
from string import ascii_lowercase

import pytest
from django.test import Client

from archive.language.people import is_given_name
from archive.search import SearchRequest, did_you_mean, found_statements, nothing_found, search
from archive.search.answer import spelling
from archive.search.answer.dictionary import is_right
from archive.search.engines.rebuild import rebuild
from archive.search.names import names_kept
from tests.record import make_speaker, make_statement, make_statements

pytestmark = pytest.mark.django_db


def invented(seed: int) -> Iterator[str]:
    """Yield words of eight letters that no list of words or first names has."""
    made = random.Random(seed)
    while True:
        word = "".join(made.choice("bdfglmnprstvz" if at % 2 else "aeiou") for at in range(4))
        if not is_right(word) and not is_given_name(word):
            yield word


def slip(word: str, seed: int) -> str:
    """Return the word with one wrong, missing or further letter inside."""
    made = random.Random(seed)
    at = made.randint(2, len(word) - 2)
    letter = made.choice([letter for letter in ascii_lowercase if letter not in word])
    return word[:at] + made.choice(["", letter, letter + word[at]]) + word[at + 1 :]


def speakers_found(text: str) -> set[str]:
    """Return the names of those whose statements have all that a search asks for."""
    hits = found_statements(search(SearchRequest(text=text)))
    return {hit.statement.speaker.name for hit in hits if hit.statement.speaker and not hit.missing}


@pytest.mark.parametrize("seed", range(3))
def test_a_first_name_finds_whom_the_record_calls_by_title_and_family_name(client: Client, seed: int):
    names = invented(seed)
    given, family, other, word = (next(names) for _ in range(4))
    chair = make_speaker(f"Chairman {family.title()}")
    make_statements([f"We open number {number}." for number in range(3)], speaker=chair)
    make_statement("I object.", speaker=make_speaker(f"{other.title()} {word.title()}"))
    rebuild()
    for typed in (f"{given} {family}", f"Chairman {family}", family):
        assert speakers_found(typed.title()) == {chair.name}
        assert chair.get_absolute_url() in client.get("/search/", {"q": typed.title()}).text
    # Somebody who has a first name in the record is not somebody else of the same family.
    assert speakers_found(f"{given} {word}".title()) == set()
    make_statement("I am another.", speaker=make_speaker(f"{given.title()} {family.title()}"))
    rebuild()
    assert speakers_found(f"{given} {family}".title()) == {f"{given.title()} {family.title()}"}


@pytest.mark.parametrize("seed", range(3))
def test_a_slip_of_the_record_does_not_win_against_the_name(monkeypatch: pytest.MonkeyPatch, client: Client, seed: int):
    monkeypatch.setattr(spelling, "MORE_THAN_A_NAME", 25)
    name = next(invented(seed))
    wrong = slip(name, seed)
    one, other = make_speaker(f"Mr. {name.title()}"), make_speaker(f"Ms. {wrong.title()}")
    make_statements([f"{name.title()} again, number {number}." for number in range(26)], speaker=one)
    make_statement("Only once.", speaker=other)
    rebuild()
    assert search(SearchRequest(text=wrong)).correction.text == name
    page = client.get("/search/", {"q": wrong}).text
    assert one.get_absolute_url() in page
    assert other.name in client.get("/search/", {"q": wrong, "words": "typed"}).text
    # Somebody who said more is another person.
    make_statements(["Three more."] * 3, speaker=other)
    rebuild()
    names_kept.update_names()
    assert search(SearchRequest(text=wrong)).correction is None


@pytest.mark.parametrize("seed", range(3))
def test_who_is_only_mentioned_did_not_speak(client: Client, seed: int):
    names = invented(seed)
    name, like = next(names), next(names)
    make_statements([f"Mr. {name.title()} wrote to us."] * 3, speaker=make_speaker(f"Ms. {like.title()}"))
    rebuild()
    results = search(SearchRequest(text=f"speaker:{name.title()}"))
    nothing = nothing_found(results)
    assert nothing.reasons == [f"There are no statements said by “{name.title()}”."]
    assert [(near.sentence, near.text, near.total) for near in nothing.nearest] == [
        (f"Where others mention “{name.title()}”", name.title(), 3)
    ]
    assert f"q={name.title()}" in client.get("/search/", {"q": f"speaker:{name.title()}"}).text


@pytest.mark.parametrize("seed", range(4))
def test_a_wildcard_is_never_corrected(seed: int):
    made, names = random.Random(seed), invented(seed)
    right = [next(names) for _ in range(3)]
    make_statements([" ".join(right)] * 30)
    rebuild()
    wrong = [slip(word, seed) for word in right]
    at = made.randint(1, len(wrong[0]) - 1)
    for typed in (
        f"{wrong[0][:at]}*{wrong[0][at:]}",
        f"{wrong[0]}*",
        " ".join(f"{word}*" for word in wrong),
        f"({wrong[0][:3]}*{wrong[0]} OR {wrong[1][:at]}**{wrong[1][at:]})",
    ):
        results = search(SearchRequest(text=typed))
        assert (results.correction, did_you_mean(results)) == (None, None), typed
    assert search(SearchRequest(text=wrong[0])).correction.text == right[0]


@pytest.mark.parametrize("seed", range(4))
def test_a_correction_that_finds_nothing_is_not_made(seed: int):
    name = next(invented(seed))
    make_statements([f"We spoke of {name}."] * 30)
    rebuild()
    results = search(SearchRequest(text=f"speaker:{slip(name, seed)}"))
    assert (results.total, results.correction) == (0, None)


@pytest.mark.parametrize("seed", range(3))
def test_a_question_about_who_never_spoke_says_so(client: Client, seed: int):
    names = invented(seed)
    name, like = next(names), next(names)
    make_statements([f"Mr. {name.title()} wrote of a levy."] * 3, speaker=make_speaker(f"Ms. {like.title()}"))
    rebuild()
    sentence = f"No speaker here is called “{name}”, so we searched for the words."
    for typed in (f"levy said by {name}", f"said by {name} about the levy"):
        results = search(SearchRequest(text=typed))
        assert (results.total, list(results.ignored)) == (3, [sentence]), typed
        assert "so we searched for the words" in client.get("/search/", {"q": typed}).text
    assert not search(SearchRequest(text=f"levy said by {like}")).ignored
