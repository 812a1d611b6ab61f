"""What caches may do with the public pages, those of readers, those between, and the site's own memory.

Every page is named (ETag) by the state of everything it may show, read in one query before anything else: what a reader
or a proxy holds under that name is answered with 304, what the process remembers under it with the page, and whatever
the database has committed in the meantime, by whichever process, gives every page another name.
"""
