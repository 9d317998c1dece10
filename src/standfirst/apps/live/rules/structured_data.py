"""JSON-LD for search engines: an interview as a broadcast of an event (schema.org BroadcastEvent)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Broadcast:
    """What everybody may know of an interview; the address of the picture that moves is not in it."""

    name: str
    about: str
    address: str
    speakers: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime
    is_live: bool
    is_free: bool
    language: str
    picture: str = ""

    def as_json(self, *, organizer: Mapping[str, Any]) -> dict[str, Any]:
        """`organizer` is the publication."""
        data: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": "BroadcastEvent",
            "name": self.name,
            "description": self.about,
            "url": self.address,
            "startDate": self.starts_at.isoformat(),
            "endDate": self.ends_at.isoformat(),
            "isLiveBroadcast": self.is_live,
            "isAccessibleForFree": self.is_free,
            "inLanguage": self.language,
            "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
            "eventStatus": "https://schema.org/EventScheduled",
            "location": {"@type": "VirtualLocation", "url": self.address},
            "performer": [{"@type": "Person", "name": name} for name in self.speakers],
            "organizer": organizer,
        }
        return data | ({"image": [self.picture]} if self.picture else {})
