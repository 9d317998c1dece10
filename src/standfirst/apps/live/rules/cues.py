"""What was said and when: cues, how they are read from what somebody types, and put together for reading."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from standfirst.apps.live.rules.recorded_time import LONGEST_MS, Unusable, read_time, written_time

MOST_CUES = 20_000
LONGEST_CUE, LONGEST_SPEAKER = 2000, 120
LAST_FOR = 4000  # milliseconds that the last line stays, where nothing says how long
MOST_APART = 10_000  # milliseconds that a line stays, where the next one comes much later
NOBODY = "–"  # stands where a name would, when nobody is named
_LINE = re.compile(r"\[?(\d[\d:.,]*)\]?\s+(\S.*)")
_PARAGRAPH = 600  # characters after which a new paragraph may begin, at the end of a sentence
_SENTENCE_ENDS = (".", "?", "!", "…", ".”", "?”", "!”", "。", "؟")


@dataclass(frozen=True, slots=True, order=True)
class Cue:
    """One line of captions, in milliseconds. `heard` is as a file had it, where the desk has changed it since."""

    begins: int
    ends: int
    text: str
    speaker: str = ""
    heard: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What one person says without a pause: several cues."""

    begins: int
    ends: int
    speaker: str
    text: str


def checked(cues: Iterable[Cue]) -> tuple[Cue, ...]:
    """In order of time. Raises Unusable where one is no cue, or there are none or too many."""
    found = tuple(sorted(cues))
    if not found:
        raise Unusable("There are no lines with times in it.")
    if len(found) > MOST_CUES:
        raise Unusable(f"It has {len(found):,} lines; {MOST_CUES:,} is the most.")
    for cue in found:
        _check(cue)
    return found


def read_typed(text: str, *, before: Sequence[Cue] = ()) -> tuple[Cue, ...]:
    """Lines such as “10:51 They must be.”; a line without a time names who speaks from there on.

    A line lasts until the next one. Where `before` has a cue at the very same time, its end and what was heard stay.
    Raises Unusable.
    """
    lines = list(_typed_lines(text))
    known = {cue.begins: cue for cue in before}
    following = (begins for begins, _, _ in lines[1:])
    cues = []
    for (begins, speaker, words), then in zip_longest(lines, following):
        if then is not None and then <= begins:
            raise Unusable(f"The line after {written_time(begins, exact=True)} does not come later.")
        cues.append(_typed(begins, then, speaker, words, known.get(begins)))
    return checked(cues)


def typed(cues: Iterable[Cue]) -> str:
    """As `read_typed` reads them."""
    lines: list[str] = []
    speaker = ""
    for cue in cues:
        if cue.speaker != speaker:
            lines += ["", cue.speaker or NOBODY] if lines else [cue.speaker]
        speaker = cue.speaker
        lines.append(f"{written_time(cue.begins, exact=True)} {cue.text}")
    return "\n".join(lines)


def paragraphs(cues: Iterable[Cue], *, breaks: Iterable[int] = ()) -> list[Paragraph]:
    """Cues of one speaker as paragraphs; a new one begins at each of `breaks`, and where one would become long."""
    found: list[Paragraph] = []
    ahead = sorted(breaks)
    for cue in cues:
        passed = [each for each in ahead if each <= cue.begins]
        ahead = ahead[len(passed) :]
        if not found or passed or _starts_anew(found[-1], cue):
            found.append(Paragraph(cue.begins, cue.ends, cue.speaker, cue.text))
        else:
            last = found[-1]
            found[-1] = replace(last, ends=cue.ends, text=f"{last.text} {cue.text}")
    return found


def carried_over(old: Iterable[Cue], new: Iterable[Cue]) -> tuple[tuple[Cue, ...], int]:
    """The new cues with the desk's corrections of the same words at the same time, and how many found no place."""
    corrections = [cue for cue in old if cue.heard]
    result, placed = [], set()
    for cue in new:
        fitting = next((each for each in corrections if each.heard == cue.text and _overlap(each, cue)), None)
        if fitting is None:
            result.append(cue)
            continue
        placed.add(fitting)
        speaker = cue.speaker or fitting.speaker
        result.append(replace(cue, text=fitting.text, speaker=speaker, heard=cue.text))
    return tuple(result), len(corrections) - len(placed)


def _overlap(one: Cue, other: Cue) -> bool:
    return one.begins < other.ends and other.begins < one.ends


def _starts_anew(last: Paragraph, cue: Cue) -> bool:
    is_long = len(last.text) > _PARAGRAPH and last.text.endswith(_SENTENCE_ENDS)
    return is_long or cue.speaker != last.speaker


def _typed_lines(text: str) -> Iterator[tuple[int, str, str]]:
    """When, who and what."""
    speaker = ""
    for line in filter(None, map(str.strip, text.splitlines())):
        found = _LINE.fullmatch(line)
        if found:
            yield read_time(found[1]), speaker, found[2]
        else:
            speaker = "" if line == NOBODY else line.removesuffix(":")


def _typed(begins: int, then: int | None, speaker: str, words: str, known: Cue | None) -> Cue:
    ends = known.ends if known else min(then or begins + LAST_FOR, begins + MOST_APART)
    heard = (known.heard or known.text) if known else ""
    ends = max(min(ends, then), begins + 1) if then else ends
    return Cue(begins, ends, words, speaker, heard if heard != words else "")


def _check(cue: Cue) -> None:
    at = written_time(cue.begins)
    if cue.ends <= cue.begins:
        raise Unusable(f"The line at {at} ends before it begins.")
    if cue.ends > LONGEST_MS:
        raise Unusable(f"The line at {at} is a day or more from the beginning.")
    if len(cue.text) > LONGEST_CUE:
        raise Unusable(f"The line at {at} has {len(cue.text):,} characters; {LONGEST_CUE:,} is the most.")
    if len(cue.speaker) > LONGEST_SPEAKER:
        raise Unusable(f"The name of who speaks at {at} is too long.")
