"""A real mail server on loopback, which keeps what it is handed, or answers as it is told to."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.real import free_port


@dataclass
class Sink:
    """`recipient` and `data` are the answers to RCPT and DATA."""

    port: int
    recipient: str = "250 OK"
    data: str = "250 OK"
    taken: list[tuple[list[str], bytes]] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)  # of the envelopes, in the order of `taken`

    @property
    def letters(self) -> list[EmailMessage]:
        return [message_from_bytes(raw, policy=policy.default) for _, raw in self.taken]

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.recipient

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.data.startswith("2"):
            self.senders.append(envelope.mail_from or "")
            self.taken.append((envelope.rcpt_tos, envelope.original_content or b""))
        return self.data


@contextmanager
def sink() -> Iterator[Sink]:
    """Listens until the end of the test."""
    found = Sink(free_port())
    controller = Controller(found, hostname="127.0.0.1", port=found.port)
    controller.start()
    try:
        yield found
    finally:
        controller.stop()
