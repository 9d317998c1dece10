"""Reading files of other systems: all three tell the same; what is made to harm is refused and costs little."""

import json
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO, RawIOBase

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from standfirst.apps.comments.rules.comment_import import (
    READERS,
    Flaw,
    Found,
    Page,
    Person,
    Standing,
    Unreadable,
    xml_stream,
)
from standfirst.apps.comments.rules.comment_import.dates import moment_of, moment_of_mongo
from standfirst.apps.comments.rules.comment_import.markdown import to_markdown
from standfirst.core.text.markup import TooLong, render
from tests.apps.comments.exports import DISQUS_HEAD, Said, disqus, exported

PAGES = {"1": "https://blog.example/world/a-story/"}
MOMENT = datetime(2024, 5, 1, 10, tzinfo=UTC)


def pieces(source: str, data: bytes) -> list[object]:
    return list(READERS[source](BytesIO(data)))


@pytest.mark.parametrize("source", READERS)
def test_every_system_is_read_alike(source: str) -> None:
    said = [
        Said(id="10", html="<p>One <b>word</b>.</p>"),
        Said(id="11", parent="10", state="waiting"),
        Said(id="12", state="spam"),
        Said(id="13", state="deleted"),
    ]
    found = [one for one in READERS[source](exported(source, said, PAGES)) if isinstance(one, Found)]
    assert [one.standing for one in found] == [
        Standing.OUT,
        Standing.WAITING,
        Standing.REMOVED,
        Standing.REMOVED,
    ]
    assert {one.written_at for one in found} == {MOMENT}
    assert found[1].parent == found[0].key
    assert found[0].parent == ""
    assert found[0].html == "<p>One <b>word</b>.</p>"


@pytest.mark.parametrize("source", READERS)
@pytest.mark.parametrize("has_account", [True, False])
def test_an_address_is_proven_only_where_the_other_system_asked(source: str, has_account: bool) -> None:
    read = pieces(source, exported(source, [Said(id="1", has_account=has_account)], PAGES).getvalue())
    people = [one.author for one in read if isinstance(one, Found) and one.author.email]
    people += [one for one in read if isinstance(one, Person)]
    assert [(one.email, one.is_proven) for one in people] == [("mira@elsewhere.example", has_account)]


@pytest.mark.parametrize("source", READERS)
def test_pages_have_their_address(source: str) -> None:
    read = pieces(source, exported(source, [Said(id="1")], PAGES).getvalue())
    (page,) = [one for one in read if isinstance(one, Page)]
    (found,) = [one for one in read if isinstance(one, Found)]
    assert (page.address, page.key) == (PAGES["1"], found.page)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
OUTSIDE = '<!ENTITY x SYSTEM "file:///etc/passwd">'


@pytest.mark.parametrize("kind", ["disqus", "wordpress"])
@pytest.mark.parametrize(
    "declared", [f'<!ENTITY l0 "ha">{LAUGHS}', OUTSIDE, '<!ENTITY % p SYSTEM "http://127.0.0.1:9/"> %p;']
)
def test_a_document_type_is_refused(kind: str, declared: str) -> None:
    head = f"<?xml version='1.0'?><!DOCTYPE disqus [{declared}]>"
    body = disqus([Said(id="1")], PAGES).decode().partition("?>")[2].replace("A word", "&l9;&x;")
    with pytest.raises(Unreadable, match="document type"):
        pieces(kind, f"{head}{body}".encode())


def test_twin_without_the_refusal_and_with_entities_the_file_would_read_ours(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    real = etree.iterparse
    monkeypatch.setattr(xml_stream, "_refuse_document_type", lambda element: None)
    monkeypatch.setattr(
        xml_stream.etree, "iterparse", lambda file, **words: real(file, **{**words, "resolve_entities": True})
    )
    head = '<?xml version="1.0"?><!DOCTYPE disqus [<!ENTITY x SYSTEM "/etc/hostname"><!ENTITY y "inside">]>'
    data = disqus([Said(id="1", name="Mira NAME")], PAGES).decode().partition("?>")[2].replace("NAME", "&y;")
    found = [one for one in pieces("disqus", f"{head}{data}".encode()) if isinstance(one, Found)]
    assert found[0].author.name == "Mira inside"


@pytest.mark.parametrize(
    ("source", "data"),
    [
        ("disqus", b""),
        ("disqus", b"\x89PNG\r\n\x1a\n"),
        ("disqus", f"{DISQUS_HEAD}<post>".encode()),
        ("disqus", DISQUS_HEAD.encode() + b"<a>" * 5000),
        ("wordpress", b"<rss><channel>"),
        ("coral", b"[{"),
        ("coral", b'{"stories": [{"id": "1"}'),
        ("coral", b'{"comments": {}}!'),
        ("coral", b"[" * 100_000),
        ("coral", b'{"id": ' + b"[" * 100_000),
        ("coral", b"nonsense"),
    ],
)
def test_what_is_no_whole_file_is_refused(source: str, data: bytes) -> None:
    with pytest.raises(Unreadable):
        pieces(source, data)


def test_control_characters_are_passed_over() -> None:
    data = disqus([Said(id="1", html="<p>be\x00fore\x0b and after</p>")], PAGES)
    (found,) = [one for one in pieces("disqus", data) if isinstance(one, Found)]
    assert found.html == "<p>before and after</p>"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (Said(id=""), "no_number"),
        (Said(id="x" * 200), "no_number"),
        (Said(id="1", at="some day"), "no_date"),
        (Said(id="1", at="0000-00-00T00:00:00Z"), "no_date"),
    ],
)
def test_a_comment_that_lacks_something_is_named(said: Said, reason: str) -> None:
    read = pieces("disqus", disqus([said], PAGES))
    assert [one.reason for one in read if isinstance(one, Flaw)] == [reason]


