"""The shapes by name: what writes a file, which speakers it can have, and how a reading is compared with the truth."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from archive.ingest import Heading, Narrative, ParsedMeeting, Refused, Turn, Vote, read
from tests.benchmarks.attribution import WORD, labelled_words, same_person
from tests.ingest.shapes import captions, data, pages, written
from tests.ingest.shapes.said import ARABIC, DISPLAY_NAMES, JAPANESE, PEOPLE, SPOKEN, UNPUNCTUATED, WORDS_TOO, Said

Render = Callable[[Sequence[Said]], str | bytes]
OIREACHTAS = (
    *("Deputy Robin Sample", "Deputy Kim Example", "An Ceann Comhairle", "Senator Jo Model", "The Taoiseach"),
    *("Minister for Roads (Deputy Ana Specimen)", "An Leas-Cheann Comhairle", "Deputy Seán Ó Samplaigh"),
)
UK = (
    *("Robin Sample", "Kim Example (Sample North) (Lab)", "Mr Speaker", "Jo Model (Con)", "Madam Deputy Speaker"),
    *("The Secretary of State for Roads (Ana Specimen)", "Sir Jo Prototype (Lake West) (LD)", "Baroness Example"),
)
CONGRESS = ("Mr. SAMPLE", "Ms. EXAMPLE", "Mr. MODEL of Texas", "The SPEAKER pro tempore", "Mrs. McMODEL", "The CLERK")
FOMC = ("CHAIRMAN SAMPLE", "MR. EXAMPLE", "MS. MODEL", "VICE CHAIRMAN SPECIMEN", "MR. PROTOTYPE", "GOVERNOR O'SAMPLE")
COURT = ("Q", "A", "THE COURT", "MR. SAMPLE", "MS. EXAMPLE", "THE WITNESS")
KENYA = (
    *("Hon. Owen Sample (Kilifi North, UDA)", "Hon. Temporary Speaker", "Hon. Wanjiru Example (Kiambu County, JP)"),
    *("Hon. (Dr) Otieno Model (Samia, ODM)", "The Temporary Speaker (Hon. Jo Specimen)", "Hon. Members"),
    *("Hon. Amina Prototype (Nominated, WDM)", "Hon. Speaker", "The Temporary Chairlady (Hon. Faith Sample)"),
    *("The Assistant Minister, Office of the President (Mr. Sample)", "An hon. Member", "Sen. (Prof.) Kim Pattern, SC"),
)
CANADA = (
    *("The Chair", "Mr. Robin Sample (Lake Centre, Lib.)", "Ms. Kim Example (Sample Hills, CPC)", "The Clerk"),
    *("Hon. Jo Model (Minister of Roads)", "Mrs. Ana Specimen (Lac-Échantillon, BQ)", "Dr. Lee Prototype"),
)
NEW_ZEALAND = (
    *("SPEAKER", "Hon ROBIN SAMPLE (Minister of Roads)", "KIM EXAMPLE (National—Lake)", "Hon Members", "JO MODEL"),
    *("Dr ANA SPECIMEN (Green)", "ASSISTANT SPEAKER (Lee Prototype)"),
)
AUSTRALIA = (
    *("The SPEAKER", "Mr SAMPLE (Lake—Leader of the Opposition) (14:03)", "Ms EXAMPLE (Hills) (14:10)", "Mr MODEL"),
    *("Dr SPECIMEN (Prototype—Minister for Roads) (15:01)", "Honourable members"),
)
TITLED = ("Mr. Sample", "Ms. Example", "Dr. Model", "Senator Specimen", "Chair Prototype", "Commissioner Pattern")
COUNCIL = (
    *("Mayor Sample", "Councilmember Example", "Council Member Model", "City Attorney Specimen", "Vice Mayor López"),
    *("City Clerk", "Commissioner Prototype", "Mayor Pro Tem Kamau"),
)
GERMANS = (
    *("Oberbürgermeisterin Muster", "Stadtrat Dr. Beispiel", "Beigeordneter Vorlage", "Frau Probe"),
    *("Kim Vorlage (BÜNDNIS 90/DIE GRÜNEN)", "Robin Muster, Amtsleiter", "Jo Modell, Street Engineer"),
)
BRAZILIANS = (
    *("O SR. PRESIDENTE (Robin Amostra)", "A SRª KIM EXEMPLO (Bloco/PT – ES)", "O SR. JO MODELO (PSDB – PR)"),
    "A SRª ANA AMOSTRA (PDT – MT)",
)
MEXICANS = ("EL C. PRESIDENTE", "LA C. DIPUTADA ANA MUESTRA", "EL C. SENADOR DE LA MUESTRA", "LA C. SECRETARIA")
FRENCH = ("M. le président", "Mme la ministre", "M. Kim Exemple", "Mme Ana de La Tour", "M. Jo Modèle")
SWEDES = ("TALMANNEN", "KIM EXEMPEL (S)", "Statsrådet JO MODELL (M)", "ANA PROV (V)")
NORWEGIANS = ("Presidenten", "Kim Eksempel (Ap)", "Statsråd Jo Modell", "Ana Prøve (SV)")
ARABS = ("رئيس المجلس", "السيد أحمد النموذج", "السيدة فاطمة المثال", "النائب خالد العينة", "الأمين العام")
JAPANESE_NAMES = ("見本", "標本委員", "見本市長", "標本さん", "見本課長", "標本（主席）")
INITIALED = ("Robin Sample", "Kim Example", "Jo Model", "Ana Specimen López", "Lee Prototype", "Otieno Odhiambo")


@dataclass(frozen=True)
class Shape:
    """A shape of file: the ending of its name, what writes it, the speakers it can have.

    ``voices`` says that the tool numbers voices and has no names; ``initials`` that it writes initials. ``unnamed``
    says that nobody can know every speaker, so that words under nobody are right too.
    """

    name: str
    ending: str
    render: Render
    names: tuple[str, ...] = DISPLAY_NAMES
    initials: bool = False
    voices: bool = False
    longest: int = 3
    unnamed: bool = False
    spoken: tuple[str, ...] = SPOKEN

    def data(self, turns: Sequence[Said]) -> bytes:
        """Return the file."""
        content = self.render(turns)
        return content.encode() if isinstance(content, str) else content


def _tool(render: Render, ending: str, **about: object) -> Shape:
    return Shape(render.__name__, ending, render, **about)  # type: ignore[arg-type] - fields by name


SIGNLESS = tuple(name for name in DISPLAY_NAMES if not {"|", "-"} & {*name.split()})

FORMS = {
    "chat_in_spanish": "{day} De {name} a Todos:\n\t{text}\n",
    "name_and_seconds": "{name} [{start}.00s -> {stop}.00s]: {text}\n",
    "chat_export": "02/07/2026, {day} - {name}: {text}\n",
    "chat_export_of_a_phone": "[02/07/2026, {day}] {name}: {text}\n",
    "chat_with_dates": "[7/2/2026 {hour}] {name}\n{text}\n\n",
    "hour_in_brackets": "[{hour}] {name}: {text}\n\n",
    "name_and_hour": "{name}  {hour}\n{text}\n\n",
    "name_at_hour": "{name} at {hour}\n{text}\n\n",
    "name_and_stretch": "{name} ({time} - {end})\n{text}\n\n",
    "stretch_and_name": "[{time} - {end}] {name}: {text}\n\n",
    "tabs": "{time}\t{name}\t{text}\n",
    "time_in_code": "`{time}` **{name}**: {text}\n\n",
    "thick_brackets": "【{name}】{text}\n",
    "time_behind": "{name}: {text} [{time}]\n\n",
    "time_after_a_comma": "{name}, {time}: {text}\n",
    "voices_in_text": "[{time}] <v {name}> {text}\n",
    "bold_and_no_sign": "**{name}** {text}\n\n",
    "fields": "Speaker: {name}\nTime: {time}\nText: {text}\n\n",
    "fields_in_bold": "**Speaker:** {name}\n**Time:** {time}\n\n{text}\n\n",
    "fields_of_yaml": '- name: "{name}"\n  start: {time}\n  words: "{text}"\n',
    "fields_on_a_line": "Speaker: {name}, Time: {time}, Text: {text}\n",
    "fields_between_bars": "Time: {time} | Speaker: {name} | Text: {text}\n",
    "fields_on_a_line_in_spanish": "Orador: {name}; Hora: {time}; Texto: {text}\n",
    "fields_with_others": "Speaker: {name}, Confidence: 0.9, Text: {text}\n",
    "round_brackets": "({name}) {text}\n",
    "braces": "{{{name}}} {text}\n\n",
    "two_colons": "{name}:: {text}\n",
    "hour_and_name": "[{hour}] {name}\n{text}\n\n",
    "chat_export_with_hours": "7/2/26, {hour} - {name}: {text}\n",
    "name_and_day_in_brackets": "{name}, [02.07.2026 {day}]\n{text}\n\n",
    "fields_in_spanish": "Orador: {name}\nHora: {time}\nTexto: {text}\n\n",
}
UNSURE = {"bold_and_no_sign", "time_behind"}  # for these, a name that occurs once is only asked about
MARKING = {"day", "time", "hour", "start"}  # times with which whatever stands there is somebody
FULL_NAMES = tuple(name for name in PEOPLE if " " in name)
SHAPES = (
    *(
        Shape(
            name,
            ".txt",
            written.formed(form),
            (*DISPLAY_NAMES, *(WORDS_TOO if MARKING & {*re.findall(r"\w+", form)} and name not in UNSURE else ())),
            unnamed=name in UNSURE,
        )
        for name, form in FORMS.items()
    ),
    Shape("alone", ".txt", written.formed("{name}\n{text}\n\n"), unnamed=True),
    Shape("alone_in_capitals", ".txt", written.alone_in_capitals, names=PEOPLE, longest=1),
    Shape("screenplay", ".txt", written.screenplay, names=PEOPLE),
    Shape("crosstalk", ".txt", written.with_crosstalk, names=PEOPLE),
    *(
        Shape(f"chat {form!r}", ".txt", written.formed(form), names, unnamed=names is not PEOPLE, spoken=UNPUNCTUATED)
        for form, names in (
            *(("{name}: {text}\n", DISPLAY_NAMES), ("{name} - {text}\n", PEOPLE), ("{name}\t{text}\n", PEOPLE)),
            *(("{name}: {text}\n\n", DISPLAY_NAMES), ("{name} => {text}\n", PEOPLE), ("{name} ~ {text}\n", PEOPLE)),
        )
    ),
    Shape("slanted", ".md", written.formed("_{name}:_ {text}\n\n"), names=PEOPLE),
    # Any other name in such brackets may be a tag: the file is refused.
    Shape("chat_in_angles", ".txt", written.formed("<{name}>: {text}\n"), names=FULL_NAMES),
    Shape("bar", ".txt", written.formed("{name} | {text}\n"), names=PEOPLE),
    *(
        Shape(f"names before {sign!r}", ".txt", written.formed(f"{{name}}{sign}{{text}}\n"), SIGNLESS, unnamed=True)
        for sign in (" | ", " – ", "\t")
    ),
    Shape("numbered", ".txt", written.formed("[{number}] {name}: {text}\n\n"), names=PEOPLE),
    Shape("german_council", ".txt", written.hansard, names=GERMANS),
    Shape("brazil", ".txt", written.dash_hansard, names=BRAZILIANS),
    Shape("mexico", ".txt", written.formed("{name}.- {text}\n\n"), names=MEXICANS),
    Shape("france", ".txt", written.formed("{name}. – {text}\n\n"), names=FRENCH),
    Shape("sweden", ".txt", written.formed("Anf. {number} {name}:\n{text}\n\n"), names=SWEDES),
    _tool(written.captions_in_capitals, ".txt", names=COUNCIL, longest=1),
    _tool(written.norway, ".txt", names=NORWEGIANS),
    _tool(written.hearing, ".txt", names=TITLED),
    Shape("arabic", ".txt", written.interview, names=ARABS, spoken=ARABIC),
    Shape("japanese", ".txt", written.formed("{name}：{text}\n\n"), names=JAPANESE_NAMES, spoken=JAPANESE),
    *(
        Shape(f"captions {form}", ".srt", captions.prefixed(form))
        for form in ("({name}) {words}", "{name}\n{words}", "{name}：{words}", "- {name}: {words}")
    ),
    Shape("captions_bar", ".srt", captions.prefixed("{name} | {words}"), names=PEOPLE),
    Shape("captions_dashed", ".srt", captions.prefixed("- {name}: {words}", only_first=True), names=PEOPLE),
    *(
        Shape(f"page {form}", ".html", pages.leads_html(form), names=PEOPLE)
        for form in ("<u>{}</u>", '<span class="speaker">{}</span>', '<span style="font-weight: 700">{}</span>')
    ),
    Shape("names_below", ".html", pages.below_html),
    *(_tool(render, ".vtt") for render in (captions.zoom_vtt, captions.teams_vtt, captions.trint_vtt)),
    _tool(captions.webex_vtt, ".vtt"),
    _tool(captions.teams_objects_vtt, ".vtt"),
    _tool(captions.ttml, ".ttml"),
    _tool(captions.zoom_vtt_first, ".vtt", names=PEOPLE),
    _tool(captions.descript_vtt, ".vtt", names=PEOPLE),
    _tool(captions.youtube_vtt, ".vtt", names=PEOPLE),
    _tool(captions.granicus_vtt, ".vtt", names=COUNCIL),
    _tool(captions.meet_sbv, ".sbv"),
    _tool(captions.otter_srt, ".srt", names=PEOPLE),
    _tool(captions.whisperx_srt, ".srt"),
    _tool(captions.bracket_srt, ".srt"),
    _tool(captions.happy_scribe_srt, ".srt"),
    *(
        _tool(render, ".txt")
        for render in (
            *(written.zoom_chat, written.zoom_chat_old, written.zoom_chat_to, written.zoom_chat_cloud),
            *(written.zoom_saved_captions, written.otter_txt, written.rev_txt, written.trint_txt),
            *(written.happy_scribe_txt, written.fireflies_txt, written.sonix_txt, written.temi_txt),
            *(written.timed_lines, written.webex_txt, written.irc),
        )
    ),
    _tool(written.meet_txt, ".txt", longest=1),
    _tool(written.descript_md, ".md"),
    _tool(written.dated_interview, ".md", names=PEOPLE),
    _tool(written.interview, ".txt", names=PEOPLE),
    _tool(written.mails, ".txt"),
    _tool(written.capital_colon, ".txt", names=PEOPLE, longest=1),
    _tool(written.radio, ".txt", names=PEOPLE, longest=1),
    _tool(written.notes_with_initials, ".md", names=INITIALED, initials=True),
    _tool(written.audience_questions, ".txt", names=("Audience", "", "Audience", ""), unnamed=True),
    _tool(written.questions_and_replies, ".txt", names=(*PEOPLE[:5], ""), unnamed=True, longest=1),
    _tool(written.congress, ".txt", names=CONGRESS),
    _tool(written.fomc, ".txt", names=FOMC),
    _tool(written.court, ".txt", names=COURT, longest=1),
    _tool(written.oireachtas, ".txt", names=OIREACHTAS),
    Shape("oireachtas_colon", ".txt", written.hansard, names=OIREACHTAS),
    Shape("uk_hansard", ".txt", written.hansard, names=UK),
    Shape("uk_hansard_lines", ".txt", written.oireachtas, names=UK),
    Shape("canada_committee", ".txt", written.hansard, names=CANADA),
    Shape("new_zealand", ".txt", written.hansard, names=NEW_ZEALAND),
    Shape("australia", ".txt", written.hansard, names=AUSTRALIA),
    Shape("council_minutes", ".txt", written.hansard, names=COUNCIL),
    *(_tool(render, ".pdf", names=KENYA, longest=1) for render in (pages.kenya_pdf, pages.kenya_narrow_pdf)),
    Shape("kenya_paragraphs", ".pdf", pages.hansard_pdf, names=KENYA),
    Shape("canada_pdf", ".pdf", pages.hansard_pdf, names=tuple(n.replace("É", "E") for n in CANADA)),
    *(_tool(render, ".docx") for render in (pages.otter_docx, pages.teams_docx, pages.rev_docx, pages.table_docx)),
    _tool(pages.meet_docx, ".docx", longest=1),
    _tool(pages.styled_docx, ".docx", names=PEOPLE),
    *(
        _tool(render, ".html", names=PEOPLE)
        for render in (pages.headings_html, pages.bold_html, pages.bold_plain_html, pages.definitions_html)
    ),
    *(_tool(render, ".html") for render in (pages.table_html, pages.colon_html, pages.w3c_html)),
    *(_tool(render, ".html") for render in (pages.cited_html, pages.attributed_html)),
    _tool(pages.hansard_html, ".html", names=UK),
    _tool(pages.tei, ".xml"),
    _tool(pages.places_html, ".html", names=FULL_NAMES),
    Shape("oireachtas_html", ".html", pages.hansard_html, names=OIREACHTAS),
    *(
        _tool(render, ".json", voices=True)
        for render in (
            *(data.deepgram, data.deepgram_utterances, data.assemblyai, data.aws, data.google, data.rev_ai),
            *(data.speechmatics, data.whisperx, data.ibm),
        )
    ),
    *(_tool(render, ".json") for render in (data.fireflies, data.sonix, data.chat_of_a_team)),
    *(_tool(render, ".json") for render in (data.people_beside, data.otter)),
    _tool(data.table, ".csv"),
)


@dataclass
class Outcome:
    """What became of the words of a file: under the right speaker, a wrong one, nobody, or lost."""

    right: int = 0
    wrong: int = 0
    nobody: int = 0
    lost: int = 0
    turns: int = 0
    questions: int = 0
    asks: bool = False
    refused: str = ""
    mistaken: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> int:
        return self.right + self.wrong + self.nobody + self.lost


def read_shape(shape: Shape, turns: Sequence[Said]) -> Outcome:
    """Return what a reading of the file makes of the words of these turns."""
    try:
        meeting = read(shape.data(turns), f"sample{shape.ending}")
    except Refused as refusal:
        return Outcome(lost=sum(len(said.text.split()) for said in turns), refused=str(refusal))
    return compare(meeting, turns, initials=written.initials_of(turns) if shape.initials else {}, voices=shape.voices)


def compare(
    meeting: ParsedMeeting, turns: Sequence[Said], *, initials: dict[str, str], voices: bool = False
) -> Outcome:
    """Compare a reading with the truth, word by word."""
    outcome = Outcome(
        turns=len(turns), questions=len(meeting.problems) + bool(meeting.readings), asks=bool(meeting.readings)
    )
    truth = [(word.casefold(), said.name) for said in turns for word in WORD.findall(said.text)]
    found = labelled_words(meeting)
    blocks = _blocks([word for word, _ in truth], [word for word, _ in found])
    names: dict[str, str] = {}  # a voice is whoever has most of its words
    counts = Counter((truth[a + n][1], found[b + n][1]) for a, b, size in blocks for n in range(size))
    if voices:
        names = {label: name for (name, label), _ in sorted(counts.items(), key=lambda item: item[1])}
    mistaken = {}
    for (name, label), words in counts.items():
        shown = names.get(label, label) if voices else label
        if not label:
            outcome.nobody += words
        elif name and (same_person(_untimed(name), shown) or initials.get(name) == shown):
            outcome.right += words
        else:
            outcome.wrong += words
            mistaken[name, label] = words
    outcome.lost = len(truth) - counts.total()
    outcome.mistaken = tuple(sorted(mistaken, key=lambda pair: -mistaken[pair]))
    return outcome


def _blocks(said: list[str], heard: list[str]) -> Sequence[tuple[int, int, int]]:
    """Return where the same words stand in both. Most readings keep all words, which needs no search."""
    if said == heard:
        return [(0, 0, len(said))]
    return SequenceMatcher(None, said, heard, autojunk=False).get_matching_blocks()


def _untimed(name: str) -> str:
    """Return a label without the time of day that a publisher writes behind it."""
    return re.sub(r"\s*\(\d{1,2}:\d\d\)$", "", name)


__all__ = ["SHAPES", "Heading", "Narrative", "Outcome", "Shape", "Turn", "Vote", "compare", "read_shape"]
