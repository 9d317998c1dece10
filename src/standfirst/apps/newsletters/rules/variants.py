"""For whom each wording of an edition is, and what it may show them."""

from enum import StrEnum

from standfirst.apps.newsletters.rules.audiences import Audience
from standfirst.core.viewer import Standing


class Variant(StrEnum):
    """For whom a wording is."""

    SUBSCRIBER = "subscriber"
    READER = "reader"


_STANDINGS = {
    Audience.EVERYBODY: {Variant.SUBSCRIBER: Standing.SUBSCRIBER, Variant.READER: Standing.VISITOR},
    Audience.REGISTERED: {Variant.SUBSCRIBER: Standing.SUBSCRIBER, Variant.READER: Standing.REGISTERED},
    Audience.SUBSCRIBERS: {Variant.SUBSCRIBER: Standing.SUBSCRIBER},
}


def variants_for(audience: str) -> dict[Variant, Standing]:
    """The wordings of an edition for this audience, each with the standing that it is written for; none where nobody may have it."""
    return dict(_STANDINGS.get(audience, {}))  # type: ignore[call-overload]


def least_standing(audience: str) -> Standing:
    """Whatever stands in an edition may be read by whoever has at least this."""
    return variants_for(audience).get(Variant.READER, Standing.SUBSCRIBER)
