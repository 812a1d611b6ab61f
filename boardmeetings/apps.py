"""The project's own configuration of Django's admin."""

from django.contrib.admin.apps import AdminConfig


class RecordAdminConfig(AdminConfig):
    """The admin, only to look at tables."""

    default_site = "boardmeetings.admin_site.ReadOnlySite"
