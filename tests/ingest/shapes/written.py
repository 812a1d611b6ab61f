"""Plain text as tools export it, and as publishers print it."""

import re
from collections.abc import Callable, Iterable, Sequence

from tests.ingest.shapes.clocks import hms, ms, of_day
from tests.ingest.shapes.said import Said


def _paragraphs(said: Said) -> list[str]:
    return [" ".join(paragraph) for paragraph in said.paragraphs]


def _joined(blocks: Iterable[str]) -> str:
    return "\n\n".join(blocks) + "\n"


def zoom_chat(turns: Sequence[Said]) -> str:
    """Zoom's saved chat since 2021: the words are on the next line, behind a tab."""
    return "".join(f"{of_day(said.start)}\t From {said.name} to Everyone:\n\t{said.text}\n" for said in turns)


def zoom_chat_old(turns: Sequence[Said]) -> str:
    """Zoom's saved chat before: one line."""
    return "".join(f"{of_day(said.start)}\t From  {said.name} : {said.text}\n" for said in turns)


def zoom_chat_to(turns: Sequence[Said]) -> str:
    """Zoom's saved chat of some versions: with the addressee, on one line."""
    return "".join(f"{of_day(said.start)} From {said.name} to Everyone : {said.text}\n" for said in turns)


def zoom_chat_cloud(turns: Sequence[Said]) -> str:
    """Zoom's chat of a cloud recording: time of the recording, name and words between tabs."""
    return "".join(f"{hms(said.start)}\t{said.name}:\t{said.text}\n" for said in turns)


def zoom_saved_captions(turns: Sequence[Said]) -> str:
    """Zoom's saved captions: the name in brackets, the time of day."""
    return _joined(f"[{said.name}] {of_day(said.start)}\n{said.text}" for said in turns)


def otter_txt(turns: Sequence[Said]) -> str:
    """Otter's text."""
    return (
        _joined(f"{said.name}  {ms(said.start)}  \n{said.text}" for said in turns) + "\nTranscribed by https://otter.ai"
    )


def rev_txt(turns: Sequence[Said]) -> str:
    """Rev's text."""
    return _joined(f"{said.name} ({hms(said.start)[3:]}):\n" + "\n\n".join(_paragraphs(said)) for said in turns)


def trint_txt(turns: Sequence[Said]) -> str:
    """Trint's text."""
    return _joined(f"{said.name} [{hms(said.start)}]\n{said.text}" for said in turns)


def happy_scribe_txt(turns: Sequence[Said]) -> str:
    """Happy Scribe's text."""
    return _joined(f"[{hms(said.start, '.10')}] - {said.name}\n{said.text}" for said in turns)


def fireflies_txt(turns: Sequence[Said]) -> str:
    """The text of Fireflies."""
    return _joined(f"{said.name} - {hms(said.start)[3:]}\n{said.text}" for said in turns)


def sonix_txt(turns: Sequence[Said]) -> str:
    """The text of Sonix."""
    return _joined(f"{said.name} [{hms(said.start)}]: {said.text}" for said in turns)


def temi_txt(turns: Sequence[Said]) -> str:
    """The text of Temi: label, tabs, time."""
    return _joined(f"{said.name}:\t[{hms(said.start)[3:]}]\t{said.text}" for said in turns)


def descript_md(turns: Sequence[Said]) -> str:
    """The Markdown of Descript."""
    return _joined(f"**{said.name}:** " + "\n\n".join(_paragraphs(said)) for said in turns)


def timed_lines(turns: Sequence[Said]) -> str:
    """[time] Name: text."""
    return "".join(f"[{hms(said.start)}] {said.name}: {said.text}\n" for said in turns)


def meet_txt(turns: Sequence[Said]) -> str:
    """Google Meet as text: names on lines of their own, a time every five minutes."""
    blocks = []
    for n, said in enumerate(turns):
        if n % 12 == 0:
            blocks.append(hms(said.start))
        blocks.append(f"{said.name}: {said.text}")
    return "Board meeting (2026-07-02 14:00 GMT) - Transcript\n\nAttendees\n\n" + _joined(blocks)


