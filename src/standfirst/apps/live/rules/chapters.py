"""The chapters of a recording: one for each question that was answered, from when it was on air, and those of an editor."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from standfirst.apps.live.rules.recorded_time import Span, shown_span, written_time


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a chapter begins in the whole recording. That of a question has its key, and who asked it and how many voted."""

    recorded: int
    title: str
    key: str = ""
    by: str = ""
    votes: int = 0
    number: int = 0  # of its airing, or of the editor's chapter


@dataclass(frozen=True, slots=True)
class ShownChapter:
    """A chapter as it is found in the video: in milliseconds of what is left after the cuts."""

    mark: Mark
    span: Span

    @property
    def seconds(self) -> int:
        """Where a link to it leads: in the whole recording, so that later cuts do not change it."""
        return self.mark.recorded // 1000

    @property
    def at(self) -> int:
        """Where it begins in the video that is shown, in seconds."""
        return self.span.begins // 1000

    @property
    def time(self) -> str:
        return written_time(self.span.begins)

    @property
    def minutes(self) -> int:
        """How long it is, roughly."""
        return max(round((self.span.ends - self.span.begins) / 60_000), 1)

    @property
    def width(self) -> int:
        """Its part of a ribbon, of twelve."""
        return min(self.minutes, 12)

    @property
    def anchor(self) -> str:
        return f"q-{self.mark.key}" if self.mark.key else f"c-{self.mark.number}"


def chapters(marks: Iterable[Mark], *, length: int, cuts: Sequence[Span]) -> list[ShownChapter]:
    """In order, each until the next one; none of which nothing is left."""
    ordered = sorted(marks, key=lambda mark: (mark.recorded, mark.key))
    ends = [*(mark.recorded for mark in ordered[1:]), length]
    spans = (
        shown_span(Span(mark.recorded, max(end, mark.recorded)), cuts)
        for mark, end in zip(ordered, ends, strict=True)
    )
    return [ShownChapter(mark, span) for mark, span in zip(ordered, spans, strict=True) if span]


def chapter_at(found: Sequence[ShownChapter], shown: int) -> ShownChapter | None:
    """The one that is on at this time of the video that is shown, in milliseconds."""
    return next((each for each in reversed(found) if each.span.begins <= shown), None)
