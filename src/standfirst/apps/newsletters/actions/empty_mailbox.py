"""Take in what has come back into a mailbox, again and again, until told to stop."""

import logging
import signal
from collections.abc import Callable
from threading import Event

from django.db import DatabaseError, InterfaceError, close_old_connections

from standfirst.apps.mailing import api as mailing
from standfirst.apps.newsletters.actions.take_back import take_back
from standfirst.apps.newsletters.gateways.mailbox import Mailbox, MailboxTrouble, Opened, open_mailbox
from standfirst.core import clock

log = logging.getLogger(__name__)
LONGEST_PAUSE = 900.0  # seconds, while the mailbox cannot be read


def serve_mailbox(box: Mailbox, *, every: float, tell: Callable[[str], object]) -> None:
    """Look into it every so many seconds until SIGTERM or SIGINT; one message is finished. `tell` hears what was done.

    Raises MailboxTrouble where the first look fails; later ones are tried again, later and later.
    """
    stop, failures = Event(), 0
    for kind in (signal.SIGINT, signal.SIGTERM):
        signal.signal(kind, lambda *_: stop.set())
    number = empty_mailbox(box, stop=stop)
    tell(f"The mailbox of {box.user} is read every {every:g} seconds; {number:,} messages were taken in.")
    while not stop.wait(min(LONGEST_PAUSE, every * 2.0 ** min(failures, 9))):
        try:
            empty_mailbox(box, stop=stop)
            failures = 0
        except (MailboxTrouble, DatabaseError, InterfaceError) as trouble:
            failures += 1
            log.warning(
                "the mailbox could not be emptied",
                extra={"problem": type(trouble).__name__, "count": failures},
            )


def empty_mailbox(box: Mailbox, *, stop: Event | None = None) -> int:
    """How many messages were taken in. Each is put away after it is stored; one that the mailbox keeps holds up no other.

    Raises MailboxTrouble, and where the database does.
    """
    close_old_connections()
    number, trouble = 0, None
    with open_mailbox(box) as opened:
        for uid in opened.waiting():
            if stop is not None and stop.is_set():
                break
            try:
                number += _take(opened, uid)
            except MailboxTrouble as problem:
                trouble = problem
    if trouble is not None:
        raise trouble
    return number


def _take(opened: Opened, uid: str) -> bool:
    message = opened.read(uid)
    if message is None:
        return False
    take_back(message, way=mailing.Way.MAILBOX, now=clock.now())
    opened.put_away(uid)
    return True
