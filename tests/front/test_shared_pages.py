"""Made once, given many times, gone when purged."""

import asyncio
import gzip
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.core.viewer import Standing, Viewer
from standfirst.front import page
from standfirst.front.book import Book
from standfirst.front.contracts import Rendered
from standfirst.front.counters import Counters
from standfirst.front.freshness import Freshness
from standfirst.front.page import Page, make_page
from tests.front.inside import Answer, Stage, play, rendering_begins


def test_a_page_is_made_once() -> None:
    async def scene(stage: Stage) -> None:
        first, second = await stage.ask(), await stage.ask()
        assert first.body == second.body
        assert b"first words for visitor" in first.body
        assert (stage.origin.renders, stage.counters.hits) == (1, 1)

    play(scene)


def test_a_browser_that_has_the_page_is_told_so() -> None:
    async def scene(stage: Stage) -> None:
        first = await stage.ask()
        again = await stage.ask(if_none_match=f'"other", W/{first.headers["etag"]}')
        assert (again.status, again.body) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        assert "content-length" not in again.headers
        stage.origin.words = "new words"
        stage.purge("all")
        assert (await stage.ask(if_none_match=first.headers["etag"])).status == 200

    play(scene)


def test_each_encoding_has_its_own_strong_tag() -> None:
    async def scene(stage: Stage) -> None:
        plain, zipped = await stage.ask(), await stage.ask(accept_encoding="br, gzip")
        assert gzip.decompress(zipped.body) == plain.body
        assert zipped.headers["content-encoding"] == "gzip"
        assert plain.headers["etag"] != zipped.headers["etag"]
        assert {plain.headers["vary"], zipped.headers["vary"]} == {"Accept-Encoding, Cookie"}
        refused = await stage.ask(accept_encoding="gzip;q=0")
        assert refused.body == plain.body

    play(scene)


def test_head_gives_the_headers_of_get_and_no_body() -> None:
    async def scene(stage: Stage) -> None:
        get, head = await stage.ask(), await stage.ask(method="HEAD")
        assert head.headers == get.headers
        assert head.body == b""

    play(scene)


def test_concurrent_misses_are_one_rendering() -> None:
    async def scene(stage: Stage) -> None:
        stage.origin.open.clear()
        asking = [asyncio.create_task(stage.ask()) for _ in range(50)]
        await rendering_begins(stage)
        await asyncio.sleep(0)
        stage.origin.open.set()
        answers = await asyncio.gather(*asking)
        assert len({answer.body for answer in answers}) == 1
        assert (stage.origin.renders, stage.counters.coalesced) == (1, 49)

    play(scene)


def test_who_goes_away_takes_nothing_from_those_who_wait() -> None:
    async def scene(stage: Stage) -> None:
        stage.origin.open.clear()
        asking = [asyncio.create_task(stage.ask()) for _ in range(5)]
        await rendering_begins(stage)
        for task in (asking[0], asking[3]):
            task.cancel()
        await asyncio.sleep(0)
        stage.origin.open.set()
        answers = await asyncio.gather(*asking, return_exceptions=True)
        assert [isinstance(answer, Answer) for answer in answers] == [False, True, True, False, True]
        assert stage.origin.renders == 1

    play(scene)


def test_a_failure_is_told_to_all_who_wait_and_not_kept() -> None:
    async def scene(stage: Stage) -> None:
        stage.origin.gone = True
        answers = await asyncio.gather(*(stage.ask() for _ in range(5)))
        assert {(answer.status, answer.body, answer.headers["retry-after"]) for answer in answers} == {
            (503, b"<h1>unavailable</h1>", "10")
        }
        stage.origin.gone = False
        assert (await stage.ask()).status == 200

    play(scene)


def test_a_purge_takes_the_pages_with_its_tag_and_no_others() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask("/s/one/")
        await stage.ask("/s/two/")
        stage.origin.words = "new words"
        stage.purge("path:/s/one/")
        assert b"new words" in (await stage.ask("/s/one/")).body
        assert b"first words" in (await stage.ask("/s/two/")).body

    play(scene)


def test_without_the_purge_the_old_page_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Book, "purge", lambda *_: None)

    async def scene(stage: Stage) -> None:
        await stage.ask()
        stage.origin.words = "new words"
        stage.purge("all")
        assert b"first words" in (await stage.ask()).body

    play(scene)


