"""Senders that may kill themselves at a step: `python -m tests.faults.sending` starts one for each line that says so.

Each line is `start {…}`, answered by the number of a new process, or `wait NUMBER`, answered by how it ended. They are forked
from one that is ready, so that a sender costs little. `naive` is the twin: it says “sent” before it has sent.
"""

import itertools
import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

Ask = dict[str, Any]


def dying(real: Callable[..., Any], *, after: bool, at: int) -> Callable[..., Any]:
    """Killed before or after the `at`th call."""
    calls = 0

    def call(*given: Any, **more: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == at and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        found = real(*given, **more)
        if calls == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return found

    return call


def points() -> dict[str, tuple[Any, str, bool]]:
    """Where it dies: before or after something."""
    from standfirst.apps.mailing.gateways.journal import Journal
    from standfirst.apps.mailing.gateways.smtp.wire import Wire
    from standfirst.apps.newsletters.actions import recover_senders, sender_ledger

    return {
        "before the claim": (sender_ledger, "claim", False),
        "after the claim": (sender_ledger, "claim", True),
        "before the intent": (Journal, "intend", False),
        "after the intent": (Journal, "intend", True),
        "after a write": (Wire, "write", True),
        "after an answer": (Journal, "settle", False),
        "after the outcome": (Journal, "settle", True),
        "before the flush": (sender_ledger, "settle", False),
        "after the flush": (sender_ledger, "settle", True),
        "after forgetting": (Journal, "forget", True),
        "while recovering": (recover_senders, "settle", True),
        "while finishing": (sender_ledger, "finish_what_is_done", True),
    }


def child(ask: Ask) -> None:
    """One sender, with the settings and words that were asked for."""
    from django.conf import settings
    from django.core.management import call_command

    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.dup2(os.open(ask["errors"], os.O_WRONLY | os.O_CREAT | os.O_APPEND), 2)
    os.dup2(2, 1)
    for name, value in ask["settings"].items():
        if name in HINDRANCES:
            HINDRANCES[name](value)
        else:
            setattr(settings, name, Path(value) if name == "BULK_JOURNALS" else value)
    if ask["naive"]:
        be_naive()
    if ask["dies"]:
        point, _, at = ask["dies"].partition(":")
        owner, name, after = points()[point]
        setattr(owner, name, dying(getattr(owner, name), after=after, at=int(at)))
    call_command("send", *ask["words"])


def limit_files(size: float) -> None:
    """No file of this process grows beyond it; what is over is cut off, as on a full disk."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(size), int(size)))


def step_clock(seconds: float) -> None:
    """The wall clock jumps forward and back every few looks."""
    from standfirst.core import clock

    looks, real = itertools.count(), clock.now
    clock.now = lambda: real() + timedelta(seconds=seconds * (next(looks) // 50 % 3 - 1))


HINDRANCES: dict[str, Callable[[float], None]] = {"LIMIT_FILES": limit_files, "STEP_CLOCK": step_clock}


def start(ask: Ask) -> int:
    number = os.fork()
    if number:
        return number
    try:
        child(ask)
    except BaseException as fault:
        print(repr(fault), file=sys.stderr, flush=True)
        os._exit(1)
    os._exit(0)


def main() -> None:
    django.setup()
    print("ready", flush=True)
    for line in sys.stdin:
        word, _, rest = line.partition(" ")
        if word == "start":
            print(start(json.loads(rest)), flush=True)
        else:
            _, status = os.waitpid(int(rest), 0)
            print(os.waitstatus_to_exitcode(status), flush=True)


def be_naive() -> None:
    """Mark, then send: what is claimed is written down as sent at once, and no journal is kept."""
    from standfirst.apps.mailing.gateways.journal import Journal
    from standfirst.apps.newsletters.actions import sender_ledger
    from standfirst.apps.newsletters.models import Delivery

    claim = sender_ledger.claim

    def claim_and_mark(**how: Any) -> list[Any]:
        rows = claim(**how)
        Delivery.objects.filter(pk__in=[one.id for one in rows]).update(
            state="sent", lease_owner="", lease_until=None
        )
        return rows

    sender_ledger.claim = claim_and_mark
    Journal.intend = lambda self, envelope: None
    Journal.settle = lambda self, outcome: None


if __name__ == "__main__":
    main()
