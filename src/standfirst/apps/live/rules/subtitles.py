"""Reading the files in which transcripts come: WebVTT, SRT and whatever else pysubs2 knows (such as TTML and ASS)."""

import html
import re
from collections import Counter
from dataclasses import replace

import pysubs2

from standfirst.apps.live.rules.cues import Cue, checked
from standfirst.apps.live.rules.recorded_time import Unusable

LARGEST = 5_000_000  # bytes
_BLOCKS = re.compile(r"\n\s*\n")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")
_TAG = re.compile(r"</?[a-zA-Z0-9.:]*(?:\s[^>]*)?>")
_OVERRIDE = re.compile(r"\{\\[^}]*\}")
_SPACE = re.compile(r"\s+")
_NAMED = re.compile(
    r"(?:>>\s*)?([^\W\d_a-z][^:.?!]{1,60}):\s+(\S.*)"
)  # “Nadia Farrow: …”, where there are no voices
_TWICE = 2  # as often a name must begin a line, to be taken for one


def read_file(data: bytes) -> tuple[Cue, ...]:
    """The cues of a file, in order. Raises Unusable."""
    if len(data) > LARGEST:
        raise Unusable("The file is larger than 5 MB.")
    text = _decoded(data)
    try:
        events = list(pysubs2.SSAFile.from_string(_plain_blocks(text), keep_html_tags=True))
    except Exception as problem:  # whatever a reader of eight formats raises: nothing was kept yet
        raise Unusable("This is neither WebVTT nor SRT, nor another format of subtitles.") from problem
    cues = (_cue_of(event.start, event.end, event.text) for event in events if event.type == "Dialogue")
    return checked(_with_speakers([cue for cue in cues if cue.text]))


def _decoded(data: bytes) -> str:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as problem:
        raise Unusable("The file is not written in UTF-8. Save it as UTF-8 and bring it again.") from problem


def _plain_blocks(text: str) -> str:
    """Of WebVTT only what pysubs2 expects: cues without their names, and no notes, styles or regions."""
    if not text.lstrip().startswith("WEBVTT"):
        return text
    blocks = (block for block in _BLOCKS.split(text) if "-->" in block)
    return "\n\n".join(["WEBVTT", *(_from_its_time(block) for block in blocks)]) + "\n"


def _from_its_time(block: str) -> str:
    return block[block.rfind("\n", 0, block.index("-->")) + 1 :].strip("\n")


def _cue_of(begins: int, ends: int, text: str) -> Cue:
    text = _OVERRIDE.sub("", text.replace("\\N", "\n").replace("\\h", " "))
    voice = _VOICE.search(text)
    return Cue(begins, ends, _words(text), _words(voice[1]) if voice else "")


def _with_speakers(cues: list[Cue]) -> list[Cue]:
    """Names that begin lines as speakers, where the file has no voices and a name comes more than once."""
    if any(cue.speaker for cue in cues):
        return cues
    named = [_NAMED.fullmatch(cue.text) for cue in cues]
    often = Counter(found[1] for found in named if found)
    result, speaker = [], ""
    for cue, found in zip(cues, named, strict=True):
        is_name = found is not None and often[found[1]] >= _TWICE
        speaker, text = (found[1], found[2]) if found and is_name else (speaker, cue.text)
        result.append(replace(cue, speaker=speaker, text=text))
    return result


def _words(text: str) -> str:
    return _SPACE.sub(" ", html.unescape(_TAG.sub("", text))).strip()
