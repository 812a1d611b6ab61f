"""The database allows one row of site settings, which needs a name, and a logo needs a type."""

import pytest
from django.db import IntegrityError, models, transaction

from archive.actions.site import save_site
from archive.models import SiteSettings

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("values", [{"name": ""}, {"logo": b"x"}, {"logo_type": "image/png"}, {"id": 2}])
def test_the_database_refuses(values: dict[str, object]) -> None:
    save_site(values={"name": "Sample Lake Archive"})
    with pytest.raises(IntegrityError), transaction.atomic():
        models.QuerySet(SiteSettings).update(**values)


def test_every_save_changes_the_version() -> None:
    first = save_site(values={"name": "Sample Lake Archive"}).version
    assert save_site(values={}).version != first
    assert SiteSettings.objects.count() == 1
