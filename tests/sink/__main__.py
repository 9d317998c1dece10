"""`python -m tests.sink --log FILE [--plan JSON] [--port N]`: says its port in one line, then listens until it is ended."""

import argparse
import asyncio
from pathlib import Path

import uvloop

from tests.sink.plans import Plan, read
from tests.sink.server import Conversation, Log, Sink


async def listen(sink: Sink, port: int) -> None:
    server = await asyncio.get_running_loop().create_server(lambda: Conversation(sink), "127.0.0.1", port)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.sink")
    parser.add_argument("--log", type=Path)
    parser.add_argument("--plan", default="")
    parser.add_argument("--port", type=int, default=0)
    chosen = parser.parse_args()
    plan = read(chosen.plan) if chosen.plan else Plan()
    uvloop.run(listen(Sink(plan, Log(chosen.log)), chosen.port))


if __name__ == "__main__":
    main()
