"""Reading the mail that the catcher has taken in: one file a letter, as it came."""

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

_LINK = re.compile(r"https?://[^\s\"'<>)]+")
_NAME = re.compile(r"[0-9a-z-]{1,80}")
_MOST = 200


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that really arrived by SMTP."""

    name: str
    to: tuple[str, ...]
    subject: str
    sent_at: datetime | None
    text: str
    html: str
    headers: tuple[tuple[str, str], ...]
    links: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """What /demo/mail.json says of it."""
        return {
            "to": list(self.to),
            "subject": self.subject,
            "text": self.text,
            "html": self.html,
            "headers": [list(pair) for pair in self.headers],
            "links": list(self.links),
        }


def list_letters(folder: Path, *, to: str | None = None) -> list[Letter]:
    """The newest letters first; only those to one address if it is given."""
    files = sorted(folder.glob("*.eml"), reverse=True) if folder.is_dir() else []
    letters = (_read(file) for file in files)
    wanted = (letter for letter in letters if to is None or to.lower() in letter.to)
    return list(islice(wanted, _MOST))


def find_letter(folder: Path, name: str) -> Letter | None:
    """The letter of this name."""
    file = folder / f"{name}.eml"
    return _read(file) if _NAME.fullmatch(name) and file.is_file() else None


@lru_cache(maxsize=_MOST)
def _read(file: Path) -> Letter:
    """A letter that has arrived does not change."""
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    text, html = _part(message, "plain"), _part(message, "html")
    return Letter(
        name=file.stem,
        to=tuple(address.lower() for address in message.get_all("X-Envelope-To", [])),
        subject=str(message.get("Subject", "")),
        sent_at=getattr(message.get("Date"), "datetime", None),
        text=text,
        html=html,
        headers=tuple((name, str(value)) for name, value in message.items()),
        links=tuple(dict.fromkeys(_LINK.findall(f"{text}\n{html}"))),
    )


def _part(message: EmailMessage, kind: str) -> str:
    body = message.get_body(preferencelist=(kind,))
    return str(body.get_content()) if body is not None else ""
