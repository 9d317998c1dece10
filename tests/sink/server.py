"""The sink's side of SMTP. Its log has a line for each message, written at its dot and before any answer:
`message-id recipient sha256(body) t_dot t_answer connection number`; `-` stands for an answer that is never given."""

import asyncio
import hashlib
import os
import re
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.sink.plans import Fault, Plan

_MESSAGE_ID = re.compile(rb"^Message-ID: *(\S+)", re.I | re.M)
_PATH = re.compile(rb"[^<]*<([^>]*)>")
_END = b"\r\n.\r\n"


@dataclass
class Log:
    """Lines in a file, and, for tests in the same process, whole messages (`kept`) and commands (`heard`)."""

    path: Path | None = None
    keeps: bool = False
    kept: list[tuple[bytes, bytes, bytes]] = field(default_factory=list)  # sender, recipient, message
    heard: list[bytes] = field(default_factory=list)
    _file: int = -1

    def write(self, line: str) -> None:
        if self.path is None:
            return
        if self._file < 0:
            self._file = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.write(self._file, line.encode())


@dataclass
class Sink:
    """What all connections share."""

    plan: Plan = field(default_factory=Plan)
    log: Log = field(default_factory=Log)
    tls: ssl.SSLContext | None = None
    connections: int = 0
    messages: int = 0


