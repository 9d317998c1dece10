"""Whoever sends to many says to how many: a letter cannot be taken back."""

MOST_DIGITS = 12


def must_type(*, count: int, over: int) -> bool:
    """Whether so many people are more than somebody may write to by one press."""
    return count > over


def is_confirmed(typed: str, *, count: int, over: int) -> bool:
    """Whether the number that was typed, grouped as anybody likes, is that of the people; since the screen was opened it
    may have changed by a hundredth.
    """
    if not must_type(count=count, over=over):
        return True
    digits = "".join(sign for sign in typed if not sign.isspace() and sign not in "., '’\u00a0")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS):
        return False
    return abs(int(digits) - count) * 100 <= count
