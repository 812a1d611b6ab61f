"""Take over the authenticator apps of the staff, their keys sealed, and drop the tables that held them in plain.

Recovery codes of before are too short to be kept as plain hashes: they go, and people make new ones.
"""

import base64

from django.db import migrations

# As the packages that made them called them; those on which others depend come last.
OLD_TABLES = (
    "otp_totp_totpdevice", "otp_static_statictoken", "otp_static_staticdevice", "axes_accessattemptexpiration",
    "axes_accessattempt", "axes_accesslog", "axes_accessfailurelog", "django_session",
)


def take_over(apps, schema_editor):
    connection = schema_editor.connection
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if "otp_totp_totpdevice" in tables:
            cursor.execute("SELECT user_id, name, key, last_t FROM otp_totp_totpdevice WHERE confirmed ORDER BY id")
            for user_id, name, key, last_step in cursor.fetchall():
                # The field seals it.
                secret = base64.b32encode(bytes.fromhex(key)).decode()
                app = {"user_id": user_id, "name": name, "key": secret, "last_step": last_step}
                apps.get_model("archive", "AuthenticatorApp").objects.create(**app)
        for table in OLD_TABLES:
            if table in tables:
                cursor.execute(f'DROP TABLE "{table}"')


class Migration(migrations.Migration):

    dependencies = [("archive", "0028_accounts")]

    operations = [migrations.RunPython(take_over, migrations.RunPython.noop)]
