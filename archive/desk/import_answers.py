"""What a person says about how a file is read: which reading, which labels speak, whose the other words are."""

from typing import Any

from django.http import QueryDict

from archive.ingest.text.guide import NOT_SPEECH, OF_THE_SPEAKER_BEFORE
from archive.models import ImportBatch

OF_RUNS = (NOT_SPEECH, OF_THE_SPEAKER_BEFORE)


def reading_rows(batch: ImportBatch) -> list[dict[str, Any]]:
    """Return the readings for the page, each with its labels and runs, and what was answered."""
    speaks = dict(batch.answers.get("speaks", ()))
    return [
        {
            "way": way,
            "number": number,
            "is_chosen": way["key"] == batch.reading or (number == 0 and len(batch.readings) == 1),
            "asked": [
                {**label, "speaks": speaks.get(label["label"], label["speaks"])} for label in way.get("asked", ())
            ],
            "runs": way.get("runs", ()),
        }
        for number, way in enumerate(batch.readings)
    ]


def answers_of(post: QueryDict, batch: ImportBatch, reading: str) -> dict[str, Any]:
    """Return the answers that were sent with the choice of a reading, for ``read_file``.

    One press answers all runs without a label; whoever is named keeps their words. What is said of labels is in pairs,
    because a redaction takes words out of values. Where nothing is asked any more, what was answered stays.
    """
    row = next((row for row in reading_rows(batch) if row["way"]["key"] == reading), None)
    if row is None:
        return {}
    if reading == batch.reading and not row["asked"] and not row["runs"]:
        return dict(batch.answers)
    number, of_all = row["number"], post.get("all_runs", "")
    ticked = set(post.getlist(f"speaks-{number}"))
    runs = [
        (run["key"], (not run["label"] and of_all) or post.get(f"run-{number}-{run['key']}", ""), run["before"])
        for run in row["runs"]
    ]
    return {
        "speaks": [[label["label"], label["label"] in ticked] for label in row["asked"]],
        "runs": [[key, answer, before] for key, answer, before in runs if answer in OF_RUNS],
    }
