"""URLs of the quote checker, of passages and of citations."""

from django.urls import path

from archive.pages.quotes.article import quote_article
from archive.pages.quotes.citations import statement_cite, statement_cite_format
from archive.pages.quotes.passages import statement_quote
from archive.pages.quotes.views import quote_card, quote_check

urlpatterns = [
    path("quotes/", quote_check, name="quote-check"),
    path("quotes/article/", quote_article, name="quote-article"),
    path("quotes/card.png", quote_card, name="quote-card"),
    path("statements/<int:number>/cite/", statement_cite, name="statement-cite"),
    path("statements/<int:number>/cite/<slug:format_name>/", statement_cite_format, name="statement-cite-format"),
    path("statements/<int:number>/r/<int:revision>/quote/", statement_quote, name="statement-quote"),
]
