"""Matches labels to speakers by names, other spellings, offices on the day and close spellings, or to nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest.staging.speakers import Certainty, KnownSpeaker, SpeakerMatcher
from archive.ingest.staging.staged_labels import is_whole_name
from archive.ingest.text.speaker_labels import read_label

BOARD = [
    KnownSpeaker(1, "Anne Vital", offices=("Board President", "Board Director")),
    KnownSpeaker(2, "Darienne Driver", spellings=("Superintendent Driver",), offices=("Superintendent of Schools",)),
    KnownSpeaker(3, "Tatiana Báez", offices=("Board Director",)),
    KnownSpeaker(4, "Arthur F. Burns", offices=("Chairman",)),
    KnownSpeaker(5, "J. Charles Partee", offices=("Member",)),
    KnownSpeaker(6, "Lena van Dyke", offices=("Vice President",)),
    KnownSpeaker(7, "Robert Sample", of_board=True),
    KnownSpeaker(8, "Ruth Sample", of_board=True),
    KnownSpeaker(9, "Henry Wallich"),
    KnownSpeaker(10, "Milwaukee Teachers' Education Association"),
    KnownSpeaker(11, "Mary O'Connor-Smith", of_board=True),
    KnownSpeaker(12, "Tom Deputy-Jones", offices=("Deputy Superintendent",)),
]
MATCHER = SpeakerMatcher(BOARD)


@pytest.mark.parametrize(
    ("label", "speaker"),
    [
        ("Anne Vital", 1),
        ("ANNE VITAL", 1),
        ("Vital, Anne", 1),
        ("Vital Anne (Board President)", 1),
        ("Vital Anne (President)", 1),
        ("[Anne Vital]", 1),
        ("Anne Vital, Board President", 1),
        ("President Vital", 1),
        ("Superintendent", 2),
        ("The Superintendent", 2),
        ("SUPERINTENDENT DRIVER", 2),
        ("Dr. Driver", 2),
        ("Dr. Darienne Driver", 2),
        ("Director Báez", 3),
        ("Director Baez", 3),
        ("DIRECTOR BAEZ:", 3),
        ("Chairman Burns", 4),
        ("CHAIRMAN BURNS.", 4),
        ("Chair", 4),
        ("The Chairwoman", 4),
        ("Arthur Burns", 4),
        ("B. Burns", None),
        ("Arthur G. Burns", None),
        ("MR. PARTEE", 5),
        ("MR. PARTEE.(?)", 5),
        ("MR.PARTEE", 5),
        ("Vice President van Dyke", 6),
        ("Ms. Van Dyke", 6),
        ("Board Vice President", 6),
        ("Robert Sample", 7),
        ("R. Sample of Texas", None),
        ("Milwaukee Teachers’ Education Association", 10),
        ("Mary OConnor Smith", 11),
        ("Deputy Superintendent", 12),
    ],
)
def test_a_certain_match_is_filled_in(label, speaker):
    assert MATCHER.match(label).speaker == speaker


@pytest.mark.parametrize(
    ("label", "suggested"),
    [
        ("Mr. Sample", {7, 8}),
        ("Wallich", {9}),
        ("Anne Vitale", {1}),
        ("Darien Driver", {2}),
        ("Mr. Burnes", {4}),
        ("A. F. Burns", {4}),
        ("A. Burns", {4}),
        ("Mr. A. Burns", {4}),
        ("Henry M. Wallich", {9}),
        ("Bob Sample", {7}),
        ("Anne X. Vital", {1}),
        ("Director", {1, 3}),
        ("Vital Anne", {1}),
    ],
)
def test_an_unsure_match_is_left_to_a_person_and_shown_with_scores(label, suggested):
    match = MATCHER.match(label)
    assert match.certainty is Certainty.UNSURE
    assert match.speaker is None
    assert {pk for pk, _ in match.suggestions} == suggested
    assert all(0 < score <= 1 for _, score in match.suggestions)


@pytest.mark.parametrize("label", ["", "UNKNOWN SPEAKER", "SPEAKER_03", "Public Comment 4", "MESSRS. TRUMAN AND PRELL"])
def test_labels_that_name_nobody_stay_unidentified(label):
    assert MATCHER.match(label).certainty is Certainty.UNIDENTIFIED


def test_a_label_for_nobody_stays_unidentified_even_if_a_speaker_has_that_name():
    assert SpeakerMatcher([KnownSpeaker(1, "Speaker 03")]).match("Speaker 03").certainty is Certainty.UNIDENTIFIED


def test_the_speaker_of_a_house_is_an_office():
    house = SpeakerMatcher([KnownSpeaker(1, "Sam Sample", offices=("Speaker",))])
    assert house.match("The SPEAKER").speaker == 1
    assert house.match("The SPEAKER pro tempore").speaker is None
    assert house.match("SPEAKER_03").speaker is None


def test_the_office_in_the_label_decides_between_two_speakers_with_one_name():
    matcher = SpeakerMatcher(
        [
            KnownSpeaker(1, "Pat Sample", offices=("Trustee",)),
            KnownSpeaker(2, "Pat Sample", offices=("Treasurer",)),
        ]
    )
    assert matcher.match("Pat Sample (Treasurer)").speaker == 2
    assert matcher.match("Pat Sample", role="Trustee").speaker == 1
    assert matcher.match("Pat Sample").certainty is Certainty.UNSURE


def test_a_surname_means_the_holder_of_an_office_before_anyone_else():
    matcher = SpeakerMatcher(
        [KnownSpeaker(1, "Lee Sample", of_board=True), KnownSpeaker(2, "Kim Sample", offices=("Director",))]
    )
    assert matcher.match("Director Sample").speaker == 2


def test_a_new_speaker_is_neither_found_nor_created():
    match = MATCHER.match("Ayesha Potts")
    assert (match.certainty, match.suggestions) == (Certainty.NOT_FOUND, ())


def test_an_office_is_not_a_full_name():
    assert is_whole_name("Jo Sample")
    assert not any(map(is_whole_name, ["Sample", "Madam Speaker", "Secretary For Food And Health"]))


@given(st.text(max_size=80), st.text(max_size=20))
def test_any_label_gets_an_answer(label, role):
    match = MATCHER.match(label, role)
    assert (match.speaker is None) == (match.certainty is not Certainty.SURE)
    assert len(match.suggestions) <= 5


def test_speakers_of_other_boards_are_never_certain():
    elsewhere = SpeakerMatcher(
        [
            KnownSpeaker(1, "Sam Katz", of_other_board=True, spellings=("Mayor Katz", "Madam Speaker")),
            KnownSpeaker(2, "Ruth Otter", of_other_board=True),
        ]
    )
    for label in (
        "Sam Katz",
        "SAM KATZ",
        "Mayor Katz",
        "Katz, Sam",
        "Mr. OTTER",
        "Ruth Otter (Trustee)",
        "Madam Speaker",
    ):
        assert elsewhere.match(label).certainty is not Certainty.SURE, label
    assert elsewhere.match("Sam Katz").suggestions[0][0] == 1


def test_a_surname_is_certain_only_for_a_person_who_held_an_office_that_day():
    known = [KnownSpeaker(1, "Lee Sample", of_board=True, spellings=("Mr. Sample",))]
    assert SpeakerMatcher(known).match("Mr. Sample").certainty is Certainty.UNSURE
    known.append(KnownSpeaker(2, "Kim Sample", offices=("Member",), of_board=True))
    assert SpeakerMatcher(known).match("Ms. Sample").speaker == 2
    known.append(KnownSpeaker(3, "Pat Sample", offices=("Member",), of_board=True))
    assert SpeakerMatcher(known).match("Ms. Sample").certainty is Certainty.UNSURE


def test_an_office_held_by_somebody_else_makes_a_surname_doubtful():
    known = [KnownSpeaker(1, "Ann Katz", offices=("Councillor",)), KnownSpeaker(2, "Bo Wheeler", offices=("Mayor",))]
    matcher = SpeakerMatcher(known)
    assert matcher.match("Mayor Katz").certainty is Certainty.UNSURE
    assert matcher.match("Councilmember Katz").speaker == 1
    assert matcher.match("Chair Katz").speaker == 1
    assert matcher.match("The Mayor").speaker == 2


def test_an_office_without_a_name_belongs_to_the_board_itself():
    known = [KnownSpeaker(1, "Ann Katz", parent_offices=("Chair",)), KnownSpeaker(2, "Bo Wheeler", of_board=True)]
    assert SpeakerMatcher(known).match("The Chair").certainty is not Certainty.SURE
    assert SpeakerMatcher(known).match("Chair Katz").speaker == 1


@pytest.mark.parametrize(
    ("label", "others", "is_sure", "why"),
    [
        ("Katz", (), True, "no office in the label"),
        ("Councillor Katz", (), True, "the office of that day"),
        ("Treasurer Katz", (), True, "an office at the parent board"),
        ("Member Katz", (), True, "a title of any member"),
        ("Chair Katz", (), True, "the chair for an hour"),
        ("Chair Katz", ("Chair",), False, "a chair whom the board has"),
        ("Chair Katz", ("Mayor",), True, "a chair, beside another office"),
        ("Mayor Katz", (), False, "an office that no member has"),
        ("Mayor Katz", ("Mayor",), False, "an office that another person holds"),
    ],
)
def test_a_surname_with_an_office_is_certain_if_the_person_may_hold_it(
    label: str, others: tuple[str, ...], is_sure: bool, why: str
):
    known = [KnownSpeaker(1, "Ann Katz", offices=("Councillor",), parent_offices=("Treasurer",))]
    others_known = [KnownSpeaker(n, f"Bo Other{n}", offices=(office,)) for n, office in enumerate(others, 2)]

    assert (SpeakerMatcher([*known, *others_known]).match(label).speaker == 1) is is_sure, why


@pytest.mark.parametrize(
    ("known", "suggestions"),
    [
        ({"of_board": True}, ((1, 0.93),)),
        ({"offices": ("Mayor",)}, ((1, 0.93),)),
        ({}, ((1, 0.8),)),
        ({"of_other_board": True}, ((1, 0.8),)),
    ],
)
def test_a_surname_alone_suggests_those_whom_the_board_knows_with_a_higher_score(known: dict, suggestions: tuple):
    match = SpeakerMatcher([KnownSpeaker(1, "Ann Katz", **known)]).match("Clerk Katz")

    assert (match.certainty, match.suggestions, match.score) == (Certainty.UNSURE, suggestions, suggestions[0][1])


def test_the_best_five_suggestions_come_first():
    known = [KnownSpeaker(n, f"Ann{'abcdefg'[n]} Katz", of_board=n == 5) for n in range(7)]

    assert SpeakerMatcher(known).match("Mr. Katz").suggestions == ((5, 0.93), (0, 0.8), (1, 0.8), (2, 0.8), (3, 0.8))


@pytest.mark.parametrize(
    ("label", "name", "is_short"),
    [
        ("Katz", "Ann Katz", True),
        ("A. Katz", "Ann Katz", True),
        ("A. B. Katz", "Ann Bea Katz", True),
        ("Ann Katz", "Ann Bea Katz", False),
        ("Ann Katz", "Ann B. Katz", True),
        ("Ann B. Katz", "Ann Katz", True),
        ("Ann C. Katz", "Ann B. Katz", False),
        ("B. Katz", "Ann Katz", False),
        ("Bea Katz", "Ann Katz", False),
        ("A. B. Katz", "Ann Katz", True),
        ("Ann K.", "Ann Katz", False),
        ("van Dyke", "Lena van Dyke", True),
        ("L. van Dyke", "Lena van Dyke", True),
    ],
)
def test_a_label_may_be_short_for_a_name(label: str, name: str, is_short: bool):
    match = SpeakerMatcher([KnownSpeaker(1, name, offices=("Member",))]).match(label)

    assert (match.suggestions[:1] == ((1, 0.93),) or match.speaker == 1) is is_short
    has_initial = any(len(word) == 1 for word in read_label(label).name)
    assert (match.speaker == 1) is (is_short and not has_initial)


@pytest.mark.parametrize(
    ("known", "is_known_here"),
    [
        ({}, True),
        ({"of_other_board": True}, False),
        ({"of_other_board": True, "of_board": True}, True),
        ({"of_other_board": True, "offices": ("Member",)}, True),
        ({"of_other_board": True, "parent_offices": ("Member",)}, True),
    ],
)
def test_a_full_name_is_certain_unless_only_other_boards_know_the_person(known: dict, is_known_here: bool):
    match = SpeakerMatcher([KnownSpeaker(1, "Ann Katz", **known)]).match("Ann Katz")

    assert (match.certainty is Certainty.SURE) is is_known_here
    assert match.suggestions == ((1, 1.0),)


def test_an_initial_that_fits_is_offered_first_and_never_decided():
    matcher = SpeakerMatcher(
        [
            KnownSpeaker(1, "Jan Sample", of_other_board=True),
            KnownSpeaker(2, "Jo Sample", offices=("Trustee",)),
            KnownSpeaker(3, "A. J. Sample", of_board=True),
        ]
    )
    for label in ("J. Sample", "Trustee J. Sample", "Jo K. Sample", "J. A. Sample"):
        assert matcher.match(label).speaker is None, label
    assert matcher.match("J. Sample").suggestions[0][0] == 2
    assert matcher.match("A. J. Sample").speaker == 3


@pytest.mark.parametrize(
    ("held", "label", "is_sure"),
    [
        ("Mayor", "The Mayor", True),
        ("Mayor", "Mayor Pro Tem", False),
        ("Mayor Pro Tem", "Mayor Pro Tempore", True),
        ("Mayor Pro Tem", "Mayor", False),
        ("City Clerk", "County Clerk", False),
        ("City Clerk", "City Clerk", True),
        ("City Clerk", "Clerk", True),
        ("Clerk", "City Clerk", True),
    ],
)
def test_an_office_pro_tem_or_of_another_kind_of_place_is_another(held: str, label: str, is_sure: bool):
    match = SpeakerMatcher([KnownSpeaker(1, "Ann Katz", offices=(held,))]).match(label)

    assert (match.speaker == 1) is is_sure
