"""A reader says in which time zone they are, or takes it back. Nobody guesses it."""

from standfirst.apps.newsletters.models import Addressee
from standfirst.apps.newsletters.rules.mornings import standard_zones
from standfirst.apps.newsletters.rules.refusals import Refused


def say_where(*, addressee_id: int, zone: str) -> None:
    """`zone` is a standard name such as Europe/Berlin, empty for none. What is frozen already keeps its moments. Raises Refused."""
    if zone and zone not in standard_zones():
        raise Refused("There is no such time zone.")
    Addressee.objects.filter(pk=addressee_id).update(zone=zone)
