"""One module per engine: ``version()`` names it, ``missing()`` says why it cannot run here, ``Engine`` does the work.

An Engine is created on its own folder and has ``build(samples)``, ``add(sample)`` (found when it returns) and
``search(query)``, which returns the numbers of the first twenty statements and the exact total, and counts the values
of six facets if the query requests that.
"""
