"""Whether what somebody typed beside a quotation names the speaker."""

import pytest

from archive.citations.quote_checker.claim import claim_of
from archive.citations.quote_checker.naming import namesakes, said_by
from archive.models import Office, Speaker
from archive.search.names import names_kept
from tests.record import make_board, make_meeting, make_speaker, make_statement

YES, NO, UNKNOWN = True, False, None


@pytest.mark.parametrize(
    ("written", "names", "why"),
    [
        ("Sotomayor, J.", [["sotomayor"]], "a judge, not an initial"),
        ("Roberts, C.J., dissenting", [["roberts"]], "a chief judge"),
        ("Roberts, C. J.", [["roberts"]], "a chief judge, with a space"),
        ("Roberts and Kagan, JJ.", [["roberts"], ["kagan"]], "two judges"),
        ("John J. Sotomayor", [["john", "j", "sotomayor"]], "an initial without a comma"),
        ("Driver, D.", [["driver"]], "an initial is no name by itself"),
        ("Driver, Jo Sample", [["driver"], ["jo", "sample"]], "a comma separates names"),
        ("Driver (Sample)", [["driver"], ["sample"]], "so does a bracket"),
        ("Jo Sample-Driver", [["jo", "sample", "driver"]], "a hyphen does not"),
        ("Jo Driver, Jr., Sample", [["jo", "driver", "jr"], ["sample"]], "a suffix belongs to the name before it"),
        ("Driver, 54, said", [["driver", "54"]], "so does an age"),
        ("Driver 54 said", [["driver"]], "a number without a comma is none"),
        ("Driver, 9, said", [["driver"]], "nor is a small one"),
        ("Lena van der Berg", [["lena", "van", "der", "berg"]], "particles inside a name"),
        ("Maria de la Cruz", [["maria", "de", "la", "cruz"]], "the same in Spanish"),
        ("Mr. van der Berg", [["van", "der", "berg"]], "particles after a form of address"),
        ("Juan y la Maria", [["juan"], ["maria"]], "two people"),
        ("la alcaldesa de los Angeles", [], "a place after an office"),
        ("van Berg", [["berg"]], "a small particle before a name alone"),
        ("Van Berg", [["van", "berg"]], "the same with a capital"),
        ("Mr. Park", [["park"]], "another word is a name after a form of address"),
        ("Mr. Reeve", [["reeve"]], "so is an office with which nobody is addressed"),
        ("Mr. Mayor", [], "an office with which people are addressed is not"),
        ("Mr. park", [], "nor is a word without a capital"),
        ("J. Smith", [["j", "smith"]], "an initial before a name"),
        ("I Smith", [["smith"]], "the pronoun"),
        ("I. Smith", [["i", "smith"]], "the initial"),
    ],
)
def test_names_are_words_in_a_row_with_their_initials_particles_and_suffixes(
    written: str, names: list[list[str]], why: str
):
    assert [[word.key for word in run] for run in claim_of(written).name_runs] == names, why


@pytest.mark.parametrize(
    ("written", "who"),
    [
        ("said Superintendent Jo Driver.", "Superintendent Jo Driver"),
        ("Jo Driver, the mayor, said", "Jo Driver"),
        ("Kim Read told Jo Driver", "Kim Read"),
        ("the mayor\nJo Driver", "the mayor"),
        ("according to a spokesman", "a spokesman"),
        ("he said", ""),
    ],
)
def test_the_first_name_or_office_is_shown_as_written(written: str, who: str):
    assert claim_of(written).who == who


