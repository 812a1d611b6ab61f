"""Links to the second of a turn in a recording, and players to embed next to the transcript.

The providers are in a small table.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, parse_qsl, urlencode, urlsplit

VIDEO = (".mp4", ".m4v", ".webm", ".mov", ".ogv")
AUDIO = (".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav", ".flac")
HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
YOUTUBE_VIDEO = re.compile(r"/(?:embed|live|shorts|v)/([\w-]{6,20})/?", re.ASCII)
YOUTUBE_ID = re.compile(r"[\w-]{6,20}", re.ASCII)
VIMEO_VIDEO = re.compile(r"/(?:video/|channels/[\w-]+/|groups/[\w-]+/videos/)?(\d{1,12})(?:/(\w{1,40}))?/?", re.ASCII)
VIMEO_KEY = re.compile(r"\w{1,40}", re.ASCII)


@dataclass(frozen=True)
class Embedding:
    """A player that a page can embed: its interface, its URL, and the source that the browser must allow.

    ``player`` is ``youtube`` or ``vimeo`` (a frame), ``video`` or ``audio`` (an element). ``source`` is a host source
    of CSP Level 3, section 2.3.1: scheme and host, with nothing that could end it.
    """

    player: str
    url: str
    source: str

    @property
    def host(self) -> str:
        """The host of the recording, which the page names before it loads anything."""
        return self.source.partition("://")[2]

    @property
    def directive(self) -> str:
        """The directive of a Content-Security-Policy that must name the source."""
        return "media-src" if self.player in {"video", "audio"} else "frame-src"


@dataclass(frozen=True)
class Provider:
    """How to recognise a provider's URLs, how they give the second, and whether the player can be embedded."""

    is_theirs: Callable[[SplitResult], bool]
    at: Callable[[SplitResult, int], SplitResult]
    embed: Callable[[SplitResult], Embedding | None] = lambda _: None


def recording_link(url: str, seconds: float | None) -> str:
    """Return the URL of the recording at that second, or unchanged if the provider has no way to give it.

    A turn without a time, or one at the very beginning, links to the recording itself.
    """
    start = int(seconds or 0)
    parts, provider = _provider(url)
    return provider.at(parts, start).geturl() if start and provider else url


def embedding(url: str) -> Embedding | None:
    """Return the player of the recording, or None if it has none that a page can embed."""
    parts, provider = _provider(url)
    if not provider or parts.scheme not in {"http", "https"}:
        return None
    return provider.embed(parts)


def recording_host(url: str) -> str:
    """Return the name of the recording's host; empty if the URL has none."""
    parts, _ = _provider(url)
    return parts.hostname or ""


def _provider(url: str) -> tuple[SplitResult, Provider | None]:
    try:
        parts = urlsplit(url)
        # Read the port here once, because urllib only refuses a port that is not a number when it is read.
        _ = parts.port
    except ValueError:
        return urlsplit(""), None
    return parts, next((provider for provider in PROVIDERS if provider.is_theirs(parts)), None)


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
    # The older player has a different parameter.
    name = "starttime" if parts.path.endswith("MediaPlayer.php") else "entrytime"
    return _with_parameter(name)(parts, start)


def _is_media(parts: SplitResult) -> bool:
    return parts.path.lower().endswith(VIDEO + AUDIO)


def _media_player(parts: SplitResult) -> Embedding | None:
    if not HOST.fullmatch(parts.hostname or ""):
        return None
    source = f"{parts.scheme}://{parts.hostname}{f':{parts.port}' if parts.port else ''}"
    player = "video" if parts.path.lower().endswith(VIDEO) else "audio"
    return Embedding(player, parts._replace(fragment="").geturl(), source)


def _youtube_player(parts: SplitResult) -> Embedding | None:
    """Return the player that sets no cookie before it plays and accepts commands from its page."""
    if parts.hostname == "youtu.be":
        video = parts.path.strip("/")
    elif match := YOUTUBE_VIDEO.fullmatch(parts.path):
        video = match[1]
    else:
        video = parse_qs(parts.query).get("v", [""])[0]
    if not YOUTUBE_ID.fullmatch(video):
        return None
    source = "https://www.youtube-nocookie.com"
    return Embedding("youtube", f"{source}/embed/{video}?enablejsapi=1&rel=0", source)


def _vimeo_player(parts: SplitResult) -> Embedding | None:
    match = VIMEO_VIDEO.fullmatch(parts.path)
    if not match:
        return None
    # Unlisted recordings need a key.
    key = match[2] or parse_qs(parts.query).get("h", [""])[0]
    source = "https://player.vimeo.com"
    with_key = f"&h={key}" if VIMEO_KEY.fullmatch(key) else ""
    return Embedding("vimeo", f"{source}/video/{match[1]}?dnt=1{with_key}", source)


# Plain files give the second as in W3C Media Fragments URI 1.0, section 4.2.1.
PROVIDERS: tuple[Provider, ...] = (
    Provider(_is_media, _with_fragment(), _media_player),
    Provider(_is_at("youtube.com", "youtu.be", "youtube-nocookie.com"), _with_parameter("t", "s"), _youtube_player),
    Provider(_is_at("vimeo.com"), _with_fragment("s"), _vimeo_player),
    Provider(_is_at("granicus.com"), _granicus),
    Provider(_is_at("swagit.com"), _with_parameter("ts")),
)
