"""Fast paths: code that is harder to read than the plain way. Its benchmark shows what it saves.

Each module says what it saves, and a setting turns it off. ``tests/fast/test_both_ways.py`` compares the pages. Remove
a fast path if it saves less than a fifth of the processor time of the page that uses it most (``python -m
tests.benchmarks.fast_paths``).
"""
