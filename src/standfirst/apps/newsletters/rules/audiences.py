"""For whom a newsletter is, and whether somebody of a standing may have it now."""

from enum import StrEnum

from standfirst.core.viewer import Standing


class Audience(StrEnum):
    """From the widest."""

    EVERYBODY = "everybody"  # also visitors, by a confirmed address
    REGISTERED = "registered"
    SUBSCRIBERS = "subscribers"


_MAY_HAVE = {
    Audience.EVERYBODY: frozenset({Standing.VISITOR, Standing.REGISTERED, Standing.SUBSCRIBER}),
    Audience.REGISTERED: frozenset({Standing.REGISTERED, Standing.SUBSCRIBER}),
    Audience.SUBSCRIBERS: frozenset({Standing.SUBSCRIBER}),
}


def may_have(audience: Audience, standing: Standing) -> bool:
    """Denied unless the table says so."""
    return standing in _MAY_HAVE.get(audience, frozenset())
