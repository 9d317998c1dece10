"""Captions and chapters as WebVTT (W3C, WebVTT 1), which browsers read; nothing that is said can end a cue or open a tag."""

import re
from collections.abc import Iterable

from standfirst.apps.live.rules.cues import Cue
from standfirst.apps.live.rules.recorded_time import Span

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\0": "�"})
_SPACE = re.compile(r"\s+")


def captions(cues: Iterable[Cue]) -> str:
    """With the names of who speaks as voices."""
    return _file(_block(cue.begins, cue.ends, _voiced(cue)) for cue in cues)


def chapters(titles: Iterable[tuple[Span, str]]) -> str:
    """For a track of kind “chapters”."""
    return _file(_block(span.begins, span.ends, _escaped(title)) for span, title in titles)


def _file(blocks: Iterable[str]) -> str:
    return "\n\n".join(["WEBVTT", *blocks]) + "\n"


def _block(begins: int, ends: int, text: str) -> str:
    return f"{_stamp(begins)} --> {_stamp(ends)}\n{text}"


def _voiced(cue: Cue) -> str:
    name = _escaped(cue.speaker)
    return f"<v {name}>{_escaped(cue.text)}</v>" if name else _escaped(cue.text)


def _escaped(text: str) -> str:
    """On one line: an empty line would end the cue."""
    return _SPACE.sub(" ", text).strip().translate(_ESCAPES)


def _stamp(ms: int) -> str:
    seconds, rest = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{rest:03}"
