"""Shared pages: views rendered without a user, kept by the front and given to everybody with the same standing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse

from standfirst.core.http.guard import TouchedPersonalData, without_a_person
from standfirst.core.http.marks import mark_shared, public_file

__all__ = ["SharedView", "TouchedPersonalData", "public_file", "shared_page"]

View = Callable[..., HttpResponseBase]
Tags = Iterable[str] | Callable[..., Iterable[str]]


@dataclass(frozen=True, slots=True)
class SharedView:
    """What the front has to know before it calls the view."""

    parameters: frozenset[str]


def shared_page(
    *, tags: Tags = (), ttl: float = 60, parameters: Iterable[str] = ()
) -> Callable[[View], View]:
    """Declare that a view's page depends on nothing but its address and `request.viewer`.

    `tags` name what the page is made of, or are a callable that is given what the view is given; the view may add to
    `request.shared_tags` while it renders. Who changes it calls `bus.purge`. `ttl` (seconds) is the net under that. Of the
    query only `parameters` reach the page. `request.user`, the session, messages, cookies and CSRF tokens raise
    TouchedPersonalData when they are used, in lazily rendered templates too. Only a 200 is kept.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def shared(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in {"GET", "HEAD"}:
                return HttpResponseNotAllowed(["GET", "HEAD"])
            _settle_viewer(request)
            request.shared_tags = set()  # type: ignore[attr-defined]
            with without_a_person(request):
                response = _rendered(view(request, *args, **kwargs))
                declared = tags(request, *args, **kwargs) if callable(tags) else tags
                found = {*declared, *request.shared_tags}  # type: ignore[attr-defined]
            if response.status_code == 200:
                mark_shared(response, ttl=ttl, tags=found)
            return response

        shared.shared_route = SharedView(frozenset(parameters))  # type: ignore[attr-defined]
        return shared

    return decorate


def _settle_viewer(request: HttpRequest) -> None:
    """Read a viewer that is still to be read from the ledger, which the page itself may not do."""
    str(request.viewer.standing)  # type: ignore[attr-defined]


def _rendered(response: HttpResponseBase) -> HttpResponse:
    """The response with its body made, while the person is still out of reach."""
    if isinstance(response, SimpleTemplateResponse):
        response = response.render()
    if not isinstance(response, HttpResponse):
        raise TypeError("a shared page is kept whole, so its view cannot stream")
    if response.cookies:
        raise TouchedPersonalData("a shared page set a cookie, which everybody would be given")
    return response
