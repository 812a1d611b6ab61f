"""JSON and tables as the interfaces of speech recognition return them."""

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from tests.ingest.shapes.clocks import hms
from tests.ingest.shapes.said import Said


def _words(said: Said) -> list[tuple[str, float, float]]:
    words = said.text.split()
    step = (said.end - said.start) / len(words)
    return [
        (word, round(said.start + n * step, 3), round(said.start + (n + 1) * step, 3)) for n, word in enumerate(words)
    ]


def voices(turns: Sequence[Said]) -> dict[str, int]:
    """Return a number for each speaker, in the order of speaking."""
    return {name: number for number, name in enumerate(dict.fromkeys(said.name for said in turns))}


def deepgram(turns: Sequence[Said]) -> str:
    """Deepgram: words with a voice, and paragraphs."""
    voice = voices(turns)
    words = [
        {
            "word": word.strip(".,?:").lower(),
            "start": start,
            "end": end,
            "confidence": 0.99,
            "speaker": voice[said.name],
            "punctuated_word": word,
        }
        for said in turns
        for word, start, end in _words(said)
    ]
    text = " ".join(said.text for said in turns)
    paragraphs = [
        {
            "sentences": [{"text": sentence, "start": said.start, "end": said.end} for sentence in said.sentences],
            "speaker": voice[said.name],
            "num_words": len(said.text.split()),
            "start": said.start,
            "end": said.end,
        }
        for said in turns
    ]
    alternative = {"transcript": text, "confidence": 0.98, "words": words}
    alternative["paragraphs"] = {"transcript": text, "paragraphs": paragraphs}
    return json.dumps(
        {
            "metadata": {"request_id": "1", "created": "2026-07-02T14:00:12Z", "duration": 100.0, "channels": 1},
            "results": {"channels": [{"alternatives": [alternative]}]},
        }
    )


def deepgram_utterances(turns: Sequence[Said]) -> str:
    """Deepgram with utterances, words without punctuation."""
    voice = voices(turns)
    value = json.loads(deepgram(turns))
    value["results"]["channels"][0]["alternatives"][0].pop("paragraphs")
    value["results"]["utterances"] = [
        {
            "start": said.start,
            "end": said.end,
            "confidence": 0.9,
            "channel": 0,
            "transcript": said.text,
            "words": [{"word": word, "start": start, "end": end} for word, start, end in _words(said)],
            "speaker": voice[said.name],
            "id": f"utterance-{n}",
        }
        for n, said in enumerate(turns)
    ]
    return json.dumps(value)


def assemblyai(turns: Sequence[Said]) -> str:
    """AssemblyAI: utterances of letters, in milliseconds."""
    voice = voices(turns)

    def word(text: str, start: float, end: float, name: str) -> dict[str, Any]:
        return {
            "text": text,
            "start": int(start * 1000),
            "end": int(end * 1000),
            "confidence": 0.9,
            "speaker": chr(65 + voice[name]),
        }

    utterances = [
        {
            "confidence": 0.9,
            "end": said.end * 1000,
            "speaker": chr(65 + voice[said.name]),
            "start": said.start * 1000,
            "text": said.text,
            "words": [word(text, start, end, said.name) for text, start, end in _words(said)],
        }
        for said in turns
    ]
    words = [part for utterance in utterances for part in utterance["words"]]
    return json.dumps(
        {
            "id": "1",
            "status": "completed",
            "text": " ".join(said.text for said in turns),
            "words": words,
            "utterances": utterances,
        }
    )


def aws(turns: Sequence[Said]) -> str:
    """Amazon Transcribe: items of words and punctuation, and segments of voices."""
    voice = voices(turns)
    items: list[dict[str, Any]] = []
    segments = []
    for said in turns:
        label = f"spk_{voice[said.name]}"
        own = []
        for word, start, end in _words(said):
            bare = word.rstrip(".,?:")
            times = {"start_time": f"{start:.2f}", "end_time": f"{end:.2f}"}
            items.append(
                {
                    "type": "pronunciation",
                    "alternatives": [{"confidence": "0.99", "content": bare}],
                    **times,
                    "speaker_label": label,
                }
            )
            own.append({"speaker_label": label, **times})
            if bare != word:
                items.append(
                    {
                        "type": "punctuation",
                        "alternatives": [{"confidence": "0.0", "content": word[len(bare) :]}],
                        "speaker_label": label,
                    }
                )
        segments.append(
            {"start_time": f"{said.start}.0", "end_time": f"{said.end}.0", "speaker_label": label, "items": own}
        )
    results = {
        "transcripts": [{"transcript": " ".join(said.text for said in turns)}],
        "speaker_labels": {"segments": segments, "channel_label": "ch_0", "speakers": len(voice)},
        "items": items,
    }
    return json.dumps({"jobName": "sample", "accountId": "1", "status": "COMPLETED", "results": results})


def google(turns: Sequence[Said]) -> str:
    """Google Speech-to-Text: the last result has all words with their voices."""
    voice = voices(turns)
    words = [
        {"startTime": f"{start}s", "endTime": f"{end}s", "word": word, "speakerTag": voice[said.name] + 1}
        for said in turns
        for word, start, end in _words(said)
    ]
    results = [
        {
            "alternatives": [{"transcript": said.text, "confidence": 0.9}],
            "resultEndTime": f"{said.end}s",
            "languageCode": "en-us",
        }
        for said in turns
    ]
    return json.dumps({"results": [*results, {"alternatives": [{"words": words}]}]})


