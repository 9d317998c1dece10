"""A letter as a mail program shows it: with the styles that stand in it, which no page of the publication may have."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from standfirst.core.http.headers import PUBLIC_POLICY, written

_POLICY = {**PUBLIC_POLICY, "script-src": (), "style-src": ("'unsafe-inline'",), "form-action": ()}


class LetterLooks:
    """Gives the one page that shows a letter a policy for letters: styles of its own, and neither scripts nor forms."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        if request.resolver_match and request.resolver_match.view_name == "demo:letter-looks":
            response.headers["Content-Security-Policy"] = written(_POLICY, nonce="", frames=())
        return response
