"""The calendar of the newsletters."""

from standfirst.apps.newsletters import api
from standfirst.apps.newsletters.rules.steps import SETTLING
from standfirst.core import clock, jobs


@jobs.periodic("newsletters.forget_askings", cron="17 3 * * *")
def forget_askings() -> None:
    """Addresses that nobody has confirmed are not kept."""
    api.forget_askings(now=clock.now())


@jobs.periodic("newsletters.plan_editions", cron="4,34 * * * *")
def plan_editions() -> None:
    """The editions of the days to come are there as drafts."""
    api.plan_editions(now=clock.now())


@jobs.periodic("newsletters.settle_clicks", cron="*/5 * * * *")
def settle_clicks() -> None:
    """Robots are known by what they did together; whose letter it was is forgotten."""
    api.settle_clicks(now=clock.now())


@jobs.periodic(SETTLING, cron="* * * * *")
def settle_editions() -> None:
    """Each edition is filled, held, left out or given to be sent, as its time asks."""
    api.settle_editions(begin=api.begin_sending, now=clock.now())


@jobs.periodic("newsletters.forget_returns", cron="27 3 * * *")
def forget_returns() -> None:
    """What came back is not kept for ever."""
    api.forget_returns(now=clock.now())
