"""The calendar of the interviews."""

from standfirst.apps.live.actions.remind import remind as write_reminders
from standfirst.core import clock, jobs


@jobs.periodic("live.remind", cron="* * * * *")
def remind() -> None:
    """Whoever asked is written to: a day before, a quarter of an hour before, and when it begins."""
    write_reminders(now=clock.now())
