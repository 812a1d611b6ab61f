"""Which words are meant: a passage, its address, its context, and where it is in another wording."""
