"""Which domains and address ranges an institution may name. Plain Python."""

import ipaddress
import re

from standfirst.core.networks import Network

_WIDEST = {4: 8, 6: 20}
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+[a-z](?:[a-z0-9-]*[a-z0-9])?")
_LONGEST_DOMAIN = 253
# Addresses that many networks use inside at once, or that no client comes from.
_NOT_PUBLIC = tuple(
    ipaddress.ip_network(text)
    for text in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16",
        "224.0.0.0/3", "::/96", "::ffff:0:0/96", "64:ff9b::/96", "fc00::/7", "fe80::/10", "ff00::/8",
    )
)  # fmt: skip


class NotInstitutional(ValueError):
    """The sentence says why it cannot stand for an institution."""


def fair_domain(text: str) -> str:
    """The domain of e-mail addresses, in lower case and ASCII. Raises NotInstitutional."""
    wanted = text.strip().lower().removeprefix("@").removesuffix(".")
    try:
        domain = wanted.encode("idna").decode()
    except UnicodeError as problem:
        raise NotInstitutional(f"{text} is not a domain such as university.example.") from problem
    if len(domain) > _LONGEST_DOMAIN or not _DOMAIN.fullmatch(domain):
        raise NotInstitutional(f"{text} is not a domain such as university.example.")
    return domain


def domain_of(email: str) -> str:
    """The domain of an address, as `fair_domain` writes it; empty when it has none."""
    local, _, domain = email.rpartition("@")
    try:
        return fair_domain(domain) if local else ""
    except NotInstitutional:
        return ""


def fair_network(text: str, *, private: bool = False) -> str:
    """The range in CIDR notation; `private`: ranges that are not public are meant. Raises NotInstitutional."""
    try:
        network = ipaddress.ip_network(text.strip().replace("%", " "))  # no zones: they are one machine's
    except ValueError as problem:
        raise NotInstitutional(
            f"{text} is not an address range such as 192.0.2.0/24 or 2001:db8::/32."
        ) from problem
    widest = _WIDEST[network.version]
    if network.prefixlen < widest:
        raise NotInstitutional(f"{text} is too wide: /{widest} is the widest range.")
    if not private and _is_not_public(network):
        raise NotInstitutional(f"{text} is, or holds, addresses that are not public.")
    return str(network)


def _is_not_public(network: Network) -> bool:
    return any(inside.version == network.version and inside.overlaps(network) for inside in _NOT_PUBLIC)  # type: ignore[arg-type]
