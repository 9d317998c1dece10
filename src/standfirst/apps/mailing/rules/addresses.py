"""Which addresses and headers a letter may carry."""

import re
from collections.abc import Mapping
from functools import lru_cache

import idna

LONGEST_ADDRESS = 254
LONGEST_LOCAL_PART = 64
LONGEST_HEADER = 900  # with its name in a line of 998, RFC 5322 §2.1.1

# Nothing that is more than one address, a name beside it, a quoted part or a header can pass this.
_LOCAL_PART = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[^\W_]((?:[^\W_]|-){0,61}[^\W_])?")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_HEADER_VALUE = re.compile(r"[\x21-\x7e]+( [\x21-\x7e]+)*")

ALLOWED_HEADERS = frozenset(
    {"Feedback-ID", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "Reply-To"}
)


class AddressRefused(ValueError):
    """No letter goes there; the text is one sentence for the person who typed it."""


class NeedsUtf8Address(AddressRefused):
    """The part before the @ is not ASCII: only a server with SMTPUTF8 (RFC 6531) could take it, and we never ask for that."""


class HeaderRefused(ValueError):
    """The calling code asked for a header that letters do not carry."""


def fault_of_address(address: str) -> str | None:
    """Why nothing can be sent there; None for exactly one plain address."""
    local, at, host = address.rpartition("@")
    if len(address) > LONGEST_ADDRESS or len(local) > LONGEST_LOCAL_PART:
        return "This e-mail address is too long."
    if not at or not _LOCAL_PART.fullmatch(local) or not _is_a_host(host):
        return "This is not an e-mail address that letters can be sent to."
    return None


def on_the_wire(address: str) -> str:
    """One plain address in ASCII, its domain in A-labels by IDNA 2008. Raises AddressRefused, or its NeedsUtf8Address."""
    local, _, host = address.rpartition("@")
    if fault_of_address(_NOT_ASCII.sub("a", local) + "@" + host):
        raise AddressRefused("This is not an e-mail address that letters can be sent to.")
    if not local.isascii():
        raise NeedsUtf8Address("The part before the @ needs SMTPUTF8.")
    return address if host.isascii() else f"{local}@{_a_labels(host)}"


@lru_cache(maxsize=4096)
def _a_labels(host: str) -> str:
    try:
        return idna.encode(host, uts46=True).decode()
    except idna.IDNAError:
        raise AddressRefused("The domain of this e-mail address cannot be written in ASCII.") from None


@lru_cache(maxsize=4096)
def _is_a_host(name: str) -> bool:
    labels = name.split(".")
    if not all(_LABEL.fullmatch(label) for label in labels) or labels[-1].isdigit():
        return False
    try:
        return len(name.encode("idna")) <= LONGEST_ADDRESS
    except UnicodeError:
        return False


def fault_of_headers(headers: Mapping[str, str]) -> str | None:
    """Why a letter does not carry these; None where it may."""
    for name, value in headers.items():
        if name not in ALLOWED_HEADERS:
            return f"letters do not carry the header {name!r}"
        if len(value) > LONGEST_HEADER or not _HEADER_VALUE.fullmatch(value):
            return f"the value of {name} is not one line of printable ASCII"
    return None
