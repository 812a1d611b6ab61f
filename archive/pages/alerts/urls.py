"""URLs of alerts: sign up, confirm, stop."""

from django.urls import path

from archive.pages.alerts import searches
from archive.pages.alerts.views import alert_confirm, alert_sent, alert_stop, statement_alert

urlpatterns = [
    path("alerts/new/", searches.search_alert_form, name="search-alert"),
    path("alerts/new/confirm/<str:token>/", searches.search_alert_confirm, name="search-alert-confirm"),
    path("alerts/new/stop/<str:key>/", searches.search_alert_stop, name="search-alert-stop"),
    path("alerts/all/", searches.all_alerts_form, name="all-alerts-form"),
    path("alerts/all/<str:key>/", searches.all_alerts, name="all-alerts"),
    path("alerts/all/<str:key>/stop/", searches.all_alerts_stop, name="all-alerts-stop"),
    path("alerts/sent/", alert_sent, name="alert-sent"),
    path("alerts/confirm/<str:token>/", alert_confirm, name="alert-confirm"),
    path("alerts/stop/<str:key>/", alert_stop, name="alert-stop"),
    path("statements/<int:number>/alert/", statement_alert, name="statement-alert"),
]