@pytest.mark.parametrize(
    ("written", "speaking"),
    [
        ("Read told Driver", "read told"),
        ("Read said of Driver", "read said of"),
        ("a spokesman for Driver said", "a spokesman for said"),
        ("the mayor of Fairfax said", "the mayor of said"),
        ("to Driver, Read said", "to read said"),
        ("To Mayor Driver, Read said", "to read said"),
        ("Driver's chief of staff said", "chief of staff said"),
        ("the director of finance Smith", "the director of finance smith"),
    ],
)
def test_listeners_owners_and_places_are_not_the_speaker(written: str, speaking: str):
    assert " ".join(word.key for word in claim_of(written).speaking) == speaking


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("speaker", "claimed", "answer", "why"),
    [
        ("Sonia Sotomayor", "Sotomayor, J.", YES, "a judge, as lawyers write one"),
        ("John Roberts", "Roberts, C.J.", YES, "a chief judge, whose letters are no initials"),
        ("Jo Sample", "Sample, J.", YES, "the initial of the given name"),
        ("Jo Sample", "Sample, K.", NO, "another initial"),
        ("Jo Sample", "Sample, Jo", YES, "the family name first"),
        ("Jo Sample", "Sample Jo", UNKNOWN, "the same without a comma, or another name"),
        ("Jo Sample", "Sample Kim", NO, "another given name"),
        ("Jo Sample", "Sample, Kim", UNKNOWN, "another given name, or two people"),
        ("Jo Sample", "Sample J.", YES, "the initial after the family name without a comma"),
        ("Jo Sample", "Sample K.", NO, "another initial after it"),
        ("Jo Sample", "Levy Jo", NO, "another family name first"),
        ("Jo Sample", "Zabel Jo", NO, "the same later in the alphabet"),
        ("Jo Sample", "Jo", YES, "the given name alone"),
        ("Jo Sample", "J. Levy", NO, "another family name"),
        ("Jo Sample", "Jo Sample-Levy", NO, "a longer family name"),
        ("Sample", "Jo Sample", UNKNOWN, "the record knows no given name"),
        ("Jo Sample", "Jo K. Sample", YES, "a middle initial that the record lacks"),
        ("Jo L. Sample", "Jo K. Sample", NO, "another middle initial"),
        ("Jo Sample", "Ombudsfrau Jo Sample", UNKNOWN, "the whole name after a word that is no given name"),
        ("Jo Sample", "Maria Jo Sample", UNKNOWN, "another given name before it"),
        ("Jo Sample", "K. Jo Sample", UNKNOWN, "a first initial that the record lacks"),
        ("Jo Sample", "Jo Kim Sample", UNKNOWN, "a middle name that the record lacks"),
        ("Richard Sample", "Rich Sample", YES, "a short form that begins like it"),
        ("Richard Sample", "Ri Sample", UNKNOWN, "a beginning that is no usual short form"),
        ("Paula Sample", "Paul Sample", NO, "another name that begins like it"),
        ("Paul Sample", "Paula Sample", NO, "a longer one"),
        ("Richard Sample", "Dick Sample", YES, "a usual short form"),
        ("Dick Sample", "Richard Sample", YES, "the long form of a short one"),
        ("Dick Sample", "Rick Sample", UNKNOWN, "two short forms of one name"),
        ("Richard Sample", "Bob Sample", NO, "the short form of another name"),
        ("Dr. Dean", "Dean", YES, "a family name that is also an office"),
        ("Dr. Dean", "Mr. Dean", YES, "the same after a form of address"),
        ("Dr. Dean", "Sample", NO, "somebody else"),
        ("Jo Sessions", "Jo K. Sessions", YES, "a family name that is also another word"),
        ("Jo Sessions", "Jo K. Sessions, Jr.", YES, "the same with a suffix"),
        ("Jo Sessions", "Jo K. sessions", NO, "in small letters, it is the other word"),
        ("Jo Sessions", "Jo K. Court", NO, "another such word is not the family name"),
        ("Chair", "Sample", UNKNOWN, "an office is nobody's name"),
        ("Unidentified Sample", "Levy", UNKNOWN, "nobody is known"),
        ("SAMPLE of Texas", "Sample", YES, "a place after the name"),
        ("Sample, Jo (Place)", "Jo Sample", YES, "the family name first in the record"),
        ("Sample, Jr.", "Sample", YES, "a suffix after the comma"),
        ("Jo Sample", "Jo Sample and Kim Levy", UNKNOWN, "two people"),
        ("Jo Sample", "Jo Sample, Kim Levy", UNKNOWN, "two people with a comma"),
        ("Jo Sample", "anyone but Jo Sample", UNKNOWN, "it denies the speaker"),
        ("Jo Sample", "she", UNKNOWN, "a pronoun"),
        ("Jo Sample", "the mayor", UNKNOWN, "an office that nobody is known to have"),
        ("Jo Sample", "Jo Sample of Seattle", UNKNOWN, "another place"),
        ("Jo Sample", "Jo Sample of Milwaukee", YES, "the board's place"),
        ("Jo Sample", "the Milwaukee board", UNKNOWN, "only the board"),
        ("Jo Sample", "the Milwaukee superintendent", UNKNOWN, "only an office of the board"),
        ("Jo Sample", "a Milwaukee Superintendent", UNKNOWN, "the same with a capital"),
        ("Jo Sample", "Jo Sample, MPS", YES, "short for the board"),
        ("Jo Sample", "Jo Sample, XPS", UNKNOWN, "short for something else"),
        ("Jo Sample", "Jo Sample, MPSXXXX", UNKNOWN, "too long to be short for anything"),
        ("Maria de la Cruz", "Maria de la Cruz", YES, "particles"),
        ("Maria de la Cruz", "Maria de la Torre", NO, "the family name is another one"),
        ("jo sample", "Jo Sample", YES, "small letters in the record"),
        ("דנה לוי", "דנה לוי", YES, "letters without capitals"),
        ("דנה לוי", "רון לוי", NO, "another given name in them"),
        ("Lena van der Berg", "Kim van der Berg", NO, "the given name is another one"),
    ],
)
def test_a_claim_names_the_speaker_if_its_words_fit_the_speakers_name(
    speaker: str, claimed: str, answer: bool | None, why: str
):
    statement = make_statement(meeting=make_meeting(make_board("Milwaukee Board")), speaker=make_speaker(speaker))

    assert said_by(claim_of(claimed, is_typed=True), statement) is answer, why


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("label", "answer"),
    [
        ("The Chair", UNKNOWN),
        ("El Presidente", UNKNOWN),
        ("Madam Chair", UNKNOWN),
        ("Vice President", UNKNOWN),
        ("City Clerk", UNKNOWN),
        ("Board Member", UNKNOWN),
        ("The Court", UNKNOWN),
        ("Staff", UNKNOWN),
        ("Police Chief Levy", NO),
        ("The Rev. Levy", NO),
        ("Senator Sessions", NO),
        ("Sessions, Kim", NO),
    ],
)
def test_a_label_of_an_office_or_a_place_may_be_anybody(label: str, answer: bool | None):
    statement = make_statement(speaker=make_speaker(label))

    assert said_by(claim_of("Jo Sample", is_typed=True), statement) is answer


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("own", "others", "claimed", "answer", "why"),
    [
        ("Superintendent", "", "the superintendent", YES, "the speaker's own office"),
        ("Superintendent", "Superintendent", "the superintendent", YES, "an office of two people"),
        ("", "Superintendent", "the superintendent", NO, "another person's office"),
        ("Board Member", "Superintendent", "the superintendent", NO, "the same if the speaker had another one"),
        ("Board Member", "", "the superintendent", UNKNOWN, "an office that nobody is known to have had"),
        ("Vice President", "President", "the president", NO, "a vice president is not the president"),
        ("Acting President", "", "the president", YES, "an acting one is"),
        ("", "President", "the acting president", NO, "another is the president"),
        ("", "President", "Jo Sample, the president", YES, "a name counts before an office of several people"),
        ("Clerk", "Mayor", "Mayor Jo Sample", UNKNOWN, "the speaker had another office"),
        ("Clerk", "Mayor", "former Mayor Jo Sample", YES, "an office that may have been held earlier"),
    ],
)
def test_an_office_names_those_who_held_it_that_day_at_that_board(
    own: str, others: str, claimed: str, answer: bool | None, why: str
):
    board = make_board()
    first = make_statement(meeting=make_meeting(board), speaker=make_speaker("Kim Levy"))
    statement = make_statement(meeting=make_meeting(board), speaker=make_speaker("Jo Sample"))
    last = make_statement(meeting=make_meeting(board), speaker=make_speaker("Ann Levy"))
    for title, holders in ((own, [statement]), (others, [first, last])):
        for holder in holders if title else ():
            Office.objects.create(speaker=holder.speaker, title=title, board=board)

    assert said_by(claim_of(claimed), statement) is answer, why


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("label", "answer"), [("Superintendent", NO), ("Superintendent Levy", UNKNOWN), ("Kim Levy", UNKNOWN)]
)
def test_somebody_who_spoke_that_day_under_an_office_held_it(label: str, answer: bool | None):
    board = make_board()
    statement = make_statement(meeting=make_meeting(board), speaker=make_speaker("Jo Sample"))
    make_statement(meeting=make_meeting(board), speaker=make_speaker(label))

    assert said_by(claim_of("the superintendent"), statement) is answer


