"""The door for mail that comes back: LMTP (RFC 2033). A message is acknowledged once it is stored, and not before."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

log = logging.getLogger(__name__)
LARGEST = 20 * 1024 * 1024
_LONGEST_LINE = 64 * 1024  # a bounce may quote lines that no standard allows
_CHATTER = "mail.log"  # aiosmtpd's own log, which names addresses
_LATER = "451 4.3.0 Not stored; try again later"
_STORED = "250 2.0.0 Stored"

# Message, sender and recipients of the envelope.
Store = Callable[[bytes, str, list[str]], Awaitable[None]]


class Door(LMTP):
    """One connection of a mail server."""

    line_length_limit = _LONGEST_LINE


class Handler:
    """Answers for each recipient (RFC 2033 §4.2)."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Keep it, with where it went."""
        content = envelope.original_content or b""
        try:
            await self._store(content, envelope.mail_from or "<>", list(envelope.rcpt_tos))
        except Exception as problem:  # whatever it was, the mail server keeps the message
            log.exception(
                "a message that came back was not stored", extra={"problem": type(problem).__name__}
            )
            return "\r\n".join([_LATER] * len(envelope.rcpt_tos))
        return "\r\n".join([_STORED] * len(envelope.rcpt_tos))

    async def handle_exception(self, problem: Exception) -> str:
        """The server's own trouble is passing too."""
        log.error("mail-in: a conversation failed", extra={"problem": type(problem).__name__})
        return _LATER


async def open_door(place: str, store: Store) -> asyncio.Server:
    """Listen at `host:port`, or at the path of a socket. Raises OSError and ValueError."""

    def conversation() -> Door:
        return Door(Handler(store), data_size_limit=LARGEST, hostname="standfirst", enable_SMTPUTF8=True)

    logging.getLogger(_CHATTER).setLevel(logging.ERROR)
    loop = asyncio.get_running_loop()
    if "/" in place:
        if Path(place).is_socket():  # of one that was killed; anything else stays, and there is an error
            Path(place).unlink()
        return await loop.create_unix_server(conversation, place)
    host, colon, port = place.rpartition(":")
    if not colon or not port.isdigit():
        raise ValueError("a place to listen is host:port or the path of a socket")
    return await loop.create_server(conversation, host.strip("[]"), int(port))
