"""A transcript for reading: each question where it was asked, and what was said to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from standfirst.apps.live.rules.chapters import ShownChapter
from standfirst.apps.live.rules.cues import Cue, paragraphs
from standfirst.apps.live.rules.recorded_time import Span, whole_of, written_time


@dataclass(frozen=True, slots=True)
class Line:
    """What one person says, or a chapter that begins. `at` is in seconds of the video that is shown, `seconds` in those of
    the whole recording, by which it is linked to; `anchor` is empty where the line before has the same."""

    at: int
    seconds: int
    anchor: str
    who: str
    text: str
    chapter: ShownChapter | None = None

    @property
    def time(self) -> str:
        return written_time(self.at * 1000)


def script(chapters: Sequence[ShownChapter], cues: Iterable[Cue], cuts: Sequence[Span]) -> list[Line]:
    """In order. The cues are in the time of the video that is shown."""
    said = paragraphs(cues, breaks=[each.span.begins for each in chapters])
    spoken = [_spoken(each.begins, each.speaker, each.text, cuts) for each in said]
    begun = [_begun(each) for each in chapters]
    lines = sorted([*begun, *spoken], key=lambda line: (line.at, line.chapter is None))
    return _anchored_once(lines)


def found_in(lines: Iterable[Line], words: str) -> list[Line]:
    """The lines in which all of these words stand, whatever their case."""
    wanted = words.casefold().split()
    return [line for line in lines if wanted and all(each in line.text.casefold() for each in wanted)]


def plain(lines: Iterable[Line]) -> str:
    """As a text to take away: time, who, what."""
    return "\n\n".join(
        f"{line.time} {line.who}\n{line.text}" if line.who else f"{line.time}\n{line.text}" for line in lines
    )


def _spoken(begins: int, speaker: str, text: str, cuts: Sequence[Span]) -> Line:
    seconds = whole_of(begins, cuts) // 1000
    return Line(begins // 1000, seconds, f"t-{seconds}", speaker, text)


def _begun(chapter: ShownChapter) -> Line:
    who = f"{chapter.mark.by} asks" if chapter.mark.by else ""
    return Line(
        chapter.span.begins // 1000, chapter.seconds, chapter.anchor, who, chapter.mark.title, chapter
    )


def _anchored_once(lines: list[Line]) -> list[Line]:
    seen: set[str] = set()
    result = []
    for line in lines:
        anchor = "" if line.anchor in seen else line.anchor
        seen.add(anchor)
        result.append(Line(line.at, line.seconds, anchor, line.who, line.text, line.chapter))
    return result
