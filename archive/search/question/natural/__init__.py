"""Natural words: what a reader means who types plain sentences, on top of the language of the search.

``understand`` turns a text into a question. Quoted words, fields, OR, NEAR and what follows a minus keep their exact
meaning; only the plain words are interpreted here.
"""

from archive.search.question.natural.understanding import Reading, Understood, literally, understand
