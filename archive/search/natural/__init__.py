"""Natural words: what a reader means who types as people speak, on top of the language of the search.

``understand`` makes a question of a text. Quoted words, fields, OR, NEAR and what a minus stands before keep their
meaning to the letter; what is read here are the plain words beside them.
"""

from archive.search.natural.understanding import Reading, Understood, literally, understand

__all__ = ["Reading", "Understood", "literally", "understand"]
