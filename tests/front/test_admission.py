"""Who is asking is decided by a good pass, a new one, or not at all."""

import asyncio
import random
from datetime import UTC, datetime, timedelta

import pytest

from standfirst.core.passes import Pass, sign
from standfirst.core.viewer import Standing
from standfirst.front import passes
from standfirst.front.freshness import Freshness
from standfirst.front.passes import Passes, read_cookies
from tests.front.inside import KEY, Stage, play


def seen_as(body: bytes) -> str:
    return body.decode().partition(" for ")[2].partition(" ")[0]


@pytest.mark.parametrize("standing", [Standing.REGISTERED, Standing.SUBSCRIBER])
def test_a_good_pass_opens_what_it_says(standing: Standing) -> None:
    async def scene(stage: Stage) -> None:
        for _ in range(3):
            answer = await stage.ask(cookie=f"theme=dark; pass={stage.pass_for(standing)}")
            assert (seen_as(answer.body), answer.cookies) == (standing, [])

    play(scene)


def bad_passes(stage: Stage) -> dict[str, str]:
    now = datetime.fromtimestamp(stage.clock(), UTC)
    good = stage.pass_for()
    return {
        "expired": sign(Pass(7, Standing.SUBSCRIBER, 0, now - timedelta(seconds=1)), key=KEY),
        "promised too long": sign(Pass(7, Standing.SUBSCRIBER, 0, now + timedelta(days=1)), key=KEY),
        "signed by a stranger": sign(
            Pass(7, Standing.SUBSCRIBER, 0, now + timedelta(minutes=5)), key="x" * 40
        ),
        "cut short": good[:-1],
        "nonsense": "nonsense",
        "sent twice": f"{good}; pass={good}",
    }


@pytest.mark.parametrize("kind", bad_passes(Stage()))
def test_a_bad_pass_is_a_visitor(kind: str) -> None:
    async def scene(stage: Stage) -> None:
        answer = await stage.ask(cookie=f"pass={bad_passes(stage)[kind]}")
        assert (seen_as(answer.body), answer.cookies) == ("visitor", [])

    play(scene)


def test_a_pass_ends_while_its_page_is_still_fresh() -> None:
    async def scene(stage: Stage) -> None:
        cookie = f"pass={stage.pass_for()}"
        stage.wait(899)
        assert seen_as((await stage.ask(cookie=cookie)).body) == "subscriber"
        stage.wait(1)
        assert seen_as((await stage.ask(cookie=cookie)).body) == "visitor"

    play(scene)


async def after_revocation(stage: Stage) -> tuple[str, str]:
    old, new = (f"pass={stage.pass_for(version=version)}" for version in (1, 2))
    assert seen_as((await stage.ask(cookie=old)).body) == "subscriber"
    stage.hear(("standing", {"reader": 7, "version": 2}))
    return seen_as((await stage.ask(cookie=old)).body), seen_as((await stage.ask(cookie=new)).body)


def test_a_pass_older_than_the_standing_is_refused_at_once() -> None:
    async def scene(stage: Stage) -> None:
        assert await after_revocation(stage) == ("visitor", "subscriber")
        stage.hear(("standing", {"reader": 7, "version": 1}))
        old = f"pass={stage.pass_for(version=1)}"
        assert seen_as((await stage.ask(cookie=old)).body) == "visitor", "an old message changes nothing back"

    play(scene)


def test_without_the_news_of_standings_the_old_pass_stays_good(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Passes, "outdate", lambda *_, **__: None)

    async def scene(stage: Stage) -> None:
        assert await after_revocation(stage) == ("subscriber", "subscriber")

    play(scene)


async def before_the_replay(stage: Stage) -> str:
    stage.front._freshness.replayed = False
    return seen_as((await stage.ask(cookie=f"pass={stage.pass_for()}")).body)


def test_until_the_bus_is_replayed_everybody_is_a_visitor() -> None:
    async def scene(stage: Stage) -> None:
        assert await before_the_replay(stage) == "visitor"
        stage.hear()
        assert seen_as((await stage.ask(cookie=f"pass={stage.pass_for()}")).body) == "subscriber"

    play(scene)


def test_without_waiting_for_the_replay_a_revoked_pass_would_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Freshness, "hears", lambda *_, **__: True)

    async def scene(stage: Stage) -> None:
        assert await before_the_replay(stage) == "subscriber"

    play(scene)


def test_a_bus_silent_for_a_minute_closes_all_passes() -> None:
    async def scene(stage: Stage) -> None:
        cookie = f"pass={stage.pass_for()}"
        assert seen_as((await stage.ask(cookie=cookie)).body) == "subscriber"
        stage.clock.pass_by(61)
        assert seen_as((await stage.ask(cookie=cookie)).body) == "visitor"

    play(scene)


