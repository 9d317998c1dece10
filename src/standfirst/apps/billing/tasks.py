"""The calendar of billing."""

from standfirst.apps.billing import api
from standfirst.core import clock, jobs


@jobs.periodic("billing.turn_the_clock", cron="* * * * *", one_at_a_time=False)
def turn_the_clock() -> None:
    """Periods, graces and pauses that are over. Rows are locked; a lock of a worker that died would only be in the way."""
    api.turn_the_clock(now=clock.now())


@jobs.periodic("billing.renew", cron="23 * * * *")
def renew() -> None:
    """Invoices ahead of the next period, reminders, and orders that nobody paid."""
    now = clock.now()
    api.issue_renewals(now=now)
    api.remind(now=now)
    api.give_up_orders(now=now)


@jobs.periodic("billing.deliver_gifts", cron="* * * * *")
def deliver_gifts() -> None:
    """Gifts whose day has come."""
    api.deliver_gifts(now=clock.now())


@jobs.periodic("billing.tidy_gifts", cron="17 3 * * *")
def tidy_gifts() -> None:
    """Gifts that nobody paid, and people who were given something long ago."""
    now = clock.now()
    api.give_up_gifts(now=now)
    api.forget_recipients(now=now)


@jobs.periodic("billing.carry_out", cron="* * * * * */20", one_at_a_time=False)
def carry_out() -> None:
    """What was asked of a gateway before somebody or something was cut off; its keys see to it that it is done once."""
    api.carry_out_what_is_left(now=clock.now())


@jobs.periodic("billing.reconcile_all", cron="41 2 * * *")
def reconcile_all() -> None:
    """What webhooks have not told."""
    api.reconcile_all(now=clock.now())


@jobs.job("billing.reconcile_reader")
def reconcile_reader(reader_id: int) -> None:
    api.reconcile_reader(reader_id=reader_id, now=clock.now())


@jobs.job("billing.heed_webhook", priority=5)
def heed_webhook(number: int) -> None:
    """Somebody has paid, or not: look."""
    api.heed_webhook(number=number, now=clock.now())


@jobs.job("billing.carry_out_intent", priority=5)
def carry_out_intent(number: int) -> None:
    """What the house asks of a gateway: money goes back, or what opens nothing is charged for no more."""
    api.carry_out_intent(number=number, now=clock.now())
