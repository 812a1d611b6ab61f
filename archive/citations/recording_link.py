"""Links into a recording that start at the second of a turn: a small table, one entry a provider."""

from collections.abc import Callable
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

MEDIA = (".mp4", ".m4v", ".webm", ".mov", ".mp3", ".m4a", ".ogg", ".oga", ".ogv", ".opus", ".wav", ".flac")


def recording_link(url: str, seconds: float | None) -> str:
    """Return the address of the recording at that second; as it is where the provider has no way to say it.

    A turn without a time, or one at the very beginning, leads to the recording itself.
    """
    start = int(seconds or 0)
    if not start:
        return url
    parts = urlsplit(url)
    for provider, at in PROVIDERS:
        if provider(parts):
            return at(parts, start).geturl()
    return url


def _is_at(*hosts: str) -> Callable[[SplitResult], bool]:
    return lambda parts: any(parts.hostname == host or (parts.hostname or "").endswith(f".{host}") for host in hosts)


def _with_parameter(name: str, unit: str = "") -> Callable[[SplitResult, int], SplitResult]:
    def at(parts: SplitResult, start: int) -> SplitResult:
        others = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if key != name]
        return parts._replace(query=urlencode([*others, (name, f"{start}{unit}")]))

    return at


def _with_fragment(unit: str = "") -> Callable[[SplitResult, int], SplitResult]:
    return lambda parts, start: parts._replace(fragment=f"t={start}{unit}")


def _granicus(parts: SplitResult, start: int) -> SplitResult:
    # The older player has its own word for it.
    name = "starttime" if parts.path.endswith("MediaPlayer.php") else "entrytime"
    return _with_parameter(name)(parts, start)


def _is_media(parts: SplitResult) -> bool:
    return parts.path.lower().endswith(MEDIA)


# Who recognises an address, and how it says the second. Plain files: W3C Media Fragments URI 1.0, section 4.2.1.
PROVIDERS: tuple[tuple[Callable[[SplitResult], bool], Callable[[SplitResult, int], SplitResult]], ...] = (
    (_is_media, _with_fragment()),
    (_is_at("youtube.com", "youtu.be", "youtube-nocookie.com"), _with_parameter("t", "s")),
    (_is_at("vimeo.com"), _with_fragment("s")),
    (_is_at("granicus.com"), _granicus),
    (_is_at("swagit.com"), _with_parameter("ts")),
)
