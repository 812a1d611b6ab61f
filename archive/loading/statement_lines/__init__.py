"""Published statements in bulk, from a file of JSON Lines: one object per line, UTF-8, plain or gzip.

``FIELDS`` says what each key of a line means. Unknown keys are ignored.
"""

FIELDS = (
    ("id", "its permanent id in the source; a line with a known id changes that statement"),
    ("body", "the board, by name"),
    ("meeting_title", "what the sitting is called; with board and date, it says which meeting it is"),
    ("meeting_date", "such as 2017-02-23, 2017-02 or 2017"),
    ("seq", "its position in the meeting, a whole number from 0"),
    ("text", "the words"),
    ("source", "the source of the text, on one line; an address in it becomes a link"),
    ("agenda_item", "the agenda item that it belongs to (may be missing, as all that follow)"),
    ("speaker", "who said it, as the source prints it"),
    ("speaker_role", "the office that they held at the board"),
    ("licence", "the licence of the source"),
    ("kind", "remark, question, answer and so on; without it, a remark or a public comment"),
    ("text_status", "verbatim, machine_transcript, minutes or as_reported; without it, “not recorded”"),
    ("source_kind", "transcript, minutes, press_report and so on; without it, “other”"),
)


def fields_in_words() -> str:
    """Return the fields of a line, one on each line."""
    return "\n".join(f"  {name:14} {meaning}" for name, meaning in FIELDS)
