"""Letters of the account: short, about one thing, and never with a link that acts when it is opened."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from standfirst.apps.editorial import api as editorial
from standfirst.apps.mailing import api as mailing
from standfirst.core.db import transaction
from standfirst.core.http.client import address_of, network_of
from standfirst.screens.account.devices import device_of


def send(name: str, *, to: str, request: HttpRequest, now: datetime, **context: Any) -> None:
    """The letter `account/emails/<name>`, by itself in a transaction."""
    with transaction():
        mailing.post(
            to=to,
            template=f"account/emails/{name}",
            context={**about(request, now=now), **context},
            now=now,
            language=settings.LANGUAGE_CODE,
        )


def about(request: HttpRequest, *, now: datetime) -> dict[str, Any]:
    """What every letter may say: who writes, and from where somebody asked for it."""
    publication = editorial.get_publication()
    return {
        "publication_name": publication.name,
        "contact": publication.contact,
        "origin": settings.ORIGIN,
        "device": device_of(request.headers.get("User-Agent", "")),
        "network": network_of(address_of(request)),
        "asked_at": now,
    }
