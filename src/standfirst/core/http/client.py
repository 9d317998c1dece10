"""Where a request comes from."""

import ipaddress

from django.http import HttpRequest

UNKNOWN = "unknown"
_NETWORK_OF_IPV4 = 24
_NETWORK_OF_IPV6 = 48


def address_of(request: HttpRequest) -> str:
    """The client's address as the server saw it; only a trusted proxy's word (TRUSTED_PROXIES) stands in for that."""
    return str(request.META.get("REMOTE_ADDR") or UNKNOWN)


def network_of(address: str) -> str:
    """The network of an address, such as 192.0.2.0/24 or 2001:db8:1::/48; what is no address is one network."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return UNKNOWN
    if isinstance(found, ipaddress.IPv6Address):
        found = found.ipv4_mapped or found
    length = _NETWORK_OF_IPV4 if found.version == 4 else _NETWORK_OF_IPV6
    return str(ipaddress.ip_network(f"{found}/{length}", strict=False))
