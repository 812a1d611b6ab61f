"""Addresses of the staff desk."""

from django.urls import path

from archive.desk import audit, sign_in, work_list

app_name = "desk"
urlpatterns = [
    path("", work_list.work_list, name="work-list"),
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("account/", sign_in.account, name="account"),
    path("password/", sign_in.change_password, name="change-password"),
    path("second-factor/", sign_in.second_factor, name="second-factor"),
    path("second-factor/enrol/", sign_in.enrol, name="second-factor-enrol"),
    path("second-factor/qr.svg", sign_in.qr_code, name="second-factor-qr"),
    path("second-factor/recovery-codes/", sign_in.new_recovery_codes, name="recovery-codes"),
    path("audit/", audit.audit_trail, name="audit"),
    path("audit/<slug:subject>/<int:pk>/", audit.record_trail, name="record-audit"),
]
