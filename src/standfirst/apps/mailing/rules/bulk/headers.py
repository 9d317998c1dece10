"""Header fields: one line of words becomes ASCII, folded, and can never become a second field."""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from standfirst.apps.mailing.rules.addresses import on_the_wire
from standfirst.apps.mailing.rules.bulk.tokens import NotAMessage
from standfirst.apps.mailing.rules.wording import one_line

LONGEST_LINE = 78  # RFC 5322 §2.1.1; 998 for what cannot be folded
_WITH_AN_ENCODED_WORD = 76  # RFC 2047 §2
_HARD_LIMIT = 998
_BEGIN, _END = "=?utf-8?b?", "?="
_FOLD = "\r\n "
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
_BLANKS = re.compile(rb"[ \t]+")
_VISIBLE = re.compile(r"[\x21-\x7e]+(?: [\x21-\x7e]+)*")


@dataclass
class Field:
    """A header field as it goes out, without its last line end; `name` is in small letters."""

    name: bytes
    raw: bytes

    @cached_property
    def canonical(self) -> bytes:
        """As a relaxed signature sees it (RFC 6376 §3.4.2): no folding, one blank between words."""
        value = self.raw[len(self.name) + 1 :].replace(b"\r\n", b"")
        return self.name + b":" + _BLANKS.sub(b" ", value).strip(b" ")


def field(name: str, value: str) -> Field:
    """`value` is ASCII and folded already. Raises NotAMessage for anything that could begin another field."""
    raw = f"{name}:{value}" if value.startswith(_FOLD) else f"{name}: {value}"
    rows = raw.split(_FOLD)
    if not all(_VISIBLE.fullmatch(row) and len(row) < _HARD_LIMIT for row in rows):
        raise NotAMessage(f"The header {name} cannot be written.")
    return Field(name.lower().encode(), raw.encode())


def words(name: str, text: str) -> str:
    """The value of a field of free text, such as a subject."""
    line = one_line(text)
    if _is_plain(line):
        folded = _folded(f"{name}: ", line.split(" "))
        if folded is not None:
            return folded
    return _FOLD.join(_encoded_words(line, room=_WITH_AN_ENCODED_WORD - len(name) - 2))


def mailbox(name: str, display: str, address: str) -> str:
    """The value of a field with a name and one address. Raises AddressRefused."""
    return _beside(name, display, f"<{on_the_wire(address)}>")


def listed(name: str, display: str, identifier: str) -> str:
    """The value of a List-Id (RFC 2919)."""
    return _beside(name, display, f"<{identifier}>")


def in_brackets(name: str, address: str) -> str:
    """The value of a field with one web or mail address; on a line of its own when it is long."""
    fits = len(name) + len(address) + 4 <= LONGEST_LINE
    return f"<{address}>" if fits else f"{_FOLD}<{address}>"


def _beside(name: str, display: str, bracketed: str) -> str:
    phrase = _phrase(name, display)
    if not phrase:
        return bracketed
    first_line = len(name) + 2 + len(phrase) + 1 + len(bracketed)
    return phrase + (" " if first_line <= LONGEST_LINE and _FOLD not in phrase else _FOLD) + bracketed


def _phrase(name: str, display: str) -> str:
    line = one_line(display)
    room = LONGEST_LINE - len(name) - 4
    if not _is_plain(line) or len(line) > room:
        return _FOLD.join(_encoded_words(line, room=_WITH_AN_ENCODED_WORD - len(name) - 2))
    if not line or _ATOMS.fullmatch(line):
        return line
    quoted = line.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'


def _is_plain(line: str) -> bool:
    """ASCII, and nothing that a reader of mail would decode."""
    return line.isascii() and "=?" not in line


def _folded(head: str, parts: list[str]) -> str | None:
    """At blanks; None where a word is longer than a line."""
    rows, used = [""], len(head)
    for part in parts:
        gap = 1 if rows[-1] else 0
        if used + gap + len(part) > LONGEST_LINE:
            rows.append("")
            used, gap = 1, 0
        rows[-1] += " " * gap + part
        used += gap + len(part)
    too_long = not rows[0] or any(len(row) >= LONGEST_LINE for row in rows)
    return None if too_long else _FOLD.join(rows)


def _encoded_words(line: str, *, room: int) -> Iterator[str]:
    """Words of at most 75 characters that divide no code point; the first has to fit into `room`."""
    chunk = b""
    for character in line:
        more = character.encode()
        if len(chunk) + len(more) > _bytes_in(room):
            yield _encoded_word(chunk)
            chunk, room = b"", _WITH_AN_ENCODED_WORD - 1
        chunk += more
    if chunk:
        yield _encoded_word(chunk)


def _bytes_in(room: int) -> int:
    return (room - len(_BEGIN) - len(_END)) // 4 * 3


def _encoded_word(chunk: bytes) -> str:
    return f"{_BEGIN}{base64.b64encode(chunk).decode()}{_END}"
