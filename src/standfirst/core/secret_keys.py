"""The house's secrets, as seals want them."""

from django.conf import settings
from django.utils.encoding import force_bytes


def secret_keys() -> list[bytes]:
    """The present one first, then those that it was before and that still open what they sealed."""
    return [force_bytes(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
