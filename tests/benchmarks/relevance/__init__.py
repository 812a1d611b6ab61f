"""How well the search ranks: searches of residents, journalists and clerks with judgements of what they should find.

``queries.tsv`` has the searches, ``judgements.tsv`` for each the statements that some engine had among its best, by
their id in the file that they were imported from, with a grade given by reading: 3 answers the search, 2 is about it,
1 touches it, 0 is not about it. Every third search is kept out of tuning.
"""
