"""URLs of decisions. The page of one is the page of its statement."""

from django.urls import path

from archive.pages.decisions.views import decision_detail, decision_list

urlpatterns = [
    path("decisions/", decision_list, name="decision-list"),
    path("decisions/<int:number>/", decision_detail, name="decision-detail"),
]