async def purged_while_it_was_made(stage: Stage) -> Answer:
    """The rendering has read the old words when the purge comes; the answer is that to a later request."""
    stage.origin.open.clear()
    early = asyncio.create_task(stage.ask())
    await rendering_begins(stage)
    stage.origin.words = "new words"
    stage.purge("all")
    stage.origin.open.set()
    await early
    return await stage.ask()


def test_a_page_purged_while_it_was_made_is_made_again() -> None:
    async def scene(stage: Stage) -> None:
        assert b"new words" in (await purged_while_it_was_made(stage)).body

    play(scene)


def test_without_that_check_the_old_page_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Book, "was_purged", lambda *_, **__: False)

    async def scene(stage: Stage) -> None:
        assert b"first words" in (await purged_while_it_was_made(stage)).body

    play(scene)


def test_past_its_time_a_page_is_given_once_more_while_a_new_one_is_made() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask()
        stage.wait(61)
        stage.origin.words = "new words"
        assert b"first words" in (await stage.ask()).body
        assert stage.counters.stale == 1
        async with asyncio.timeout(5):
            while b"new words" not in (await stage.ask()).body:
                await asyncio.sleep(0.001)
        assert stage.origin.renders == 2

    play(scene)


def test_long_past_its_time_a_page_is_made_before_it_is_given() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask()
        stage.wait(3600)
        stage.origin.words = "new words"
        assert b"new words" in (await stage.ask()).body

    play(scene)


async def after_silence(stage: Stage, seconds: float) -> Answer:
    """The application is gone and the bus silent for so long."""
    await stage.ask()
    stage.origin.gone = True
    stage.clock.pass_by(seconds)
    return await stage.ask()


@pytest.mark.parametrize(("seconds", "status"), [(1, 200), (59, 200), (60, 200), (61, 503), (3600, 503)])
def test_when_everything_is_gone_pages_are_given_for_a_minute(seconds: float, status: int) -> None:
    async def scene(stage: Stage) -> None:
        assert (await after_silence(stage, seconds)).status == status
        stage.origin.gone = False
        assert (await stage.ask()).status == 200

    play(scene)


def test_without_that_limit_an_old_page_is_given_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Freshness, "vouches_for", lambda *_, **__: True)

    async def scene(stage: Stage) -> None:
        assert (await after_silence(stage, 30 * 86_400)).status == 200

    play(scene)


def test_while_the_bus_is_heard_an_old_page_outlives_a_failing_application() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask()
        stage.wait(600)
        stage.origin.gone = True
        assert b"first words" in (await stage.ask()).body
        stage.origin.gone, stage.origin.status = False, 500
        stage.wait(600)
        assert b"first words" in (await stage.ask()).body

    play(scene)


def test_a_bus_that_was_silent_for_long_may_have_forgotten_a_purge() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask()
        stage.clock.pass_by(61)
        stage.hear()
        assert stage.counters.entries == 0

    play(scene)


def test_a_message_that_cannot_be_read_drops_everything() -> None:
    async def scene(stage: Stage) -> None:
        for message in ({"tags": 3}, {}, {"labels": ["a"]}):
            await stage.ask()
            stage.hear(("purge", message))
            assert stage.counters.entries == 0

    play(scene)


@pytest.mark.parametrize("status", [301, 404, 500])
def test_only_what_is_there_is_kept(status: int) -> None:
    async def scene(stage: Stage) -> None:
        stage.origin.status = status
        answer = await stage.ask()
        assert (answer.status, answer.headers["cache-control"]) == (status, "private, no-store")
        assert "etag" not in answer.headers
        await stage.ask()
        assert stage.origin.renders == 2

    play(scene)


def test_a_page_that_went_away_is_not_given_again() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask()
        stage.wait(130)
        stage.origin.status = 404
        assert (await stage.ask()).status == 404
        assert stage.counters.entries == 0

    play(scene)


def test_a_cookie_of_the_application_never_goes_out_with_a_shared_page() -> None:
    async def scene(stage: Stage) -> None:
        stage.origin.headers = (("Set-Cookie", "session=stolen"), ("X-Standfirst-Shared", "60;a"))
        for status in (200, 404):
            stage.origin.status = status
            answer = await stage.ask(f"/s/{status}/")
            assert answer.cookies == []
            assert not any(name.startswith("x-standfirst") for name in answer.headers)

    play(scene)


