"""Motions as minutes of many boards print them: each way with all that it states, and nothing else."""

import pytest

from archive.ingest.parsed import Narrative, ParsedMeeting, Vote
from archive.ingest.text.decisions import with_decisions
from archive.ingest.text.vote_words import choice_of

NOBODY: dict[str, str] = {}
LABELLED = [
    (
        "A motion was made by Director Sample and seconded by Director Example to go. Motion carried, 6-0-1.",
        ("Director Sample", "Director Example", "carried", 6, 0, None, NOBODY),
    ),
    (
        "It was moved by Mr. Sample, seconded by Ms. Example, to go. Upon a roll call vote: Ayes: Sample, Third. "
        "Nays: None. Absent: Fourth. Motion carried.",
        ("Mr. Sample", "Ms. Example", "carried", None, 0, None, {"Sample": "yes", "Third": "yes", "Fourth": "absent"}),
    ),
    (
        "Moved by Councillor Sample\n\nSeconded by Councillor Example\n\nThat Council go.\n\n"
        "In favour: Sample, Example\n\nOpposed: Third\n\nCARRIED (2 to 1)",
        ("Councillor Sample", "Councillor Example", "carried", 2, 1, None,
         {"Sample": "yes", "Example": "yes", "Third": "no"}),
    ),
    (
        "RESULT: APPROVED [2 TO 1]\n\nMOVER: Robin Sample, Member\n\nSECONDER: Kim Example, Member\n\n"
        "AYES: Sample, Example\n\nNAYS: Third",
        ("Robin Sample", "Kim Example", "carried", 2, 1, None, {"Sample": "yes", "Example": "yes", "Third": "no"}),
    ),
]  # fmt: skip
PROSE = [
    (
        "Director Sample moved, Director Example seconded, to adopt Resolution 2021-14. AYES: 5 NAYS: 0 ABSENT: 2",
        ("Director Sample", "Director Example", "", 5, 0, None, NOBODY),
    ),
    (
        "Sample moved to go. Example seconded. The motion carried 5-0-1 with Member Third absent.",
        ("Sample", "Example", "carried", 5, 0, None, NOBODY),
    ),
    (
        "Sample moved to approve, Example seconded. Roll call: Sample-yes, Third-yes, Example-no. Motion carries 2-1.",
        ("Sample", "Example", "carried", 2, 1, None, {"Sample": "yes", "Third": "yes", "Example": "no"}),
    ),
    (
        "Member Sample moved approval, seconded by Member Example, and carried by a vote of five to two, with Members "
        "Third and Fourth voting no.",
        ("Member Sample", "Member Example", "carried", 5, 2, None, {"Third": "no", "Fourth": "no"}),
    ),
    (
        "Ms. Sample moved to go. Mr. Example seconded. Ayes: Sample and Third (2). Noes: Fourth (1). It passed.",
        ("Ms. Sample", "Mr. Example", "carried", 2, 1, None, {"Sample": "yes", "Third": "yes", "Fourth": "no"}),
    ),
    (
        "The motion was made by Member Sample to sign, seconded by Member Example. So voted 3-0-0.",
        ("Member Sample", "Member Example", "carried", 3, 0, None, NOBODY),
    ),
    (
        "Chair Third asked for a motion. Sample so moved. Example seconded. Motion passes.",
        ("Sample", "Example", "carried", None, None, None, NOBODY),
    ),
    (
        "Moved Cllr Sample, seconded Cllr Example: That we go. LOST 4/5",
        ("Cllr Sample", "Cllr Example", "failed", 4, 5, None, NOBODY),
    ),
    (
        "Ms. Sample moved to go. Mr. Example seconded. Members voting yes: Sample and Third. Members voting no: "
        "Example and Fourth. The motion failed on a 2-2 tie.",
        ("Ms. Sample", "Mr. Example", "failed", None, None, None,
         {"Sample": "yes", "Third": "yes", "Example": "no", "Fourth": "no"}),
    ),
    (
        "Ms. Sample moved to go, seconded by Mr. Example. Those opposed, Members opposed, voted again. Carried.",
        ("Ms. Sample", "Mr. Example", "carried", None, None, None, NOBODY),
    ),
    (
        "Juana Sample propuso comprar una bomba, secundada por Inés Example.\n\nA favor: Sample, Example\n"
        "En contra: Third\nAbstenciones: ninguna",
        ("Juana Sample", "Inés Example", "", None, None, None,
         {"Sample": "yes", "Example": "yes", "Third": "no"}),
    ),
    (
        "It was moved and seconded to approve the agenda. The motion was approved by voice vote.",
        ("", "", "carried", None, None, None, NOBODY),
    ),
    (
        "Se aprueba el acta de la sesión anterior. Aprobado por unanimidad.",
        ("", "", "carried", None, None, None, NOBODY),
    ),
    (
        "Regidor Sample propone aprobar el punto, secundado por la Regidora Example. Aprobado con 10 votos a favor, "
        "3 en contra y 1 abstención.",
        ("Regidor Sample", "Regidora Example", "carried", 10, 3, 1, NOBODY),
    ),
    (
        "Proposé par Mme Sample, appuyé par M. Example, que le procès-verbal soit adopté. Adopté à l’unanimité.",
        ("Mme Sample", "M. Example", "carried", None, None, None, NOBODY),
    ),
]  # fmt: skip


def decided(text: str) -> tuple[list[Vote], ParsedMeeting]:
    entries = tuple(Narrative(part, line=number) for number, part in enumerate(text.split("\n\n"), 1))
    meeting = with_decisions(ParsedMeeting("plain_text", entries, nature="minutes"))
    return [entry for entry in meeting.entries if isinstance(entry, Vote)], meeting


def facts_of(vote: Vote) -> tuple[object, ...]:
    counts = (vote.aye_count, vote.no_count, vote.abstention_count)
    return (vote.mover, vote.seconder, vote.result, *counts, {name: choice_of(word) for word, name in vote.roll})


@pytest.mark.parametrize(("text", "facts"), LABELLED, ids=[text[:40] for text, _ in LABELLED])
def test_a_decision_has_what_its_lines_state_and_nothing_else(text: str, facts: tuple[object, ...]):
    (vote,), meeting = decided(text)
    assert facts_of(vote) == facts
    assert not vote.said
    assert not meeting.problems


@pytest.mark.parametrize(("text", "facts"), PROSE, ids=[text[:40] for text, _ in PROSE])
def test_prose_is_marked_with_its_place_and_read_only_where_a_line_of_it_is_labelled(text: str, facts):
    votes, meeting = decided(text)
    rows = [vote for vote in votes if vote.said]
    assert {problem.line for problem in meeting.problems} == {row.line for row in rows}
    assert rows
    assert not any(any(row.roll) or row.result not in {"", facts[2]} for row in rows)
    for vote in votes:  # a labelled line below the prose
        assert vote.said or facts_of(vote)[-1] == facts[-1]
