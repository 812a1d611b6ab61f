"""Measures how well the search ranks, with searches by residents, journalists and clerks, and judgements.

``queries.tsv`` has the searches. For each, ``judgements.tsv`` has the statements that some engine ranked among its
best, by their id in the file that they were imported from, with a grade by somebody who read them: 3 answers the
search, 2 is about it, 1 touches it, 0 is not about it. Every third search is not used for tuning.
Those whose name begins with n are needs in words of every day, graded without knowing which engine found what. Those
with y were written from statements drawn at random: the statement answers the need, and somebody asks for it in words
that are not its own. Every second of them is not looked at until the end of a change.
"""
