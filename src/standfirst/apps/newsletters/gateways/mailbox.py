"""A mailbox into which mail comes back, read by IMAP (RFC 3501): a message is put away once it is stored, and not before."""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from standfirst.apps.mailing.api import Security

LARGEST = 1024 * 1024  # bytes of a message that are fetched; twice as many as are read of it
_PATIENCE = 60.0  # seconds for each answer
_HERE = ("127.0.0.1", "::1", "localhost")
_NAME = re.compile(r"[ -~]{1,200}")
_NUMBER = re.compile(rb"\d{1,10}")
_NO_FOLDER = b"TRYCREATE"
_SEE = "see docs/reference/settings.md."


class MailboxTrouble(Exception):
    """It cannot be reached, or says no; what it holds stays there. The text is a sentence."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where it is. What was taken in is moved to the folder `keep_in`, or deleted where that is empty."""

    host: str
    port: int
    security: Security
    user: str
    password: str = field(repr=False)
    folder: str = "INBOX"
    keep_in: str = ""
    context: ssl.SSLContext | None = field(default=None, repr=False)


def configured_mailbox() -> Mailbox:
    """As the settings say it. Raises ImproperlyConfigured with a sentence; nothing was connected to yet."""
    for name in ("MAIL_IN_IMAP_HOST", "MAIL_IN_IMAP_USER", "MAIL_IN_IMAP_PASSWORD", "MAIL_IN_IMAP_FOLDER"):
        if not getattr(settings, name):
            raise ImproperlyConfigured(f"{name} is not set: no mailbox is read; {_SEE}")
    for name in ("MAIL_IN_IMAP_FOLDER", "MAIL_IN_IMAP_KEEP_IN"):
        if (word := getattr(settings, name)) and not _NAME.fullmatch(word):
            raise ImproperlyConfigured(f"{name} must be a name in ASCII, not {word!r}; {_SEE}")
    if settings.MAIL_IN_IMAP_FOLDER == settings.MAIL_IN_IMAP_KEEP_IN:
        raise ImproperlyConfigured(
            f"MAIL_IN_IMAP_KEEP_IN must be another folder than MAIL_IN_IMAP_FOLDER; {_SEE}"
        )
    security = Security(settings.MAIL_IN_IMAP_SECURITY.lower())
    if security is Security.NONE and settings.MAIL_IN_IMAP_HOST not in _HERE:
        raise ImproperlyConfigured(f"MAIL_IN_IMAP_SECURITY=none is for a server on this machine only; {_SEE}")
    return Mailbox(
        host=settings.MAIL_IN_IMAP_HOST,
        port=settings.MAIL_IN_IMAP_PORT,
        security=security,
        user=settings.MAIL_IN_IMAP_USER,
        password=settings.MAIL_IN_IMAP_PASSWORD,
        folder=settings.MAIL_IN_IMAP_FOLDER,
        keep_in=settings.MAIL_IN_IMAP_KEEP_IN,
    )


class Opened:
    """A folder that is open; made by `open_mailbox`. Messages are named by their UIDs."""

    def __init__(self, wire: imaplib.IMAP4, box: Mailbox, can: frozenset[str]) -> None:
        self._wire, self._box, self._can = wire, box, can

    def waiting(self) -> list[str]:
        """All that is there, the oldest first; also what was marked as deleted by whoever was killed before the last step."""
        return [each.decode() for each in _NUMBER.findall(_words(self._ask("SEARCH", "ALL")))]

    def read(self, uid: str) -> bytes | None:
        """Its beginning, which is all of it for any report; None where it is gone."""
        found = self._ask("FETCH", uid, f"(BODY.PEEK[]<0.{LARGEST}>)")
        return next((bytes(each[1]) for each in found if isinstance(each, tuple)), None)

    def put_away(self, uid: str) -> None:
        """Whoever is killed in it finds the message again, and may put it away a second time."""
        if not self._box.keep_in:
            self._delete(uid)
        elif "MOVE" in self._can:
            self._to_folder("MOVE", uid)
        else:
            self._to_folder("COPY", uid)
            self._delete(uid)

    def _to_folder(self, verb: str, uid: str) -> None:
        """It is made where it is not there yet."""
        folder = _quoted(self._box.keep_in)
        answer, found = self._wire.uid(verb, uid, folder)
        if answer == "NO" and _NO_FOLDER in _words(found):
            self._wire.create(folder)
            answer, _ = self._wire.uid(verb, uid, folder)
        _check(answer, verb)

    def _delete(self, uid: str) -> None:
        self._ask("STORE", uid, "+FLAGS.SILENT", r"(\Deleted)")
        if "UIDPLUS" in self._can:
            self._ask("EXPUNGE", uid)
        else:
            self._wire.expunge()

    def _ask(self, verb: str, *words: str) -> list[Any]:
        answer, found = self._wire.uid(verb, *words)
        _check(answer, verb)
        return found


@contextmanager
def open_mailbox(box: Mailbox) -> Iterator[Opened]:
    """Raises MailboxTrouble, also from within where the connection ends."""
    wire = None
    try:
        wire = _connect(box)
        yield Opened(wire, box, _enter(wire, box))
    except (imaplib.IMAP4.error, OSError) as problem:
        raise MailboxTrouble(f"The mailbox at {box.host} cannot be read: {_why(problem)}.") from problem
    finally:
        if wire is not None:
            with suppress(imaplib.IMAP4.error, OSError):
                wire.logout()


def _connect(box: Mailbox) -> imaplib.IMAP4:
    context = box.context or ssl.create_default_context()
    if box.security is Security.TLS:
        return imaplib.IMAP4_SSL(box.host, box.port, ssl_context=context, timeout=_PATIENCE)
    wire = imaplib.IMAP4(box.host, box.port, timeout=_PATIENCE)
    if box.security is Security.STARTTLS:
        wire.starttls(ssl_context=context)
    return wire


def _enter(wire: imaplib.IMAP4, box: Mailbox) -> frozenset[str]:
    """What the server can do: most say it only to those whom they know."""
    wire.login(box.user, box.password)
    answer, _ = wire.select(_quoted(box.folder))
    if answer != "OK":
        raise MailboxTrouble(f"The mailbox has no folder {box.folder}.")
    return frozenset(_words(wire.capability()[1]).decode("ascii", "replace").upper().split())


def _check(answer: str, verb: str) -> None:
    if answer != "OK":
        raise MailboxTrouble(f"The mailbox has answered {answer} to {verb}.")


def _words(found: list[Any]) -> bytes:
    return b" ".join(each for each in found if isinstance(each, bytes))


def _quoted(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _why(problem: Exception) -> str:
    """A server's words may repeat what it was sent; its code, or the kind of the problem, says enough."""
    if isinstance(problem, OSError):
        return problem.strerror or type(problem).__name__
    said = re.search(r"\[([A-Z-]{2,40})\]", str(problem))
    return (
        said[1]
        if said
        else "it ended the conversation"
        if isinstance(problem, imaplib.IMAP4.abort)
        else "it said no"
    )
