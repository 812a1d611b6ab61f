"""Votes as clerks lay them out, written without a look at the reader: facts or a mark, and nothing wrong."""

from dataclasses import dataclass

import pytest

from archive.ingest import Vote, read

HEADS = {
    "en": ("City Council of Sampleton", "Minutes", "May 3, 2024", "The meeting was called to order at 7:00 p.m."),
    "es": ("Ayuntamiento de Sampleton", "Acta del Pleno", "3 de mayo de 2024", "Se abre la sesión a las 19:00 horas."),
}
ENDS = {
    "en": ("99. Adjournment", "Moved by Robin Last, seconded by Kim Last. Motion carried."),
    "es": ("99. Cierre", "A favor: Robin Last, Kim Last\nEn contra: ninguno\nAprobado"),
}


@dataclass(frozen=True)
class Told:
    """What a fragment says to somebody who reads it: family names, and what came of it."""

    ayes: str = ""
    noes: str = ""
    result: str = ""


FRAGMENTS = [
    (
        "en",
        "4. Approval of Minutes",
        "Moved by Trustee Alvarez, seconded by Trustee Brand, to approve the minutes of May 3.\n"
        "Ayes: Alvarez, Brand, Castillo, Dunn\n"
        "Nays: None\n"
        "Motion carried.",
        Told("Alvarez Brand Castillo Dunn", result="carried"),
    ),
    (
        "en",
        "5. Budget Amendment 2024-17",
        "MOTION: Approve budget amendment 2024-17.\n"
        "Moved: Dunn\n"
        "Second: Castillo\n"
        "Yes (3): Alvarez, Castillo, Dunn\n"
        "No (1): Brand\n"
        "Result: Passed",
        Told("Alvarez Castillo Dunn", "Brand", result="carried"),
    ),
    (
        "en",
        "6. Contract with Acme Paving",
        "Roll call vote:\nAlvarez - Yes\nBrand - No\nCastillo - Yes\nDunn - Absent\nMotion passed 2-1.",
        Told("Alvarez Castillo", "Brand", result="carried"),
    ),
    (
        "en",
        "7. Zoning Ordinance 881",
        "Member Alvarez ........ Aye\nMember Brand .......... Aye\nMember Castillo ....... Nay\nMotion carries 2 to 1",
        Told("Alvarez Brand", "Castillo", result="carried"),
    ),
    (
        "en",
        "8. Sewer bond resolution",
        "3 in favor (Alvarez, Brand, Dunn); 1 opposed (Castillo); 0 abstained",
        Told("Alvarez Brand Dunn", "Castillo"),
    ),
    (
        "en",
        "9. Liquor licence for Joe's",
        "VOTE: Alvarez yea, Brand yea, Castillo nay, Dunn yea. Motion carried.",
        Told("Alvarez Brand Dunn", "Castillo", result="carried"),
    ),
    (
        "es",
        "3. Aprobación del acta",
        "Propone: Sra. Gómez\n"
        "Secunda: Sr. Ruiz\n"
        "A favor: Gómez, Ruiz, Peña\n"
        "En contra: Soto\n"
        "Abstenciones: ninguna\n"
        "Aprobado",
        Told("Gómez Peña Ruiz", "Soto", result="carried"),
    ),
    (
        "es",
        "4. Presupuesto 2024",
        "Votos a favor: 5 (Gómez, Ruiz, Peña, Soto, Vidal)\nVotos en contra: 0\nSe aprueba por unanimidad.",
        Told("Gómez Peña Ruiz Soto Vidal", result="carried"),
    ),
    (
        "es",
        "5. Contrato de limpieza",
        "Votación nominal:\nGómez: sí\nRuiz: no\nPeña: sí\nSoto: abstención\nResultado: aprobada",
        Told("Gómez Peña", "Ruiz", result="carried"),
    ),
    (
        "en",
        "6. Park fees",
        "| Member | Yes | No | Abstain |\n"
        "|---|---|---|---|\n"
        "| Alvarez | X | | |\n"
        "| Brand | | X | |\n"
        "| Castillo | X | | |",
        Told("Alvarez Castillo", "Brand"),
    ),
    (
        "en",
        "7. Library hours",
        "Member\tAye\tNay\tAbsent\nAlvarez\tX\t\t\nBrand\t\t\tX\nCastillo\tX\t\t\nDunn\t\tX\t",
        Told("Alvarez Castillo", "Dunn"),
    ),
    (
        "en",
        "8. Street trees",
        "Name\tVote\nAlvarez\tYes\nBrand\tNo\nCastillo\tYes",
        Told("Alvarez Castillo", "Brand"),
    ),
    (
        "en",
        "9. Fire truck purchase",
        "AYES: Alvarez, Brand, Castillo - 3\nNOES: Dunn - 1\nABSENT: None - 0",
        Told("Alvarez Brand Castillo", "Dunn"),
    ),
    (
        "en",
        "10. Rezoning request Z-12",
        "Ayes, 3: Alvarez; Brand; Castillo\nNoes, 1: Dunn",
        Told("Alvarez Brand Castillo", "Dunn"),
    ),
    (
        "en",
        "11. Tax levy",
        "AYES:\nAlvarez\nBrand\nCastillo\nNAYS:\nDunn\nMotion carried.",
        Told("Alvarez Brand Castillo", "Dunn", result="carried"),
    ),
    (
        "en",
        "12. Tennis courts",
        "After discussion the board was generally supportive and the chair ruled that "
        "the matter was approved over the objection of Mr. Dunn, who wished his no vote recorded.",
        Told(),
    ),
    (
        "en",
        "13. Sidewalk policy",
        "The motion carried by a vote of 4-1, with Dunn dissenting.",
        Told(),
    ),
    (
        "en",
        "14. Dog park",
        "Ayes (4): Alvarez, Brand, Castillo\nNays (0)\nMotion carried 4-0.",
        Told(),
    ),
    (
        "en",
        "15. Noise ordinance",
        "YES: X X X\nNO: X",
        Told(),
    ),
    (
        "en",
        "16. Water rates",
        "Ayes: Council Members Alvarez, Brand,\n"
        "Castillo, and Mayor Dunn\n"
        "Noes: Council Member Egan\n"
        "Absent: Council Member Fox",
        Told("Alvarez Brand Castillo Dunn", "Egan"),
    ),
    (
        "en",
        "17. Stop sign at Elm",
        "1st: Alvarez  2nd: Brand\nVote: 4-0-1 (Castillo abstaining)\nPASSED",
        Told(),
    ),
    (
        "en",
        "18. Consent agenda",
        "M/S/C (Alvarez/Brand) to approve the consent agenda. 5-0.",
        Told(),
    ),
    (
        "en",
        "19. Proclamation",
        "On motion of Alvarez, seconded by Brand, the proclamation was adopted unanimously.",
        Told(),
    ),
    (
        "en",
        "20. Recess",
        "Moved by Mr. Dunn. Seconded by Ms. Brand. Voice vote. All ayes. Carried.",
        Told(),
    ),
    (
        "en",
        "21. Casino referendum",
        "Motion by Castillo, second by Egan.\nAye: Castillo, Egan\nNay: Alvarez, Brand, Dunn\nMotion failed 2-3.",
        Told("Castillo Egan", "Alvarez Brand Dunn", result="failed"),
    ),
    (
        "en",
        "22. School lease",
        "Ayes: Alvarez, Brand\nAbstain: Castillo (conflict of interest)\nNays: Dunn\nMotion carried 2-1-1.",
        Told("Alvarez Brand", "Dunn", result="carried"),
    ),
    (
        "en",
        "23. Bike lanes",
        "voting yes: Alvarez, Brand and Castillo\nvoting no: Dunn and Egan\nmotion adopted",
        Told("Alvarez Brand Castillo", "Dunn Egan", result="carried"),
    ),
    (
        "en",
        "24. Parking garage",
        "For: Alvarez, Brand, Castillo\nAgainst: Dunn\nThe motion was CARRIED.",
        Told("Alvarez Brand Castillo", "Dunn", result="carried"),
    ),
    (
        "en",
        "25. 23-0144 A resolution naming the bridge",
        "A motion was made by Alvarez, seconded by Brand, that this Resolution be "
        "Adopted. The motion carried by the following vote:\n"
        "Aye: 4 - Alvarez, Brand, Castillo and Dunn\n"
        "Nay: 1 - Egan\n"
        "Excused: 1 - Fox",
        Told("Alvarez Brand Castillo Dunn", "Egan", result="carried"),
    ),
    (
        "en",
        "26. Award of bid",
        "RESULT: APPROVED [4 TO 1]\n"
        "MOVER: Alvarez, Council Member\n"
        "SECONDER: Brand, Vice Mayor\n"
        "AYES: Alvarez, Brand, Castillo, Dunn\n"
        "NAYS: Egan",
        Told("Alvarez Brand Castillo Dunn", "Egan", result="carried"),
    ),
    (
        "es",
        "6. Calle peatonal",
        "Moción de la concejal Gómez, secundada por el concejal Ruiz. Votos: Gómez sí, "
        "Ruiz sí, Peña no. Moción aprobada 2-1.",
        Told(),
    ),
    (
        "es",
        "7. Moción del grupo municipal",
        "Votación: 12 votos a favor (PP y Vox), 8 votos en contra (PSOE) y 1 abstención (Sr. Soto).",
        Told(),
    ),
    (
        "en",
        "27. Trees",
        "MEMBER      YES   NO   ABSTAIN\nAlvarez      ✓\nBrand              ✓\nCastillo     ✓",
        Told("Alvarez Castillo", "Brand"),
    ),
    (
        "en",
        "28. Tow contract",
        "Vote: RA-Y, JB-Y, MC-N, LD-Y",
        Told(),
    ),
    (
        "en",
        "29. Bylaw",
        "Moved by Alvarez, seconded by Brand to table. Motion withdrawn.",
        Told(result="withdrawn"),
    ),
    (
        "en",
        "30. Appeal 55",
        "Ayes: Alvarez, Brand\nNoes: Castillo, Dunn\nMotion failed for lack of a majority (2-2).",
        Told("Alvarez Brand", "Castillo Dunn", result="failed"),
    ),
    (
        "en",
        "31. Playground",
        "In favour: Alvarez, Brand, Castillo\nOpposed:\nCARRIED",
        Told("Alvarez Brand Castillo", result="carried"),
    ),
    (
        "en",
        "32. Lighting",
        "Alvarez Y; Brand Y; Castillo N; Dunn Y; motion approved",
        Told("Alvarez Brand Dunn", "Castillo", result="carried"),
    ),
    (
        "en",
        "33. Resolution No. 24-101",
        "RESOLUTION NO. 24-101 was adopted by the following vote:\n"
        "AYES: Councilors Alvarez, Brand, Castillo.\n"
        "NOES: None.\n"
        "ABSENT: Councilor Dunn.\n"
        "ABSTAINING: None.",
        Told("Alvarez Brand Castillo", result="carried"),
    ),
    (
        "en",
        "34. Fence variance",
        "Amendment: moved by Dunn, seconded by Egan. Ayes 2, nays 3. Lost.\n"
        "Main motion: moved by Alvarez, seconded by Brand. Ayes 4, nays 1. Carried.",
        Told(),
    ),
    (
        "en",
        "41. Paint",
        "Voting Aye: Alvarez Brand Castillo\nVoting Nay: Dunn",
        Told("Alvarez Brand Castillo", "Dunn"),
    ),
    (
        "en",
        "42. Doors",
        "The vote was Alvarez, yes; Brand, yes; Castillo, no.",
        Told("Alvarez Brand", "Castillo"),
    ),
    (
        "en",
        "43. Roofs",
        "Member\tVote\nAlvarez\tY\nBrand\tN",
        Told("Alvarez", "Brand"),
    ),
    (
        "en",
        "44. Bills",
        "Against the motion: Dunn. All others in favor.",
        Told(noes="Dunn"),
    ),
    (
        "es",
        "45. Fiestas",
        "Votan a favor los concejales Gómez y Ruiz; en contra, Peña.",
        Told("Gómez Ruiz", "Peña"),
    ),
    (
        "en",
        "46. Fees",
        "Alvarez moved. Brand seconded. Vote: 3 ayes, 1 nay (Castillo), 1 absent (Egan).",
        Told("", "Castillo"),
    ),
]


def family(names: tuple[str, ...]) -> set[str]:
    return {name.partition(" (")[0].split()[-1] for name in names}


@pytest.mark.parametrize(("language", "item", "printed", "told"), FRAGMENTS, ids=[item for _, item, _, _ in FRAGMENTS])
def test_a_vote_gives_its_facts_or_a_mark_and_nothing_wrong(language: str, item: str, printed: str, told: Told):
    paragraphs = (*HEADS[language], item, printed, *ENDS[language])
    meeting = read("\n\n".join(paragraphs).encode(), "minutes.txt")
    votes = [entry for entry in meeting.entries if isinstance(entry, Vote) and "Last" not in entry.text]
    stored = [vote for vote in votes if not vote.said]
    facts = {name: set(getattr(told, name).split()) for name in ("ayes", "noes")}

    assert votes, "neither read nor marked"
    for vote in stored:
        assert not any(vote.roll) or {"ayes": family(vote.ayes), "noes": family(vote.noes)} == facts
        assert vote.result in {"", told.result} or not (told.result or facts["ayes"])
    words = " ".join(entry.text for entry in meeting.entries)
    assert all(word in words for word in printed.replace("|", " ").replace("-", " ").split())
