"""How large a webhook may be."""

from django.http import HttpRequest

MOST = 256 * 1024  # bytes; providers' events are a few kilobytes


def is_too_large(request: HttpRequest) -> bool:
    """By its own word, without which nothing of it is read."""
    length = request.headers.get("Content-Length") or "0"
    return not length.isdigit() or int(length) > MOST
