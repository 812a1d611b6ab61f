"""What looks like the label of a speaker, and what does not."""

import pytest

from archive.ingest.text.label_words import is_like_a_name, plausible, stands_alone, starts_with_title


@pytest.mark.parametrize(
    ("label", "is_name", "why"),
    [
        ("Jo Sample", True, "two words"),
        ("Jo B. Sample Smith", True, "four words"),
        ("Jo Sample (Sample East) (Party)", True, "a place and a party count for nothing"),
        ("Jo", False, "one word"),
        ("Jo A. B. C. Sample", False, "five words"),
        ("Jo Sample 2", False, "a number"),
        ("議員 陳", False, "no capitals in its script"),
        ("Road Works", False, "the topic is the first word"),
        ("Sample Report.", False, "the topic is before a full stop"),
    ],
)
def test_a_person_s_name_has_two_to_four_words_and_neither_number_nor_topic(label: str, is_name: bool, why: str):
    assert is_like_a_name(label) is is_name, why


@pytest.mark.parametrize(
    ("label", "is_plausible", "why"),
    [
        ("7 Sample", False, "a number first"),
        ("“Jo Sample”", True, "quotation marks around it"),
        ("Jo; Sample", False, "a sign that no name has"),
        ("Jo Sample.", False, "a word that is no abbreviation before the full stop"),
        ("J. C. Sample Jr.", True, "abbreviations"),
        ("Sample anne", False, "a word without a capital"),
        ("Sample d'Anne", True, "a particle before an apostrophe"),
        ("Sample l’Anne", True, "the same, curly"),
        ("de Sample", True, "a particle with which a name may begin"),
        ("of Sample", False, "one with which no name begins"),
        ("Sample al-anne", True, "a particle before a hyphen"),
        ("Mr.", False, "only a form of address"),
        ("The Hon.", False, "the same with an article"),
        ("Guests Attending", False, "the last word announces a list"),
        ("Board Comments", False, "a section of a document"),
        ("Motion Sample", False, "the first word introduces something"),
        ("Staff", False, "a word that alone announces who was there"),
        ("Staff Sample", True, "the same word before a name"),
        ("Unknown", True, "nobody, by the usual word"),
        ("Speaker 1", True, "nobody, by number"),
        ("Road works (Mr. Sample)", False, "a person in brackets, but no office before"),
        (f"The Minister for {'Roads and ' * 12}Works (Mr. Sample)", True, "a long office with its holder"),
        ("The Minister spoke? Roads (Mr. Sample)", False, "a sentence ends inside"),
        ("The Hon. Minister (Mr. Sample)", True, "no sentence ends at an abbreviation"),
        ("主席", True, "an office in Chinese"),
        ("主席，請", False, "a comma in Chinese"),
        ("出席者", False, "it announces a list in Chinese"),
    ],
)
def test_a_label_is_plausible_by_its_length_its_capitals_and_what_it_announces(
    label: str, is_plausible: bool, why: str
):
    assert plausible(label) is is_plausible, why


@pytest.mark.parametrize(
    ("label", "alone", "why"),
    [
        ("Jo Sample", True, "a name"),
        ("Jo Sample.", False, "a sentence ends"),
        ("Jo Sample,", False, "a clause ends"),
        ("Jo Sample?", False, "a question ends"),
        ("jo Sample", False, "no capital"),
        ("Motions", False, "it introduces something"),
        ("Note: Sample", False, "the same before a colon"),
        ("Staff", True, "a word that both introduces and names"),
        ("17", False, "no letter"),
        ("", False, "no word"),
    ],
)
def test_a_paragraph_that_is_only_a_speaker_is_short_and_ends_no_sentence(label: str, alone: bool, why: str):
    assert stands_alone(label.strip()) is alone, why


@pytest.mark.parametrize(
    ("label", "has_title", "why"),
    [
        ("Mr. Sample", True, "a form of address"),
        ("The Minister for Roads", True, "an office after an article"),
        ("Several Members", True, "an office after a number"),
        ("The Second Deputy", True, "an order before an office"),
        ("The Second Sample", False, "an order without one"),
        ("Acting", False, "an order alone"),
        ("the", False, "an article alone"),
        ("Sample Mayor", False, "a title that comes later"),
        ("M. Sample", True, "a French form of address"),
        ("M. le président", True, "the same before an office"),
        ("M. J. Sample", False, "initials"),
        ("陳議員", True, "an office at the end in Chinese"),
        ("陳議員（民主）", True, "the same before a party"),
        ("議員陳述", False, "an office that is not at the end"),
        ("", False, "nothing"),
    ],
)
def test_a_title_begins_a_label_and_in_chinese_ends_it(label: str, has_title: bool, why: str):
    assert starts_with_title(label) is has_title, why
