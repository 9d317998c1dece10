"""How long a changed address can be taken back, and how its token is kept."""

import hashlib
import secrets
from datetime import timedelta

UNDO_WITHIN = timedelta(hours=72)


def new_token() -> str:
    """What the link at the old address carries; it is kept as a digest only."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """SHA-256 of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
