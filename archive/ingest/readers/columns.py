"""The names that tools and people give to the fields of a record, and what each means."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")  # "startTime"
NAMES = {
    "text": "text statement words transcript utterance comment content speech remarks said transcription caption "
    "sentence message what texto palabras spoken_text display_text",
    "word": "punctuated_word word display value utf8",  # in JSON, a part of what was said
    "speaker": "speaker_public speaker_name speaker_display_name speaker who person name from spoken_by "
    "said_by speaker_label participant author sender user_profile real_name display_name user_name username user "
    "orador oradora hablante intervinient participant_name author_name sender_name speaker_tag speaker_id",
    "voice": "speaker_index",
    "role": "role speaker_role office position speaker_title",
    "start": "start start_time start_seconds begin time timestamp time_start start_s timecode start_offset in "
    "hora inicio start_ms start_time_ms start_timestamp begin_time t_start_ms offset offset_milliseconds "
    "offset_in_ticks ts",
    "end": "end end_time end_seconds finish time_end end_s end_offset out end_ms end_time_ms end_timestamp "
    "result_end_time end_ts",
    "length": "duration d_duration_ms duration_milliseconds duration_in_ticks",
    "heading": "agenda_item agenda item section meeting_section heading topic_heading subject label",
    "identifier": "id identifier turn_id statement_id uid",
    "meeting": "meeting_title meeting meeting_id event meeting_name",
    "date": "meeting_date date session_date session_datetime",
    "board": "body board committee council city_name organization organisation city",
    "kind": "kind type statement_type",
    "language": "language lang",
    "ayes": "ayes yeas yes for in_favour in_favor aye yea",
    "noes": "noes nays no against opposed nay",
    "abstentions": "abstentions abstain abstained abstaining",
    "number": "number item_number item_no agenda_number agenda_no agenda_item_number",
    "title": "title item_title agenda_title",
    "description": "description details summary",
    "consent": "consent consent_agenda consent_item",
    "packet": "packet packet_url url link attachment attachments document documents",
}
KNOWN = {name: (meaning, rank) for meaning, names in NAMES.items() for rank, name in enumerate(names.split())}
PER_SECOND = (("_ms", 1000), ("_milliseconds", 1000), ("_ticks", 10_000_000))  # units that a name says


class Column(NamedTuple):
    """What a name means, how specific it is for that (0 is most), and how many of its units are a second."""

    meaning: str
    rank: int
    per_second: int


@lru_cache(4096)
def column(name: str) -> Column | None:
    """Return what the name of a field means, or None if it is not known."""
    plain = "_".join(re.sub(r"[\W_]+", " ", CAMEL.sub("_", name)).lower().split()) or ("number" * (name.strip() == "#"))
    if plain not in KNOWN:
        return None
    return Column(*KNOWN[plain], next((units for ending, units in PER_SECOND if plain.endswith(ending)), 1))


def find_columns(header: Iterable[object]) -> dict[str, int]:
    """Return for each known meaning ("text", "speaker", "start" ...) the index of its column in a header row.

    If several names fit one meaning, the more specific one is used: "speaker" before "name".
    """
    columns: dict[str, tuple[int, int]] = {}
    for index, cell in enumerate(header):
        known = column(str(cell))
        if known and (known.meaning not in columns or known.rank < columns[known.meaning][0]):
            columns[known.meaning] = (known.rank, index)
    return {meaning: index for meaning, (_, index) in columns.items()}
