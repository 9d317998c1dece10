"""No vector gets more than readers' Markdown out of the renderer, and each of its two walls holds by itself."""

import nh3
import pytest
from markdown_it import MarkdownIt

from standfirst.core.text import markup, render
from standfirst.core.text.markup import sanitised
from tests.trust.vectors import breaches, vectors


def test_there_are_five_thousand_vectors_and_more() -> None:
    assert len(vectors()) >= 5_000


def test_no_vector_breaks_out() -> None:
    out = {vector: found for vector in vectors() if (found := breaches(render(vector).html))}
    assert out == {}


def test_no_vector_leads_anywhere_but_to_whole_web_addresses() -> None:
    led = {link for vector in vectors() for link in render(vector).links}
    assert led
    assert not [link for link in led if not link.lower().startswith(("https://", "http://"))]


def test_cleaning_alone_lets_no_vector_out() -> None:
    """As HTML, which importers are given."""
    out = {
        vector: found for vector in vectors() if (found := breaches(_without_odd_links(sanitised(vector))))
    }
    assert out == {}


def test_what_came_out_is_the_same_when_it_is_cleaned_again() -> None:
    for vector in vectors():
        html = render(vector).html
        assert sanitised(html) == html


def _without_odd_links(html: str) -> str:
    """Cleaning alone keeps `https:evil.example`, which the renderer refuses before."""
    return nh3.clean(
        html, tags=markup.TAGS - {"a"}, attributes={"*": set(), "p": {"dir"}, "li": {"dir"}, "ol": {"start"}}
    )


@pytest.fixture
def html_is_on(monkeypatch: pytest.MonkeyPatch) -> None:
    careless = MarkdownIt("commonmark", {"html": True})
    careless.validateLink = lambda url: True  # type: ignore[method-assign, assignment]
    monkeypatch.setattr(markup, "_markdown", lambda: careless)
    monkeypatch.setattr(markup, "leads_out", lambda address: True)


@pytest.mark.usefixtures("html_is_on")
def test_twin_without_either_wall_thousands_break_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "sanitised", lambda html: html)
    assert sum(bool(breaches(render(vector).html)) for vector in vectors()) > 2_500


def test_without_cleaning_the_renderer_alone_lets_only_the_signs_of_a_link_be_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(markup, "sanitised", lambda html: html)
    told = {one for vector in vectors() for one in breaches(render(vector).html)}
    assert told <= {"a link that vouches for where it leads", "a title"}