def webex_txt(turns: Sequence[Said]) -> str:
    """The text of Webex: name and time above the words."""
    return _joined(f"{said.name}\n{ms(said.start)}\n{said.text}" for said in turns)


def mails(turns: Sequence[Said]) -> str:
    """A chain of mails, one below the other."""
    head = "From: {}\nSent: Thursday, July 2, 2026 {} PM\nTo: Board\nSubject: RE: Budget"
    return _joined(f"{head.format(said.name, ms(said.start))}\n\n{said.text}" for said in turns)


def irc(turns: Sequence[Said]) -> str:
    """A scribe's log: <name> text."""
    return "".join(f"{of_day(said.start)} <{said.name}> {said.text}\n" for said in turns)


def interview(turns: Sequence[Said]) -> str:
    """Names before a colon; further paragraphs have none."""
    return _joined("\n\n".join(_paragraphs(_named(said, f"{said.name}: "))) for said in turns)


def dated_interview(turns: Sequence[Said]) -> str:
    """Bold names on lines of their own, as Markdown."""
    return _joined(f"**{said.name}**\n\n" + "\n\n".join(_paragraphs(said)) for said in turns)


def notes_with_initials(turns: Sequence[Said]) -> str:
    """Notes of a standards meeting: who the initials are is said at the head."""
    initials = initials_of(turns)
    head = "# 3 July 2026 Meeting Notes\n\n**Attendees:**\n\n| Name | Abbreviation | Organization |\n|---|---|---|\n"
    rows = "".join(f"| {name} | {short} | Sample Lake |\n" for name, short in initials.items())
    body = [f"{initials[said.name]}: " + "\n\n".join(_paragraphs(said)) for said in turns]
    for place in range(10, len(body), 15):
        body.insert(place, f"## Topic {place}\n\nPresenter: {turns[0].name}\n\n- proposal\n- slides")
    return f"{head}{rows}\n{_joined(body)}"


def formed(form: str) -> Callable[[Sequence[Said]], str]:
    """Return what writes every turn in one form, such as ``{name}: {text}``."""

    def render(turns: Sequence[Said]) -> str:
        return "".join(
            form.format(
                name=said.name,
                text=said.text,
                time=hms(said.start),
                end=hms(said.end),
                day=of_day(said.start),
                hour=f"{said.start // 3600 + 2}:{said.start // 60 % 60:02} PM",
                number=number,
                start=said.start,
                stop=said.end,
            )
            for number, said in enumerate(turns, 1)
        )

    return render


def initials_of(turns: Sequence[Said]) -> dict[str, str]:
    """Return initials for each name, of two or three letters, all different."""
    found: dict[str, str] = {}
    for name in dict.fromkeys(said.name for said in turns):
        letters = "".join(part[0].upper() for part in re.findall(r"[^\W\d_]+", name))[:3] or "XX"
        while letters in found.values() or len(letters) < 2:
            letters = letters[:2] + chr(ord("A") + len(found) % 26)
        found[name] = letters
    return found


def _named(said: Said, label: str) -> Said:
    first = (label + said.paragraphs[0][0], *said.paragraphs[0][1:])
    return Said(said.name, (first, *said.paragraphs[1:]), said.start, said.end)


def _wrapped(text: str, width: int = 72, indent: str = "") -> str:
    lines, line = [], indent
    for word in text.split():
        if len(line) + len(word) >= width:
            lines.append(line.rstrip())
            line = ""
        line += word + " "
    return "\n".join([*lines, line.rstrip()])


def congress(turns: Sequence[Said]) -> str:
    """The Congressional Record as plain text: capitals and a full stop, indented paragraphs."""
    return "\n".join(
        _wrapped(paragraph, indent="  ") for said in turns for paragraph in _paragraphs(_named(said, f"{said.name}. "))
    )


def fomc(turns: Sequence[Said]) -> str:
    """A committee's transcript: MR. NAME. text."""
    return _joined("\n\n".join(_paragraphs(_named(said, f"{said.name}. "))) for said in turns)


