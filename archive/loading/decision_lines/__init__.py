"""Decisions in bulk, from a file of JSON Lines in the shape of Open Civic Data: one object per line, plain or gzip.

========================  ==========================================================================================
_type                     ``event``, ``vote_event``, ``person`` or ``bill``; other lines are passed over
id                        its permanent id in the source. Of several lines with the same id, the last counts
event                     ``organization`` (the board), ``start_date``, and if known ``name``, ``location``, ``status``,
                          ``sources``, ``media``, and ``agenda``: items with ``id``, ``label`` and ``description``
vote_event                ``event`` (its id), ``item`` (the id of the agenda item), ``motion_text``,
                          ``motion_classification`` ("roll-call" for attendance), ``result`` ("pass", "fail"),
                          ``bill`` (a file number), ``votes``, ``counts``, and in ``extras`` ``printed_result``,
                          ``mover`` and ``seconder``
votes                     ``option`` (yes, no, abstain, absent, excused, present, recused, not voting, other),
                          ``voter_name``, and if known ``voter_id`` and ``note``, the word as printed
counts                    ``option`` and ``value``, if the source prints them
person                    ``name`` and ``offices``: ``organization``, ``role``, ``start_date``, ``end_date``
========================  ==========================================================================================

``tools/legistar.py`` writes such a file. Meetings, agenda items and speakers that are missing are created; others stay
as they are. A second run adds nothing, and corrects in public what the source has changed, except what staff corrected.
"""

from archive.loading.decision_lines.file import DecisionFile
from archive.loading.decision_lines.load import DecisionLoad
