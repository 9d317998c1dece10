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
