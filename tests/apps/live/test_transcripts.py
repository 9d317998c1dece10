"""What is said: read from files and from what is typed, put together for reading, and carried over to newer files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.apps.live.rules.cues import (
    LONGEST_CUE,
    MOST_CUES,
    NOBODY,
    Cue,
    carried_over,
    checked,
    paragraphs,
    read_typed,
    typed,
)
from standfirst.apps.live.rules.recorded_time import Unusable
from standfirst.apps.live.rules.subtitles import LARGEST, read_file

VTT = """\ufeffWEBVTT - The strait

STYLE
::cue { color: lime }

NOTE made by a machine
and read by nobody

opening-1
00:12.000 --> 00:14.500 align:start
<v Nadia Farrow>Good <i>evening</i> &amp; welcome.</v>

2
01:00:51.250 --> 01:00:54.000
<v.loud Leila Haddad-Strand>They {must} be.
A pilot &lt;3 ships.

NOTE between

00:20.000 --> 00:21.000
<00:20.500><c.yellow>[laughter]</c>
"""
SRT = """1\r
00:00:12,000 --> 00:00:14,500\r
Nadia: Good evening.\r
\r
2\r
00:00:15,000 --> 00:00:16,000\r
{\\an8}Remember: <b>one</b> thing.\r
\r
3\r
00:00:17,000 --> 00:00:18,000\r
Nadia: And now?\r
"""
BOTH = (
    Cue(12_000, 14_500, "Good evening & welcome.", "Nadia Farrow"),
    Cue(20_000, 21_000, "[laughter]"),
    Cue(3_651_250, 3_654_000, "They {must} be. A pilot <3 ships.", "Leila Haddad-Strand"),
)
NAMED = (
    Cue(12_000, 14_500, "Good evening.", "Nadia"),
    Cue(15_000, 16_000, "Remember: one thing.", "Nadia"),
    Cue(17_000, 18_000, "And now?", "Nadia"),
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_webvtt_is_read_with_its_voices_and_without_its_notes(encoding: str) -> None:
    assert read_file(VTT.removeprefix("\ufeff").encode(encoding)) == BOTH


def test_a_mark_of_byte_order_is_no_part_of_it() -> None:
    assert read_file(VTT.encode()) == BOTH


def test_srt_is_read_and_a_name_that_comes_twice_is_who_speaks() -> None:
    assert read_file(SRT.encode()) == NAMED


ASS = """[Script Info]
ScriptType: v4.00+

[V4+ Styles]

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:01.50,0:00:02.25,Default,,0,0,0,,{\\i1}Good{\\i0} evening.\\NAll.
Comment: 0,0:00:03.50,0:00:04.25,Default,,0,0,0,,Not said.
"""
TTML = """<tt xmlns="http://www.w3.org/ns/ttml"><body><div>
<p begin="00:00:01.500" end="00:00:02.250">Good evening.<br/>All.</p></div></body></tt>"""


@pytest.mark.parametrize("text", [ASS, TTML])
def test_other_formats_of_subtitles_are_read_too(text: str) -> None:
    assert read_file(text.encode()) == (Cue(1500, 2250, "Good evening. All."),)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "neither WebVTT nor SRT"),
        (b"Only a sentence.", "neither WebVTT nor SRT"),
        (b"\x89PNG\r\n\x1a\n\0\0", "UTF-8"),
        (b"WEBVTT\n\n", "no lines with times"),
        (b"WEBVTT\n\n00:05.000 --> 00:04.000\nBack.\n", "ends before it begins"),
        (b"WEBVTT\n\n30:00:05.000 --> 30:00:06.000\nLate.\n", "a day or more"),
        (b"WEBVTT\n\n00:05.000 --> 00:06.000\n" + b"x" * (LONGEST_CUE + 1), "characters"),
        (b"x" * (LARGEST + 1), "larger than 5 MB"),
        ("Größe".encode("latin-1"), "UTF-8"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(data: bytes, said: str) -> None:
    with pytest.raises(Unusable, match=said):
        read_file(data)


def test_more_lines_than_a_day_has_are_refused() -> None:
    with pytest.raises(Unusable, match="20,000 is the most"):
        checked(Cue(place, place + 1, "x") for place in range(MOST_CUES + 1))


TYPED = """Nadia Farrow
10:51 Wrote it down?

