"""What somebody prefers: how often each newsletter comes, and from which day on."""

from datetime import date, datetime, timedelta

from standfirst.apps.newsletters.models import Addressee, Frequency, SignUp
from standfirst.apps.newsletters.rules.refusals import Refused

LONGEST_PAUSE = timedelta(days=366)


def pause(*, addressee_id: int, until: date | None, now: datetime) -> None:
    """Nothing comes before the day `until`; None takes the pause away. Raises Refused for a day that cannot be meant."""
    today = now.date()
    if until is not None and not today < until <= today + LONGEST_PAUSE:
        raise Refused("Choose a day from tomorrow to a year from now.")
    Addressee.objects.filter(pk=addressee_id).update(paused_until=until)


def choose_frequency(*, addressee_id: int, newsletter_id: int, frequency: Frequency) -> bool:
    """Whether there is such a sign-up."""
    standing = SignUp.objects.standing().filter(addressee_id=addressee_id, newsletter_id=newsletter_id)
    return bool(standing.update(frequency=frequency))