def test_without_that_rule_the_cookie_goes_to_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "_REPLACED", page._REPLACED - {"set-cookie"})

    async def scene(stage: Stage) -> None:
        stage.origin.headers = (("Set-Cookie", "session=stolen"),)
        await stage.ask()
        assert (await stage.ask()).cookies == ["session=stolen"]

    play(scene)


BROKEN_HEADER = ("X-Note", "a\r\nSet-Cookie: session=stolen")


def test_a_page_with_a_header_that_would_be_read_as_two_is_not_sent() -> None:
    async def scene(stage: Stage) -> None:
        stage.origin.headers = (BROKEN_HEADER,)
        assert (await stage.ask()).status == 503

    play(scene)


def test_without_that_rule_it_goes_over_the_wire(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "_ONE_LINE", re.compile(b"(?s).*"))
    rendered = Rendered(200, (BROKEN_HEADER,), b"page", ttl=30, shared=True)
    made = make_page(rendered, viewer=Viewer(), rendered_at=0, cdn_tags=False)
    assert b"\r\nSet-Cookie: session=stolen\r\n" in made.plain.start.lines


def test_what_concerns_the_connection_is_not_the_applications_to_say() -> None:
    async def scene(stage: Stage) -> None:
        stage.origin.headers = (("Connection", "close"), ("Transfer-Encoding", "chunked"), ("X-Note", "a"))
        headers = (await stage.ask()).headers
        assert {"connection", "transfer-encoding", "x-note"} & set(headers) == {"x-note"}

    play(scene)


@pytest.mark.parametrize(
    ("cdn_tags", "standing", "expected"),
    [
        (False, Standing.VISITOR, "private, no-cache"),
        (False, Standing.SUBSCRIBER, "private, no-cache"),
        (True, Standing.VISITOR, "public, max-age=0, s-maxage=30"),
        (True, Standing.REGISTERED, "private, no-cache"),
        (True, Standing.SUBSCRIBER, "private, no-cache"),
    ],
)
def test_only_what_visitors_see_may_be_kept_by_a_cdn(
    cdn_tags: bool, standing: Standing, expected: str
) -> None:
    rendered = Rendered(200, (), b"page", frozenset({"b", "a"}), ttl=30, shared=True)
    made = make_page(rendered, viewer=Viewer(standing), rendered_at=0, cdn_tags=cdn_tags)
    headers = dict(made.plain.start.event["headers"])
    assert headers[b"cache-control"].decode() == expected
    is_public = expected.startswith("public")
    assert headers.get(b"cache-tag") == (b"a,b" if is_public else None)
    assert headers.get(b"surrogate-key") == (b"a b" if is_public else None)


def a_page(tags: frozenset[str], size: int) -> Page:
    rendered = Rendered(200, (), b"x" * size, tags, ttl=60, shared=True)
    return make_page(rendered, viewer=Viewer(), rendered_at=0, cdn_tags=False)


letters = st.sampled_from("abcdef")
moves = st.one_of(
    st.tuples(st.just("keep"), letters, st.frozensets(letters), st.integers(0, 20_000)),
    st.tuples(st.just("purge"), st.frozensets(letters)),
    st.tuples(st.just("find"), letters),
)


@given(st.lists(moves, max_size=60))
def test_the_book_stays_within_its_bytes_and_knows_no_purged_page(moves: list[tuple[object, ...]]) -> None:
    counters = Counters()
    book = Book(limit=100_000, counters=counters)
    tags_of: dict[object, frozenset[str]] = {}
    for move in moves:
        if move[0] == "keep":
            _, name, tags, size = move
            book.keep(("h", b"", str(name), ""), a_page(tags, size), begun=book.moment)  # type: ignore[arg-type]
            tags_of[name] = tags  # type: ignore[assignment]
        elif move[0] == "purge":
            book.purge(move[1])  # type: ignore[arg-type]
            assert not any(book.find(("h", b"", str(n), "")) for n, tags in tags_of.items() if tags & move[1])  # type: ignore[operator]
        assert counters.bytes <= 100_000
        assert counters.entries == len(book)
    book.clear()
    assert (counters.bytes, counters.entries) == (0, 0)
