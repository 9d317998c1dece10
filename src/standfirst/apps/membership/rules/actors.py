"""Who does something to a subscription."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class By:
    """A person by number and what they are, or the house itself with None."""

    id: int | None
    name: str


CLOCK = By(None, "the clock")


def reader(reader_id: int) -> By:
    """The reader themselves."""
    return By(reader_id, "the reader")


def desk(staff_id: int) -> By:
    """Somebody at the desk."""
    return By(staff_id, "the desk")


def gateway(name: str) -> By:
    """A payment provider's word."""
    return By(None, f"gateway {name}")
