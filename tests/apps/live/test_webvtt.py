"""Captions and chapters as files that others read: pysubs2 and Chromium's own parser find what was said and nothing else."""

import re
import string
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from standfirst.apps.live.rules import webvtt
from standfirst.apps.live.rules.cues import Cue
from standfirst.apps.live.rules.recorded_time import Span
from standfirst.apps.live.rules.subtitles import read_file
from tests.journeys.browser import chromium

HARD = (
    "00:00:00.000 --> 00:00:09.000",
    "x\n\n00:01.000 --> 00:02.000\nplanted",
    "WEBVTT\r\n\r\nNOTE hidden",
    "<v Somebody Else>not them</v>",
    "<script>alert(1)</script> <img src=x onerror=alert(1)>",
    "&lt;not a tag&gt; &amp; &nbsp; &#62;",
    "-->",
    "a < b > c",
    "\u202edesrever \u2066apart\u2069",
    "\0nothing",
    "e\u0301" * 40,
    "STYLE\n::cue { color: red }",
)
alphabet = st.one_of(
    st.sampled_from("<>&-\n\r\t .:/;#\u2028\0"),
    st.sampled_from(string.ascii_letters),
    st.characters(exclude_categories=["Cs"]),
)
texts = st.one_of(st.sampled_from(HARD), st.text(alphabet, min_size=1, max_size=60))
PARSE = """(vtt) => new Promise((done) => {
  const video = document.createElement('video'), track = document.createElement('track');
  track.kind = 'captions'; track.default = true;
  track.addEventListener('load', () => done([...track.track.cues].map((cue) => {
    const seen = cue.getCueAsHTML(), voice = seen.firstElementChild;
    return [Math.round(cue.startTime * 1000), Math.round(cue.endTime * 1000), seen.textContent, voice?.title ?? '', seen.querySelectorAll('*').length];
  })));
  track.addEventListener('error', () => done('refused'));
  track.src = URL.createObjectURL(new Blob([vtt], {type: 'text/vtt'}));
  video.append(track); document.body.append(video); track.track.mode = 'hidden';
})"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def page(browser: Browser) -> Page:
    opened = browser.new_page()
    opened.route(
        "http://vtt.example/", lambda route: route.fulfill(body="<title>x</title>", content_type="text/html")
    )
    opened.goto("http://vtt.example/")
    return opened


def plain(text: str) -> str:
    """As it is to be read: on one line."""
    return re.sub(r"\s+", " ", text).strip().replace("\0", "\ufffd")


def cues_of(said: list[tuple[str, str]]) -> list[Cue]:
    return [Cue(place * 1000, place * 1000 + 900, text, name) for place, (text, name) in enumerate(said)]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(texts, st.one_of(st.just(""), texts)), min_size=1, max_size=30))
def test_chromium_finds_every_cue_and_no_other(page: Page, said: list[tuple[str, str]]) -> None:
    cues = [cue for cue in cues_of(said) if plain(cue.text)]
    found = page.evaluate(PARSE, webvtt.captions(cues)) if cues else []
    assert found == [
        [cue.begins, cue.ends, plain(cue.text), plain(cue.speaker), int(bool(plain(cue.speaker)))]
        for cue in cues
    ]


def test_a_text_that_was_not_escaped_would_be_seen(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webvtt, "_escaped", lambda text: text)
    cues = cues_of([(text, "") for text in HARD])
    assert len(page.evaluate(PARSE, webvtt.captions(cues))) > len(cues)


@given(st.lists(texts.filter(plain), min_size=1, max_size=8))
def test_titles_of_chapters_stay_within_their_chapter(titles: list[str]) -> None:
    file = webvtt.chapters(
        (Span(place * 1000, place * 1000 + 900), title) for place, title in enumerate(titles)
    )
    assert file.count("-->") == len(titles)
    assert [block.count("\n") for block in file.strip().split("\n\n")] == [0, *([1] * len(titles))]


@given(st.lists(st.text(string.ascii_letters + "&<>'é -", min_size=1).filter(plain), min_size=1, max_size=8))
def test_what_we_write_we_read(said: list[str]) -> None:
    cues = cues_of([(plain(text), "Nadia") for text in said])
    assert read_file(webvtt.captions(cues).encode()) == tuple(cues)


def test_times_are_written_with_hours() -> None:
    assert "27:46:40.005 --> 27:46:41.050" in webvtt.captions([Cue(100_000_005, 100_001_050, "late")])
