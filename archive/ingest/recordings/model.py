"""The model that transcribes: a folder or an installed package, as ``TRANSCRIBE_MODEL`` says; and what is missing."""

import importlib.util
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from django.conf import settings

from archive.ingest.recordings.heard import Transcriber
from archive.ingest.recordings.refusals import NotInstalled

WEIGHTS = "model.bin"
HOW = "See docs/transcribe.md."
NEEDED = ("av", "faster_whisper")
_held: dict[str, Transcriber] = {}


def what_is_missing() -> str:
    """Return a sentence that says what to do before recordings can be transcribed; empty if nothing is missing."""
    if any(importlib.util.find_spec(name) is None for name in NEEDED):
        return f"Recordings are not transcribed on this site. Install requirements-transcribe.txt. {HOW}"
    if not settings.TRANSCRIBE_MODEL:
        return f"Recordings are not transcribed on this site. Set TRANSCRIBE_MODEL to the folder of a model. {HOW}"
    try:
        model_folder()
    except NotInstalled as missing:
        return str(missing)
    return ""


def model_folder() -> Path:
    """Return the folder of the model; raise NotInstalled if the setting does not name one."""
    named = settings.TRANSCRIBE_MODEL
    folder = package_folder(named)
    weights = sorted(folder.glob(f"**/{WEIGHTS}")) if folder else []
    if not weights:
        raise NotInstalled(f"TRANSCRIBE_MODEL is {named}: no folder or package with a model ({WEIGHTS}). {HOW}")
    return weights[0].parent


def package_folder(named: str) -> Path | None:
    """Return the folder that a setting names, or that of the installed package, or None."""
    folder = Path(named).expanduser()
    if folder.is_dir():
        return folder
    package = importlib.util.find_spec(named) if named.isidentifier() else None
    return Path(package.origin).parent if package and package.origin else None


def transcriber() -> Transcriber:
    """Return the transcriber, loaded once per process; raise NotInstalled if anything is missing."""
    if missing := what_is_missing():
        raise NotInstalled(missing)
    from archive.ingest.recordings.whisper import WhisperTranscriber

    folder = str(model_folder())
    if folder not in _held:
        _held.clear()
        _held[folder] = WhisperTranscriber(Path(folder), name=_name(Path(folder)), threads=settings.TRANSCRIBE_THREADS)
    return _held[folder]


def _name(folder: Path) -> str:
    """Return the name of the model: its package with its version, or its folder."""
    named = settings.TRANSCRIBE_MODEL
    if named.isidentifier() and not Path(named).is_dir():
        try:
            return f"{named} {version(named.replace('_', '-'))}"
        except PackageNotFoundError:
            return named
    return folder.name
