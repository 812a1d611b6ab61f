"""Why a recording cannot be transcribed: typed exceptions with one sentence that says what to do."""


class NotTranscribed(Exception):
    """A recording that cannot be transcribed. The text is one sentence for the person who chose it."""


class NotARecording(NotTranscribed):
    """The file is damaged, or has no sound that can be read."""


class TooMuch(NotTranscribed):
    """The recording is larger or longer than the site accepts."""


class NoSpeech(NotTranscribed):
    """Nobody speaks in the recording."""


class NotInstalled(NotTranscribed):
    """The software that reads recordings, or its model, is missing."""


class Interrupted(Exception):
    """The work was told to stop, or somebody cancelled it. What was heard so far is stored, or not wanted."""
