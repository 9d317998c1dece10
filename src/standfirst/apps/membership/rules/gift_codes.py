"""Codes of gift subscriptions: how they are written, read and kept, and how long what belongs to them lasts."""

import hashlib
import hmac
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

# Crockford's base 32: no letter that is taken for a figure.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP = 16, 4  # 80 bits
_LOOKS_LIKE = str.maketrans("OIL", "011")
_PURPOSE = b"standfirst.gift-subscription "
VALID_YEARS = 3
LONGEST_MESSAGE = 500
LATEST_DELIVERY = timedelta(days=366)  # after the order
GIVE_UP_AFTER = timedelta(days=3)  # an order without an invoice that nobody has paid
KEEP_RECIPIENT = timedelta(days=30)  # after the letter went out, or the gift came to nothing
_HOUR = time(8)
MONEY_GONE = (
    "the payment provider says that the money went back"  # why a gift is void that may become good again
)


class GiftState(StrEnum):
    """Where a gift stands."""

    AWAITING = "awaiting payment"
    PAID = "paid"
    DELIVERED = "delivered"
    REDEEMED = "redeemed"
    VOID = "void"
    EXPIRED = "expired"


def derive_code(seed: str, *, key: str | bytes) -> str:
    """The code that belongs to a random seed; without the key nobody can tell it."""
    secret = key.encode() if isinstance(key, str) else key
    number = int.from_bytes(hmac.digest(secret, _PURPOSE + seed.encode(), hashlib.sha256))
    return "".join(ALPHABET[(number >> 5 * place) % 32] for place in range(LENGTH))


def plain_code(typed: str) -> str:
    """As it is kept, however it was typed: with or without dashes, small letters, O for 0. Empty for no code at all."""
    letters = "".join(letter for letter in typed.upper() if letter.isascii() and letter.isalnum())
    code = letters.translate(_LOOKS_LIKE)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


def shown_code(code: str) -> str:
    """In groups of four."""
    return "-".join(code[place : place + GROUP] for place in range(0, len(code), GROUP))


def digest_of_code(code: str) -> str:
    """The hash under which a code is kept."""
    return hashlib.sha256(_PURPOSE + code.encode()).hexdigest()


def delivery_moment(day: date, *, zone: tzinfo) -> datetime:
    """In the morning of that day, where the publication is."""
    return datetime.combine(day, _HOUR, tzinfo=zone)
