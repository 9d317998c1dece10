"""From a name to a session that may send: greeting, EHLO, TLS, AUTH."""

import asyncio
import ipaddress
import re
import ssl
from base64 import b64encode
from dataclasses import dataclass, field
from enum import StrEnum

from standfirst.apps.mailing.gateways.smtp.wire import Over, Patience, Wire
from standfirst.apps.mailing.gateways.transport import Unreachable
from standfirst.apps.mailing.rules.bulk.outcomes import Reply, Verb

_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?|\[[0-9A-Fa-f.:]+\]")


class Security(StrEnum):
    """How the connection is protected; what is asked for and not offered ends it."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True, slots=True)
class Route:
    """The way to one mail server. `name` is what we say in EHLO; a password is given only over TLS or within this machine."""

    host: str
    port: int
    name: str
    security: Security = Security.NONE
    user: str = ""
    password: str = field(default="", repr=False)
    context: ssl.SSLContext | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError("the name for EHLO is a host's name or an address in brackets")
        if "\0" in self.user + self.password:
            raise ValueError("a user or password for AUTH PLAIN cannot hold NUL")
        if self.user and self.security is Security.NONE and not _is_here(self.host):
            raise ValueError("a password is not sent in the clear: use STARTTLS or TLS")


@dataclass(frozen=True, slots=True)
class Offers:
    """What the server said to EHLO."""

    pipelining: bool
    starttls: bool
    plain: bool
    size: bool


async def open_wire(route: Route, patience: Patience) -> tuple[Wire, Offers]:
    """Ready for MAIL. Raises Unreachable."""
    wire = await _connect(route, patience)
    try:
        return wire, await _prepare(wire, route, patience)
    except BaseException:
        wire.abort()
        raise


async def _connect(route: Route, patience: Patience) -> Wire:
    loop = asyncio.get_running_loop()
    context = _context(route) if route.security is Security.TLS else None
    hostname = route.host if context else None
    try:
        async with asyncio.timeout(patience.connect):
            _, wire = await loop.create_connection(
                Wire, route.host, route.port, ssl=context, server_hostname=hostname
            )
    except (OSError, TimeoutError) as trouble:
        raise Unreachable(Verb.CONNECT, type(trouble).__name__) from trouble
    return wire


async def _prepare(wire: Wire, route: Route, patience: Patience) -> Offers:
    greeting = await _answer(wire, Verb.CONNECT, within=patience.greeting)
    if not greeting.is_yes:
        raise Unreachable(Verb.CONNECT, "refused", greeting)
    offers = await _hello(wire, route, patience)
    if route.security is Security.STARTTLS:
        offers = await _start_tls(wire, route, patience, offers)
    if route.user:
        await _sign_in(wire, route, patience, offers)
    return offers


async def _hello(wire: Wire, route: Route, patience: Patience) -> Offers:
    reply = await _ask(wire, Verb.EHLO, f"EHLO {route.name}", patience)
    if reply.code >= 500:
        reply = await _ask(wire, Verb.EHLO, f"HELO {route.name}", patience)
    if not reply.is_yes:
        raise Unreachable(Verb.EHLO, "refused", reply)
    words = [line.upper().split() for line in reply.lines[1:] if line.strip()]
    said = {line[0]: line[1:] for line in words}
    return Offers("PIPELINING" in said, "STARTTLS" in said, "PLAIN" in said.get("AUTH", []), "SIZE" in said)


async def _start_tls(wire: Wire, route: Route, patience: Patience, offers: Offers) -> Offers:
    """What was offered in the clear counts no more afterwards (RFC 3207 §4.2)."""
    if not offers.starttls:
        raise Unreachable(Verb.STARTTLS, "not offered")
    reply = await _ask(wire, Verb.STARTTLS, "STARTTLS", patience)
    if not reply.is_yes:
        raise Unreachable(Verb.STARTTLS, "refused", reply)
    try:
        await wire.secure(_context(route), route.host, within=patience.connect)
    except Over as over:
        raise Unreachable(Verb.STARTTLS, over.why) from over
    return await _hello(wire, route, patience)


async def _sign_in(wire: Wire, route: Route, patience: Patience, offers: Offers) -> None:
    if not offers.plain:
        raise Unreachable(Verb.AUTH, "not offered")
    secret = b64encode(f"\0{route.user}\0{route.password}".encode()).decode()
    reply = await _ask(wire, Verb.AUTH, f"AUTH PLAIN {secret}", patience)
    if not reply.is_yes:
        raise Unreachable(Verb.AUTH, "refused", reply)


async def _ask(wire: Wire, verb: Verb, line: str, patience: Patience) -> Reply:
    try:
        wire.write(line.encode() + b"\r\n")
    except Over as over:
        raise Unreachable(verb, over.why) from over
    return await _answer(wire, verb, within=patience.command)


async def _answer(wire: Wire, verb: Verb, *, within: float) -> Reply:
    try:
        return await wire.reply(within=within)
    except Over as over:
        raise Unreachable(verb, over.why) from over


def _context(route: Route) -> ssl.SSLContext:
    return route.context or ssl.create_default_context()


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
