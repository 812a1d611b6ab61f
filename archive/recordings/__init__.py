"""From a recording to a record: what is said in it, and when. Optional: see docs/transcribe.md."""
