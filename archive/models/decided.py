"""A decision in words: a sentence, the names by choice, and what does not agree.

What is printed comes first. The roll is counted only where the source prints no count, and nobody's vote follows from a
voice vote.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy, ngettext

from archive.models import Ballot, Decision, Statement

Choice = Ballot.Choice
# Those who voted, then those who were there.
IN_ORDER = (Choice.YES, Choice.NO, Choice.PRESENT, *(one for one in Choice if one not in {"yes", "no", "present"}))
COUNTED = tuple(choice for choice in IN_ORDER if choice != Choice.OTHER)
BESIDE_YES_AND_NO = (Choice.ABSTAIN, Choice.RECUSED, Choice.ABSENT, Choice.EXCUSED, Choice.DID_NOT_VOTE)
IN_THE_SENTENCE: dict[Choice, Promise] = {
    Choice.YES: gettext_lazy("%(number)s yes"),
    Choice.NO: gettext_lazy("%(number)s no"),
    Choice.ABSTAIN: gettext_lazy("%(number)s abstained"),
    Choice.RECUSED: gettext_lazy("%(number)s recused"),
    Choice.ABSENT: gettext_lazy("%(number)s absent"),
    Choice.EXCUSED: gettext_lazy("%(number)s excused"),
    Choice.PRESENT: gettext_lazy("%(number)s present"),
    Choice.DID_NOT_VOTE: gettext_lazy("%(number)s did not vote"),
}


@dataclass(frozen=True)
class ShareOfVotes:
    """One choice: its name, how many made it, and where its part of the bar begins and ends, in percent."""

    choice: str
    name: str
    number: int
    start: float
    end: float


class Decided:
    """What readers are told of a decision. ``roll`` are its ballots, in order."""

    def __init__(self, decision: Decision, roll: Sequence[Ballot]) -> None:
        self.decision = decision
        self.roll = roll
        self.statement: Statement = decision.statement

    @property
    def place(self) -> str:
        """The fragment of the meeting's page where what was said on this begins."""
        item = self.statement.agenda_item
        return item.anchor if item else f"statement-{self.statement.number}"

    @property
    def is_attendance(self) -> bool:
        """Whether it says who was there, and not what was decided."""
        return self.decision.kind == Decision.Kind.ROLL_CALL

    @cached_property
    def of_the_roll(self) -> Counter[str]:
        """How many lines of the roll have each choice."""
        return Counter(ballot.choice for ballot in self.roll)

    def printed(self, choice: str) -> int | None:
        """Return the count that the source prints, or None."""
        number: int | None = getattr(self.decision, f"{choice}_count")
        return number

    def is_counted(self, choice: str) -> bool:
        """Return whether the source prints the count, or somebody on the roll made this choice."""
        return self.printed(choice) is not None or self.of_the_roll[choice] > 0

    def count(self, choice: str) -> int | None:
        """Return the printed count or, if there is none, how many of the roll; None if neither is known.

        A roll that names nobody who said yes may name only some of those who voted, so nobody there is no count of 0.
        """
        printed = self.printed(choice)
        if printed is not None or not self.roll:
            return printed
        is_partial = choice in {Choice.YES, Choice.NO} and not self.of_the_roll[Choice.YES]
        return self.of_the_roll[choice] or (None if is_partial else 0)

    @property
    def result(self) -> str:
        """The result; in the words of the source if it is none that the archive knows."""
        decision = self.decision
        return str(decision.get_result_display()) if decision.result else decision.printed_result

    @property
    def sentence(self) -> str:
        """The decision in a sentence, such as "Carried, 4 to 1, 1 absent, roll call."."""
        return self.stated or gettext("The result is not stated.")

    @cached_property
    def stated(self) -> str:
        """The same; empty if the source states neither a result nor a count."""
        yes, no = self.count(Choice.YES), self.count(Choice.NO)
        is_vote = yes is not None and no is not None and (yes or no)
        parts = [self.result]
        if is_vote:
            parts.append(gettext("%(yes)s to %(no)s") % {"yes": yes, "no": no})
        for choice in COUNTED:
            is_told = is_vote and choice in {Choice.YES, Choice.NO}
            if (number := self.count(choice)) and not is_told:
                parts.append(str(IN_THE_SENTENCE[choice]) % {"number": number})
        if self.decision.method:
            parts.append(str(self.decision.get_method_display()))
        parts = [part for part in parts if part]
        if not parts:
            return ""
        first, *rest = parts
        return ", ".join([capfirst(first), *(part[:1].lower() + part[1:] for part in rest)]) + "."

    @property
    def lines(self) -> list[str]:
        """The sentence, and a line for each choice with the names of those who made it."""
        return [self.sentence, *(f"{name}: {', '.join(map(self._line, roll))}." for name, roll in self.by_choice)]

    @staticmethod
    def _line(ballot: Ballot) -> str:
        """The name on a line of the roll, with when they came and left."""
        times = [
            template % {"time": f"{time:%H:%M}"}
            for template, time in (
                (gettext("(came at %(time)s)"), ballot.arrived),
                (gettext("(left at %(time)s)"), ballot.left),
            )
            if time
        ]
        return " ".join([ballot.name, *times])

    @property
    def against(self) -> list[Ballot]:
        """The lines of the roll that say no."""
        return [ballot for ballot in self.roll if ballot.choice == Choice.NO]

    @cached_property
    def by_choice(self) -> list[tuple[str, list[Ballot]]]:
        """The lines of the roll under the name of each choice; a choice of the source's own under its word."""
        named: dict[str, list[Ballot]] = {}
        for choice in IN_ORDER:
            for ballot in self.roll:
                if ballot.choice == choice:
                    name = ballot.word if choice == Choice.OTHER else str(choice.label)
                    named.setdefault(name, []).append(ballot)
        return list(named.items())

    @property
    def others(self) -> list[tuple[str, list[Ballot]]]:
        """The lines of the roll by choice, without those that say no."""
        return [(name, ballots) for name, ballots in self.by_choice if ballots[0].choice != Choice.NO]

    @cached_property
    def shares(self) -> list[ShareOfVotes]:
        """The parts of the bar. There is none unless somebody said yes or no, and it is known how many said each."""
        if None in (self.count(Choice.YES), self.count(Choice.NO)):
            return []
        numbers = [(choice, self.count(choice) or 0) for choice in (Choice.YES, Choice.NO, *BESIDE_YES_AND_NO)]
        total = sum(number for _, number in numbers)
        if not numbers[0][1] + numbers[1][1]:
            return []
        shares, start = [], 0.0
        for choice, number in numbers:
            if number:
                end = start + 100 * number / total
                shares.append(ShareOfVotes(choice, str(choice.label), number, start, end))
                start = end
        return shares

    @cached_property
    def notices(self) -> list[str]:
        """What does not agree, in a sentence each, without saying whose mistake it is."""
        return [*differing_counts(self.decision, self.roll), *self._names_twice(), *self._not_members()]

    def _names_twice(self) -> Iterator[str]:
        for name, number in Counter(ballot.name.casefold() for ballot in self.roll).items():
            if number > 1:
                first = next(ballot.name for ballot in self.roll if ballot.name.casefold() == name)
                yield ngettext(
                    "%(name)s is on the roll %(number)s time.", "%(name)s is on the roll %(number)s times.", number
                ) % {"name": first, "number": number}

    def _not_members(self) -> Iterator[str]:
        """Yield who is known to hold no office of the board on that day, where offices are fetched.

        Of somebody without any office there, that is known only if half of the roll is on record for that day.
        """
        date, board = self.statement.date.first, self.statement.board_id
        there = {
            ballot: [office.held_on(date) for office in ballot.speaker.offices.all() if office.board_id == board]
            for ballot in self.roll
            if ballot.speaker and "offices" in getattr(ballot.speaker, "_prefetched_objects_cache", {})
        }
        is_recorded = 2 * sum(map(any, there.values())) >= len(there)
        for ballot, held in there.items():
            if not any(held) and (held or is_recorded):
                yield gettext("No office of %(name)s at this board is on record for that day.") % {"name": ballot.name}


def differing_counts(decision: Decision, roll: Sequence[Ballot]) -> list[str]:
    """Return, in a sentence each, the printed counts that are not those of the roll; none without a roll.

    Whose mistake it is, nobody can know from the two.
    """
    there, sentences = Counter(ballot.choice for ballot in roll), []
    for choice in COUNTED if roll else ():
        printed = getattr(decision, f"{choice}_count")
        if printed is not None and printed != there[choice]:
            sentence = ngettext(
                "The printed count of “%(choice)s” is %(printed)s, and the list has %(there)s name.",
                "The printed count of “%(choice)s” is %(printed)s, and the list has %(there)s names.",
                there[choice],
            )
            sentences.append(sentence % {"printed": printed, "choice": choice.label, "there": there[choice]})
    return sentences