def test_a_session_without_a_good_pass_gets_a_new_one_with_its_page() -> None:
    async def scene(stage: Stage) -> None:
        stage.origin.sessions["abc"] = stage.pass_for()
        answer = await stage.ask(cookie="session=abc; pass=nonsense", accept_encoding="gzip")
        life = "Max-Age=900; Path=/; HttpOnly; SameSite=Lax; Secure"
        assert answer.cookies == [f"pass={stage.origin.sessions['abc']}; {life}"]
        assert answer.headers["cache-control"] == "private, no-store"
        again = await stage.ask(cookie=f"session=abc; pass={stage.origin.sessions['abc']}")
        assert (again.cookies, again.headers["cache-control"]) == ([], "private, no-cache")

    play(scene)


def test_many_requests_of_one_session_ask_the_ledger_once() -> None:
    async def scene(stage: Stage) -> None:
        stage.origin.sessions["abc"] = stage.pass_for()
        stage.origin.open.clear()
        asking = [asyncio.create_task(stage.ask(cookie="session=abc")) for _ in range(20)]
        await asyncio.sleep(0.02)
        asking[0].cancel()
        stage.origin.open.set()
        answers = (await asyncio.gather(*asking, return_exceptions=True))[1:]
        assert {seen_as(answer.body) for answer in answers} == {"subscriber"}  # type: ignore[union-attr]
        assert stage.origin.renewals == 1

    play(scene)


def test_a_ledger_that_cannot_be_asked_makes_a_visitor() -> None:
    async def scene(stage: Stage) -> None:
        stage.origin.sessions["abc"] = stage.pass_for()
        await stage.ask()
        stage.origin.gone = True
        answer = await stage.ask(cookie="session=abc")
        assert (seen_as(answer.body), answer.cookies) == ("visitor", [])

    play(scene)


def test_a_new_pass_that_is_already_out_of_date_makes_a_visitor() -> None:
    async def scene(stage: Stage) -> None:
        stage.origin.sessions["abc"] = stage.pass_for(version=1)
        stage.hear(("standing", {"reader": 7, "version": 2}))
        assert seen_as((await stage.ask(cookie="session=abc")).body) == "visitor"

    play(scene)


def test_a_session_of_nobody_is_not_asked_about_at_every_page() -> None:
    async def scene(stage: Stage) -> None:
        for _ in range(10):
            await stage.ask(cookie="session=nobody")
        assert stage.origin.renewals == 1
        stage.clock.pass_by(31)
        await stage.ask(cookie="session=nobody")
        assert stage.origin.renewals == 2

    play(scene)


async def leaks(stage: Stage, *, rounds: int) -> int:
    """Two readers and a visitor interleaved, a third of the requests cancelled; how many saw another's page."""
    chance = random.Random(20261120)
    cookies = {
        s: f"pass={stage.pass_for(s, reader=n)}" for n, s in enumerate(Standing, 1) if s != Standing.VISITOR
    }
    wrong = 0
    for _ in range(rounds):
        stage.purge("all")
        asked = [
            (s, asyncio.create_task(stage.ask(cookie=cookies.get(s, ""))))
            for s in chance.choices(list(Standing), k=12)
        ]
        await asyncio.sleep(chance.choice([0, 0, 0.001]))
        for _, task in chance.sample(asked, 4):
            task.cancel()
        answers = await asyncio.gather(*(task for _, task in asked), return_exceptions=True)
        wrong += sum(
            seen_as(answer.body) != standing
            for (standing, _), answer in zip(asked, answers, strict=True)
            if not isinstance(answer, BaseException)
        )
    return wrong


def test_nobody_is_given_what_was_made_for_another() -> None:
    async def scene(stage: Stage) -> None:
        assert await leaks(stage, rounds=60) == 0

    play(scene)


def test_without_the_viewer_in_the_key_everybody_is(monkeypatch: pytest.MonkeyPatch) -> None:
    real = passes.admission

    def careless(viewer: object, pass_: object = None) -> object:
        found = real(viewer, pass_)  # type: ignore[arg-type]
        object.__setattr__(found, "mark", "anybody")
        return found

    monkeypatch.setattr(passes, "admission", careless)

    async def scene(stage: Stage) -> None:
        assert await leaks(stage, rounds=20) > 0

    play(scene)


def test_what_is_known_of_readers_does_not_grow_for_ever() -> None:
    async def scene(stage: Stage) -> None:
        for reader in range(1000):
            stage.front.passes.outdate(reader_id=reader, version=1)
        stage.wait(31 * 60)
        stage.front.passes.outdate(reader_id=1, version=2)
        assert len(stage.front.passes._least) == 1

    play(scene)


@pytest.mark.parametrize(
    ("header", "jar"),
    [
        (b"", {}),
        (b"pass=a; session=b", {"pass": "a", "session": "b"}),
        (b"pass=a=b;session=", {"pass": "a=b", "session": ""}),
        (b"pass; xpass=b; passx=c", {"xpass": "b", "passx": "c"}),
        (b"pass=a; pass=b; session=c", {"session": "c"}),
        (b"\xff\x00=\xfe;;; =", {"\xff\x00": "\xfe", "": ""}),
    ],
)
def test_cookies_are_read(header: bytes, jar: dict[str, str]) -> None:
    assert read_cookies(header) == jar
