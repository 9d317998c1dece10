"""Who can sign in to the demo. All of them are invented."""

from dataclasses import dataclass

DOMAIN = "demo.example"


@dataclass(frozen=True, slots=True)
class Part:
    """One of the demo's people: what they are, and which groups of the desk they are in."""

    key: str
    first_name: str
    last_name: str
    about: str
    groups: tuple[str, ...] = ()
    subscribed: bool = False
    lapsed: bool = False

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
        True,
    ),
    Part(
        "administrator",
        "Teodor",
        "Quill",
        "Looks after settings, plans, readers and their subscriptions at the desk.",
        ("Administrators",),
        True,
    ),
    Part(
        "moderator",
        "Oluwaseun",
        "Adair",
        "Looks after the conversation; may enter the desk.",
        ("Moderators",),
        True,
    ),
    Part("host", "Marit", "Solheim", "Hosts the live interviews; may enter the desk.", ("Hosts",), True),
    Part("subscriber", "Amal", "Karim", "Has a subscription: every article is whole.", subscribed=True),
    Part("lapsed", "Benedikt", "Vos", "Had a subscription until a month ago.", lapsed=True),
    Part("registered", "Chiyo", "Lindqvist", "Has an account and no subscription."),
)


def part(key: str) -> Part | None:
    """The part of this name."""
    return next((found for found in CAST if found.key == key), None)
