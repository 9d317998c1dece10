"""Puts the front together; Django is set up before this is imported."""

import asyncio
import logging
from datetime import timedelta
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.urls import get_resolver
from psycopg.conninfo import make_conninfo

from standfirst.conf.origin import DjangoOrigin, list_networks
from standfirst.conf.streams import look
from standfirst.core import clock
from standfirst.core.bus.contracts import BusGone, Tail
from standfirst.core.bus.postgres import PostgresTail
from standfirst.core.passes import PassCookie
from standfirst.core.viewer import Viewer
from standfirst.front.app import Front
from standfirst.front.counters import Counters
from standfirst.front.listener import TOPICS
from standfirst.front.settings import FrontSettings

log = logging.getLogger("standfirst.front")
_REPLAYED = timedelta(hours=1)  # all that is kept: a slow transaction tells late of what it wrote early
_LIBPQ = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
_OWN_TO_DJANGO = {
    "pool",
    "isolation_level",
    "server_side_binding",
    "assume_role",
    "context",
    "cursor_factory",
}


def make_front() -> Front:
    """The front before the Django application of these settings."""
    counters = Counters()
    front = front_settings()
    get_resolver().url_patterns  # noqa: B018  imports every view now, not at the first request
    origin = DjangoOrigin(
        WSGIHandler(), counters=counters, unavailable=front.unavailable, threads=settings.REQUEST_THREADS
    )
    companions = [_keep_relaying] if settings.BUS_URL else []
    return Front(
        origin=origin,
        tail=make_tail(),
        settings=front,
        now=_now,
        counters=counters,
        networks=list_networks,
        look=look,
        companions=companions,
    )


def front_settings() -> FrontSettings:
    """The front's settings out of Django's."""
    return FrontSettings(
        hosts=tuple(settings.ALLOWED_HOSTS),
        scheme=urlsplit(settings.WAGTAILADMIN_BASE_URL).scheme,
        keys=tuple(settings.PASS_KEYS),
        pass_cookie=PassCookie(settings.PASS_COOKIE, secure=settings.SESSION_COOKIE_SECURE),
        session_cookie=settings.SESSION_COOKIE_NAME,
        unavailable=_page_in_advance(
            "core/503.html", "We cannot answer just now. Please try again in a minute."
        ),
        failed=_page_in_advance("core/500.html", "Something went wrong on our side."),
        visitor=Viewer(language=settings.LANGUAGE_CODE),
        stale=settings.SHARED_PAGE_STALE,
        page_bytes=settings.SHARED_PAGE_BYTES,
        page_threads=settings.PAGE_THREADS,
        cdn_tags=settings.CDN_TAGS,
    )


def _page_in_advance(template: str, sentence: str) -> bytes:
    """Made at the start, because it is needed when nothing can be made; a bare page where there is no template."""
    try:
        return render_to_string(template).encode()
    except TemplateDoesNotExist:
        return f"<!doctype html><html lang=en><title>{sentence}</title><h1>{sentence}</h1>".encode()


def make_tail() -> Tail:
    """The bus of the last hour and onward."""
    since = (clock.now() - _REPLAYED).timestamp()
    if not settings.BUS_URL:
        return PostgresTail(conninfo(), topics=TOPICS, since=since, early=True)
    from standfirst.core.bus.valkey import ValkeyTail  # noqa: PLC0415  its client is an extra

    return ValkeyTail(settings.BUS_URL, topics=TOPICS, since=since)


def conninfo() -> str:
    """Django's database for a connection of our own."""
    database: dict[str, Any] = settings.DATABASES["default"]
    options = {name: value for name, value in database["OPTIONS"].items() if name not in _OWN_TO_DJANGO}
    named = {ours: str(database[theirs]) for theirs, ours in _LIBPQ.items() if database[theirs]}
    return make_conninfo(**named, **options)


async def _keep_relaying() -> None:
    """Every front is ready to fill the stream from the outbox; the one that holds the lock does."""
    from standfirst.core.bus.valkey import relay  # noqa: PLC0415  its client is an extra

    begin = partial(relay, conninfo=conninfo(), url=settings.BUS_URL)
    while True:
        try:
            await begin()
        except BusGone:
            log.warning("the bus cannot be relayed; trying again")
        await asyncio.sleep(1)


def _now() -> float:
    return clock.now().timestamp()
