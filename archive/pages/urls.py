"""Addresses of the public pages, room by room.

An address that was published once answers for ever. Change none: add a redirect. The rooms share the namespace
``pages``.
"""

from archive.pages.alerts import urls as alerts
from archive.pages.corrections import urls as corrections
from archive.pages.data import urls as data
from archive.pages.directory import urls as directory
from archive.pages.files import urls as files
from archive.pages.meetings import urls as meetings
from archive.pages.quotes import urls as quotes
from archive.pages.search import urls as search
from archive.pages.sharing import urls as sharing
from archive.pages.site import urls as site
from archive.pages.statements import urls as statements

app_name = "pages"
# The statements come last: their rule for a number and any slug would take the other rooms' addresses.
ROOMS = (site, files, data, search, meetings, directory, quotes, corrections, alerts, sharing, statements)
urlpatterns = [pattern for room in ROOMS for pattern in room.urlpatterns]
