"""The one way to fetch an address that a person typed in: public hosts only, within limits."""

import http.client
import io
import ipaddress
import re
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Sequence[str]]
Connect = Callable[[str, int, float], socket.socket]

DEFAULT_PORTS = {"http": 80, "https": 443}
CHUNK = 64 * 1024
MOST_CHARACTERS_OF_AN_ADDRESS = 2_000

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Some versions of Python count these among the public ones.
_NEVER = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "fec0::/10")))
_HOST = re.compile(r"^[A-Za-z0-9.:_-]{1,253}$")
_PATH = re.compile(r"[^\x21-\x7e]")


class NotFetched(Exception):
    """Its text is one sentence for the person who gave the address."""


class AddressRefused(NotFetched):
    """The address leads to where the server must not go."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` are for everything together: names, redirects and reading."""

    bytes: int = 10 * 1024 * 1024
    seconds: float = 20.0
    redirects: int = 3
    ports: frozenset[int] = frozenset({80, 443})


@dataclass(frozen=True, slots=True)
class Fetched:
    """`address` is where the last redirect led."""

    address: str
    content_type: str
    body: bytes


def is_public(address: IPAddress) -> bool:
    """Whether an address is on the public internet, looking into IPv4 wrapped in IPv6."""
    wrapped = _wrapped(address)
    if wrapped is not None:
        return is_public(wrapped)
    if any(address in network for network in _NEVER):
        return False
    return address.is_global and not (
        address.is_multicast
        or address.is_reserved
        or address.is_unspecified
        or address.is_loopback
        or address.is_link_local
    )


def _wrapped(address: IPAddress) -> ipaddress.IPv4Address | None:
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in _NAT64 or int(address) >> 32 == 0:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if int(address) > 1 else None
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)


