"""Why nothing comes of a recording: typed exceptions whose one sentence says what to do."""


class NotTranscribed(Exception):
    """A recording of which nothing can come. Its text is one sentence for the person who chose it."""


class NotARecording(NotTranscribed):
    """The file is broken, or holds no sound that can be read."""


class TooMuch(NotTranscribed):
    """The recording is larger or longer than the site takes."""


class NoSpeech(NotTranscribed):
    """Nobody speaks in the recording."""


class NotInstalled(NotTranscribed):
    """What reads recordings, or its model, is not there."""


class Interrupted(Exception):
    """It was told to stop, or somebody cancelled it: what was heard so far is kept, or not wanted."""
