"""Address ranges and what stands for them: told once, asked at every request."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
CAMPUS_KEY = "standfirst.campus"  # in the scope and environ that the front hands on; no header can set it
_REMEMBERED = 20_000  # addresses whose ranges are kept in mind


@dataclass(frozen=True, slots=True)
class Grant:
    """A range of addresses that opens the plans of `group`; moments in seconds since 1970."""

    network: str
    group: str
    begins: float
    ends: float = float("inf")


class Networks:
    """Which grants hold for an address. The look-up is one for each length of prefix that there is, then from memory."""

    def __init__(self, grants: Iterable[Grant] = ()) -> None:
        self._by_prefix: dict[tuple[int, int], dict[int, list[Grant]]] = {}
        self._known: dict[str, tuple[Grant, ...]] = {}
        for grant in grants:
            network = ipaddress.ip_network(grant.network)
            table = self._by_prefix.setdefault((network.version, network.prefixlen), {})
            table.setdefault(_prefix(network.network_address, network.prefixlen), []).append(grant)
        self._lengths = sorted(self._by_prefix, reverse=True)

    def __bool__(self) -> bool:
        return bool(self._by_prefix)

    def group_of(self, address: str, *, now: float) -> str | None:
        """The group of plans that is open from this address; the narrowest range wins. What is no address has none."""
        if not self._by_prefix:
            return None
        found = self._known.get(address)
        if found is None:
            found = self._find(address)
        return next((grant.group for grant in found if grant.begins <= now < grant.ends), None)

    def _find(self, text: str) -> tuple[Grant, ...]:
        address = read_address(text)
        found: list[Grant] = []
        for version, length in self._lengths:
            if address is not None and address.version == version:
                found += self._by_prefix[version, length].get(_prefix(address, length), ())
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[text] = tuple(found)
        return self._known[text]


def read_address(text: str) -> Address | None:
    """The address; an IPv4 address in IPv6 dress is the IPv4 address."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    return (isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped) or address


def _prefix(address: Address, length: int) -> int:
    return int(address) >> (address.max_prefixlen - length)
