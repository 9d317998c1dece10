"""The one middleware of the bare page: it only says whose addresses count."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase


class OwnAddresses:
    """Requests are resolved by Wagtail's addresses instead of the publication's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.urlconf = "bench.bare.urls"  # type: ignore[attr-defined]
        return self._get_response(request)
