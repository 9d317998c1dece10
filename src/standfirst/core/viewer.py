"""Who looks at a page, as far as a shared page may know: never a person, only a standing."""

from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """What a reader may open now."""

    VISITOR = "visitor"
    REGISTERED = "registered"
    SUBSCRIBER = "subscriber"


@dataclass(frozen=True, slots=True)
class Viewer:
    """All that a shared page may depend on besides its address.

    `plan_group` names plans that open the same things (empty for none); `language` is a BCP 47 tag.
    """

    standing: Standing = Standing.VISITOR
    plan_group: str = ""
    language: str = "en-gb"


VISITOR = Viewer()


def lifted(viewer: Viewer, *, group: str | None) -> Viewer:
    """The viewer where plans of this group are open to everybody; a subscriber of their own stays what they are."""
    if group is None or viewer.standing is Standing.SUBSCRIBER:
        return viewer
    return Viewer(Standing.SUBSCRIBER, group, viewer.language)
