"""The project's own way to set up Django's admin."""

from django.contrib.admin.apps import AdminConfig


class RecordAdminConfig(AdminConfig):
    """The admin, to look at tables and no more."""

    default_site = "boardmeetings.admin_site.ReadOnlySite"
