"""Tests reach nothing outside this machine: connecting or looking up a name elsewhere is an error."""

import ipaddress
import socket
from collections.abc import Callable
from typing import Any


class OutsideNetwork(RuntimeError):
    """A test tried to leave the machine."""


def is_inside(host: object) -> bool:
    """Loopback addresses and names of this machine; anything that is no text (a Unix socket's None) too."""
    if host is None or host in {"", b"", "localhost", b"localhost"}:
        return True
    name = host.decode() if isinstance(host, bytes) else str(host)
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return name.endswith(".localhost") or name == socket.gethostname()


def refuse_outside(address: object) -> None:
    """Raises OutsideNetwork for an internet address that is not loopback."""
    if isinstance(address, tuple) and not is_inside(address[0]):
        raise OutsideNetwork(f"a test tried to reach {address[0]!r}")


def _guarded(real: Callable[..., Any]) -> Callable[..., Any]:
    def connect(self: socket.socket, address: object) -> Any:
        refuse_outside(address)
        return real(self, address)

    return connect


def _guarded_lookup(real: Callable[..., Any]) -> Callable[..., Any]:
    def getaddrinfo(host: object, *rest: Any, **more: Any) -> Any:
        refuse_outside((host,))
        return real(host, *rest, **more)

    return getaddrinfo


def stay_inside() -> None:
    """Guard this process until it ends."""
    socket.socket.connect = _guarded(socket.socket.connect)  # type: ignore[method-assign]
    socket.socket.connect_ex = _guarded(socket.socket.connect_ex)  # type: ignore[method-assign]
    socket.getaddrinfo = _guarded_lookup(socket.getaddrinfo)
