"""From a parsed meeting to drafts: turns are staged, labels matched, and what a person has checked is saved."""
