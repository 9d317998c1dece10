"""After a restore the ledger does not know what was mailed since: everything is paused until a person has looked."""

import logging
from datetime import datetime
from pathlib import Path

from standfirst.apps.membership.api import By
from standfirst.apps.newsletters.actions.steer_by_hand import steer_everything
from standfirst.apps.newsletters.gateways.marks import leave_mark, mark_here, read_mark
from standfirst.apps.newsletters.queries.sendings import is_everything_paused

log = logging.getLogger(__name__)
THE_HOUSE = By(None, "the house")
RESTORED = "The database was restored: the ledger may not know what was mailed since."


def heed_restore(*, folder: Path, now: datetime) -> bool:
    """Whether the database is another, or an earlier one, than the mark in this folder says; then all is paused.

    A sender asks before it claims anything. The mark is left anew once the switch is thrown.
    """
    before, here = read_mark(folder), mark_here()
    restored = before is not None and before.went_back(here)
    if restored:
        log.error("the database was restored; all newsletters are paused")
        pause_after_restore(now=now)
    leave_mark(here, folder)
    return restored


def pause_after_restore(*, now: datetime) -> bool:
    """Whether the switch had to be thrown: what somebody paused before keeps its reason."""
    if is_everything_paused():
        return False
    steer_everything(paused=True, by=THE_HOUSE, because=RESTORED, now=now)
    return True
