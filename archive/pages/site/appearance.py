"""The colour and the logo of the site, as files. Their URLs contain the version of the site's settings."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from archive.machine.web.cost import Cost, costs
from archive.models import current_site
from archive.models.site.colour import ON_DARK, ON_LIGHT, for_the_dark
from archive.pages.http.errors import NotHere

# A file with a version in its URL never changes.
FOR_A_YEAR = "public, max-age=31536000, immutable"
# If somebody opens the drawing as a page, it may style itself and do nothing else.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@require_safe
@costs(Cost.CHEAP, "v")
def site_colour(request: HttpRequest) -> HttpResponse:
    """Send the accent colour of the site, for light and dark mode."""
    site = current_site()
    if not site.colour:
        raise NotHere(gettext("This site does not have its own colour."))
    rules = (
        f":root {{ --accent: light-dark({site.colour}, {for_the_dark(site.colour)}); "
        f"--on-accent: light-dark({ON_LIGHT}, {ON_DARK}); }}\n"
    )
    return _kept(request, HttpResponse(rules, content_type="text/css"))


@require_safe
@costs(Cost.CHEAP, "v")
def site_logo(request: HttpRequest) -> HttpResponse:
    """Send the logo."""
    site = current_site()
    if not site.has_logo:
        raise NotHere(gettext("The site has no logo."))
    answer = HttpResponse(bytes(site.logo), content_type=site.logo_type)
    answer.headers["Content-Security-Policy"] = POLICY
    return _kept(request, answer)


def _kept(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    if request.GET.get("v") == current_site().version:
        answer.headers["Cache-Control"] = FOR_A_YEAR
    return answer
