"""Whether the site has the keys that its rows depend on. A lost key is replaced at the next start, in silence.

The database names each key by its fingerprint when the site starts. While no row depends on a key, another may take its
place.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.conf import settings

from archive.log import is_signed_by_us
from archive.models import AuthenticatorApp, LogEntry, NamedKey, RemovedWords, Webhook, fingerprint_of
from archive.models.fields.secret import KeyDoesNotOpen, unseal


class Dependence(NamedTuple):
    """How rows depend on a key: whether there are any, whether the given keys read them all, what is lost if not."""

    has_rows: Callable[[], bool]
    are_readable: Callable[[], bool]
    loss: str


def _sealed() -> Iterator[str]:
    yield from AuthenticatorApp.objects.values_list("key", flat=True)
    yield from Webhook.objects.values_list("secret", flat=True)


def _all_open() -> bool:
    try:
        return all(unseal(sealed) for sealed in _sealed())
    except KeyDoesNotOpen:
        return False


def _never() -> bool:
    """Return False: nobody can see from a hash whether a key made it."""
    return False


DEPENDENCES = {
    "SECOND_FACTOR_KEY": Dependence(
        lambda: any(_sealed()), _all_open, "authenticator apps and the secrets of webhooks do not work"
    ),
    "REMOVED_WORDS_KEY": Dependence(
        RemovedWords.objects.exists, _never, "redacted words are not recognised when a file brings them back"
    ),
    "LOG_KEY": Dependence(
        LogEntry.objects.exists, is_signed_by_us, "nobody can tell the public log from that of a stranger"
    ),
}


def name_keys() -> None:
    """Name the keys of this site in the database. Do not replace the name of one that rows still depend on."""
    for setting, dependence in DEPENDENCES.items():
        given = _given(setting)
        named = NamedKey.objects.filter(setting=setting)
        lost = named.exclude(fingerprint__in=given)
        if lost.exists() and (not dependence.has_rows() or dependence.are_readable()):
            lost.delete()
        if not lost.exists():
            NamedKey.objects.get_or_create(setting=setting, fingerprint=given[0])


def accept_keys() -> None:
    """Forget the names of keys that are lost for good, and name the present ones."""
    NamedKey.objects.all().delete()
    name_keys()


def key_problems() -> Iterator[str]:
    """Yield a sentence for each key that rows depend on and that the site does not have."""
    for setting, dependence in DEPENDENCES.items():
        lost = NamedKey.objects.filter(setting=setting).exclude(fingerprint__in=_given(setting))
        if lost.exists() and dependence.has_rows() and not dependence.are_readable():
            yield (
                f"{setting} is not the key that this site had: {dependence.loss}. Bring back the file "
                f"{setting.lower()} from the keys of a backup into DATA_DIR, or the value of the variable, and start "
                "the site again. If the key is lost for good, run manage.py doctor --accept-keys."
            )


def _given(setting: str) -> list[str]:
    return [fingerprint_of(key) for key in getattr(settings, setting).split(",") if key.strip()]
