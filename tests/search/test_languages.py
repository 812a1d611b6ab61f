"""One archive with several languages: the words of each board are found in the forms of its own language."""

import pytest

from archive.search.engines.whoosh import WhooshBackend
from tests.search.documents import make_document
from tests.search.indexes import build, numbers

STATEMENTS = {
    "en": "The schools and their children; buses were late.",
    "es-MX": "Las escuelas públicas y la educación de los niños.",
    "fr": "Les écoles publiques de l'arrondissement, décidées par le conseil.",
    "de": "Die Schulen der Städte werden geöffnet.",
    "ru": "Школы города открыты для детей.",
    "ar": "المدرسة مفتوحة للطلاب",
    "pl": "Dzień otwarty szkoły.",
    "ja": "市教育委員会は学校を開放する。",
    "ko": "교육위원회는 학교를 연다.",
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    backend = WhooshBackend(str(tmp_path_factory.mktemp("index")))
    documents = {
        make_document(language=language, text=text).number: (language, text) for language, text in STATEMENTS.items()
    }
    build(
        backend,
        *(make_document(number=number, language=language, text=text) for number, (language, text) in documents.items()),
    )
    return backend, {number: language for number, (language, _) in documents.items()}


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("school child bus", {"en"}),
        ("escuela educacion nino", {"es-MX"}),
        ("EDUCACIÓN", {"es-MX"}),
        ("ecole arrondissement", {"fr"}),
        ("“l’arrondissement”", {"fr"}),
        ("schule stadt", {"de"}),
        ("школа", {"ru"}),
        ("школами", {"ru"}),
        ("مدرسة", {"ar"}),
        ("dzien", {"pl"}),
        ("教育委員会", {"ja"}),
        ("教育 学校", {"ja"}),
        ("育教", set()),
        ("교육위원회", {"ko"}),
        ("escuelas OR schools", {"es-MX", "en"}),
        ("escuel*", {"es-MX"}),
        ("escualas~", {"es-MX"}),
        ('"escuela"', set()),
        ("escuela NEAR pública", {"es-MX"}),
    ],
)
def test_words_are_found_in_the_language_of_each_board(archive, text, languages):
    backend, language_of = archive
    assert {language_of[number] for number in numbers(backend, text)} == languages
