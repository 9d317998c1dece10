"""How often somebody may knock at a door: by account, client, network and in all; exact, before anything is looked at."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse

from standfirst.core.http.client import address_of, network_of
from standfirst.core.limits import Limit, spend_all
from standfirst.screens.account.screen import account_screen

_QUARTER, _HOUR = timedelta(minutes=15), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Door:
    """`account_here` counts one account from one network, so that nobody locks its owner out from elsewhere."""

    account_here: Limit
    account: Limit
    client: Limit
    network: Limit
    everybody: Limit

    def asked(self, *, account: str, client: str) -> Iterable[tuple[Limit, str]]:
        network = network_of(client)
        if account:
            yield self.account_here, f"{account} {network}"
        yield self.client, client
        yield self.network, network
        if account:
            yield self.account, account
        yield self.everybody, ""


def door(name: str, *, account_here: int, account: int, client: int, network: int, everybody: int) -> Door:
    """In a quarter of an hour: from one network, by one client, by a network, by all; by one account in an hour."""
    return Door(
        account_here=Limit(f"{name}: account here", account_here, _QUARTER),
        account=Limit(f"{name}: account", account, _HOUR),
        client=Limit(f"{name}: client", client, _QUARTER),
        network=Limit(f"{name}: network", network, _QUARTER),
        everybody=Limit(f"{name}: everybody", everybody, _QUARTER),
    )


MAIL = door("mail", account_here=5, account=20, client=60, network=300, everybody=10_000)
CODE = door("code", account_here=15, account=60, client=120, network=600, everybody=20_000)
PASSWORD = door("password", account_here=10, account=60, client=30, network=150, everybody=10_000)
PASSKEY = door("passkey", account_here=20, account=60, client=60, network=300, everybody=20_000)
SECOND_FACTOR = door("second factor", account_here=6, account=30, client=30, network=150, everybody=10_000)


def refuse_if_too_many(
    request: HttpRequest, door: Door, *, account: str, now: datetime
) -> HttpResponse | None:
    """None where it is allowed, and then it is counted; else the page that says when to come again."""
    wait = spend_all(door.asked(account=account.strip().lower(), client=address_of(request)), now=now)
    return too_many(request, wait) if wait else None


def too_many(request: HttpRequest, wait: timedelta) -> HttpResponse:
    """429, with how long to wait in words and in a header."""
    seconds = math.ceil(wait.total_seconds())
    minutes = math.ceil(seconds / 60)
    response = account_screen(request, "account/too_many.html", status=429, minutes=minutes)
    response.headers["Retry-After"] = str(seconds)
    return response
