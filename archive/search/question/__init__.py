"""What a reader asks: words, the language of the search, plain sentences, and the query that every engine answers."""
