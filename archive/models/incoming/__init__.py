"""What is on its way into the record: imported files, transcribed recordings, planned publications."""
