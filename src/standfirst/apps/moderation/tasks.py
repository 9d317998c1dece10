"""The calendar of moderation."""

from standfirst.apps.moderation import api
from standfirst.core import clock, jobs


@jobs.periodic("moderation.empty_cases", cron="53 3 * * *")
def empty_cases() -> None:
    """What people wrote in cases that were closed long ago."""
    api.empty_cases(now=clock.now())