@pytest.mark.django_db
def test_offices_of_other_boards_and_times_do_not_count():
    meeting, speaker = make_meeting(date="2024-03-05"), make_speaker("Kim Levy")
    statement = make_statement(meeting=meeting, speaker=make_speaker("Jo Sample"))
    elsewhere = make_statement(speaker=speaker)
    make_statement(meeting=make_meeting(meeting.board, date="2019-03-05"), speaker=speaker)
    Office.objects.create(speaker=speaker, title="Superintendent", board=elsewhere.board)
    Office.objects.create(speaker=speaker, title="Superintendent", board=meeting.board, to_date="2020")

    assert said_by(claim_of("the superintendent"), statement) is None


@pytest.mark.django_db
def test_people_with_the_same_family_name_are_namesakes_and_others_are_not():
    statement = make_statement(speaker=make_speaker("Jo Sample"))
    for name in ("Kim Sample", "Ann Sample, Jr.", "Lee Sampleton", "Sample Levy"):
        make_statement(speaker=make_speaker(name))
    make_speaker("Unheard Sample")
    organisation = make_statement(speaker=make_speaker("Friends of Sample", kind=Speaker.Kind.ORGANISATION))

    full = make_statement(speaker=make_speaker("Jo Ann Levy"))

    assert namesakes(statement) == ["Ann Sample, Jr.", "Kim Sample"]
    assert namesakes(full) == ["Sample Levy"]
    assert namesakes(organisation) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "title",
    [
        "Associate Superintendent",
        "Mayor Pro Tem",
        "Associate Justice",
        "Assistant Attorney General",
        "Deputy City Manager",
        "Chief Financial Officer",
        "Chief of Police",
        "Director of Finance",
        "Public Works Director",
        "County Executive",
        "Superintendent of Schools",
        "Lieutenant Governor",
        "Acting Mayor",
    ],
)
def test_an_office_of_several_words_is_understood_with_a_name_and_alone(title: str):
    board = make_board()
    statement = make_statement(meeting=make_meeting(board), speaker=make_speaker("Jo Kagan"))
    Office.objects.create(speaker=statement.speaker, title=title, board=board)
    labelled = make_statement(meeting=make_meeting(board), speaker=make_speaker(f"{title} Kagan"))

    claims = [f"{title} Jo Kagan said", f"said {title} Kagan", f"the {title.lower()} said"]
    assert [said_by(claim_of(claimed), statement) for claimed in claims] == [True] * 3
    assert said_by(claim_of("Justice Kagan said" if "Justice" in title else "Kagan said"), statement) is True
    assert said_by(claim_of("Kagan said"), labelled) is True


