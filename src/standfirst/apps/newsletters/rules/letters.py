"""An edition as it leaves the composer: one wording of it, made once for all who get it."""

from dataclasses import dataclass
from enum import StrEnum

from standfirst.apps.newsletters.rules.audiences import Audience
from standfirst.core.viewer import Standing


class Variant(StrEnum):
    """For whom a wording is."""

    SUBSCRIBER = "subscriber"
    OTHER = "other"


_STANDINGS = {
    Audience.EVERYBODY: {Variant.SUBSCRIBER: Standing.SUBSCRIBER, Variant.OTHER: Standing.VISITOR},
    Audience.REGISTERED: {Variant.SUBSCRIBER: Standing.SUBSCRIBER, Variant.OTHER: Standing.REGISTERED},
    Audience.SUBSCRIBERS: {Variant.SUBSCRIBER: Standing.SUBSCRIBER},
}


def variants_for(audience: str) -> dict[Variant, Standing]:
    """The wordings of an edition for this audience, each with the standing that it is written for; none where nobody may have it."""
    return dict(_STANDINGS.get(audience, {}))  # type: ignore[call-overload]


def least_standing(audience: str) -> Standing:
    """Whatever stands in an edition may be read by whoever has at least this."""
    return variants_for(audience).get(Variant.OTHER, Standing.SUBSCRIBER)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterGiven:
    """One variant, with the wire's tokens in it. `language` is a BCP 47 tag."""

    variant: str
    language: str
    subject: str
    html: str
    text: str
