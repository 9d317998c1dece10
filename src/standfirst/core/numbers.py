"""Numbers that were typed, or that somebody put into an address."""

MOST_DIGITS = 18  # more do not fit a column


def number_in(text: object, *, most_digits: int = MOST_DIGITS) -> int | None:
    """A whole number that is not negative, in plain digits; None for anything else."""
    written = str(text)
    plain = written.isascii() and written.isdigit() and len(written) <= most_digits
    return int(written) if plain else None
