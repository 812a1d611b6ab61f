"""What other sites and programs get: metadata, cards, oEmbed, Memento and feeds."""
