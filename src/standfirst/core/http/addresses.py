"""Addresses that come from outside."""

from urllib.parse import urlsplit


def safe_next(address: str | None) -> str:
    """A path of this site to go back to; the front page for anything that leads elsewhere."""
    if (
        not address
        or not address.startswith("/")
        or address.startswith(("//", "/\\"))
        or not address.isprintable()
    ):
        return "/"
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or "\\" in address:
        return "/"
    return address
