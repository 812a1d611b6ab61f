"""What a file of decisions has, once it is read to its end."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from archive.loading.decision_lines.line import KINDS, BadDecisionLine, Line, parse
from archive.loading.statement_lines.file import FileDamaged


class DecisionFile:
    """The lines of a file, the last of each id: meetings in the order of their dates, with their decisions."""

    def __init__(self, lines: Iterable[tuple[int, bytes]], report: Callable[[str], None]) -> None:
        """Read all lines. Report each that is none of these objects, in a sentence."""
        self.bad = 0
        self.meetings: dict[str, Line] = {}
        self.decisions: dict[str, Line] = {}
        self.people: dict[str, Line] = {}
        kept = dict(zip(KINDS, (self.meetings, self.decisions, self.people), strict=True))
        try:
            for number, raw in lines:
                try:
                    line = parse(raw)
                except BadDecisionLine as problem:
                    self.bad += 1
                    report(f"Line {number}: {problem}")
                else:
                    if line is not None:
                        kept[line["_type"]][line["id"]] = line
        except FileDamaged as damage:
            self.bad += 1
            report(str(damage))
        self.of_meeting: dict[str, list[Line]] = defaultdict(list)
        for line in self.decisions.values():
            self.of_meeting[line["event"]].append(line)
        for event in set(self.of_meeting) - set(self.meetings):
            self.bad += len(self.of_meeting[event])
            report(f"{len(self.of_meeting[event])} decisions name the event “{event}”, which is not in the file.")
