"""One module per engine: ``version()`` names it, ``missing()`` says why it cannot run here, ``Engine`` does the work.

An Engine is made on a folder of its own and has ``build(samples)``, ``add(sample)`` (found when it returns) and
``search(query)``, which returns the numbers of the first twenty statements and the exact total, and counts the values
of six facets where the query asks for that.
"""
