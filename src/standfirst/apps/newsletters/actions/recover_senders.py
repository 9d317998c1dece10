"""What dead senders left behind: each delivery that one held is sent, waits again, or is unknown. Never guessed."""

import logging
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.db import connection

from standfirst.apps.mailing import api as mailing
from standfirst.apps.newsletters.actions.settle_deliveries import release, settle
from standfirst.apps.newsletters.gateways.hearing import Report, reports_of
from standfirst.apps.newsletters.gateways.presence import is_of_this_boot, is_present
from standfirst.apps.newsletters.models import Delivery
from standfirst.apps.newsletters.rules.settling import Heard, Word
from standfirst.apps.newsletters.rules.states import DeliveryState
from standfirst.core.db import transaction

log = logging.getLogger(__name__)
ENDING = ".journal"
_OVERDUE = """
    SELECT DISTINCT lease_owner FROM newsletters_delivery WHERE state = 'claimed' AND lease_until < clock_timestamp()
"""


def journal_of(owner: str, *, folder: Path) -> Path:
    """Where a sender writes."""
    return folder / f"{owner}{ENDING}"


def recover_senders(*, folder: Path, me: str, first_pause: float, now: datetime) -> int:
    """How many dead senders were found: by their journals, which are no longer locked; and by leases that are over, of
    senders that have no session and no journal here. Safe to repeat, and to be killed in."""
    found = 0
    for path in sorted(folder.glob(f"*{ENDING}")):
        if path.stem != me:
            found += _recover(path, first_pause, now)
    for owner in _overdue():
        if owner != me and not journal_of(owner, folder=folder).exists() and not is_present(owner):
            _give_up(owner, first_pause, now)
            found += 1
    return found


def held_by(owner: str) -> set[tuple[int, int]]:
    """Number and attempt of what a sender has claimed."""
    rows = Delivery.objects.filter(lease_owner=owner, state=DeliveryState.CLAIMED)
    return set(rows.values_list("pk", "attempt"))


def _recover(path: Path, first_pause: float, now: datetime) -> bool:
    owner = path.stem
    try:
        with mailing.recover(path) as reading:
            _settle(owner, reports_of(reading), first_pause, now)
    except mailing.SenderAlive:
        return False
    except mailing.Unreadable:
        path.rename(path.with_suffix(".unreadable"))
        _give_up(owner, first_pause, now)
    log.warning("a dead sender was recovered", extra={"worker": owner})
    return True


def _settle(owner: str, reports: Sequence[Report], first_pause: float, now: datetime) -> None:
    """What it says counts for what the sender still held; the rest of that was never begun, unless the machine itself has
    fallen since: then the last lines may be lost."""
    with transaction():
        held = dict(held_by(owner))
        told = [one for one in reports if held.get(one.id) == one.attempt]
        settle(told, owner=owner, first_pause=first_pause, now=now)
        rest = set(held.items()) - {(one.id, one.attempt) for one in told}
        if is_of_this_boot(owner):
            release(rest, owner=owner)
        else:
            settle(_doubtful(rest), owner=owner, first_pause=first_pause, now=now)


def _give_up(owner: str, first_pause: float, now: datetime) -> None:
    """Without its journal nobody can say what it has sent."""
    with transaction():
        settle(_doubtful(held_by(owner)), owner=owner, first_pause=first_pause, now=now)
    log.error("a sender died without its journal", extra={"worker": owner})


def _doubtful(held: set[tuple[int, int]]) -> list[Report]:
    return [Report(id_, attempt, Heard(Word.UNKNOWN, why="killed")) for id_, attempt in sorted(held)]


def _overdue() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(_OVERDUE)
        return [row[0] for row in cursor.fetchall()]