class Conversation(asyncio.Protocol):
    """One connection."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        sink.connections += 1
        self._number = sink.connections
        self._buffer = bytearray()
        self._searched = 0
        self._in_data = False
        self._out: list[bytes] = []
        self._held = False  # nothing is read until the answer that is being delayed
        self._is_shut = False  # our side is
        self._begin()

    def _begin(self) -> None:
        self._fault: Fault | None = None
        self._message = 0
        self._sender = self._recipient = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._fault = self._sink.plan.fault(0)
        self._answer("connect", self._sink.plan.greeting)
        self._flush()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        self._work()

    def _work(self) -> None:
        while not self._held and not self._transport.is_closing():
            if not (self._read_message() if self._in_data else self._read_command()):
                break
        self._flush()

    def _flush(self) -> None:
        if self._out and not self._is_shut:
            self._transport.write(b"".join(self._out))
        self._out = []

    # Commands

    def _read_command(self) -> bool:
        end = self._buffer.find(b"\n")
        if end < 0:
            return False
        line = bytes(self._buffer[: end + 1])
        del self._buffer[: end + 1]
        if self._sink.log.keeps:
            self._sink.log.heard.append(line)
        verb = line[:4].strip().upper()
        act = _ACTS.get(verb)
        if act is None:
            self._say("500 5.5.1 unknown")
        else:
            act(self, line)
        return True

    def _ehlo(self, line: bytes) -> None:
        lines = ["sink", *self._sink.plan.offers]
        text = "\r\n".join(
            f"250{'-' if place + 1 < len(lines) else ' '}{one}" for place, one in enumerate(lines)
        )
        self._answer("EHLO", text)

    def _mail(self, line: bytes) -> None:
        self._begin()
        self._sink.messages += 1
        self._message = self._sink.messages
        self._fault = self._sink.plan.fault(self._message)
        if self._answer("MAIL", "250 2.1.0 ok"):
            self._sender = line.strip()

    def _rcpt(self, line: bytes) -> None:
        if not self._sender:
            self._say("503 5.5.1 MAIL first")
        elif self._fault and self._fault.kind == "await_all":
            self._say(self._fault.text)
        elif self._answer("RCPT", "250 2.1.5 ok"):
            found = _PATH.match(line)
            self._recipient = found[1] if found else b""

    def _data(self, line: bytes) -> None:
        if not self._recipient and not (self._fault and self._fault.kind == "await_all"):
            self._say("503 5.5.1 RCPT first")
        elif self._answer("DATA", "354 go on"):
            self._in_data, self._searched = True, 0

    def _rset(self, line: bytes) -> None:
        self._begin()
        self._say("250 2.0.0 ok")

    def _quit(self, line: bytes) -> None:
        self._say("221 2.0.0 bye")
        self._leave()

    def _auth(self, line: bytes) -> None:
        good = line.strip() == b"AUTH PLAIN AHNlbmRlcgBvcGVuIHNlc2FtZQ=="  # sender, open sesame
        self._say("235 2.7.0 welcome" if good else "535 5.7.8 no")

    def _starttls(self, line: bytes) -> None:
        """What is in the buffer behind the command is what a man in the middle has put there."""
        extra = self._fault.text if self._fault and self._fault.verb == "STARTTLS" else ""
        self._out.append(b"220 2.0.0 go\r\n" + extra.encode())
        self._flush()
        self._held = True
        self._securing = asyncio.ensure_future(self._secure())

    async def _secure(self) -> None:
        assert self._sink.tls is not None
        loop = asyncio.get_running_loop()
        try:
            self._transport = await loop.start_tls(self._transport, self, self._sink.tls, server_side=True)
        except (OSError, ConnectionError):
            return
        self._held = False
        self._work()

    # Messages

    def _read_message(self) -> bool:
        if self._buffer.startswith(b".\r\n"):
            end, size = 0, 3
        else:
            end = self._buffer.find(_END, max(0, self._searched - len(_END)))
            size = len(_END)
        self._searched = len(self._buffer)
        if end < 0:
            return False
        message = _unstuffed(bytes(self._buffer[: end + 2])) if end else b""
        del self._buffer[: end + size]
        self._in_data = False
        self._take(message)
        return True

    def _take(self, message: bytes) -> None:
        fault = self._fault
        if fault and fault.verb == "dot" and fault.kind in {"drop", "refuse"}:
            self._answer("dot", "")
            return
        self._note(message, fault)
        if fault and fault.kind == "swallow":
            self._transport.abort()
        elif fault and fault.kind == "half_close":
            self._flush()
            self._is_shut = True
            self._transport.write_eof()
        elif fault and fault.kind == "delay":
            self._held = True
            asyncio.get_running_loop().call_later(fault.seconds, self._after_delay)
        else:
            self._answer("dot", f"250 2.0.0 Ok: queued as {self._message:X}")
            if fault and fault.kind == "leave":
                self._leave()

    def _after_delay(self) -> None:
        self._held = False
        self._say(f"250 2.0.0 Ok: queued as {self._message:X}")
        self._work()

    def _note(self, message: bytes, fault: Fault | None) -> None:
        log, now = self._sink.log, time.time()
        if log.keeps:
            log.kept.append((self._sender, self._recipient, message))
        found = _MESSAGE_ID.search(message)
        name = found[1].decode("ascii", "replace") if found else "-"
        digest = hashlib.sha256(message.partition(b"\r\n\r\n")[2]).hexdigest()
        answered = (
            "-"
            if fault and fault.kind in {"swallow", "half_close"}
            else f"{now + (fault.seconds if fault else 0):.6f}"
        )
        log.write(
            f"{name} {self._recipient.decode('ascii', 'replace') or '-'} {digest} {now:.6f} {answered} {self._number} {self._message}\n"
        )

    # Answers

    def _say(self, text: str) -> None:
        self._out.append(text.encode() + b"\r\n")

    def _answer(self, verb: str, text: str) -> bool:
        """Whether it is a yes: the plan's fault at this verb goes before."""
        fault = self._fault
        if fault is None or fault.verb != verb:
            self._say(text)
            return True
        return _FAULTS.get(fault.kind, Conversation._say_yes)(self, fault, text)

    def _say_yes(self, fault: Fault, text: str) -> bool:
        self._say(text)
        return True

    def _refuse(self, fault: Fault, text: str) -> bool:
        self._say(fault.text)
        if fault.text.startswith("421"):
            self._leave()
        return False

    def _say_exactly(self, fault: Fault, text: str) -> bool:
        self._out.append(fault.text.encode())
        return True

    def _drop(self, fault: Fault, text: str) -> bool:
        self._flush()  # what was answered before is said
        self._transport.abort()
        return False

    def _shut(self, fault: Fault, text: str) -> bool:
        self._flush()
        self._is_shut = True
        self._transport.write_eof()
        return False

    def _stall(self, fault: Fault, text: str) -> bool:
        self._say(text)
        self._flush()
        self._transport.pause_reading()
        return True

    def _leave(self) -> None:
        self._flush()
        self._transport.close()


def _unstuffed(data: bytes) -> bytes:
    begun = data[1:] if data.startswith(b"..") else data
    return begun.replace(b"\r\n..", b"\r\n.") if b"\r\n.." in begun else begun


_ACTS: dict[bytes, Callable[[Conversation, bytes], None]] = {
    b"EHLO": Conversation._ehlo,
    b"HELO": Conversation._ehlo,
    b"MAIL": Conversation._mail,
    b"RCPT": Conversation._rcpt,
    b"DATA": Conversation._data,
    b"RSET": Conversation._rset,
    b"QUIT": Conversation._quit,
    b"AUTH": Conversation._auth,
    b"STAR": Conversation._starttls,
}
_FAULTS: dict[str, Callable[[Conversation, Fault, str], bool]] = {
    "refuse": Conversation._refuse,
    "say": Conversation._say_exactly,
    "drop": Conversation._drop,
    "half_close": Conversation._shut,
    "stall": Conversation._stall,
}
