"""Addresses of alerts: sign up, confirm, stop."""

from django.urls import path

from archive.pages.alerts.views import alert_confirm, alert_sent, alert_stop, statement_alert

urlpatterns = [
    path("alerts/sent/", alert_sent, name="alert-sent"),
    path("alerts/confirm/<str:token>/", alert_confirm, name="alert-confirm"),
    path("alerts/stop/<str:key>/", alert_stop, name="alert-stop"),
    path("statements/<int:number>/alert/", statement_alert, name="statement-alert"),
]
