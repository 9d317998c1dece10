"""The addresses that letters lead to: a delivery under its seal, and the number of a link of its edition.

The seal is for this alone: whoever is forwarded a letter has its links, and can make no bounce of them.
"""

import re
from hashlib import sha256
from hmac import digest

from django.conf import settings
from django.urls import reverse

from standfirst.apps.mailing import api as mailing
from standfirst.apps.newsletters.rules.links import MOST_LINKS
from standfirst.core.secret_keys import secret_keys

_SEALED = re.compile(r"([0-9a-v]{1,13})-([0-9a-f]{20})")
_PURPOSE = b"standfirst.newsletters.click\0"
_CODE_PURPOSE = b"standfirst.newsletters.clicks-of-one-letter\0"
_CODE_BYTES = 12
_KEY = "a-sealed-delivery"


def ours(number: int) -> str:
    """The address of a link, with the token that each delivery fills."""
    path = reverse("newsletters:follow", args=[_KEY, number])
    return settings.ORIGIN + path.replace(_KEY, f"[[{mailing.Token.CLICK}]]")


def sealed_delivery(delivery: int, *, secret: bytes) -> str:
    """What fills the token."""
    return "-".join(mailing.sealed(delivery, purpose=_PURPOSE, secret=secret))


def delivery_of_click(sealed: str, number: int) -> int | None:
    """Whose link it is; None for whatever we have not made."""
    found = _SEALED.fullmatch(sealed)
    if found is None or not 0 < number <= MOST_LINKS:
        return None
    return mailing.unsealed(*found.groups(), purpose=_PURPOSE, secrets=secret_keys())


def letter_code(delivery: int) -> str:
    """The same for all clicks of one letter; it cannot be made, or led back, without the secret."""
    whole = _CODE_PURPOSE + str(delivery).encode()
    return digest(settings.SECRET_KEY.encode(), whole, sha256)[:_CODE_BYTES].hex()
