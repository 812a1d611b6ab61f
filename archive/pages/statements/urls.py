"""URLs of statements and their wordings.

``statement-detail`` accepts any segment after the number, so it must be last.
"""

from django.urls import path

from archive.pages.statements.citing_links import statement_cited_by
from archive.pages.statements.views import statement_compare, statement_detail, statement_list, statement_revision

urlpatterns = [
    path("statements/", statement_list, name="statement-list"),
    path("statements/<int:number>/", statement_detail, name="statement-number"),
    path("statements/<int:number>/cited-by/", statement_cited_by, name="statement-cited-by"),
    path("statements/<int:number>/compare/<int:old>/<int:new>/", statement_compare, name="statement-compare"),
    path("statements/<int:number>/r/<int:revision>/", statement_revision, name="statement-revision"),
    path("statements/<int:number>/<str:slug>/", statement_detail, name="statement-detail"),
]
