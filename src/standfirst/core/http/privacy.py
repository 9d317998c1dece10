"""The outermost layer: nothing may be kept by anybody unless it says that it is the same for everybody."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from standfirst.core.http.marks import SHARED_HEADER, VIEWER_KEY, is_public_file

PRIVATE = "private, no-store"
_WHOLE_OR_PART_OF_A_FILE = {200, 206, 304}


class PrivateByDefault:
    """Says `private, no-store` on every response but public files; only the front reads the mark of a shared page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        if VIEWER_KEY not in request.META and SHARED_HEADER in response.headers:
            del response.headers[SHARED_HEADER]
        if not (is_public_file(response) or _is_static(request, response)):
            response.headers["Cache-Control"] = PRIVATE
        return response


def _is_static(request: HttpRequest, response: HttpResponseBase) -> bool:
    """WhiteNoise's own answer, which knows which addresses change with their bytes."""
    return (
        request.path_info.startswith(settings.STATIC_URL)
        and response.status_code in _WHOLE_OR_PART_OF_A_FILE
        and "Cache-Control" in response.headers
        and not response.cookies
    )
