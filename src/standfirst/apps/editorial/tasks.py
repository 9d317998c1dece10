"""The calendar of the editorial part."""

from standfirst.apps.editorial import api
from standfirst.core import clock, jobs


@jobs.periodic("editorial.publish_scheduled", cron="* * * * *")
def publish_scheduled() -> None:
    """Pages whose time has come go out, and those that expire go in."""
    api.publish_scheduled(now=clock.now())