def court(turns: Sequence[Said]) -> str:
    """A court reporter's transcript: Q. and A. of two people, and others before a colon, with line numbers."""
    lines = []
    for said in turns:
        label = {"Q": "Q.   ", "A": "A.   "}.get(said.name, f"{said.name}:  ")
        lines += _wrapped(label + said.text, 60, indent="     ").split("\n")
    pages = [lines[at : at + 25] for at in range(0, len(lines), 25)]
    return "\f".join("\n".join(f"{n:2}  {line}" for n, line in enumerate(page, 1)) for page in pages)


def oireachtas(turns: Sequence[Said]) -> str:
    """Debates of the Oireachtas, as the page's text: the name on a line of its own."""
    return _joined(f"{said.name}\n" + "\n\n".join(_paragraphs(said)) for said in turns)


def hansard(turns: Sequence[Said]) -> str:
    """A Hansard with labels before a colon, wrapped."""
    return _joined(
        "\n\n".join(_wrapped(paragraph, 80) for paragraph in _paragraphs(_named(said, f"{said.name}: ")))
        for said in turns
    )


def dash_hansard(turns: Sequence[Said]) -> str:
    """A Hansard with labels before a dash."""
    return _joined("\n\n".join(_paragraphs(_named(said, f"{said.name} - "))) for said in turns)


def capital_colon(turns: Sequence[Said]) -> str:
    """Labels in capitals before a colon, as a city's stenographer writes them."""
    return _joined(f"{said.name.upper()}: {said.text}" for said in turns)


def alone_in_capitals(turns: Sequence[Said]) -> str:
    """Names in capitals on lines of their own, as in "ROBIN SAMPLE JR."."""
    return _joined(f"{said.name.upper()}\n{said.text}" for said in turns)


def screenplay(turns: Sequence[Said]) -> str:
    """Names in capitals in the middle of the page, with narrow lines of words below."""
    return _joined(f"{' ' * 24}{said.name.upper()}\n" + _indented(_wrapped(said.text, 44)) for said in turns)


def with_crosstalk(turns: Sequence[Said]) -> str:
    """Names in angles, and what several people say at once, which is nobody's."""
    blocks = [f"<{said.name}>: {said.text}" for said in turns]
    return _joined(["Notes of the call", *(block for one in blocks for block in (one, "<crosstalk>: Mm."))])


def _indented(text: str) -> str:
    return "\n".join(" " * 10 + line for line in text.split("\n"))


def audience_questions(turns: Sequence[Said]) -> str:
    """A lecture: only the questions have a label, and are quoted. What follows is the unnamed speaker's."""
    blocks = []
    for said in turns:
        text = said.text.replace('"', "'")
        blocks.append(f"[Audience]: “{text}”" if said.name == "Audience" else "\n\n".join(_paragraphs(said)))
    return _joined(blocks)


def questions_and_replies(turns: Sequence[Said]) -> str:
    """Minutes with questions and comments by name, and answers by nobody."""
    return _joined(f"{said.name or 'REPLY'}: {said.text}" for said in turns)


def radio(turns: Sequence[Said]) -> str:
    """A programme with breaks."""
    blocks = [f"{said.name}: {said.text}" for said in turns]
    for place in range(6, len(blocks), 9):
        blocks.insert(place, "Break: a short message from the town." if place % 2 else "Jingle: you hear the news.")
    return _joined(blocks)


def norway(turns: Sequence[Said]) -> str:
    """A time behind every name, except behind some of those who have spoken before."""
    before: set[str] = set()
    blocks = []
    for number, said in enumerate(turns):
        timed = number % 3 or said.name not in before
        blocks.append(f"{said.name}{f' [{hms(said.start)}]' if timed else ''}: {said.text}")
        before.add(said.name)
    return _joined(blocks)


def hearing(turns: Sequence[Said]) -> str:
    """A hearing, wrapped and without empty lines: only an indent begins a turn."""
    return "\n".join(_wrapped(f"{said.name}. {said.text}", 70, indent="    ") for said in turns)


def captions_in_capitals(turns: Sequence[Said]) -> str:
    """The captions of a council as text: capitals, short lines, and a sign where somebody else speaks."""
    return "\n".join(_wrapped(f">> {said.name}: {said.text}".upper(), 32) for said in turns)