def rev_ai(turns: Sequence[Said]) -> str:
    """Rev AI: monologues of elements."""
    voice = voices(turns)
    monologues = []
    for said in turns:
        elements: list[dict[str, Any]] = []
        for word, start, end in _words(said):
            elements += [
                {"type": "text", "value": word, "ts": start, "end_ts": end, "confidence": 0.9},
                {"type": "punct", "value": " "},
            ]
        monologues.append({"speaker": voice[said.name], "elements": elements})
    return json.dumps({"monologues": monologues})


def speechmatics(turns: Sequence[Said]) -> str:
    """Speechmatics: results of words and punctuation."""
    voice = voices(turns)
    results: list[dict[str, Any]] = []
    for said in turns:
        label = f"S{voice[said.name] + 1}"
        for word, start, end in _words(said):
            bare = word.rstrip(".,?:")
            results.append(
                {
                    "alternatives": [{"confidence": 1.0, "content": bare, "language": "en", "speaker": label}],
                    "start_time": start,
                    "end_time": end,
                    "type": "word",
                }
            )
            if bare != word:
                results.append(
                    {
                        "alternatives": [{"confidence": 1.0, "content": word[len(bare) :], "speaker": label}],
                        "attaches_to": "previous",
                        "start_time": end,
                        "end_time": end,
                        "type": "punctuation",
                    }
                )
    return json.dumps({"format": "2.9", "metadata": {"type": "transcription"}, "results": results})


def ibm(turns: Sequence[Said]) -> str:
    """IBM Watson: results of words with their times, and beside them the voice of each time."""
    voice = voices(turns)
    results = [
        {"final": True, "alternatives": [{"transcript": f"{said.text} ", "timestamps": _words(said)}]} for said in turns
    ]
    labels = [
        {"from": start, "to": end, "speaker": voice[said.name], "confidence": 0.5, "final": False}
        for said in turns
        for _, start, end in _words(said)
    ]
    return json.dumps({"result_index": 0, "results": results, "speaker_labels": labels})


def otter(turns: Sequence[Said]) -> str:
    """Otter: paragraphs with the numbers of people, whose names are in a list; times are samples of sound."""
    voice = voices(turns)
    paragraphs = [
        {
            "start_offset": said.start * 16_000,
            "end_offset": said.end * 16_000,
            "speaker_id": voice[said.name] + 44_000_000,
            "transcript": said.text,
        }
        for said in turns
    ]
    people = [{"id": number + 44_000_000, "speaker_name": name} for name, number in voice.items()]
    return json.dumps({"speech": {"title": "Council call", "speakers": people, "transcripts": paragraphs}})


def fireflies(turns: Sequence[Said]) -> str:
    """Fireflies: a list of sentences."""
    rows = [(said, sentence) for said in turns for sentence in said.sentences]
    return json.dumps(
        [
            {
                "sentence": sentence,
                "startTime": hms(said.start),
                "endTime": hms(said.end),
                "speaker_name": said.name,
                "speaker_id": 1,
            }
            for said, sentence in rows
        ]
    )


def sonix(turns: Sequence[Said]) -> str:
    """Sonix: a list of segments under "transcript"."""
    return json.dumps(
        {
            "name": "sample",
            "transcript": [
                {
                    "speaker": said.name,
                    "start": float(said.start),
                    "end": float(said.end),
                    "text": said.text,
                    "words": [{"text": f" {w}", "start": s, "end": e} for w, s, e in _words(said)],
                }
                for said in turns
            ],
        }
    )


def whisperx(turns: Sequence[Said]) -> str:
    """WhisperX: segments with a voice."""
    voice = voices(turns)
    return json.dumps(
        {
            "segments": [
                {
                    "start": float(said.start),
                    "end": float(said.end),
                    "text": f" {sentence}",
                    "speaker": f"SPEAKER_{voice[said.name]:02}",
                }
                for said in turns
                for sentence in said.sentences
            ],
            "language": "en",
        }
    )


def table(turns: Sequence[Said]) -> str:
    """A table of turns."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["Speaker Name", "Start Time", "End Time", "Transcript"])
    for said in turns:
        writer.writerow([said.name, hms(said.start), hms(said.end), said.text])
    return file.getvalue()


def chat_of_a_team(turns: Sequence[Said]) -> str:
    """The messages of a channel: a sign for each person, and the name in their profile."""
    voice = voices(turns)
    return json.dumps(
        [
            {"type": "message", "user": f"U{voice[said.name]}", "text": said.text, "ts": f"1720000{said.start}.01"}
            | {"user_profile": {"real_name": said.name}}
            for said in turns
        ]
    )


def people_beside(turns: Sequence[Said]) -> str:
    """Paragraphs with the numbers of people, whose names are in a list beside them."""
    voice = voices(turns)
    people = [{"id": number, "name": name} for name, number in voice.items()]
    paragraphs = [{"speaker": voice[said.name], "text": said.text, "start": said.start} for said in turns]
    return json.dumps({"speakers": people, "paragraphs": paragraphs})