def resolve_by_system(host: str, port: int) -> Sequence[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def connect_by_system(address: str, port: int, seconds: float) -> socket.socket:
    return socket.create_connection((address, port), timeout=seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetcher:
    """Name resolution, connecting, the clock and the rule about addresses can be exchanged in tests."""

    limits: Limits = field(default_factory=Limits)
    resolve: Resolve = resolve_by_system
    connect: Connect = connect_by_system
    may_reach: Callable[[IPAddress], bool] = is_public
    monotonic: Callable[[], float] = time.monotonic
    tls: Callable[[], ssl.SSLContext] = ssl.create_default_context

    def fetch(self, address: str) -> Fetched:
        """Follows redirects, each checked like the first; raises NotFetched with one sentence."""
        ends_at = self.monotonic() + self.limits.seconds
        for _ in range(self.limits.redirects + 1):
            target = self._checked(address)
            answer = self._ask(target, ends_at=ends_at)
            if isinstance(answer, Fetched):
                return answer
            address = urljoin(urlunsplit(target), answer)
        raise NotFetched(f"The address was redirected more than {self.limits.redirects} times.")

    def _checked(self, address: str) -> SplitResult:
        parts = _split(address)
        if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
            raise AddressRefused("Only addresses that begin with http:// or https:// can be fetched.")
        if parts.username is not None or parts.password is not None:
            raise AddressRefused("An address with a user name in it is not fetched.")
        if (parts.port or DEFAULT_PORTS[parts.scheme]) not in self.limits.ports:
            raise AddressRefused(f"Port {parts.port} is not fetched from.")
        return parts

    def _ask(self, target: SplitResult, *, ends_at: float) -> "Fetched | str":
        host, port = _ascii_host(target), target.port or DEFAULT_PORTS[target.scheme]
        try:
            stream = self._connected(host, port, scheme=target.scheme, ends_at=ends_at)
            with stream:
                stream.sendall(_request(target, host))
                response = http.client.HTTPResponse(_Timed(stream, self._left, ends_at), method="GET")  # type: ignore[arg-type]
                response.begin()
                return self._read(response, target)
        except (OSError, http.client.HTTPException, ValueError) as problem:
            raise NotFetched(f"{host} could not be read: {_in_words(problem)}.") from problem

    def _connected(self, host: str, port: int, *, scheme: str, ends_at: float) -> socket.socket:
        """A connection to an address that was checked: the name is never looked up a second time."""
        problem: OSError | None = None
        for address in self._public_addresses(host, port, ends_at=ends_at):
            try:
                plain = self.connect(address, port, self._left(ends_at))
                return self._secured(plain, host, ends_at=ends_at) if scheme == "https" else plain
            except OSError as failed:
                problem = failed
        raise problem or OSError("it has no address")

    def _secured(self, plain: socket.socket, host: str, *, ends_at: float) -> socket.socket:
        try:
            plain.settimeout(self._left(ends_at))
            return self.tls().wrap_socket(plain, server_hostname=host)
        except OSError:
            plain.close()
            raise

    def _public_addresses(self, host: str, port: int, *, ends_at: float) -> Sequence[str]:
        """All of a name's addresses have to be public: one that is not makes the name suspect."""
        pool = ThreadPoolExecutor(max_workers=1)
        try:
            found = pool.submit(self.resolve, host, port).result(timeout=self._left(ends_at))
        finally:
            pool.shutdown(wait=False)
        for address in found:
            if not self.may_reach(ipaddress.ip_address(address.partition("%")[0])):
                raise AddressRefused(f"{host} leads to {address}, which is not on the public internet.")
        return found

    def _left(self, ends_at: float) -> float:
        left = ends_at - self.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def _read(self, response: http.client.HTTPResponse, target: SplitResult) -> "Fetched | str":
        if response.status in {301, 302, 303, 307, 308}:
            where = response.getheader("Location")
            if not where:
                raise NotFetched(f"{target.hostname} redirects to nowhere.")
            return where
        if response.status != http.client.OK:
            raise NotFetched(f"{target.hostname} answered {response.status} {response.reason}.")
        body = _body(response, most=self.limits.bytes)
        return Fetched(urlunsplit(target._replace(fragment="")), response.getheader("Content-Type", ""), body)


def fetch(address: str) -> Fetched:
    """The page at an address, with the limits of the house."""
    return Fetcher().fetch(address)


class _Timed:
    """Lends a connection to the parser of HTTP and gives each read only what is left of the whole time."""

    def __init__(self, stream: socket.socket, left: Callable[[float], float], ends_at: float) -> None:
        self._stream, self._left, self._ends_at = stream, left, ends_at

    def makefile(self, *_: Any, **__: Any) -> io.BufferedReader:
        return io.BufferedReader(_Reads(self._read_into))

    def _read_into(self, buffer: Any) -> int:
        self._stream.settimeout(self._left(self._ends_at))
        return self._stream.recv_into(buffer)


class _Reads(io.RawIOBase):
    def __init__(self, read_into: Callable[[Any], int]) -> None:
        self._read_into = read_into

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._read_into(buffer)


def _split(address: str) -> SplitResult:
    """Browsers forgive spaces around an address and letters outside ASCII in its path; both are set right here."""
    if len(address) > MOST_CHARACTERS_OF_AN_ADDRESS:
        raise AddressRefused("The address is too long.")
    try:
        parts = urlsplit(address.strip())
        _ = parts.port
    except ValueError:
        raise AddressRefused("This is not an address.") from None
    return parts


def _ascii_host(target: SplitResult) -> str:
    host = (target.hostname or "").rstrip(".")
    try:
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        host = ""
    if not _HOST.match(host):
        raise AddressRefused("This is not the name of a host.")
    return host


def _request(target: SplitResult, host: str) -> bytes:
    path = urlunsplit(("", "", target.path or "/", target.query, ""))
    path = _PATH.sub(
        lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace")), path
    )
    name = f"[{host}]" if ":" in host else host
    at = f"{name}:{target.port}" if target.port else name
    lines = (
        f"GET {path} HTTP/1.1",
        f"Host: {at}",
        "User-Agent: Standfirst (import of a page)",
        "Accept: text/html,application/xhtml+xml,text/plain,image/*;q=0.8",
        "Accept-Encoding: identity, gzip;q=0.5",
        "Connection: close",
    )
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")


def _body(response: http.client.HTTPResponse, *, most: int) -> bytes:
    packed = response.getheader("Content-Encoding", "identity").strip().lower()
    if packed not in {"", "identity", "gzip", "deflate"}:
        raise NotFetched(f"The page is packed as {packed}, which is not understood.")
    unpack = zlib.decompressobj(wbits=47) if packed in {"gzip", "deflate"} else None
    body = bytearray()
    try:
        while chunk := response.read(CHUNK):
            body += unpack.decompress(chunk, most + 1 - len(body)) if unpack else chunk
            if len(body) > most:
                raise NotFetched(f"The page has more than {most // 1024 // 1024} MB.")
    except zlib.error:
        raise NotFetched("The page is packed wrongly.") from None
    if response.length:
        raise NotFetched("The page ended before all of it had come.")
    return bytes(body)


def _in_words(problem: Exception) -> str:
    if isinstance(problem, TimeoutError):
        return "it took too long"
    if isinstance(problem, socket.gaierror):
        return "there is no such host"
    if isinstance(problem, ssl.SSLError):
        return "its certificate was not accepted"
    if isinstance(problem, ConnectionError):
        return "it does not accept the connection"
    return "it does not answer as web servers do"
