"""Takes the page out of the single-file archive (MHTML) that some browsers save."""

from __future__ import annotations

import re
from email import message_from_bytes, policy

MOST_BYTES_OF_HEAD = 2_000

_MULTIPART = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)


def page_inside(data: bytes) -> bytes:
    """The first HTML part ; anything else comes back unchanged."""
    if not _MULTIPART.search(data[:MOST_BYTES_OF_HEAD]) or data.lstrip()[:1] == b"<":
        return data
    try:
        for part in message_from_bytes(data, policy=policy.compat32).walk():
            if part.get_content_type() == "text/html":
                payload = part.get_payload(decode=True)
                return payload if isinstance(payload, bytes) else data
    except (ValueError, LookupError, RecursionError):
        return data
    return data
