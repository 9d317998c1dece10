"""Which spellings of an address may be shared: exactly one for each page, all others are passed on."""

import re
from collections.abc import Sequence
from urllib.parse import parse_qsl, quote, unquote_to_bytes, urlencode

_LONGEST_PATH = 1024
_LONGEST_QUERY = 2048
_PLAIN_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?")
_ODD = re.compile(r"//|[;\\\x00-\x1f\x7f%?#]|/\.{1,2}(?:/|$)")


def plain_path(raw: bytes) -> str | None:
    """The path, or None when it could be read in two ways (doubled slashes, dot segments, `;`, needless escapes…)."""
    if not raw.startswith(b"/") or len(raw) > _LONGEST_PATH:
        return None
    try:
        path = unquote_to_bytes(raw).decode()
    except UnicodeDecodeError:
        return None
    if _ODD.search(path) or quote(path, safe="/-._~!$&'()*+,:@=").encode() != raw:
        return None
    return path


def canonical_query(raw: bytes, allowed: frozenset[str]) -> str | None:
    """Only the allowed parameters, sorted and encoded anew; None when it cannot be read."""
    if not raw or not allowed:
        return ""
    if len(raw) > _LONGEST_QUERY:
        return None
    try:
        pairs = parse_qsl(raw.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError:
        return None
    return urlencode(sorted(pair for pair in pairs if pair[0] in allowed))


def plain_host(raw: bytes, allowed: Sequence[str]) -> str | None:
    """The host in lower case with its port, if it is one of ours; `.example.org` allows all below, `*` any."""
    host = raw.decode("latin-1").lower()
    if not _PLAIN_HOST.fullmatch(host):
        return None
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    return host if any(_is_allowed(name, pattern.lower()) for pattern in allowed) else None


def _is_allowed(name: str, pattern: str) -> bool:
    if pattern.startswith("."):
        return name.endswith(pattern) or name == pattern[1:]
    return pattern in {"*", name}
