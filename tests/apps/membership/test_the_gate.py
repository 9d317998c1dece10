"""Who gets what of an article: the gate's rules as tables."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.apps.membership.rules import gate
from standfirst.apps.membership.rules.gate import (
    GATE_LINE,
    Access,
    Grant,
    Preview,
    Whole,
    blocks_above_the_gate,
    may_read_whole,
    readable_access,
    view_of,
)
from standfirst.core.viewer import Standing


@dataclass(frozen=True)
class Piece:
    block_type: str
    text: str = ""


@dataclass(frozen=True)
class Article:
    access: str
    pieces: tuple[Piece, ...]
    standfirst: str = "What it is about."
    word_count: int = 100
    preview_word_count: int = 20
    id: int = 1

    def gated_blocks(self) -> tuple[Piece, ...]:
        return self.pieces


def paragraphs(*texts: str) -> tuple[Piece, ...]:
    return tuple(Piece("paragraph", text) for text in texts)


GATED = (*paragraphs("one", "two"), Piece(GATE_LINE), *paragraphs("three"))


@pytest.mark.parametrize(
    ("access", "standing", "expected"),
    [
        ("open", Standing.VISITOR, True),
        ("open", Standing.SUBSCRIBER, True),
        ("registered", Standing.VISITOR, False),
        ("registered", Standing.REGISTERED, True),
        ("registered", Standing.SUBSCRIBER, True),
        ("subscribers", Standing.VISITOR, False),
        ("subscribers", Standing.REGISTERED, False),
        ("subscribers", Standing.SUBSCRIBER, True),
        ("Open", Standing.SUBSCRIBER, False),
        ("", Standing.SUBSCRIBER, False),
        ("premium", Standing.SUBSCRIBER, False),
    ],
)
def test_who_reads_the_whole(access: str, standing: Standing, expected: bool) -> None:
    assert may_read_whole(access=access, standing=standing) is expected


@pytest.mark.parametrize(
    ("pieces", "shown"),
    [
        (GATED, ["one", "two"]),
        ((Piece(GATE_LINE), *paragraphs("one")), []),
        (paragraphs("one", "two", "three", "four", "five"), ["one", "two"]),
        (paragraphs("one", "two", "three"), ["one"]),
        (paragraphs("one"), []),
        ((), []),
        ((Piece("heading", "H"), *paragraphs("one", "two"), Piece("picture", "P")), ["H", "one"]),
        ((Piece("table", "T"),), []),
    ],
)
def test_what_stands_above_the_gate(pieces: tuple[Piece, ...], shown: list[str]) -> None:
    assert [piece.text for piece in blocks_above_the_gate(pieces)] == shown


def test_a_subscriber_gets_all_but_the_gate_line() -> None:
    view = view_of(Article("subscribers", GATED), Standing.SUBSCRIBER)
    assert isinstance(view, Whole)
    assert [piece.text for piece in view.blocks] == ["one", "two", "three"]


def test_a_visitor_gets_the_preview_with_its_length() -> None:
    view = view_of(Article("subscribers", GATED), Standing.VISITOR)
    assert isinstance(view, Preview)
    assert [piece.text for piece in view.blocks] == ["one", "two"]
    assert (view.opens_for, view.words_shown, view.words_total) == (Access.SUBSCRIBERS, 20, 100)


def test_an_unknown_access_shows_nothing_of_the_text() -> None:
    view = view_of(Article("gold", GATED), Standing.SUBSCRIBER)
    assert isinstance(view, Preview)
    assert (view.blocks, view.words_shown) == ((), 0)


@pytest.mark.parametrize(
    ("access", "granted", "whole"),
    [
        ("subscribers", 1, True),
        ("registered", 1, True),
        ("subscribers", 2, False),
        ("registered", 2, False),
        ("gold", 1, False),
        ("", 1, False),
    ],
)
def test_leave_to_read_one_article_opens_that_one(access: str, granted: int, whole: bool) -> None:
    view = view_of(Article(access, GATED), Standing.VISITOR, grant=Grant(article_id=granted))
    assert isinstance(view, Whole) is whole
    assert ("three" in [piece.text for piece in view.blocks]) is whole


def test_if_the_gate_did_not_compare_the_articles_any_leave_would_open_any(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gate, "is_granted", lambda article, grant: grant is not None)
    view = view_of(Article("subscribers", GATED), Standing.VISITOR, grant=Grant(article_id=2))
    assert "three" in [piece.text for piece in view.blocks]


def test_what_a_standing_may_read_grows() -> None:
    assert readable_access(Standing.VISITOR) == (Access.OPEN,)
    assert readable_access(Standing.REGISTERED) == (Access.OPEN, Access.REGISTERED)
    assert readable_access(Standing.SUBSCRIBER) == (Access.OPEN, Access.REGISTERED, Access.SUBSCRIBERS)


kinds = st.sampled_from(["paragraph", "heading", "picture", "table", "quotation"])


@given(
    above=st.lists(st.builds(Piece, kinds, st.just("free"))),
    below=st.lists(st.builds(Piece, kinds, st.just("canary"))),
    access=st.sampled_from(["registered", "subscribers", "nonsense"]),
)
def test_nothing_below_the_gate_line_reaches_a_visitor(
    above: list[Piece], below: list[Piece], access: str
) -> None:
    article = Article(access, (*above, Piece(GATE_LINE), *below))
    view = view_of(article, Standing.VISITOR)
    assert all(piece.text != "canary" for piece in view.blocks)
