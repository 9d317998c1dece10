"""When the bus is no longer the one that was followed, the front keeps nothing and takes nobody at their word."""

import pytest

from standfirst.core.bus.contracts import Batch
from standfirst.front.freshness import Freshness
from standfirst.front.passes import Passes
from tests.front.inside import Stage, play


def begin_anew(stage: Stage) -> None:
    stage.front.listener.take(Batch((), caught_up=False, anew=True))


async def after_a_restore(stage: Stage) -> str:
    """The first word of a page that was kept before."""
    await stage.ask()
    stage.origin.words = "restored"
    begin_anew(stage)
    stage.hear()
    return (await stage.ask()).body.decode().partition(" ")[0]


def test_a_kept_page_is_dropped() -> None:
    async def scene(stage: Stage) -> None:
        assert await after_a_restore(stage) == "restored"

    play(scene)


def test_without_forgetting_the_page_of_before_is_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin."""
    monkeypatch.setattr(Freshness, "forget", lambda _: None)

    async def scene(stage: Stage) -> None:
        assert await after_a_restore(stage) == "first"

    play(scene)


async def seen_with(stage: Stage, pass_: str) -> str:
    body = (await stage.ask(cookie=f"pass={pass_}")).body.decode()
    return body.partition(" for ")[2].partition(" ")[0]


async def seen_after_a_restore(stage: Stage) -> dict[str, str]:
    """Who the bearers of passes are taken for, by when their pass was made; versions begin at nought again."""
    stage.hear(("standing", {"reader": 7, "version": 2}))
    before = stage.pass_for(version=2)
    begin_anew(stage)
    stage.clock.pass_by(1)
    seen = {"unread": await seen_with(stage, stage.pass_for(version=0))}
    stage.hear(("standing", {"reader": 8, "version": 1}))
    seen["before"] = await seen_with(stage, before)
    seen["since"] = await seen_with(stage, stage.pass_for(version=0))
    seen["outdated since"] = await seen_with(stage, stage.pass_for(reader=8, version=0))
    return seen


def test_no_pass_of_before_holds_and_versions_count_anew() -> None:
    async def scene(stage: Stage) -> None:
        assert await seen_after_a_restore(stage) == {
            "unread": "visitor",
            "before": "visitor",
            "since": "subscriber",
            "outdated since": "visitor",
        }

    play(scene)


def test_without_forgetting_versions_of_before_judge_passes_of_today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin."""
    monkeypatch.setattr(Passes, "forget", lambda _: None)

    async def scene(stage: Stage) -> None:
        seen = await seen_after_a_restore(stage)
        assert (seen["before"], seen["since"]) == ("subscriber", "visitor")

    play(scene)
