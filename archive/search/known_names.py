"""Which public board, speaker or topic a filter means, and the refusal of a filter that means nothing.

A filter that cannot be used must never be left out silently, because the answer would then be about everything.
"""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from archive.language.people.folding import fold
from archive.models import Board, FormerSlug, Speaker, SpeakerName, Topic

NEAREST = 5
FEW = 200
"""Up to so many names, the nearest ones are given even if they are far."""
LONGEST_SHOWN = 40
VALUES_AT_MOST = 50
Named = Board | Speaker | Topic
NamedModel = type[Board] | type[Speaker] | type[Topic]

CALLED_IN_SENTENCES: dict[NamedModel, Promise] = {
    Board: gettext_lazy("board"),
    Speaker: gettext_lazy("speaker"),
    Topic: gettext_lazy("topic"),
}


class UnusableFilter(Exception):
    """A filter that cannot be used: its parameter, and a sentence for the person or program that sent it."""

    def __init__(self, parameter: str, sentence: str) -> None:
        super().__init__(sentence)
        self.parameter = parameter
        self.sentence = sentence


class NamedObjects:
    """Public boards, speakers and topics by their names and by every slug they have or had.

    Each kind is read once, on first use. A speaker who was merged into another means the other.
    """

    def __init__(self) -> None:
        self._slugs: dict[NamedModel, dict[str, Any]] = {}

    def found(self, model: NamedModel, slugs: Iterable[str]) -> dict[str, Any]:
        """Return the objects with these slugs."""
        wanted = list(slugs)
        return {slug: known[slug] for slug in wanted if slug in known} if wanted and (known := self._of(model)) else {}

    def meant(self, model: NamedModel, typed: str) -> Any:
        """Return the object with the slug or, if it is the only one of it, with the name; None if there is none."""
        known = self._of(model)
        if typed in known:
            return known[typed]
        name = fold(typed)
        named = {one.pk: one for one in known.values() if name and fold(one.name) == name}
        if model is Speaker and not named:
            spelled = SpeakerName.objects.public().filter(name__iexact=" ".join(typed.replace("\0", " ").split()))
            wanted = set(spelled.values_list("speaker", flat=True))
            named = {one.pk: one for one in known.values() if one.pk in wanted}
        return next(iter(named.values())) if len(named) == 1 else None

    def nearest(self, model: NamedModel, typed: str) -> list[Any]:
        """Return the objects whose names or slugs are most like what was typed, those with its words first."""
        rows = {one.pk: one for one in self._of(model).values()}.values()
        words = set(fold(typed).split())
        by_name: dict[str, Any] = {}
        for one in rows:
            by_name.setdefault(fold(one.name), one)
        shared = {name: len(words & set(name.split())) for name in by_name}
        with_words = sorted((name for name, number in shared.items() if number), key=lambda name: (-shared[name], name))
        cutoff = 0.0 if len(by_name) <= FEW else 0.6
        alike = get_close_matches(fold(typed), by_name, NEAREST, cutoff) if len(with_words) < NEAREST else []
        return [by_name[name] for name in dict.fromkeys([*with_words, *alike])][:NEAREST]

    def _of(self, model: NamedModel) -> dict[str, Any]:
        if model not in self._slugs:
            self._slugs[model] = self._instances_by_slug(model)
        return self._slugs[model]

    @staticmethod
    def _instances_by_slug(model: NamedModel) -> dict[str, Any]:
        public = {instance.pk: instance for instance in model._default_manager.public()}
        former = FormerSlug.objects.of_kind(model).values_list("slug", "record_id")
        slugs = dict(former) | {instance.slug: instance.pk for instance in public.values()}
        merged: dict[int, int] = {}
        if model is Speaker:
            gone = Speaker.objects.filter(merged_into__isnull=False).values_list("pk", "slug", "merged_into")
            merged = {pk: kept for pk, _, kept in gone if kept}
            slugs |= {slug: pk for pk, slug, _ in gone}
        instances = {}
        for slug, pk in slugs.items():
            now = pk
            while now in merged:
                now = merged[now]
            if now in public:
                instances[slug] = public[now]
        return instances


def named_now(given: QueryDict, models: Mapping[str, NamedModel]) -> QueryDict:
    """Return the parameters with the present slug of each board, speaker and topic. ``order`` is read as ``sort``.

    A value may be a slug, a former slug or a whole name. Raise UnusableFilter for one that means nothing public.
    """
    named, known = given.copy(), NamedObjects()
    if "order" in named:
        named.setlist("sort", named.pop("order"))
    for parameter, model in models.items():
        wanted = [value.strip() for value in given.getlist(parameter) if value.strip()][: VALUES_AT_MOST + 1]
        if not wanted:
            continue
        slugged = model._default_manager.public().filter(slug__in=[value for value in wanted if "\0" not in value])
        present = set(slugged.values_list("slug", flat=True))
        slugs = (one if one in present else meant(model, parameter, one, known).slug for one in wanted)
        named.setlist(parameter, list(slugs))
    return named


def meant(model: NamedModel, parameter: str, typed: str, known: NamedObjects) -> Any:
    """Return the object that was meant. Raise UnusableFilter, with the nearest names and their slugs."""
    if named := known.meant(model, typed):
        return named
    sentence = no_such(parameter, CALLED_IN_SENTENCES[model], typed).sentence
    if nearest := known.nearest(model, typed):
        names = "; ".join(f"{one.name} ({one.slug})" for one in nearest)
        sentence += " " + gettext("The nearest: %(names)s.") % {"names": names}
    raise UnusableFilter(parameter, sentence)


def no_such(parameter: str, kind: Promise | str, typed: str) -> UnusableFilter:
    """Return the filter by something of this kind that is not there."""
    shown = typed if len(typed) <= LONGEST_SHOWN else f"{typed[:LONGEST_SHOWN]}…"
    return UnusableFilter(parameter, gettext("There is no %(kind)s “%(value)s” here.") % {"kind": kind, "value": shown})
