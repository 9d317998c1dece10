"""Readers' Markdown: what it gives, what it leaves as it was typed, and that its cost grows with its length and not faster."""

import sys
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.core.text import TooLong, render
from standfirst.core.text.markup import LONGEST_SOURCE, REL, leads_out


def link(address: str, label: str = "") -> str:
    return f'<a href="{address}" rel="{REL}">{label or address}</a>'


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("One\ntwo\n\nthree", '<p dir="auto">One<br>\ntwo</p>\n<p dir="auto">three</p>'),
        ("*a* **b** _c_ __d__", '<p dir="auto"><em>a</em> <strong>b</strong> <em>c</em> <strong>d</strong></p>'),
        ("> said", '<blockquote>\n<p dir="auto">said</p>\n</blockquote>'),
        ("- a\n- b", '<ul>\n<li dir="auto">a</li>\n<li dir="auto">b</li>\n</ul>'),
        ("1986. A year", '<ol start="1986">\n<li dir="auto">A year</li>\n</ol>'),
        ("a \\*b\\*", '<p dir="auto">a *b*</p>'),
        ("[a](https://a.example)", f'<p dir="auto">{link("https://a.example", "a")}</p>'),
        ("[ ](https://a.example)", f'<p dir="auto">{link("https://a.example")}</p>'),
        (">", ""),
        ('[a](https://a.example "told")', f'<p dir="auto">{link("https://a.example", "a")}</p>'),
        ("(https://a.example/b_c).", f'<p dir="auto">({link("https://a.example/b_c")}).</p>'),
        ("**https://a.example/(b)**", f'<p dir="auto"><strong>{link("https://a.example/(b)")}</strong></p>'),
        ("<https://a.example>", f'<p dir="auto">{link("https://a.example")}</p>'),
        ("# a\n---\n```\nb", '<p dir="auto"># a<br>\n---<br>\n```<br>\nb</p>'),
        ("<b>a</b> &lt;", '<p dir="auto">&lt;b&gt;a&lt;/b&gt; &amp;lt;</p>'),
        ("![a](https://a.example/b.png)", f'<p dir="auto">!{link("https://a.example/b.png", "a")}</p>'),
        ("| a |\n|---|", '<p dir="auto">| a |<br>\n|---|</p>'),
        ("**" * 40 + "a" + "**" * 40, '<p dir="auto"><strong>a</strong></p>'),
        (" \n\u200b\n", ""),
    ],
)  # fmt: skip
def test_what_is_written_looks_so(source: str, html: str) -> None:
    assert render(source).html == html


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//evil.example", "https:evil.example", "/a", "a", "",
        "https://u:p@evil.example", "mailto:a@evil.example", "https://[::1", "https://a.example:x", "https:///",
        "https://" + "a" * 2_000,
    ],
)  # fmt: skip
def test_only_whole_web_addresses_are_linked(address: str) -> None:
    assert not leads_out(address)
    rendered = render(f"[a]({address}) [a](<{address}>) <{address}> {address}")
    assert rendered.links == ()
    assert "<a" not in rendered.html


@pytest.mark.parametrize(
    ("label", "kept"),
    [
        ("the bank", True), ("e.g. this", True), ("bank.example", False), ("https://bank.example/in", False), ("www.bank.example", False),
        ("see https://bank.example", False), ("b\u200bank.example", False), ("ｂank．example", False), ("*bank*.example", False),
        ("evil.example", True), ("https://www.evil.example/b", True), ("bank.example@evil.example", True), ("version 2.0", True),
    ],
)  # fmt: skip
def test_a_label_that_names_another_host_gives_way(label: str, kept: bool) -> None:
    rendered = render(f"[{label}](https://evil.example/a)")
    assert rendered.links == ("https://evil.example/a",)
    assert (rendered.text != "https://evil.example/a") is kept


def test_it_reads_aloud_without_marks() -> None:
    rendered = render("f**u**ck *it*\nnow\n\n> 1. [one](https://a.example)\n> - two")
    assert rendered.text == "fuck it\nnow\n\n1. one\n\ntwo"
    assert rendered.links == ("https://a.example",)


def test_what_is_nested_too_deep_stays_as_it_was_typed() -> None:
    deep = render(">" * 5_000 + " a")
    assert deep.html.count("<blockquote>") == 6
    assert deep.text == ">" * 4_994 + " a"
    assert render("- " * 5_000 + "a").html.count("<ul>") == 3


def test_letters_piled_up_and_hidden_signs_are_gone() -> None:
    assert render("a" + "\u0301" * 50 + "\u202eb\u200bc\x00").text == "á\u0301\u0301bc"


def test_what_is_too_long_is_not_tried() -> None:
    assert render("a" * LONGEST_SOURCE).text
    with pytest.raises(TooLong):
        render("a" * (LONGEST_SOURCE + 1))


@given(st.text(alphabet="ab*_[]()<>\\:/.-1 \n>!&;\u202e\u0301א", max_size=80) | st.text(max_size=200))
def test_no_source_breaks_it_and_nothing_is_lost(source: str) -> None:
    rendered = render(source)
    assert bool(rendered.html) is bool(rendered.text)


def steps(source: str) -> int:
    """Lines that run, of the renderer and of the package below: a count, not a time."""
    count = 0

    def line(frame: FrameType, event: str, argument: object) -> object:
        nonlocal count
        count += event == "line"
        return line

    before = sys.gettrace()
    sys.settrace(line)
    try:
        render(source)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "piece",
    ["[", "![", "[a](", "*", "**a", "*a_", "<", "> ", "- ", "[[]", "http://", "https://a@", "https://(", "a\n> ", "**a [b ", "\\", "&"],
)  # fmt: skip
def test_hostile_sources_cost_by_their_length(piece: str) -> None:
    render(piece)
    once, twice = (steps((piece * size)[:size]) for size in (1_500, 3_000))
    assert twice < 2.6 * once
