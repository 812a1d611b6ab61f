"""From a document's bytes to its turns: how text is decoded, how labels are told, how captions join."""
