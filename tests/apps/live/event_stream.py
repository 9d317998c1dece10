"""Server-sent events read as the standard says, by nothing of ours: https://html.spec.whatwg.org/multipage/server-sent-events.html"""

import re
from typing import NamedTuple


class Event(NamedTuple):
    """One that was dispatched."""

    name: str
    data: str
    last_id: str


def parse(body: bytes) -> list[Event]:
    """The events of a stream; one that is not ended by an empty line is not dispatched."""
    name, data, last_id, found = "", [], "", []
    for line in re.split(r"\r\n|\n|\r", body.decode("utf-8", "replace"))[:-1]:
        if not line:
            if data:
                found.append(Event(name or "message", "\n".join(data), last_id))
            name, data = "", []
            continue
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if field == "event":
            name = value
        elif field == "data":
            data.append(value)
        elif field == "id" and "\0" not in value:
            last_id = value
    return found
