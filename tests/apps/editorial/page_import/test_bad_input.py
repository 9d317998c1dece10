"""Whatever comes in: an article, or one clear sentence, and soon."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standfirst.apps.editorial.rules.page_import import inline
from standfirst.apps.editorial.rules.page_import.decode import MOST_BYTES, decode
from standfirst.apps.editorial.rules.page_import.page import (
    ImportedPage,
    NotAnArticle,
    PageRefused,
    Unreadable,
)
from standfirst.apps.editorial.rules.page_import.read import read_page

FIXTURES = Path(__file__).parent / "fixtures"
SENTENCE = "The boat between them is older than the border and has gone on crossing since the war. "
ARTICLE = "".join(f"<p>{number} {SENTENCE * 2}</p>" for number in ("One", "Two", "Three"))
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><html><body><p>&c;</p></body></html>'
)
OUTWARD = b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><body><p>&x;</p></body></html>'


@pytest.mark.parametrize(
    ("data", "refusal", "part"),
    [
        (b"", Unreadable, "is empty"),
        (b" \r\n\t\n", Unreadable, "is empty"),
        (b"\x00" * 5_000, Unreadable, "is empty"),
        (b"x" * (50 * 1024 * 1024), Unreadable, "has 50 MB; a page may have at most 10 MB"),
        (bytes(range(256)) * 40, Unreadable, "is not text"),
        (b"%PDF-1.7 and so on", Unreadable, "a PDF file"),
        (b"PK\x03\x04 word document", Unreadable, "zipped file"),
        (b"\x89PNG\r\n\x1a\n0000", Unreadable, "a picture"),
        (BOMB, Unreadable, "entities of its own"),
        (OUTWARD, Unreadable, "entities of its own"),
        (b"<html><body>" + b"<div>" * 5_000 + b"words", Unreadable, "nested too deeply"),
        (b"<html><body></body></html>", NotAnArticle, "no article"),
        (b"<html></html>", NotAnArticle, "no article"),
        (b"<!DOCTYPE html>", NotAnArticle, "no article"),
        (b"hello", NotAnArticle, "no article"),
        (b"{}", NotAnArticle, "no article"),
        (("<p>word</p>" * 5_000).encode(), PageRefused, "."),
        (b"<html><body><ul>" + b"<li><a href='/x'>A title of another article</a></li>" * 60 + b"</ul></body></html>", NotAnArticle, "no article"),
        (b"<html><body><p>Subscribe</p><p>Sign in</p><p>View comments</p></body></html>", NotAnArticle, "no article"),
    ],
)  # fmt: skip
def test_bad_input_gets_one_sentence(data: bytes, refusal: type[PageRefused], part: str) -> None:
    with pytest.raises(refusal) as caught:
        read_page(data, name="page.html")
    sentence = str(caught.value)
    assert part in sentence
    assert sentence.startswith("page.html ")
    assert sentence.endswith(".")
    assert "\n" not in sentence


@pytest.mark.parametrize(
    ("data", "expected", "looks"),
    [
        ("Café".encode(), "Café", 0),
        ("Café".encode("utf-8-sig"), "Café", 0),
        ("Café".encode("utf-16"), "Café", 0),
        ("Café “x”".encode("cp1252"), "Café “x”", 1),
        ('<meta charset="iso-8859-1">Café'.encode("latin-1"), '<meta charset="iso-8859-1">Café', 0),
        ('<meta charset="windows-1251">Лодка'.encode("cp1251"), '<meta charset="windows-1251">Лодка', 0),
        ('<meta charset="iso-8859-1">Café'.encode(), '<meta charset="iso-8859-1">Café', 1),
        ('<meta charset="base64">Café'.encode(), '<meta charset="base64">Café', 0),
        ('<meta charset="no-such">Café'.encode(), '<meta charset="no-such">Café', 0),
    ],
)
def test_the_encoding_is_found_and_a_guess_is_reported(data: bytes, expected: str, looks: int) -> None:
    decoded = decode(data, name="page")
    assert (decoded.text, len(decoded.look_at)) == (expected, looks)


@pytest.mark.parametrize(
    "hostile",
    [
        "<p onclick='x()'>",
        "<p><script>alert(1)</script>",
        "<p><a href='javascript:alert(1)'>x</a>",
        "<p><a href='data:text/html,x'>x</a>",
        "<p><a href='//evil.example' onmouseover=x>x</a>",
        "<p><img src=x onerror=alert(1)>",
        "<p><em style='position:fixed'>x</em>",
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;",
        "<div><svg onload=alert(1)></svg><b>",
    ],
)
def test_nothing_that_acts_comes_through(hostile: str) -> None:
    page = read_page(
        f"<html><body><h1>A headline</h1>{ARTICLE}{hostile}{SENTENCE}</body></html>".encode(), name="x"
    )
    whole = " ".join(str(block.value) for block in page.blocks)
    assert "One The boat" in whole
    for part in (
        "<script",
        "javascript:",
        "onerror",
        "onclick",
        "onload",
        "onmouseover",
        "style=",
        "data:",
        "<img",
    ):
        assert part not in whole


def test_without_the_last_cleaning_a_hostile_tag_would_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin of the test above, at the one point where markup leaves."""
    hostile = "<b onclick=x>words</b>"
    assert inline.safe_inline(hostile) == "words"
    monkeypatch.setattr("nh3.clean", lambda markup, **_: markup)
    assert inline.safe_inline(hostile) == hostile


