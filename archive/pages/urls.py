"""URLs of the public pages, room by room.

A URL that was published once works for ever. Change none: add a redirect. The rooms share the namespace ``pages``.
"""

from archive.pages.alerts import urls as alerts
from archive.pages.corrections import urls as corrections
from archive.pages.data import urls as data
from archive.pages.decisions import urls as decisions
from archive.pages.directory import urls as directory
from archive.pages.files import urls as files
from archive.pages.meetings import urls as meetings
from archive.pages.quotes import urls as quotes
from archive.pages.search import urls as search
from archive.pages.sharing import urls as sharing
from archive.pages.site import urls as site
from archive.pages.statements import urls as statements

app_name = "pages"
# Statements come last, because their pattern of a number and any slug also matches URLs of other rooms.
ROOMS = (site, files, data, search, meetings, decisions, directory, quotes, corrections, alerts, sharing, statements)
urlpatterns = [pattern for room in ROOMS for pattern in room.urlpatterns]