@pytest.mark.parametrize("text", ["2024-05-01 10:00:00", "2024-05-01T10:00:00", "2024-05-01T12:00:00+02:00"])
def test_a_date_without_a_zone_is_utc(text: str) -> None:
    assert moment_of(text) == MOMENT


@pytest.mark.parametrize(
    "value", [{"$date": "2024-05-01T10:00:00Z"}, {"$date": {"$numberLong": "1714557600000"}}, 1714557600000]
)
def test_dates_of_mongo_are_read(value: object) -> None:
    assert moment_of_mongo(value) == MOMENT


@pytest.mark.parametrize("value", [None, True, {}, [], "soon", {"$date": None}, 1e300, "9" * 50])
def test_what_is_no_date_of_mongo_is_none(value: object) -> None:
    assert moment_of_mongo(value) is None


def test_coral_is_read_as_lists_too() -> None:
    lines = [json.loads(line) for line in exported("coral", [Said(id="1")], PAGES).getvalue().splitlines()]
    as_lists = json.dumps({"comments": lines[:1], "users": lines[1:2], "stories": lines[2:]}, indent=2)
    assert pieces("coral", as_lists.encode()) == pieces("coral", json.dumps(lines).encode())


class _Endless(RawIOBase):
    """A file that is made while it is read."""

    def __init__(self, head: bytes, piece: bytes, times: int, tail: bytes) -> None:
        self._parts: Iterator[bytes] = iter([head, *[piece] * times, tail])
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        self._left = self._left or next(filter(None, self._parts), b"")
        taken, self._left = self._left[: len(view)], self._left[len(view) :]
        view[: len(taken)] = taken
        return len(taken)


@pytest.mark.long
@pytest.mark.parametrize("source", READERS)
def test_memory_does_not_grow_with_the_file(source: str) -> None:
    whole = exported(source, [Said(id="77", html="<p>" + "word " * 400 + "</p>")], PAGES).getvalue()
    starts = {"disqus": b"<post", "wordpress": b"<wp:comment>", "coral": b'{"id": "77"'}
    ends = {"disqus": b"</post>", "wordpress": b"</wp:comment>", "coral": b"\n"}
    start = whole.index(starts[source])
    end = whole.index(ends[source]) + len(ends[source])
    peaks = []
    for times in (500, 8000):
        file = _Endless(whole[:start], whole[start:end], times, whole[end:])
        tracemalloc.start()
        assert sum(isinstance(one, Found) for one in READERS[source](file)) == times  # type: ignore[arg-type]
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5 + 200_000


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>One.</p><p>Two<br>lines.</p>", "<p>One.</p>\n<p>Two<br>\nlines.</p>"),
        ("<p>so <b>very </b>and <i>that</i></p>", "<p>so <strong>very</strong> and <em>that</em></p>"),
        ("<script>alert(1)</script><p>Left</p>", "<p>Left</p>"),
        ("<p onclick=x>A<img src=x onerror=alert(1)>B</p>", "<p>AB</p>"),
        ("1 &lt; 2 *not* _marked_ [x](http://a.example)", "<p>1 &lt; 2 *not* _marked_ [x]("),
        ("<a href='javascript:alert(1)'>press</a>", "<p>press</p>"),
        ("<p>1. not a list</p><p>- nor this</p>", "<p>1. not a list</p>\n<p>- nor this</p>"),
        ("<b><i>crossed</b></i>", "<p>"),
    ],
)
def test_html_becomes_what_readers_may_write(html: str, shown: str) -> None:
    assert render(to_markdown(html)).html.replace(' dir="auto"', "").startswith(shown)


def test_a_link_keeps_its_words_and_its_address() -> None:
    made = render(
        to_markdown(
            '<p>See <a href="https://a.example/x_y_z?q=1">this page</a>, or https://b.example/c_d</p>'
        )
    )
    assert made.links == ("https://a.example/x_y_z?q=1", "https://b.example/c_d")
    assert made.text == "See this page, or https://b.example/c_d"


@pytest.mark.parametrize(
    "nested", ["<blockquote>", "<b>", "<div>", "<ul><li>", "<!--", "<![", "<a href='https://a.example'>"]
)
def test_any_depth_is_read(nested: str) -> None:
    assert "deep" in render(to_markdown(f"<p>deep</p>{nested * 2000}end")).text


TAGS = ["<p>", "</p>", "<b>", "</b>", "<a href='https://a.example/'>", "</a>", "<script>", "</script>", "<li>", "</ul>", "<ul>",
        "<blockquote>", "</blockquote>", "<br>", "<img src=x onerror=y>", "javascript:", "&lt;script&gt;", "](", "**", "\\", "`", "\x00"]  # fmt: skip


@given(st.lists(st.sampled_from(TAGS) | st.text(max_size=5), max_size=40).map("".join))
def test_whatever_comes_in_only_our_own_tags_come_out(html: str) -> None:
    try:
        made = render(to_markdown(html)).html
    except TooLong:
        return
    tree = etree.fromstring(f"<x>{made.replace('<br>', '<br/>')}</x>", etree.HTMLParser())
    found = {element.tag for element in tree.iter()} - {"html", "body", "x"} if tree is not None else set()
    assert found <= {"p", "br", "em", "strong", "blockquote", "ul", "ol", "li", "a"}
    assert all(
        link.get("href", "https:").startswith(("http:", "https:"))
        for link in (tree.iter("a") if tree is not None else ())
    )
