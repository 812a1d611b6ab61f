"""Links into recordings."""

import pytest

from archive.citations.recording_link import recording_link


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
def test_each_provider_is_told_the_second_its_own_way(url: str, at: str) -> None:
    assert recording_link(url, 75.9) == at


@pytest.mark.parametrize("seconds", [None, 0, 0.4])
def test_without_a_second_the_recording_itself_is_linked(seconds: float | None) -> None:
    assert recording_link("https://youtu.be/abc", seconds) == "https://youtu.be/abc"
