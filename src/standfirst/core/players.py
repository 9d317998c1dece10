"""Which players of other houses a page may hold, known by the pattern of their address; nothing is fetched."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Player:
    """A provider's player: where its frame lives and what a reader is told."""

    provider: str
    frame: str
    address: str


@dataclass(frozen=True, slots=True)
class _Provider:
    name: str
    pattern: re.Pattern[str]
    frame: str


def _provider(name: str, pattern: str, frame: str) -> _Provider:
    return _Provider(name, re.compile(pattern), frame)


_PROVIDERS = (
    _provider(
        "YouTube",
        r"https://(?:www\.|m\.)?(?:youtube\.com/(?:watch\?(?:.*&)?v=|live/|shorts/)|youtu\.be/)([\w-]{6,20})(?:[?&#].*)?",
        "https://www.youtube-nocookie.com/embed/{0}",
    ),
    _provider(
        "Vimeo",
        r"https://(?:www\.)?vimeo\.com/(\d{4,12})(?:[/?#].*)?",
        "https://player.vimeo.com/video/{0}?dnt=1",
    ),
    _provider(
        "Vimeo",
        r"https://(?:www\.)?vimeo\.com/event/(\d{4,12})(?:[/?#].*)?",
        "https://vimeo.com/event/{0}/embed",
    ),
    _provider(
        "Datawrapper",
        r"https://(?:www\.)?datawrapper\.dwcdn\.net/(\w{5})/(?:\d+/)?",
        "https://datawrapper.dwcdn.net/{0}/",
    ),
    _provider(
        "Spotify",
        r"https://open\.spotify\.com/((?:episode|show|track|album)/\w{10,30})(?:\?.*)?",
        "https://open.spotify.com/embed/{0}",
    ),
    _provider(
        "Internet Archive", r"https://archive\.org/details/([\w.-]{3,80})/?", "https://archive.org/embed/{0}"
    ),
)

FRAME_HOSTS = tuple(sorted({"/".join(provider.frame.split("/")[:3]) for provider in _PROVIDERS}))
PROVIDER_NAMES = tuple(dict.fromkeys(provider.name for provider in _PROVIDERS))
WITH_FILM = frozenset({"YouTube", "Vimeo", "Internet Archive"})


def player_of(address: str) -> Player | None:
    """The player behind an address, or None where no provider of the list matches the whole of it."""
    for provider in _PROVIDERS:
        found = provider.pattern.fullmatch(address.strip())
        if found:
            return Player(
                provider=provider.name, frame=provider.frame.format(*found.groups()), address=address.strip()
            )
    return None
