"""Links into recordings."""

import pytest

from archive.citations.passages.recording_link import Embedding, embedding, recording_host, recording_link


@pytest.mark.parametrize(
    ("url", "at"),
    [
        ("https://www.youtube.com/watch?v=abc", "https://www.youtube.com/watch?v=abc&t=75s"),
        ("https://www.youtube.com/watch?v=abc&t=9s", "https://www.youtube.com/watch?v=abc&t=75s"),
        ("https://youtu.be/abc", "https://youtu.be/abc?t=75s"),
        ("https://vimeo.com/123", "https://vimeo.com/123#t=75s"),
        (
            "https://city.granicus.com/player/clip/5?view_id=2",
            "https://city.granicus.com/player/clip/5?view_id=2&entrytime=75",
        ),
        (
            "https://city.granicus.com/MediaPlayer.php?clip_id=5",
            "https://city.granicus.com/MediaPlayer.php?clip_id=5&starttime=75",
        ),
        ("https://city.new.swagit.com/videos/5", "https://city.new.swagit.com/videos/5?ts=75"),
        ("https://media.example/board.MP4?x=1", "https://media.example/board.MP4?x=1#t=75"),
        ("https://notyoutube.com/watch?v=abc", "https://notyoutube.com/watch?v=abc"),
        ("https://board.example/meetings/5", "https://board.example/meetings/5"),
    ],
)
def test_each_provider_gets_the_time_in_its_own_format(url: str, at: str) -> None:
    assert recording_link(url, 75.9) == at


@pytest.mark.parametrize("seconds", [None, 0, 0.4])
def test_without_a_time_the_link_leads_to_the_whole_recording(seconds: float | None) -> None:
    assert recording_link("https://youtu.be/abc", seconds) == "https://youtu.be/abc"


@pytest.mark.parametrize(
    ("url", "player", "embedded", "allowed"),
    [
        (
            "https://www.youtube.com/watch?v=abcdefghijk&t=9s",
            "youtube",
            "https://www.youtube-nocookie.com/embed/abcdefghijk",
            "frame-src",
        ),
        (
            "https://youtu.be/abcdefghijk?si=x",
            "youtube",
            "https://www.youtube-nocookie.com/embed/abcdefghijk",
            "frame-src",
        ),
        (
            "https://www.youtube.com/live/abcdefghijk",
            "youtube",
            "https://www.youtube-nocookie.com/embed/abcdefghijk",
            "frame-src",
        ),
        ("https://vimeo.com/123456", "vimeo", "https://player.vimeo.com/video/123456?dnt=1", "frame-src"),
        ("https://vimeo.com/123456/0ab1", "vimeo", "https://player.vimeo.com/video/123456?dnt=1&h=0ab1", "frame-src"),
        (
            "https://player.vimeo.com/video/123456?h=0ab1",
            "vimeo",
            "https://player.vimeo.com/video/123456?dnt=1&h=0ab1",
            "frame-src",
        ),
        (
            "https://media.example:8443/a/Board.MP4?x=1#t=5",
            "video",
            "https://media.example:8443/a/Board.MP4?x=1",
            "media-src",
        ),
        ("https://media.example/board.mp3", "audio", "https://media.example/board.mp3", "media-src"),
    ],
)
def test_some_recordings_have_a_player(url: str, player: str, embedded: str, allowed: str) -> None:
    found = embedding(url)
    assert (found.player, found.directive) == (player, allowed)
    assert found.url.startswith(embedded)
    assert found.url.startswith(f"{found.source}/")


def test_a_player_names_its_host() -> None:
    assert (
        Embedding("video", "https://media.example:8443/a.mp4", "https://media.example:8443").host
        == "media.example:8443"
    )


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://city.granicus.com/player/clip/5",
        "https://city.new.swagit.com/videos/5",
        "https://www.youtube.com/@board/streams",
        "https://www.youtube.com/watch?v=a;b",
        "https://vimeo.com/event/5",
        "javascript:alert(1)//board.mp4",
        "ftp://media.example/board.mp4",
        "https://media.example;script-src/board.mp4",
        "https://media.example'*/board.mp4",
        "https://médias.example/board.mp4",
        "https://[::1]/board.mp4",
        "https://media.example:port/board.mp4",
        "https://[media/board.mp4",
    ],
)
def test_other_recordings_are_only_linked(url: str) -> None:
    assert embedding(url) is None
    assert recording_link(url, None) == url


def test_a_value_that_is_not_a_url_is_linked_unchanged() -> None:
    assert recording_link("https://[media/board.mp4", 75) == "https://[media/board.mp4"
    assert recording_host("https://[media/board.mp4") == ""
    assert recording_host("https://media.example:8443/board.mp4") == "media.example"
