"""A message taken apart: its own header, what a person would read of it, its reports, and the header of what came back.

Nothing is believed, and nothing of it is looked at but a bounded beginning.
"""

import email
import email.policy
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.message import Message

LARGEST = 512 * 1024  # bytes that are looked at; a report stands before what it is about
MOST_PARTS = 60
_LONGEST_LEAD = 16 * 1024
_DEEPEST = 3
_PARTS = re.compile(rb"^content-type:|boundary\s*=", re.I | re.M)
_HEADERS = ("text/rfc822-headers", "message/rfc822-headers", "message/rfc822", "message/global", "message/global-headers")  # fmt: skip

Fields = Message  # header fields, by whatever case of their names


class TooDeep(ValueError):
    """It has more parts than any report has."""


@dataclass(frozen=True, slots=True)
class Apart:
    """`recipients` are a DSN's blocks for each recipient, `feedback` is an ARF's report, `returned` what came back."""

    own: Fields
    lead: str
    is_delivery_report: bool
    recipients: Sequence[Fields]
    feedback: Fields | None
    returned: Fields | None


def take_apart(message: bytes) -> Apart:
    """Raises TooDeep, and whatever the library makes of a message that is none."""
    begun = message[:LARGEST]
    if len(_PARTS.findall(begun)) > MOST_PARTS:
        raise TooDeep
    whole = email.message_from_bytes(begun, policy=email.policy.compat32)
    parts = list(_parts(whole, 0))
    reports = [
        part for part in parts if _type(part) in ("message/delivery-status", "message/global-delivery-status")
    ]
    feedback = next((part for part in parts if _type(part) == "message/feedback-report"), None)
    copies = [part for part in parts if _type(part) in _HEADERS]
    return Apart(
        own=whole,
        lead=next((text for part in parts if (text := _text(part)).strip()), ""),
        is_delivery_report=bool(reports),
        recipients=[block for report in reports for block in _blocks(report) if block.get("Action")],
        feedback=_inside(feedback) if feedback else None,
        returned=_inside(copies[0]) if copies else None,
    )


def words_of(fields: Fields | None, name: str) -> str:
    """The first field of this name in one line; empty where there is none."""
    found = fields.get(name) if fields is not None else None
    return " ".join(str(found).split())[:2000] if found is not None else ""


def all_words_of(fields: Fields | None, name: str, *, most: int = 10) -> list[str]:
    """The fields of this name, each in one line."""
    found = fields.get_all(name) if fields is not None else None
    return [" ".join(str(each).split())[:2000] for each in (found or [])[:most]]


def _parts(part: Message, depth: int) -> Iterator[Message]:
    """Never into a message inside: what that says of itself is nobody's report."""
    if part.get_content_maintype() == "multipart" and part.is_multipart() and depth < _DEEPEST:
        for inside in _blocks(part):
            yield from _parts(inside, depth + 1)
    else:
        yield part


def _type(part: Message) -> str:
    return part.get_content_type()


def _blocks(part: Message) -> list[Message]:
    inside = part.get_payload()
    return [each for each in inside if isinstance(each, Message)] if isinstance(inside, list) else []


def _inside(part: Message) -> Message:
    """The header fields that stand in a part's body."""
    if blocks := _blocks(part):
        return blocks[0]
    data = part.get_payload(decode=True)
    return email.message_from_bytes(data if isinstance(data, bytes) else b"", policy=email.policy.compat32)


def _text(part: Message) -> str:
    if part.get_content_maintype() != "text" or _type(part) in _HEADERS:
        return ""
    data = part.get_payload(decode=True)
    begun = data[:_LONGEST_LEAD] if isinstance(data, bytes) else b""
    try:
        return begun.decode(part.get_content_charset() or "utf-8", "replace")
    except (LookupError, ValueError):
        return begun.decode("latin-1")
