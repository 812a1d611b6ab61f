"""The meaning of the columns of a table, or of the fields of an object."""

import re
from collections.abc import Iterable

CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")  # "startTime"
NAMES = {
    "text": "text statement words transcript utterance comment content speech remarks said transcription caption "
    "sentence message what texto palabras spoken_text",
    "speaker": "speaker speaker_name speaker_public speaker_display_name who person name from spoken_by "
    "said_by speaker_label participant author sender user_profile real_name display_name user_name username user "
    "orador oradora hablante intervinient",
    "role": "role speaker_role office position speaker_title",
    "start": "start start_time start_seconds begin time timestamp time_start start_s timecode start_offset in "
    "hora inicio",
    "end": "end end_time end_seconds finish time_end end_s end_offset out",
    "heading": "agenda_item agenda item section meeting_section heading topic_heading subject label",
    "identifier": "id identifier turn_id statement_id uid",
    "meeting": "meeting_title meeting meeting_id event meeting_name",
    "date": "meeting_date date session_date",
    "board": "body board committee council city_name organization organisation",
    "kind": "kind type statement_type",
    "language": "language lang",
    "ayes": "ayes yeas yes for in_favour in_favor aye yea",
    "noes": "noes nays no against opposed nay",
    "abstentions": "abstentions abstain abstained abstaining",
}
MEANING = {name: meaning for meaning, names in NAMES.items() for name in names.split()}
RANK = {name: rank for names in NAMES.values() for rank, name in enumerate(names.split())}


def find_columns(header: Iterable[object]) -> dict[str, int]:
    """Return for each known meaning ("text", "speaker", "start" ...) the index of its column in a header row.

    If several names fit one meaning, the more specific one is used: "speaker" before "name".
    """
    columns: dict[str, tuple[int, int]] = {}
    for index, cell in enumerate(header):
        name = "_".join(
            CAMEL.sub("_", str(cell)).strip().lower().replace("-", " ").replace("/", " ").replace("_", " ").split()
        )
        meaning = MEANING.get(name)
        if meaning and (meaning not in columns or RANK[name] < columns[meaning][0]):
            columns[meaning] = (RANK[name], index)
    return {meaning: index for meaning, (_, index) in columns.items()}
