"""Who follows a link: a person, a robot, or nobody can say. Nothing is guessed: each label has its sign.

Mail systems follow every link of a letter within seconds of its arrival, with the names of browsers. So a browser's name
is no proof of a person, and one that comes right after the letter is left unknown.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

SOON = timedelta(seconds=30)  # after the letter was sent
AT_ONCE = timedelta(seconds=10)
MANY_LINKS = 4  # different ones of one letter, at once: more than somebody reads
_ROBOTS = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|preview|headless|phantomjs|externalhit|whatsapp|telegram|mail\s?proxy|imageproxy"
    r"|barracuda|mimecast|proofpoint|safelinks|ironport|fireeye|messagelabs|trend\s?micro|sophos|bitdefender|zscaler"
    r"|linkcheck|monitor|validator|scan|curl|wget|python|requests|aiohttp|httpx|okhttp|go-http|java/|libwww|perl|ruby|axios"
    r"|node-fetch|undici|apache-httpclient|winhttp|powershell",
    re.I,
)
_BROWSERS = re.compile(r"Mozilla/5\.0 \(.+\) (?:AppleWebKit|Gecko)/", re.I)
_AHEAD = re.compile(r"prefetch|prerender|preview", re.I)


class Follower(StrEnum):
    """Who followed a link."""

    PERSON = "person"
    ROBOT = "robot"
    UNKNOWN = "unknown"


class Sign(StrEnum):
    """By what it is known."""

    BROWSER = "browser"  # it opened a page, some time after the letter came
    METHOD = "method"  # nothing was fetched
    AGENT = "agent"  # it says so itself
    AHEAD = "ahead"  # fetched before anybody asked
    BURST = "burst"  # many links of one letter at once
    SOON = "soon"  # right after the letter
    NONE = "none"  # it does not behave as a browser that opens a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a request says of itself: its headers, empty where they are missing; `after` is the time since the letter."""

    method: str
    agent: str
    purpose: str
    mode: str
    destination: str
    after: timedelta | None


@dataclass(frozen=True, slots=True)
class Label:
    """Who, and by which sign."""

    follower: Follower
    sign: Sign


def label(asked: Asked) -> Label:
    """By what is known when the link is followed."""
    if asked.method != "GET":
        return Label(Follower.ROBOT, Sign.METHOD)
    if _AHEAD.search(asked.purpose):
        return Label(Follower.ROBOT, Sign.AHEAD)
    if _ROBOTS.search(asked.agent):
        return Label(Follower.ROBOT, Sign.AGENT)
    if not _opens_a_page(asked):
        return Label(Follower.UNKNOWN, Sign.NONE)
    if asked.after is None or asked.after < SOON:
        return Label(Follower.UNKNOWN, Sign.SOON)
    return Label(Follower.PERSON, Sign.BROWSER)


def in_bursts(followed: Sequence[tuple[datetime, int]]) -> set[int]:
    """Of one letter's (moment, link) in the order of time, the places of those that belong to a burst."""
    found: set[int] = set()
    first = 0
    for place, (moment, _) in enumerate(followed):
        while followed[first][0] < moment - AT_ONCE:
            first += 1
        if len({link for _, link in followed[first : place + 1]}) >= MANY_LINKS:
            found.update(range(first, place + 1))
    return found


def _opens_a_page(asked: Asked) -> bool:
    """As every browser says since 2023 (Fetch Metadata), beside its name."""
    names_itself = _BROWSERS.search(asked.agent) is not None
    return names_itself and asked.mode == "navigate" and asked.destination == "document"
