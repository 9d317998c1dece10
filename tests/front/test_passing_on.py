"""What is not shared goes to the application, private on the way back."""

import asyncio

import pytest

from standfirst.front import personal
from standfirst.front.contracts import Receive, Scope, Send
from tests.front.inside import Stage, play


def test_a_post_to_a_shared_address_is_passed_on() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask(method="POST")
        assert (stage.origin.renders, len(stage.origin.passed_on)) == (0, 1)

    play(scene)


def test_an_answer_that_says_nothing_of_caching_is_private() -> None:
    async def scene(stage: Stage) -> None:
        answer = await stage.ask("/account/")
        assert answer.headers == {"cache-control": "private, no-store"}

    play(scene)


DISGUISED = {
    "X_Standfirst_Viewer": "subscriber",
    "x-standfirst-shared": "60;a",
    "X_FORWARDED_HOST": "evil.example",
}


async def arrived(stage: Stage) -> set[bytes]:
    headers = [("host", "review.example"), ("accept", "*/*"), *DISGUISED.items()]
    await stage.ask_raw(b"/account/", "GET", b"", headers)
    return {name for name, _ in stage.origin.passed_on[0]["headers"]}


def test_headers_that_only_the_front_may_set_do_not_arrive() -> None:
    async def scene(stage: Stage) -> None:
        assert await arrived(stage) == {b"host", b"accept"}

    play(scene)


def test_without_the_cleaning_they_arrive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(personal, "_cleaned", lambda scope, _: scope)

    async def scene(stage: Stage) -> None:
        assert {name.encode() for name in DISGUISED} < await arrived(stage)

    play(scene)


def test_a_query_beyond_ascii_arrives_escaped() -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask_raw(b"/search/", "GET", "q=é&a=%41".encode(), [("host", "review.example")])
        assert stage.origin.passed_on[0]["query_string"] == b"q=%C3%A9&a=%41"

    play(scene)


def test_an_application_that_fails_is_a_page_that_says_so() -> None:
    async def failing(scope: Scope, receive: Receive, send: Send) -> None:
        raise RuntimeError

    async def scene(stage: Stage) -> None:
        stage.front._personal._application = failing
        answer = await stage.ask("/account/")
        assert (answer.status, answer.body) == (500, b"<h1>failed</h1>")
        assert answer.headers["cache-control"] == "private, no-store"

    play(scene)


SUFFIXES = [
    "a.css", "a.js", ";a.css", "%2ea.css", "a.png", "%3Fa.css", "%23a.css", "..%2fa.css", "%0a.css", "a.woff2", "/a.css",
    "%00.css", "a.css%20", ".a.css", "~a.svg", "a.avif", "a.jpg;b", "\\a.css", "%5ca.css", "a.html",
]  # fmt: skip


async def kept_after_deception(stage: Stage) -> int:
    """Somebody lures a reader to `/account/x.css`, where the application shows the account."""
    for suffix in SUFFIXES:
        await stage.ask_raw(
            f"/account/{suffix}".encode(), "GET", b"", [("host", "review.example"), ("cookie", "session=a")]
        )
    return int(stage.counters.entries)


def test_a_personal_page_under_a_false_name_is_not_kept() -> None:
    async def scene(stage: Stage) -> None:
        assert await kept_after_deception(stage) == 0

    play(scene)


def test_a_page_that_was_not_marked_as_shared_is_not_kept_even_at_a_shared_address() -> None:
    async def scene(stage: Stage) -> None:
        stage.origin.route = lambda _: stage.origin.__class__.route(stage.origin, "/s/")  # type: ignore[method-assign]
        stage.origin.marked = False
        assert await kept_after_deception(stage) == 0

    play(scene)


def test_without_the_mark_and_the_route_it_is_kept() -> None:
    async def scene(stage: Stage) -> None:
        stage.origin.route = lambda _: stage.origin.__class__.route(stage.origin, "/s/")  # type: ignore[method-assign]
        assert await kept_after_deception(stage) > 5

    play(scene)


def test_a_door_has_its_prefix_to_itself() -> None:
    async def stream(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"a stream"})

    async def scene(stage: Stage) -> None:
        stage.front._streaming = stream  # type: ignore[assignment]
        assert (await stage.ask("/stream/a")).body == b"a stream"
        assert (await stage.ask("/s/one/")).body.startswith(b"first words")

    play(scene)


def test_a_websocket_is_refused() -> None:
    events: list[object] = []

    async def send(event: object) -> None:
        events.append(event)

    async def scene(stage: Stage) -> None:
        await stage.front({"type": "websocket"}, lambda: None, send)  # type: ignore[arg-type,return-value]
        assert events == [{"type": "websocket.close", "code": 1008}]

    play(scene)


def test_the_front_ends_even_when_a_companion_misses_the_first_call() -> None:
    calls = 0

    async def hard_of_hearing() -> None:
        nonlocal calls
        while calls < 2:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                calls += 1

    async def scene(stage: Stage) -> None:
        stage.front._companions = (hard_of_hearing,)
        async with asyncio.timeout(10), stage.front.running():
            await asyncio.sleep(0)

    play(scene)
    assert calls == 2
