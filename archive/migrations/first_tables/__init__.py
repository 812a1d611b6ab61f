"""The tables of the first release, by room. A migration never changes, and neither do these."""
