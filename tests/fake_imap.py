"""A small IMAP server on loopback: folders of messages, the few verbs that are asked of it, and a log that is the oracle."""

import re
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

USER, PASSWORD = "returns@review.example", 'a "word" of the tests'
_WORDS = re.compile(r'"((?:[^"\\]|\\.)*)"|\(([^)]*)\)|(\S+)')


@dataclass
class House:
    """`folders` have messages by UID; `capabilities` may be taken away. `breaks_before` and `refuses` name a verb at which the
    connection ends, or which is answered NO."""

    port: int = 0
    folders: dict[str, dict[int, bytes]] = field(default_factory=lambda: {"INBOX": {}})
    deleted: set[int] = field(default_factory=set)
    before: str = "IMAP4rev1 STARTTLS"
    capabilities: str = "IMAP4rev1 MOVE UIDPLUS"
    breaks_before: str = ""
    refuses: str = ""
    context: ssl.SSLContext | None = None
    log: list[str] = field(default_factory=list)
    _uid: int = 100

    def put(self, *messages: bytes, into: str = "INBOX") -> None:
        """They arrive."""
        for each in messages:
            self._uid += 1
            self.folders.setdefault(into, {})[self._uid] = each

    def move(self, uid: int, to: str, *, copies: bool) -> None:
        message = self.folders["INBOX"][uid]
        self.put(message, into=to)
        if not copies:
            del self.folders["INBOX"][uid]

    def expunge(self, among: set[int]) -> None:
        for uid in self.deleted & among & set(self.folders["INBOX"]):
            del self.folders["INBOX"][uid]


class _Door(socketserver.StreamRequestHandler):
    house: House
    _is_known = False

    def handle(self) -> None:
        with suppress(ConnectionError, ssl.SSLError):
            self._say("* OK ready")
            while line := self.rfile.readline():
                tag, _, rest = line.decode().strip().partition(" ")
                words = [
                    a.replace('\\"', '"').replace("\\\\", "\\") if a else b or c
                    for a, b, c in _WORDS.findall(rest)
                ]
                verb = " ".join(words[:2]).upper() if words[0].upper() == "UID" else words[0].upper()
                given = words[2:] if verb.startswith("UID") else words[1:]
                self.house.log.append(verb if verb == "LOGIN" else " ".join([verb, *given]))
                if self.house.breaks_before == verb:
                    return
                answer = "NO not now" if self.house.refuses == verb else self._do(verb, given)
                self._say(f"{tag} {answer}")
                if verb == "LOGOUT":
                    return
                if verb == "STARTTLS":
                    self._secure()

    def _do(self, verb: str, given: list[str]) -> str:
        act = {
            "CAPABILITY": self._capability, "LOGIN": self._login, "SELECT": self._select, "CREATE": self._create,
            "UID SEARCH": self._search, "UID FETCH": self._fetch, "UID MOVE": self._move, "UID COPY": self._move,
            "UID STORE": self._store, "UID EXPUNGE": self._expunge, "EXPUNGE": self._expunge,
        }.get(verb)  # fmt: skip
        self._verb = verb
        return act(given) if act else "OK done"

    def _capability(self, _: list[str]) -> str:
        """Most of it is said only to those whom it knows."""
        self._say(f"* CAPABILITY {self.house.capabilities if self._is_known else self.house.before}")
        return "OK done"

    def _login(self, given: list[str]) -> str:
        self._is_known = given == [USER, PASSWORD]
        return "OK done" if self._is_known else "NO [AUTHENTICATIONFAILED] who is that"

    def _select(self, given: list[str]) -> str:
        if given[0] not in self.house.folders:
            return "NO [NONEXISTENT] no such folder"
        self._say(f"* {len(self.house.folders[given[0]])} EXISTS")
        return "OK [READ-WRITE] done"

    def _create(self, given: list[str]) -> str:
        self.house.folders[given[0]] = {}
        return "OK done"

    def _search(self, given: list[str]) -> str:
        assert given == ["ALL"]
        there = map(str, self.house.folders["INBOX"])
        self._say(" ".join(["* SEARCH", *there]))
        return "OK done"

    def _fetch(self, given: list[str]) -> str:
        uid = int(given[0])
        message = self.house.folders["INBOX"].get(uid)
        if message is not None:
            self.wfile.write(
                f"* 1 FETCH (UID {uid} BODY[]<0> {{{len(message)}}}\r\n".encode() + message + b")\r\n"
            )
        return "OK done"

    def _move(self, given: list[str]) -> str:
        if given[1] not in self.house.folders:
            return "NO [TRYCREATE] no such folder"
        self.house.move(int(given[0]), given[1], copies=self._verb == "UID COPY")
        return "OK done"

    def _store(self, given: list[str]) -> str:
        self.house.deleted.add(int(given[0]))
        return "OK done"

    def _expunge(self, given: list[str]) -> str:
        self.house.expunge({int(given[0])} if given else self.house.deleted)
        return "OK done"

    def _secure(self) -> None:
        assert self.house.context is not None
        self.request = self.house.context.wrap_socket(self.request, server_side=True)
        self.setup()

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    house: House
    is_secure = False

    def get_request(self):  # type: ignore[no-untyped-def]  # the library's own
        request, whose = super().get_request()
        if self.is_secure and self.house.context:
            request = self.house.context.wrap_socket(request, server_side=True)
        return request, whose

    def handle_error(self, *_: object) -> None:
        """A handshake that was refused is no error of the tests."""


@contextmanager
def running(house: House, *, secure: bool = False) -> Iterator[House]:
    """On a free port; with `secure` all of it in TLS."""
    with _Server(("127.0.0.1", 0), type("Door", (_Door,), {"house": house})) as server:
        server.house, server.is_secure = house, secure
        house.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield house
        finally:
            server.shutdown()
