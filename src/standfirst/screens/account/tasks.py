"""What the accounts' screens do by the calendar."""

from django.conf import settings

from standfirst.core import clock, jobs
from standfirst.screens.account import erasing, remembering


@jobs.periodic("account.erase_due", cron="*/5 * * * *")
def erase_due() -> None:
    """Closed accounts whose time is over; and the file that remembers it, should the database be restored."""
    erasing.erase_due(now=clock.now())
    remembering.write_ledger(settings.ERASURE_LEDGER)
