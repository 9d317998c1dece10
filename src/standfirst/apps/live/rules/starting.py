"""Beginning a video at a moment: each provider's player, and a file, is told so in its own way."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

MOST_SECONDS = 24 * 60 * 60


def seconds_in(text: str | None) -> int:
    """Of an address, as in ?t=754; 0 for anything else."""
    number = int(text) if text and text.isascii() and text.isdecimal() and len(text) < 7 else 0
    return min(number, MOST_SECONDS)


def frame_at(frame: str, seconds: int) -> str:
    """The address of a player's frame that begins there."""
    if not seconds:
        return frame
    parts = urlsplit(frame)
    if parts.netloc == "player.vimeo.com":
        return urlunsplit(parts._replace(fragment=f"t={seconds}s"))
    query = [*parse_qsl(parts.query), ("start", str(seconds))]
    return urlunsplit(parts._replace(query=urlencode(query)))


def file_at(address: str, seconds: int) -> str:
    """The address of a file that begins there (W3C, Media Fragments)."""
    return f"{address}#t={seconds}" if seconds else address
