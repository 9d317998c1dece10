"""JSON-LD of a replay for search engines: a VideoObject whose Clips are the questions that were answered (schema.org)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from standfirst.apps.live.rules.chapters import ShownChapter


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What is told of a replay. `where` is `contentUrl` or `embedUrl`, and empty for those who may not see the video."""

    title: str
    about: str
    canonical: str
    published_at: datetime
    length_ms: int
    is_free: bool
    poster: str | None
    aired: tuple[datetime, datetime] | None
    where: Mapping[str, str]


def video_object(replayed: Replayed, chapters: Iterable[ShownChapter]) -> dict[str, Any]:
    """The questions are told to everybody, what was said to nobody."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "VideoObject",
        "name": replayed.title,
        "description": replayed.about,
        "url": replayed.canonical,
        "uploadDate": replayed.published_at.isoformat(),
        "duration": duration(replayed.length_ms),
        "isAccessibleForFree": replayed.is_free,
        "hasPart": [_clip(chapter, replayed.canonical) for chapter in chapters if chapter.mark.key],
        **replayed.where,
    }
    if replayed.poster:
        data["thumbnailUrl"] = [replayed.poster]
    if replayed.aired:
        begins, ends = (moment.isoformat() for moment in replayed.aired)
        event = {"@type": "BroadcastEvent", "isLiveBroadcast": True, "startDate": begins, "endDate": ends}
        data["publication"] = event
    return data


def duration(ms: int) -> str:
    """ISO 8601, such as PT49M52S."""
    minutes, seconds = divmod(ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "") + f"{seconds}S"


def _clip(chapter: ShownChapter, canonical: str) -> dict[str, Any]:
    return {
        "@type": "Clip",
        "name": chapter.mark.title,
        "startOffset": chapter.span.begins // 1000,
        "endOffset": -(-chapter.span.ends // 1000),
        "url": f"{canonical}?t={chapter.seconds}#{chapter.anchor}",
    }