PIECES = st.one_of(
    st.sampled_from(["<p>", "</p>", "<div class='comments'>", "<div>", "</div>", "<ul><li>", "</ul>", "<br>", "<br><br>", "<blockquote>", "<figure><img src=x>", "<table><tr><td>", "<article>", "<h1>", "</h1>", "<h2>", "<!--", "-->", "<script>", "</script>", "<a href='http://[::1'>", "</a>", "&#0;", "&#xD800;", "&nbsp;", "<svg>", "<math>", "<template>", "<!ENTITY x", "]]>", '<script type="application/ld+json">{"@type":"NewsArticle","author":[[{"name":[1]}]],"headline":{"a":1}}</script>', "\n\n", "By Anna Example\n", "October 3, 2025\n", "Read More\n", "Delivered Friday.\n", SENTENCE, ARTICLE, "“", "U. S. "]),
    st.text(max_size=40),
)  # fmt: skip


@settings(max_examples=150, deadline=5_000, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_page_is_an_article_or_a_refusal(text: str) -> None:
    assert_article_or_refusal(text.encode("utf-8", "surrogatepass"))


@settings(max_examples=150, deadline=5_000)
@given(st.binary(max_size=2_000))
def test_any_bytes_are_an_article_or_a_refusal(data: bytes) -> None:
    assert_article_or_refusal(data)


def assert_article_or_refusal(data: bytes) -> None:
    outcome = outcome_of(data)
    if isinstance(outcome, ImportedPage):
        assert outcome.headline
        assert outcome.blocks
    else:
        assert outcome.endswith(".")


def outcome_of(data: bytes) -> ImportedPage | str:
    try:
        return read_page(data, name="page")
    except PageRefused as refusal:
        return str(refusal)


@pytest.mark.parametrize("cut", range(0, 7_000, 700))
def test_a_page_that_was_cut_off_is_an_article_or_a_refusal(cut: int) -> None:
    assert_article_or_refusal((FIXTURES / "wordpress.html").read_bytes()[:cut])


@pytest.mark.long
@pytest.mark.parametrize(
    "unit",
    ["a ", "<p>x", "<b><i>", "“ ", "By Anna Example, ", "Delivered Monday, ", "<p>" + SENTENCE, "word-\n", "<div class='a-b-c-d-e-f-g-h'>x</div>", "U . S . "],
)  # fmt: skip
def test_a_page_of_the_largest_size_is_answered_in_bounded_time(unit: str) -> None:
    data = (unit * (MOST_BYTES // len(unit)))[:MOST_BYTES].encode()[:MOST_BYTES]
    started = time.process_time()
    assert_article_or_refusal(data)
    assert time.process_time() - started < 20
