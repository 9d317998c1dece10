"""What is gated cannot be guessed from what is not, and is gone with the standing."""

from typing import Any

from standfirst.apps.editorial.models import ArticlePage
from standfirst.apps.membership import api as membership
from standfirst.core import clock
from tests.publication import Publication, paragraph, word
from tests.real import SEEN_WITHIN, until
from tests.trust.site import Answer, Front


def rewrite_last_paragraph(article_id: int, words: str) -> None:
    """As the desk would: change the body and publish."""
    page: Any = ArticlePage.objects.get(pk=article_id)
    blocks = [{"type": block.block_type, "value": block.get_prep_value()["value"]} for block in page.body]
    page.body = page.body.stream_block.to_python([*blocks[:-1], paragraph(words)])
    page.save_revision().publish()


def test_a_change_below_the_gate_line_cannot_be_seen_from_above(
    acting: Publication, fronts: tuple[Front, Front]
) -> None:
    text, new = acting.texts["corrected"], word()
    before = fronts[0].ask(text.path)
    rewrite_last_paragraph(text.id, f"Then {text.beside} {new} was said.")
    until(lambda: new.encode() in fronts[0].ask(text.path, reader="subscriber").body)
    after = fronts[0].ask(text.path)
    assert (after.body, after.header("etag")) == (before.body, before.header("etag"))
    assert fingerprint(after) == fingerprint(before)


def fingerprint(answer: Answer) -> list[tuple[str, str]]:
    return sorted(pair for pair in answer.headers if pair[0] != "date")


def test_a_change_above_it_can_be_seen(acting: Publication, fronts: tuple[Front, Front]) -> None:
    text = acting.texts["open"]
    before = fronts[0].ask(text.path).header("etag")
    rewrite_last_paragraph(text.id, f"Then {text.canary} was said twice.")
    until(lambda: fronts[0].ask(text.path).header("etag") != before)


def test_a_subscription_that_ends_is_over_on_every_front_at_once(
    acting: Publication, fronts: tuple[Front, Front]
) -> None:
    text, feed = acting.texts["subscribers"], f"/feed/private/{acting.feed_keys['subscriber']}/"
    canary = text.canary.encode()
    for front in fronts:
        assert canary in front.ask(text.path, reader="subscriber").body
        assert canary in front.ask(feed).body
    reader_id = acting.people["subscriber"]
    try:
        membership.end_subscription(reader_id=reader_id, because="a test", now=clock.now())
        until(
            lambda: not any(canary in f.ask(text.path, reader="subscriber").body for f in fronts),
            within=SEEN_WITHIN,
        )
        assert not any(canary in front.ask(feed).body for front in fronts)
    finally:
        subscribe_again(reader_id)
    until(
        lambda: all(canary in f.ask(text.path, reader="subscriber").body for f in fronts), within=SEEN_WITHIN
    )


def subscribe_again(reader_id: int) -> None:
    plan, now = membership.list_plans()[0], clock.now()
    membership.grant_subscription(
        reader_id=reader_id, plan_id=plan.pk, starts_at=now, ends_at=None, source="desk", now=now
    )
