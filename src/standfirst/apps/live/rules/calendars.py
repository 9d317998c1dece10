"""Interviews as a calendar file (RFC 5545): one to keep, or a feed that a calendar asks for again."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

ASK_AGAIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One interview. `uid` stays the same for ever, `sequence` rises with each change."""

    uid: str
    name: str
    about: str
    address: str
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    sequence: int


def written(entries: Iterable[Entry], *, name: str, now: datetime) -> bytes:
    """The file, in UTC, with `name` as what a calendar calls it. Whatever is in an entry stays within its own line."""
    calendar = Calendar()
    calendar.add("prodid", "-//Standfirst//Live interviews//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", plain(name))
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry, now))
    file: bytes = calendar.to_ical()
    return file


def _event(entry: Entry, now: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("sequence", entry.sequence)
    event.add("last-modified", entry.changed_at.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("summary", plain(entry.name))
    event.add("description", f"{plain(entry.about)}\n\n{entry.address}")
    event.add("url", entry.address)
    event.add("status", "CONFIRMED")
    event.add("transp", "OPAQUE")
    return event


def plain(text: str) -> str:
    """In one line, without characters that steer a terminal or a parser."""
    return " ".join("".join(" " if _steers(each) else each for each in text).split())


def _steers(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Zl", "Zp", "Cs"}
