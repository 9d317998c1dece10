"""Whoever asks from an institution's network is a subscriber from the first request on; nobody else ever is."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable

import pytest

from standfirst.core.networks import CAMPUS_KEY, Grant
from standfirst.core.viewer import Standing
from standfirst.front import campus
from standfirst.front.campus import Campus
from standfirst.front.freshness import Freshness
from tests.front.inside import NOON, Stage
from tests.front.served import LAST, play_served, request, served

INSIDE, OUTSIDE = ("192.0.2.7", 4000), ("203.0.113.9", 4000)
GRANT = Grant("192.0.2.0/24", "all", begins=0, ends=NOON.timestamp() + 100)
HERE = Grant("127.0.0.1/32", "all", begins=0)
HIT = request()


class Told:
    """The ranges as the ledger tells them."""

    def __init__(self, *grants: Grant) -> None:
        self.grants = grants
        self.broken = False
        self.times = 0

    def __call__(self) -> Iterable[Grant]:
        self.times += 1
        if self.broken:
            raise ConnectionError
        return self.grants


def play(scene: Callable[[Stage, Told], Awaitable[None]], *grants: Grant) -> None:
    async def playing() -> None:
        told = Told(*grants)
        stage = Stage(networks=told)
        async with stage.front.running():
            await scene(stage, told)

    asyncio.run(playing())


async def seen_from(stage: Stage, client: tuple[str, int] | None, **headers: str) -> str:
    stage.client = client
    return (await stage.ask(**headers)).body.decode().partition(" for ")[2].partition(" ")[0]


async def told_anew(stage: Stage, told: Told) -> None:
    times = told.times
    stage.hear(("networks", {}))
    async with asyncio.timeout(5):
        while told.times == times or stage.front._campus._bell.is_set():
            await asyncio.sleep(0.001)
        await asyncio.sleep(0.02)


def test_the_first_request_from_a_campus_is_open() -> None:
    async def scene(stage: Stage, _: Told) -> None:
        assert await seen_from(stage, INSIDE) == "subscriber"
        assert await seen_from(stage, ("::ffff:192.0.2.7", 1)) == "subscriber"
        for client in (OUTSIDE, None, ("", 0), ("unknown", 0)):
            assert await seen_from(stage, client) == "visitor"

    play(scene, GRANT)


@pytest.mark.parametrize(
    "header", ["x_forwarded_for", "forwarded", "x_real_ip", "cf_connecting_ip", "true_client_ip"]
)
def test_no_header_says_that_somebody_is_on_a_campus(header: str) -> None:
    async def scene(stage: Stage, _: Told) -> None:
        assert await seen_from(stage, OUTSIDE, **{header: "192.0.2.7"}) == "visitor"
        assert await seen_from(stage, OUTSIDE, **{header: "for=192.0.2.7"}) == "visitor"

    play(scene, GRANT)


def test_a_registered_reader_on_a_campus_reads_and_keeps_what_is_theirs_elsewhere() -> None:
    async def scene(stage: Stage, _: Told) -> None:
        cookie = f"pass={stage.pass_for(Standing.REGISTERED)}"
        assert await seen_from(stage, INSIDE, cookie=cookie) == "subscriber"
        assert await seen_from(stage, OUTSIDE, cookie=cookie) == "registered"

    play(scene, GRANT)


def test_a_page_that_is_not_shared_is_told_what_is_open_there() -> None:
    async def scene(stage: Stage, _: Told) -> None:
        told = []
        for client in (INSIDE, OUTSIDE, None):
            await seen_from(stage, client)
            await stage.ask("/account/", **{CAMPUS_KEY: "all"})
            told.append(stage.origin.passed_on[-1][CAMPUS_KEY])
        assert told == ["all", None, None]

    play(scene, GRANT)


def test_it_ends_with_the_institution_to_the_second() -> None:
    async def scene(stage: Stage, _: Told) -> None:
        stage.wait(99)
        assert await seen_from(stage, INSIDE) == "subscriber"
        stage.wait(1)
        assert await seen_from(stage, INSIDE) == "visitor"

    play(scene, GRANT)


def test_a_range_that_is_taken_away_is_closed_once_it_is_heard() -> None:
    async def scene(stage: Stage, told: Told) -> None:
        assert await seen_from(stage, INSIDE) == "subscriber"
        told.grants = ()
        await told_anew(stage, told)
        assert await seen_from(stage, INSIDE) == "visitor"
        told.grants = (GRANT,)
        await told_anew(stage, told)
        assert await seen_from(stage, INSIDE) == "subscriber"

    play(scene, GRANT)


def test_ranges_that_cannot_be_read_let_nobody_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(campus, "_PAUSE", 0.01)

    async def scene(stage: Stage, told: Told) -> None:
        told.broken = True
        await told_anew(stage, told)
        assert await seen_from(stage, INSIDE) == "visitor"
        told.broken = False
        async with asyncio.timeout(5):
            while await seen_from(stage, INSIDE) != "subscriber":
                await asyncio.sleep(0.01)

    play(scene, GRANT)


def test_a_bus_silent_for_a_minute_closes_the_campus() -> None:
    async def scene(stage: Stage, _: Told) -> None:
        stage.clock.pass_by(61)
        assert await seen_from(stage, INSIDE) == "visitor"
        stage.hear()
        assert await seen_from(stage, INSIDE) == "subscriber"

    play(scene, GRANT)


def test_twin_without_the_look_at_the_bus_it_would_stay_open(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(stage: Stage, _: Told) -> None:
        monkeypatch.setattr(Freshness, "hears", lambda *_, **__: True)
        stage.clock.pass_by(61)
        assert await seen_from(stage, INSIDE) == "subscriber"

    play(scene, GRANT)


@pytest.mark.parametrize(
    ("grants", "trusting", "said", "passed"),
    [
        ((HERE,), False, b"for subscriber", 1),  # at hand, by the connection's own address
        ((HERE,), True, b"for subscriber", 2),  # uvicorn reads what a proxy says, so the application is asked
        ((GRANT,), False, b"for visitor", 1),
        ((), True, b"for visitor", 1),  # without ranges nobody's address matters
    ],
)
def test_what_is_at_hand_is_the_campus_own(
    grants: tuple[Grant, ...], trusting: bool, said: bytes, passed: int
) -> None:
    async def scene() -> None:
        async with served(Stage(networks=Told(*grants)), proxy_headers=trusting) as site:
            for client in (("127.0.0.1", 1), OUTSIDE):
                await seen_from(site.stage, client)
            assert said in await site.tell(HIT + LAST)
            assert site.passed == passed

    play_served(scene)


@pytest.mark.parametrize(("proxies", "standing"), [("127.0.0.1", b"subscriber"), ("10.9.8.7", b"visitor")])
def test_a_proxys_word_counts_when_it_is_trusted(proxies: str, standing: bytes) -> None:
    async def scene() -> None:
        options = {"proxy_headers": True, "forwarded_allow_ips": proxies}
        async with served(Stage(networks=Told(GRANT)), **options) as site:
            for lie in ("192.0.2.7", "203.0.113.1, 192.0.2.7"):
                told = await site.tell(request("/s/one/", f"X-Forwarded-For: {lie}") + LAST)
                assert b" for " + standing in told
            told = await site.tell(request("/s/one/", "X-Forwarded-For: 192.0.2.7, 203.0.113.1") + LAST)
            assert b" for visitor" in told

    play_served(scene)


def test_twin_a_door_that_believes_a_header_would_open(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Campus.lift
    monkeypatch.setattr(Campus, "lift", lambda self, who, _, **now: found(self, who, INSIDE[0], **now))

    async def scene(stage: Stage, _: Told) -> None:
        assert await seen_from(stage, OUTSIDE) == "subscriber"

    play(scene, GRANT)
