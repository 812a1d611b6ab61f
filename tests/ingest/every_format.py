"""Turns, pairs of label and text, as files of every format that the archive reads."""

import json
from textwrap import wrap

from tests.ingest.documents import docx, paragraph, pdf


def plain(turns):
    return "\n\n".join(f"{label}: {text}" for label, text in turns).encode()


def markdown(turns):
    return "\n\n".join(f"**{label}:** {text}" for label, text in turns).encode()


def clock(seconds):
    return f"00:{seconds // 60:02}:{seconds % 60:02}.000"


def cues(turns):
    """Cut each turn into cues of four words, as captions do."""
    number = 0
    for label, text in turns:
        words = text.split()
        for start in range(0, len(words), 4):
            yield number, label, " ".join(words[start : start + 4])
            number += 2


def webvtt(turns):
    lines = (f"{clock(at)} --> {clock(at + 2)}\n<v {label}>{words}" for at, label, words in cues(turns))
    return ("WEBVTT\n\n" + "\n\n".join(lines) + "\n").encode()


def subrip(turns):
    lines = (
        f"{number}\n{clock(at).replace('.', ',')} --> {clock(at + 2).replace('.', ',')}\n{words}"
        for number, (at, _, words) in enumerate(cues(turns), 1)
    )
    return ("\n\n".join(lines) + "\n").encode()


def csv(turns):
    return ("speaker,text\n" + "\n".join(f'{label},"{text}"' for label, text in turns)).encode()


def json_lines(turns):
    return "\n".join(json.dumps({"speaker": label, "text": text}) for label, text in turns).encode()


def one_json(turns):
    return json.dumps({"turns": [{"speaker": label, "text": text} for label, text in turns]}).encode()


def akoma_ntoso(turns):
    speeches = "".join(
        f'<speech by="#p{number}"><from>{label}</from><p>{text}</p></speech>'
        for number, (label, text) in enumerate(turns)
    )
    return (
        '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><debate><debateBody><debateSection>'
        f"{speeches}</debateSection></debateBody></debate></akomaNtoso>"
    ).encode()


def word(turns):
    return docx(*(paragraph(f"{label}: {text}") for label, text in turns))


def sbv(turns):
    shown = (f"{clock(at)},{clock(at + 2)}\n>> {label}: {words}" for at, label, words in cues(turns))
    return ("\n\n".join(line.replace("00:00:", "0:00:") for line in shown) + "\n").encode()


def tei(turns):
    said = "".join(f'<note type="speaker">{label}:</note><u who="#p"><seg>{text}</seg></u>' for label, text in turns)
    body = f"<text><body><div>{said}</div></body></text>"
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader/>{body}</TEI>'.encode()


def canadian(turns):
    said = "".join(
        f"<Intervention><PersonSpeaking><Affiliation>{label}</Affiliation></PersonSpeaking>"
        f"<Content><ParaText>{text}</ParaText></Content></Intervention>"
        for label, text in turns
    )
    return f"<Hansard><HansardBody>{said}</HansardBody></Hansard>".encode()


def portable(turns):
    lines = [line for label, text in turns for line in wrap(f"{label}: {text}", 70)]
    return pdf([[(72, 740 - 16 * n, line) for n, line in enumerate(lines)]])


FORMATS = {
    "again.sbv": sbv,
    "tei.xml": tei,
    "canadian.xml": canadian,
    "again.pdf": portable,
    "again.txt": plain,
    "again.md": markdown,
    "again.vtt": webvtt,
    "again.srt": subrip,
    "again.csv": csv,
    "again.jsonl": json_lines,
    "again.json": one_json,
    "again.xml": akoma_ntoso,
    "again.docx": word,
}
