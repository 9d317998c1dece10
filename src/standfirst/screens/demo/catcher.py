"""The demo's own mail server: it takes every letter that is handed to it by SMTP and keeps it as a file."""

import argparse
import asyncio
import contextlib
import os
import secrets
import signal
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from standfirst.core import clock

LARGEST = 30 * 1024 * 1024


class Keeper:
    """Writes each letter into a folder, whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Keep the letter, with the addresses it was handed in for."""
        content = envelope.original_content or b""
        recipients = b"".join(b"X-Envelope-To: " + to.encode() + b"\r\n" for to in envelope.rcpt_tos)
        name = f"{clock.now():%Y%m%d%H%M%S%f}-{secrets.token_hex(4)}"
        part = self._folder / f"{name}.part"
        part.write_bytes(recipients + content)
        part.rename(self._folder / f"{name}.eml")
        return "250 OK, kept"


async def catch(folder: Path, port: int) -> None:
    """Listen on loopback until the process is told to stop."""
    folder.mkdir(parents=True, exist_ok=True)
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stop.set)
    server = await loop.create_server(
        lambda: SMTP(Keeper(folder), data_size_limit=LARGEST, hostname="localhost", enable_SMTPUTF8=True),
        "127.0.0.1",
        port,
    )
    async with server:
        await stop.wait()


def main() -> None:
    """python -m standfirst.screens.demo.catcher --folder F --port N"""
    parser = argparse.ArgumentParser(prog="catcher")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--port", type=int, default=int(os.environ.get("DEMO_SMTP_PORT", "0")))
    chosen = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(catch(chosen.folder, chosen.port))


if __name__ == "__main__":
    main()
