"""Caption files as video meetings and transcription tools export them."""

import json
from collections.abc import Callable, Iterator, Sequence
from html import escape

from tests.ingest.shapes.clocks import hms
from tests.ingest.shapes.said import Said

Cue = tuple[int, int, str, bool]  # start, end, words, and whether it is the first of its turn


def _cues(said: Said) -> Iterator[Cue]:
    step = max((said.end - said.start) // len(said.sentences), 1)
    for n, sentence in enumerate(said.sentences):
        start = said.start + n * step
        yield start, start + step, sentence, n == 0


def _webvtt(cues: Sequence[tuple[str, int, int, str]], header: str = "WEBVTT") -> str:
    blocks = [
        f"{identifier}\n{hms(start, '.000')} --> {hms(end, '.000')}\n{words}".lstrip("\n")
        for identifier, start, end, words in cues
    ]
    return "\n\n".join([header, *blocks, ""])


def _srt(cues: Sequence[tuple[int, int, str]]) -> str:
    return "\n\n".join(
        f"{n}\n{hms(start, ',000')} --> {hms(end, ',000')}\n{words}" for n, (start, end, words) in enumerate(cues, 1)
    )


def _all(turns: Sequence[Said]) -> Iterator[tuple[int, Said, Cue]]:
    number = 0
    for said in turns:
        for cue in _cues(said):
            number += 1
            yield number, said, cue


def zoom_vtt(turns: Sequence[Said]) -> str:
    """Zoom's cloud recording: every cue begins with the display name."""
    return _webvtt([(str(n), cue[0], cue[1], f"{said.name}: {cue[2]}") for n, said, cue in _all(turns)])


def zoom_vtt_first(turns: Sequence[Said]) -> str:
    """Zoom as it was until 2020: only the first cue of a turn has the name."""
    return _webvtt(
        [(str(n), cue[0], cue[1], f"{said.name}: {cue[2]}" if cue[3] else cue[2]) for n, said, cue in _all(turns)]
    )


def teams_vtt(turns: Sequence[Said]) -> str:
    """Microsoft Teams: voice tags that are closed, and identifiers."""
    return _webvtt(
        [(f"5fd4c6a4-6bb0-4b57/{n}-0", cue[0], cue[1], f"<v {said.name}>{cue[2]}</v>") for n, said, cue in _all(turns)]
    )


def trint_vtt(turns: Sequence[Said]) -> str:
    """Trint: voice tags that are not closed."""
    return _webvtt([("", cue[0], cue[1], f"<v {said.name}>{cue[2]}") for _, said, cue in _all(turns)])


def webex_vtt(turns: Sequence[Said]) -> str:
    """Webex: number, name and a number of the speaker in the identifier of the cue."""
    return _webvtt(
        [
            (f'{n} "{said.name}" ({1000000000 + 7 * len(said.name)})', cue[0], cue[1], cue[2])
            for n, said, cue in _all(turns)
        ]
    )


def meet_sbv(turns: Sequence[Said]) -> str:
    """Captions of Google Meet as extensions save them: name and words, in the format of YouTube."""
    return "\n\n".join(
        f"{hms(cue[0], '.000')},{hms(cue[1], '.000')}\n{said.name}: {cue[2]}" for _, said, cue in _all(turns)
    )


def otter_srt(turns: Sequence[Said]) -> str:
    """Otter: the name at the beginning of the first caption of a turn."""
    return _srt([(cue[0], cue[1], f"{said.name}: {cue[2]}" if cue[3] else cue[2]) for _, said, cue in _all(turns)])


def whisperx_srt(turns: Sequence[Said]) -> str:
    """WhisperX and others: the label in brackets on every caption."""
    return _srt([(cue[0], cue[1], f"[{said.name}]: {cue[2]}") for _, said, cue in _all(turns)])


def bracket_srt(turns: Sequence[Said]) -> str:
    """Labels in brackets without a colon, at the first caption of a turn."""
    return _srt([(cue[0], cue[1], f"[{said.name}] {cue[2]}" if cue[3] else cue[2]) for _, said, cue in _all(turns)])


def happy_scribe_srt(turns: Sequence[Said]) -> str:
    """Happy Scribe: the name on a line of its own above the words."""
    return _srt([(cue[0], cue[1], f"{said.name}:\n{cue[2]}" if cue[3] else cue[2]) for _, said, cue in _all(turns)])


def prefixed(form: str, *, only_first: bool = False) -> Callable[[Sequence[Said]], str]:
    """Return what writes captions whose words have a prefix of this form, such as ``- {name}: {words}``."""

    def render(turns: Sequence[Said]) -> str:
        return _srt(
            [
                (cue[0], cue[1], form.format(name=said.name, words=cue[2]) if cue[3] or not only_first else cue[2])
                for _, said, cue in _all(turns)
            ]
        )

    return render


def youtube_vtt(turns: Sequence[Said]) -> str:
    """YouTube, edited by people: ">> NAME:" where somebody else begins."""
    cues = [("", cue[0], cue[1], f">> {said.name}: {cue[2]}" if cue[3] else cue[2]) for _, said, cue in _all(turns)]
    return _webvtt(cues, "WEBVTT\nKind: captions\nLanguage: en")


def granicus_vtt(turns: Sequence[Said]) -> str:
    """Granicus and broadcast captions: capitals."""
    cues = [
        ("", cue[0], cue[1], (f">> {said.name}: {cue[2]}" if cue[3] else cue[2]).upper())
        for _, said, cue in _all(turns)
    ]
    return _webvtt(cues)


def descript_vtt(turns: Sequence[Said]) -> str:
    """Descript and Riverside: the name before the first words of a turn, wrapped lines."""
    cues = []
    for _, said, cue in _all(turns):
        words = cue[2].split()
        half = len(words) // 2
        shown = f"{' '.join(words[:half])}\n{' '.join(words[half:])}".strip()
        cues.append(("", cue[0], cue[1], f"{said.name}: {shown}" if cue[3] else shown))
    return _webvtt(cues)


def teams_objects_vtt(turns: Sequence[Said]) -> str:
    """Teams, as its interface gives them: an object with the name and the words in each caption."""
    said_by = [(cue, {"speakerName": said.name, "spokenText": cue[2]}) for _, said, cue in _all(turns)]
    return _webvtt([("", cue[0], cue[1], json.dumps(said, ensure_ascii=False)) for cue, said in said_by])


def ttml(turns: Sequence[Said]) -> str:
    """TTML: the speakers are agents in the head."""
    agents = {name: f"a{number}" for number, name in enumerate(dict.fromkeys(said.name for said in turns))}
    head = "".join(
        f'<ttm:agent xml:id="{a}"><ttm:name>{escape(name)}</ttm:name></ttm:agent>' for name, a in agents.items()
    )
    body = "".join(
        f'<p begin="{hms(cue[0], ".000")}" end="{cue[1]}s" ttm:agent="{agents[said.name]}">{escape(cue[2])}</p>'
        for _, said, cue in _all(turns)
    )
    spaces = 'xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"'
    return f"<tt {spaces}><head>{head}</head><body><div>{body}</div></body></tt>"
