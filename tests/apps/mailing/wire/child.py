"""A sender as a process of its own, which kills itself where it is told: `python -m tests.apps.mailing.wire.child …`.

Arguments: port, journal, point, at which time it is come to, numbers of the messages (JSON).
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from standfirst.apps.mailing.gateways.journal import Journal, kept_on_disk
from standfirst.apps.mailing.gateways.smtp.lanes import Lanes
from standfirst.apps.mailing.gateways.smtp.wire import Wire
from standfirst.apps.mailing.gateways.transport import Unreachable
from tests.apps.mailing.wire.sending import envelope, route

CONNECTIONS = 3
# Where it dies: before or after a call of something.
POINTS: dict[str, tuple[type, str, bool]] = {
    "before the intent": (Journal, "intend", False),
    "after the intent": (Journal, "intend", True),
    "after a write": (Wire, "write", True),
    "after an answer": (Journal, "settle", False),
    "after the outcome": (Journal, "settle", True),
    "while syncing": (Journal, "sync", False),
    "before forgetting": (Journal, "forget", False),
    "after forgetting": (Journal, "forget", True),
}


def dying(real: Callable[..., Any], *, after: bool, at: int) -> Callable[..., Any]:
    calls = 0

    def call(*arguments: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == at and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        result = real(*arguments)
        if calls == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return call


async def main(port: int, path: Path, seqs: list[int]) -> None:
    journal = Journal.open(path)
    async with kept_on_disk(journal, every=0.001), Lanes(route(port), connections=CONNECTIONS) as lanes:
        supply = (envelope(seq) for seq in seqs)
        while True:
            try:
                await lanes.deliver(supply, journal)
                break
            except Unreachable:
                continue
    print("done", flush=True)
    journal.forget()


if __name__ == "__main__":
    where, point, at = sys.argv[2], sys.argv[3], int(sys.argv[4])
    if point in POINTS:
        owner, name, after = POINTS[point]
        setattr(owner, name, dying(getattr(owner, name), after=after, at=at))
    asyncio.run(main(int(sys.argv[1]), Path(where), json.loads(sys.argv[5])))
