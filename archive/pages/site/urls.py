"""URLs of the home page, the pages about the site, and what crawlers ask for."""

from django.contrib.sitemaps import views as sitemap_views
from django.urls import path
from django.views.decorators.cache import never_cache

from archive.pages.site.about import about
from archive.pages.site.appearance import site_colour, site_logo
from archive.pages.site.for_machines import robots, security_txt, site_metrics
from archive.pages.site.home import home
from archive.pages.site.sitemaps import SITEMAPS
from archive.pages.site.styleguide import styleguide, styleguide_print
from archive.text.addresses import at_site_url
from archive.web.cost import Cost, costs

sitemap_index = costs(Cost.EXPENSIVE)(at_site_url(sitemap_views.index))
# They read the list of changes, which grows after the commit of what it tells, so they are never kept.
sitemap = never_cache(costs(Cost.EXPENSIVE, "p")(at_site_url(sitemap_views.sitemap)))

urlpatterns = [
    path("", home, name="home"),
    path("about/", about, name="about"),
    path("styleguide/", styleguide, name="styleguide"),
    path("styleguide/print.css", styleguide_print, name="styleguide-print"),
    path("metrics", site_metrics, name="metrics"),
    path("site-colour.css", site_colour, name="site-colour"),
    path("site-logo", site_logo, name="site-logo"),
    path("robots.txt", robots, name="robots"),
    path(".well-known/security.txt", security_txt, name="security-txt"),
    path(
        "sitemap.xml",
        sitemap_index,
        {"sitemaps": SITEMAPS, "sitemap_url_name": "pages:sitemap"},
        name="sitemap-index",
    ),
    path(
        "sitemap-<slug:section>.xml",
        sitemap,
        {"sitemaps": SITEMAPS},
        name="sitemap",
    ),
]
