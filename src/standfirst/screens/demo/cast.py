"""Who can sign in to the demo. All of them are invented."""

from dataclasses import dataclass
from typing import Literal

DOMAIN = "demo.example"
# How somebody came to what is open to them: given by the house, ordered and paid, or a seat in a group.
Reads = Literal["", "given", "paid", "lapsed", "manages", "sits"]


@dataclass(frozen=True, slots=True)
class Part:
    """One of the demo's people: what they are, and which groups of the desk they are in."""

    key: str
    first_name: str
    last_name: str
    about: str
    groups: tuple[str, ...] = ()
    reads: Reads = ""

    @property
    def subscribed(self) -> bool:
        """Whether everything is open to them."""
        return self.reads not in {"", "lapsed"}

    @property
    def email(self) -> str:
        """The address with which they sign in."""
        return f"{self.key}@{DOMAIN}"


CAST = (
    Part(
        "editor",
        "Ines",
        "Ferreira",
        "Writes, edits and publishes at the desk; reads everything.",
        ("Publishers", "Editors"),
        "given",
    ),
    Part(
        "administrator",
        "Teodor",
        "Quill",
        "Looks after settings, plans, readers and their subscriptions at the desk.",
        ("Administrators",),
        "given",
    ),
    Part(
        "moderator",
        "Oluwaseun",
        "Adair",
        "Looks after the conversation; may enter the desk.",
        ("Moderators",),
        "given",
    ),
    Part(
        "host",
        "Marit",
        "Solheim",
        "Hosts the live interviews, and runs them at the desk.",
        ("Hosts",),
        "given",
    ),
    Part("subscriber", "Amal", "Karim", "Has a subscription: every article is whole.", reads="paid"),
    Part("lapsed", "Benedikt", "Vos", "Had a subscription until a month ago.", reads="lapsed"),
    Part("manager", "Rana", "Tessaro", "Manages the five seats of a newsroom's group.", reads="manages"),
    Part("colleague", "Ilse", "Obrecht", "Reads by a seat in that group.", reads="sits"),
    Part("registered", "Chiyo", "Lindqvist", "Has an account and no subscription."),
)


def part(key: str) -> Part | None:
    """The part of this name."""
    return next((found for found in CAST if found.key == key), None)
