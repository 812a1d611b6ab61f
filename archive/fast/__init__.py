"""Fast paths: code that is harder to read than the plain way, kept because the benchmark says what it saves.

Each module says what it saves, and a setting turns it off. ``tests/fast/test_both_ways.py`` compares the pages.
Remove a fast path that saves less than a fifth of the processor time of the page with the most of its work
(``python -m tests.benchmarks.fast_paths``).
"""
