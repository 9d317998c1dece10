"""The house's own calendar: what is out of date in the kit's tables, jobs whose worker died."""

from datetime import timedelta

from asgiref.sync import async_to_sync
from django.core.management import call_command

from standfirst.core import bus, clock, jobs, limits

BUS_KEPT_FOR = timedelta(hours=1)  # a front that restarts reads the last quarter of an hour again


@jobs.periodic("core.trim_bus", cron="7 * * * *")
def trim_bus() -> None:
    bus.trim(clock.now() - BUS_KEPT_FOR)


@jobs.periodic("core.trim_limits", cron="17 * * * *")
def trim_limits() -> None:
    limits.trim(clock.now())


@jobs.periodic("core.clear_sessions", cron="27 3 * * *")
def clear_sessions() -> None:
    """Sessions that have expired, with what a visitor had begun to type into them."""
    call_command("clearsessions", verbosity=0)


@jobs.periodic("core.retry_stalled", cron="* * * * * */15", one_at_a_time=False)
def retry_stalled() -> None:
    """Without a lock: a worker that died in the middle of this would keep it, and nobody would come to the rescue."""
    async_to_sync(jobs.ring_stalled_again)()
