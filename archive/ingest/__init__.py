"""From a file to the record: ``read`` turns a transcript file into a parsed meeting."""

from archive.ingest.parsed import Heading, Mark, Narrative, ParsedMeeting, Problem, Turn, Vote
from archive.ingest.reading import read
from archive.ingest.refusals import Damaged, EncodingCandidate, EncodingUnclear, NotATranscript, Refused, TooLarge
