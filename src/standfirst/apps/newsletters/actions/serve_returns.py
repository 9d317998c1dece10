"""Take in what comes back, from mail servers that hand it over, until told to stop."""

import asyncio
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import close_old_connections, connection

from standfirst.apps.mailing import api as mailing
from standfirst.apps.newsletters.actions.take_back import take_back
from standfirst.apps.newsletters.gateways.lmtp import open_door
from standfirst.core import clock


async def serve_returns(place: str, *, tell: Callable[[str], object]) -> None:
    """At `host:port` or the path of a socket, until SIGTERM or SIGINT. `tell` hears where. Raises OSError, ValueError.

    What is being stored is finished; what was not acknowledged stays with the mail server.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for kind in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(kind, stop.set)
    # One thread, so one session with the database: returns come in singly.
    with ThreadPoolExecutor(1, "mail-in") as thread:

        async def store(message: bytes, sender: str, recipients: list[str]) -> None:
            await loop.run_in_executor(thread, _store, message, sender, recipients)

        server = await open_door(place, store)
        tell(_name_of(server))
        async with server:
            await stop.wait()
        thread.submit(_hang_up).result()


def _store(message: bytes, sender: str, recipients: list[str]) -> None:
    close_old_connections()
    take_back(message, way=mailing.Way.LMTP, sender=sender, recipients=recipients, now=clock.now())


def _hang_up() -> None:
    connection.close()  # that of the thread which asks


def _name_of(server: asyncio.Server) -> str:
    name = server.sockets[0].getsockname()
    return name if isinstance(name, str) else f"{name[0]}:{name[1]}"
