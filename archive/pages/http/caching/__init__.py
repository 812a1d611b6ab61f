"""What may be cached of the public pages: by readers' browsers, by caches in between, and by the site itself.

The name (ETag) of a page stands for the state of everything that it may show, which one query reads before anything
else. If a reader or a proxy has a page with that name, the answer is 304. If the process has it, it sends it. Every
commit to the database, by any process, gives every page a new name.
"""