@pytest.mark.django_db
def test_two_people_of_the_same_full_name_are_both_named_and_told_apart_by_their_board():
    troy, milwaukee = make_board("Troy School Board"), make_board("Milwaukee School Board")
    one = make_statement(meeting=make_meeting(troy), speaker=make_speaker("Jo Sample"))
    other = make_statement(meeting=make_meeting(milwaukee), speaker=make_speaker("Jo Sample"))

    assert namesakes(one, of_full_name=True) == [f"Jo Sample ({milwaukee})"]
    claim = claim_of("Jo Sample of the Troy School Board said")
    assert said_by(claim, one) is True
    assert said_by(claim, other) is False
    assert said_by(claim_of("Jo Sample of the Detroit School Board said"), one) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("speaker", "claimed", "answer"),
    [
        ("Robert Sample Jr.", "Robert Sample Jr. said", YES),
        ("Robert Sample Jr.", "Robert Sample said", YES),
        ("Robert Sample Jr.", "Robert Sample Sr. said", NO),
        ("Robert Sample Jr.", "said Robert Sample III", NO),
        ("Ms. Driver", "John Driver said", UNKNOWN),
        ("Caroline Sample", "Carol Sample said", UNKNOWN),
        ("Paul Robert Sample", "Bob Sample said", UNKNOWN),
    ],
)
def test_what_the_record_does_not_show_of_a_name_is_not_confirmed(speaker: str, claimed: str, answer: bool | None):
    assert said_by(claim_of(claimed), make_statement(speaker=make_speaker(speaker))) is answer


@pytest.mark.django_db
def test_a_name_without_its_generation_is_not_certain_beside_a_namesake():
    son = make_statement(speaker=make_speaker("Robert Sample Jr."))
    make_statement(speaker=make_speaker("Robert Sample Sr."))

    assert said_by(claim_of("Robert Sample said"), son) is None
    assert said_by(claim_of("Robert Sample Jr. said"), son) is True


@pytest.mark.django_db
@pytest.mark.parametrize("is_kept", [True, False])
def test_namesakes_are_found_whatever_their_accents_and_capitals(is_kept: bool):
    statement = make_statement(speaker=make_speaker("Ana Peña"))
    board, _ = (make_statement(speaker=make_speaker(name)).board for name in ("ANA PEÑA", "Eva Pena"))
    if is_kept:
        names_kept.follow()

    assert namesakes(statement) == [f"ANA PEÑA ({board})", "Eva Pena"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "claimed",
    [
        "Kim Read's office said",
        "Kim Read's board said",
        "per Kim Read's office",
        "Kim Read's husband said",
        "Kim Read didn't say",
        "Kim Read hat nie gesagt",
    ],
)
def test_words_of_others_and_denials_are_not_the_named_persons(claimed: str):
    assert said_by(claim_of(claimed), make_statement(speaker=make_speaker("Kim Read"))) is not True
