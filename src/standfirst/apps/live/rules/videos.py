"""What an interview's picture is played by, known by the pattern of its address; nothing is fetched."""

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from standfirst.core.players import WITH_FILM, Player, player_of

_KINDS = {".mp4": "video/mp4", ".m3u8": "application/vnd.apple.mpegurl"}


@dataclass(frozen=True, slots=True)
class Film:
    """A file or a stream of one's own, played by the browser itself."""

    address: str
    kind: str


Video = Player | Film


def video_of(address: str, *, own: Collection[str]) -> Video | None:
    """The player behind an address, or None where it is none that pages may hold.

    `own` are origins (https://video.example) from which .mp4 and .m3u8 are played.
    """
    player = player_of(address)
    if player is not None:
        return player if player.provider in WITH_FILM else None
    return _film(address.strip(), own)


def _film(address: str, own: Collection[str]) -> Film | None:
    parts = urlsplit(address)
    kind = next((kind for ending, kind in _KINDS.items() if parts.path.lower().endswith(ending)), None)
    if kind is None or parts.username or f"{parts.scheme}://{parts.netloc}" not in own:
        return None
    return Film(address=address, kind=kind)
