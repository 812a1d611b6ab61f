"""From a recording to a transcript: what is said in it, and when. Optional: see docs/transcribe.md."""
