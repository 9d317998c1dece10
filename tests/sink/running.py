"""The sink beside a test: in the same loop, or as a process of its own."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.sink.plans import Plan, written
from tests.sink.server import Conversation, Sink

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Line:
    """One of the sink's log."""

    message_id: str
    recipient: str
    digest: str
    t_dot: float
    t_answer: float | None
    connection: int
    number: int


def read_log(path: Path) -> list[Line]:
    """In the order of the dots."""
    rows = [line.split() for line in path.read_text().splitlines()] if path.exists() else []
    return [
        Line(a, b, c, float(dot), None if said == "-" else float(said), int(d), int(e))
        for a, b, c, dot, said, d, e in rows
    ]


@asynccontextmanager
async def near(sink: Sink) -> AsyncIterator[int]:
    """In this loop; gives the port."""
    server = await asyncio.get_running_loop().create_server(lambda: Conversation(sink), "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


@contextmanager
def apart(
    log: Path | None = None, plan: Plan | None = None, *, before: tuple[str, ...] = ()
) -> Iterator[int]:
    """As a process; gives the port. `before` are words to put before the command, such as those that choose a core."""
    command = [*before, sys.executable, "-m", "tests.sink", "--plan", written(plan or Plan())]
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    with subprocess.Popen(
        command + (["--log", str(log)] if log else []), stdout=subprocess.PIPE, cwd=ROOT, env={**os.environ, "PYTHONPATH": paths}
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            yield int(process.stdout.readline())
        finally:
            process.terminate()
