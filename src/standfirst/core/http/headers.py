"""The security headers, the same set on every response; the desk has a looser table of its own."""

import secrets
from collections.abc import Callable, Iterable, Mapping

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from standfirst.core.http.marks import is_public_file

DESK = "/desk/"
_NOTHING = "'none'"
_SELF = "'self'"

PUBLIC_POLICY: Mapping[str, tuple[str, ...]] = {
    "default-src": (_NOTHING,),
    "script-src": (_SELF,),
    "style-src": (_SELF,),
    "img-src": (_SELF, "data:"),
    "media-src": (_SELF,),
    "font-src": (_SELF,),
    "connect-src": (_SELF,),
    "frame-src": (),
    "form-action": (_SELF,),
    "base-uri": (_NOTHING,),
    "frame-ancestors": (_NOTHING,),
    "manifest-src": (_SELF,),
}
# Wagtail's desk writes styles and small scripts into its pages, previews in frames and pictures from blobs.
DESK_POLICY: Mapping[str, tuple[str, ...]] = {
    "default-src": (_SELF,),
    "script-src": (_SELF, "'unsafe-inline'"),
    "style-src": (_SELF, "'unsafe-inline'"),
    "img-src": (_SELF, "data:", "blob:"),
    "media-src": (_SELF,),
    "font-src": (_SELF, "data:"),
    "connect-src": (_SELF,),
    "frame-src": (_SELF,),
    "worker-src": (_SELF, "blob:"),
    "object-src": (_NOTHING,),
    "form-action": (_SELF,),
    "base-uri": (_SELF,),
    "frame-ancestors": (_SELF,),
}
_UNUSED_POWERS = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope",
    "hid", "magnetometer", "microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
FIXED: Mapping[str, str] = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{power}=()" for power in _UNUSED_POWERS),
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}
# What a view may say instead, because it tells less.
STRICTER: Mapping[str, str] = {"Referrer-Policy": "no-referrer"}


class Nonce:
    """Made when a page first writes it; `used` is empty until then."""

    def __init__(self) -> None:
        self.used = ""

    def __str__(self) -> str:
        self.used = self.used or secrets.token_urlsafe(18)
        return self.used


class SecurityHeaders:
    """Sets the headers and gives `request.csp_nonce`, which enters the policy of a page that uses it.

    A shared page has no nonce: its bytes are the same for everybody, so a nonce in it would be known to everybody. It
    needs none, because it holds no inline script or style.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        nonce = Nonce()
        request.csp_nonce = nonce  # type: ignore[attr-defined]
        response = self._get_response(request)
        at_desk = request.path_info.startswith(DESK)
        policy = DESK_POLICY if at_desk else PUBLIC_POLICY
        used = "" if at_desk else nonce.used
        response.headers["Content-Security-Policy"] = written(
            policy,
            nonce=used,
            frames=settings.EMBED_FRAME_HOSTS,
            forms=() if at_desk else settings.FORM_HOSTS,
            films=settings.VIDEO_HOSTS,
        )
        response.headers["X-Frame-Options"] = "SAMEORIGIN" if at_desk else "DENY"
        response.headers["Cross-Origin-Resource-Policy"] = _who_may_embed(request, response)
        kept = {name for name, value in STRICTER.items() if response.headers.get(name) == value}
        for name, value in FIXED.items():
            if name not in kept:
                response.headers[name] = value
        return response


def written(
    policy: Mapping[str, tuple[str, ...]],
    *,
    nonce: str,
    frames: Iterable[str],
    forms: Iterable[str] = (),
    films: Iterable[str] = (),
) -> str:
    """The policy as a header; `frames` may stand in a page, to `forms` a form may lead (such as a page to pay on), and
    `films` may be played."""
    directives = {name: list(sources) for name, sources in policy.items()}
    directives["frame-src"] += frames
    directives["form-action"] += forms
    directives["media-src"] += films
    if nonce:
        directives["script-src"].append(f"'nonce-{nonce}'")
    return "; ".join(f"{name} {' '.join(sources or [_NOTHING])}" for name, sources in directives.items())


def _who_may_embed(request: HttpRequest, response: HttpResponseBase) -> str:
    """Pictures and other public files also stand in feed readers; pages nowhere but here."""
    public = is_public_file(response) or request.path_info.startswith(settings.STATIC_URL)
    return "cross-origin" if public else "same-origin"
