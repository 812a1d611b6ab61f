"""From a document's bytes to its turns: decoding, speaker labels, captions."""