Leila Haddad-Strand:
[11:20.5] In my experience: the handwriting is the same.
11:24 [laughs]
"""


def test_typed_lines_are_read_with_who_speaks_above_them() -> None:
    assert read_typed(TYPED) == (
        Cue(651_000, 661_000, "Wrote it down?", "Nadia Farrow"),
        Cue(680_500, 684_000, "In my experience: the handwriting is the same.", "Leila Haddad-Strand"),
        Cue(684_000, 688_000, "[laughs]", "Leila Haddad-Strand"),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "no lines"), ("Nadia", "no lines"), ("10:51 One\n10:51 Two", "later"), ("99:99 One\n", "no time")],
)
def test_typed_lines_that_cannot_be_are_refused(text: str, said: str) -> None:
    with pytest.raises(Unusable, match=said):
        read_typed(text)


words = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
texts = st.lists(words, min_size=1, max_size=5).map(" ".join)
names = st.one_of(st.just(""), st.from_regex(r"[A-Z][a-z]{1,8}( [A-Z][a-z]{1,8})?", fullmatch=True))


@st.composite
def transcripts(draw: st.DrawFn) -> tuple[Cue, ...]:
    starts = draw(st.lists(st.integers(0, 80_000_000), min_size=1, max_size=8, unique=True).map(sorted))
    ends = [*starts[1:], starts[-1] + 5000]
    return tuple(
        Cue(begin, draw(st.integers(begin + 1, end)), draw(texts), draw(names))
        for begin, end in zip(starts, ends, strict=True)
    )


@given(transcripts())
def test_what_is_typed_over_without_a_change_is_the_same(cues: tuple[Cue, ...]) -> None:
    assert read_typed(typed(cues), before=cues) == cues


def test_a_corrected_line_keeps_its_end_and_what_was_heard() -> None:
    before = (Cue(1000, 1800, "The straight", "Nadia"), Cue(2000, 2500, "is long.", "Nadia"))
    corrected = read_typed("Nadia\n0:01 The strait\n0:02 is long.", before=before)
    assert corrected == (Cue(1000, 1800, "The strait", "Nadia", "The straight"), before[1])
    again = read_typed("Nadia\n0:01 A strait\n0:02 is long.", before=corrected)
    assert again[0].heard == "The straight"
    back = read_typed("Nadia\n0:01 The straight\n0:02 is long.", before=again)
    assert back == before


def test_corrections_go_over_to_a_newer_file_and_those_without_a_place_are_counted() -> None:
    old = (Cue(1000, 1800, "The strait", "Nadia", "The straight"), Cue(5000, 6000, "Serrat", "", "Sarah"))
    newer = (Cue(1100, 1900, "The straight"), Cue(5000, 6000, "Sara"), Cue(9000, 9900, "The straight"))
    result, lost = carried_over(old, newer)
    assert result == (Cue(1100, 1900, "The strait", "Nadia", "The straight"), newer[1], newer[2])
    assert lost == 1


def test_cues_of_one_speaker_are_read_as_paragraphs_that_a_question_parts() -> None:
    cues = [
        Cue(0, 1, "Good evening.", "Nadia"),
        Cue(2, 3, "This is", "Nadia"),
        Cue(4, 5, "it.", "Nadia"),
        Cue(6, 7, "Yes.", "Leila"),
        Cue(8, 9, "It is.", "Leila"),
        Cue(10, 11, "So.", "Leila"),
    ]
    found = [(each.begins, each.ends, each.text) for each in paragraphs(cues, breaks=[8])]
    assert found == [(0, 5, "Good evening. This is it."), (6, 7, "Yes."), (8, 11, "It is. So.")]


def test_a_long_speech_is_parted_at_the_end_of_a_sentence() -> None:
    cues = [
        Cue(place, place + 1, "word " * 30 + ("end." if place % 2 else "on"), "Leila") for place in range(12)
    ]
    found = paragraphs(cues)
    assert len(found) > 1
    assert all(each.text.endswith("end.") for each in found)
    assert " ".join(each.text for each in found) == " ".join(cue.text for cue in cues)


def test_nobody_is_a_name_of_its_own() -> None:
    cues = (Cue(0, 1000, "Yes.", "Leila"), Cue(2000, 3000, "[music]"))
    assert NOBODY in typed(cues).splitlines()
    assert read_typed(typed(cues), before=cues) == cues
