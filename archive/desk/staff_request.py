"""What a view of the desk is given."""

from django.http import HttpRequest

from archive.desk.accounts.session_store import SessionStore
from archive.models import User


class StaffRequest(HttpRequest):
    """A request of a member of staff: ``archive.desk.staff_pages.allowed`` lets nobody else through."""

    user: User
    session: SessionStore
