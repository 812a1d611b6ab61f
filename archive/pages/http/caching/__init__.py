"""Caching of public pages: by readers' browsers, by caches in between, and by the site itself.

The name (ETag) of a page stands for the state of everything that it may show. One query reads this state before
anything else. If a reader or a proxy has a page with that name, the site answers 304. If the process has the page in
memory, it sends it. A view may name the parts of the record that its page shows (``shown.py``). Such a page keeps its
name until one of its parts changes. Any other page gets a new name with every change of the record, whichever process
makes it.
"""
