"""The calendar of membership."""

from standfirst.apps.membership import api
from standfirst.core import clock, jobs


@jobs.periodic("membership.forget_readings", cron="41 3 * * *")
def forget_readings() -> None:
    """What readers opened by the meter in months that are over."""
    api.forget_readings(now=clock.now())
