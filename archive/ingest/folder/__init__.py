"""A folder of files to staged imports: each file finds its meeting, and one list says what a person must still decide.

``opened`` gives the files of a folder or a zip, ``manifest`` what a person wrote about them. ``taking_in`` stores each
file once, ``staging`` reads it and stages each of its meetings, and ``questions`` asks what could not be found: most
files at once first. The answer to a question sends its files to be read again.
"""
