"""What an action also makes public: objects that it refers to and that no reader has seen yet.

The actor chose them by their names. Other people may have written what else readers will see of them. So the actor is
shown that first, and the action only accepts what was shown.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from archive.actions.rules.filing import filed_topics
from archive.actions.rules.in_public import is_public, label_of, value_of
from archive.models import AgendaItem, Meeting, Office, Speaker, SpeakerName, Statement, User
from archive.models.fields.described import Rule, rules_of

LENGTH = 32
# People choose or find an object by these fields.
NAMES = frozenset({"id", "name", "slug", "title", "label", "position"})


class PublicToo(ValidationError):
    """The action makes public what the actor has not been shown: ``told``, by the object's name, and its version."""

    def __init__(self, told: Mapping[str, Sequence[str]]) -> None:
        super().__init__("This also publishes what is listed here. Read it, then send the form again.")
        self.told = told
        self.version = _version(told)


def check_public_too(values: Iterable[Any], seen_too: str, actor: User | None) -> None:
    """Raise PublicToo if more than the names of the objects becomes public, unless the actor saw it.

    ``values`` may contain things that are not objects; statements have their own rules. ``seen_too`` is the version of
    what was seen. A command of the site, which has no actor, does not need it.
    """
    if actor is None:
        return
    becoming = _becomes_public(values)
    if becoming and seen_too != _version(becoming):
        raise PublicToo(becoming)


def version_of_public_too(values: Iterable[Any]) -> str:
    """Return the version of what these objects make public, to act on some of what was shown and checked together."""
    return _version(_becomes_public(values))


def _becomes_public(values: Iterable[Any]) -> dict[str, list[str]]:
    named = [value for value in values if isinstance(value, models.Model) and not isinstance(value, Statement)]
    hidden = (instance for instance in dict.fromkeys(named) if not is_public(instance))
    lines = {f"{instance._meta.verbose_name} {instance}": list(_facts_readers_see(instance)) for instance in hidden}
    return {name: facts for name, facts in lines.items() if facts}


def named_by(statement: Statement) -> list[models.Model | None]:
    """Return the objects that readers see with the statement."""
    own = [statement.speaker, statement.agenda_item, statement.source]
    return [*own, *filed_topics(statement), *named_in_decision(statement)]


def named_in_decision(statement: Statement) -> list[Speaker]:
    """Return who moved and seconded a decision, and those on its roll; nobody if the statement is none."""
    if statement.kind != Statement.Kind.DECISION:
        return []
    named = Q(moved=statement.pk) | Q(seconded=statement.pk) | Q(ballots__decision=statement.pk)
    return list(Speaker.objects.filter(named).distinct().order_by("name", "pk"))


def _facts_readers_see(instance: models.Model) -> Iterator[str]:
    """Yield what readers will see of an object besides its name."""
    yield from _fields(instance)
    match instance:
        case Speaker():
            for fact in (*SpeakerName.objects.filter(speaker=instance), *Office.objects.filter(speaker=instance)):
                yield str(fact)
        case AgendaItem():
            for topic in instance.topics.all():
                yield from (str(topic), *_fields(topic))
        case Meeting():
            for item in instance.agenda_items.prefetch_related("topics"):
                yield from (str(item), *_facts_readers_see(item))
            yield from (str(document) for document in instance.documents.all())


def _fields(instance: models.Model) -> Iterator[str]:
    rules = rules_of(type(instance))
    for field in instance._meta.concrete_fields:
        value = getattr(instance, field.attname)
        if (
            rules[field.name] == Rule.IN_PUBLIC
            and field.name not in NAMES
            and value not in (field.get_default(), "", None)
        ):
            yield f"{label_of(instance, field.name)}: {value_of(instance, field.name)}"


def _version(becoming: Mapping[str, Sequence[str]]) -> str:
    return hashlib.sha256(repr(sorted(becoming.items())).encode()).hexdigest()[:LENGTH]
