"""References by which a payment is recognised: ISO 11649, which banks check for typing errors."""

import string

_VALUES = {letter: str(value) for value, letter in enumerate(string.digits + string.ascii_uppercase)}


def creditor_reference(number: str) -> str:
    """RF, two check digits and the number's letters and digits, in groups of four."""
    body = "".join(letter for letter in number.upper() if letter in _VALUES)
    check = 98 - _remainder(f"{body}RF00")
    plain = f"RF{check:02}{body}"
    return " ".join(plain[place : place + 4] for place in range(0, len(plain), 4))


def is_creditor_reference(reference: str) -> bool:
    """Whether its check digits are right."""
    plain = reference.replace(" ", "").upper()
    known = plain.startswith("RF") and all(letter in _VALUES for letter in plain)
    return known and len(plain) <= 25 and _remainder(plain[4:] + plain[:4]) == 1


def _remainder(letters: str) -> int:
    return int("".join(_VALUES[letter] for letter in letters)) % 97
