"""What is shown when something is missing or broken."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from standfirst.apps.editorial import api as editorial
from standfirst.core.viewer import VISITOR


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The 404 page in the publication's dress."""
    context = {"publication": editorial.get_publication(), "viewer": VISITOR}
    return HttpResponse(render_to_string("core/404.html", context), status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """The 500 page: nothing in it asks the database."""
    return HttpResponse(render_to_string("core/500.html"), status=500)
