"""Django as the front sees it: which addresses are shared, clean renderings, new passes, and everything else by WSGI."""

import io
import sys
from collections.abc import Callable, Iterable
from typing import Any

from a2wsgi import WSGIMiddleware
from django.conf import settings
from django.contrib.auth import get_user
from django.core.signals import got_request_exception
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.http import HttpRequest, parse_cookie
from django.urls import Resolver404, resolve
from django.utils.module_loading import import_string

from standfirst.apps.membership import api as membership
from standfirst.core import clock
from standfirst.core.http.marks import SHARED_HEADER, VIEWER_KEY, read_shared
from standfirst.core.http.shared import SharedView
from standfirst.core.networks import CAMPUS_KEY, Grant
from standfirst.core.passes import sign
from standfirst.front.contracts import ASGIApp, OriginGone, Rendered, SharedRequest, SharedRoute
from standfirst.front.counters import Counters

COUNTERS_KEY = "standfirst.front"  # in the environ, for the metrics page
_FAILURE_KEY = "standfirst.failure"
_PORTS = {"http": "80", "https": "443"}
Environ = dict[str, Any]
WSGIApp = Callable[..., Iterable[bytes]]


class DjangoOrigin:
    """Implements the front's `Origin`."""

    application: ASGIApp

    def __init__(self, handler: WSGIApp, *, counters: Counters, unavailable: bytes, threads: int) -> None:
        self._handler = handler
        got_request_exception.connect(_note_failure, dispatch_uid="standfirst.origin")
        told = clear_about_failures(handler, counters=counters, unavailable=unavailable)
        self.application = WSGIMiddleware(told, workers=threads)  # type: ignore[arg-type,assignment]

    def route(self, path: str) -> SharedRoute | None:
        try:
            view = resolve(path).func
        except Resolver404:
            return None
        found: SharedView | None = getattr(view, "shared_route", None)
        return SharedRoute(found.parameters) if found else None

    def render(self, request: SharedRequest) -> Rendered:
        environ = clean_environ(request)
        status, headers, body = _called(self._handler, environ)
        if _is_database_trouble(environ):
            raise OriginGone
        mark = next((value for name, value in headers if name == SHARED_HEADER), None)
        if status != 200 or mark is None:
            return Rendered(status, headers, body)
        ttl, tags = read_shared(mark)
        return Rendered(status, headers, body, tags=tags, ttl=ttl, shared=True)

    def renew_pass(self, cookies: str) -> str | None:
        close_old_connections()
        try:
            new = membership.pass_of(_reader_of(cookies), now=clock.now())
        except (OperationalError, InterfaceError) as problem:
            raise OriginGone from problem
        finally:
            close_old_connections()
        return sign(new, key=settings.PASS_KEYS[0]) if new else None


def list_networks() -> tuple[Grant, ...]:
    """The address ranges of institutions; blocks."""
    try:
        return membership.list_networks()
    finally:
        connection.close()  # it is long until the next time


def clean_environ(request: SharedRequest) -> Environ:
    """A request with nothing of the client in it: no cookies, no headers, no address."""
    name, _, port = (
        request.host.partition(":") if not request.host.startswith("[") else (request.host, "", "")
    )
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": request.path.encode().decode("latin-1"),
        "QUERY_STRING": request.query,
        "SERVER_NAME": name,
        "SERVER_PORT": port or _PORTS[request.scheme],
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": request.host,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": request.scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        VIEWER_KEY: request.viewer,
    }


def _called(handler: WSGIApp, environ: Environ) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
    started: list[tuple[str, list[tuple[str, str]]]] = []
    response = handler(environ, lambda status, headers, *_: started.append((status, headers)))
    try:
        body = b"".join(response)
    finally:
        _close(response)
    status, headers = started[-1]
    return int(status[:3]), tuple(headers), body


def clear_about_failures(handler: WSGIApp, *, counters: Counters, unavailable: bytes) -> WSGIApp:
    """The application, answering 503 instead of 500 when it is the database that failed."""

    def application(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        environ[COUNTERS_KEY] = counters
        environ[CAMPUS_KEY] = environ.get("asgi.scope", {}).get(CAMPUS_KEY)
        started: list[tuple[Any, ...]] = []
        response = handler(environ, lambda *arguments: started.append(arguments))
        if not _is_database_trouble(environ):
            start_response(*started[-1])
            return response
        _close(response)
        kind = ("Content-Type", "text/html; charset=utf-8")
        start_response(
            "503 Service Unavailable", [kind, ("Cache-Control", "private, no-store"), ("Retry-After", "10")]
        )
        return [unavailable]

    return application


def _close(response: Iterable[bytes]) -> None:
    """Ends Django's request: connections that broke are dropped here."""
    close = getattr(response, "close", None)
    if close is not None:
        close()


def _note_failure(sender: object, request: HttpRequest | None = None, **_: object) -> None:
    """Django turns an exception into a page; what it was is only known at this moment."""
    if request is not None:
        request.META[_FAILURE_KEY] = sys.exc_info()[0]


def _is_database_trouble(environ: Environ) -> bool:
    failure = environ.get(_FAILURE_KEY)
    return failure is not None and issubclass(failure, OperationalError | InterfaceError)


class _SessionToRead(dict[str, Any]):
    """A session's contents. Asking who somebody is must not change or end their session."""

    def flush(self) -> None:
        self.clear()

    def cycle_key(self) -> None:
        """Nothing: the browser would not learn of the new key."""


def _reader_of(cookies: str) -> Any:
    key = parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME)
    store = import_string(f"{settings.SESSION_ENGINE}.SessionStore")(key)
    request = HttpRequest()
    request.session = _SessionToRead(store.load() if key else {})  # type: ignore[assignment]
    return get_user(request)
