"""What long commands show on a terminal."""

from typing import Any

_BAR = 30


def show_progress(stream: Any, done: int, of: int, what: str) -> None:
    """A bar of `done` of `of`, such as “lines”, with the end of the line at its end; a log gets none.

    `stream` is a command's own stream (Django's OutputWrapper).
    """
    if not of or not stream.isatty():
        return
    filled = _BAR * done // of
    bar = f"\r\x1b[K{'█' * filled}{'·' * (_BAR - filled)} {done}/{of} {what}"
    stream.write(bar, ending="\n" if done == of else "")
    stream.flush()


def printable(text: str) -> str:
    """Without signs that a terminal would obey; 200 characters at most."""
    return "".join(sign if sign.isprintable() else "�" for sign in text)[:200]
