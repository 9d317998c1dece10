"""Rendering a screen: shared ones without any person, personal ones with the request."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from standfirst.core.viewer import Standing, Viewer


def viewer_of(request: HttpRequest) -> Viewer:
    """Who looks; in the desk's preview, whom the editor has chosen."""
    mode = getattr(request, "preview_mode", None)
    if mode is not None:
        return Viewer(standing=Standing.SUBSCRIBER if mode == "subscriber" else Standing.VISITOR)
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


def tag(request: HttpRequest, *tags: str) -> None:
    """Note what a shared page is made of, so that a change of it purges the page."""
    noted: set[str] = getattr(request, "shared_tags", set())
    noted.update(tags)


def shared_screen(
    request: HttpRequest, template: str, *, content_type: str = "text/html; charset=utf-8", **context: Any
) -> HttpResponse:
    """A screen that knows the viewer but no person: no context processor sees the request."""
    return HttpResponse(render_to_string(template, {**_base(request), **context}), content_type=content_type)


def personal_screen(
    request: HttpRequest, template: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    """A screen for one person, with their messages and form tokens."""
    return HttpResponse(render_to_string(template, {**_base(request), **context}, request), status=status)


def _base(request: HttpRequest) -> dict[str, Any]:
    return {"viewer": viewer_of(request), "origin": settings.ORIGIN}
