"""Two schedulers ring at the same moment, in real transactions."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest
from django.db import connection

from standfirst.apps.editorial import api as editorial
from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.actions.plan_editions import plan_newsletter
from standfirst.apps.newsletters.actions.settle_editions import settle_edition
from tests.apps.membership.subscribing import BY_DESK
from tests.apps.newsletters.editing import Sender, editions_of, make_newsletter, note, open_for_letters, write
from tests.publication import plant_root

NOW = datetime(2036, 11, 21, 12, tzinfo=UTC)
RINGS = 4
ResultT = TypeVar("ResultT")


def at_once(act: Callable[[], ResultT]) -> list[ResultT]:
    def ring(_: int) -> ResultT:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(RINGS) as many:
        return list(many.map(ring, range(RINGS)))


@pytest.mark.django_db(transaction=True)
def test_each_slot_has_one_edition_and_each_edition_is_given_once() -> None:
    plant_root()
    editorial.open_publication(name="The Example")
    newsletters.open_newsletters()
    open_for_letters()
    newsletter = make_newsletter(begun=NOW - timedelta(days=30))
    made = at_once(lambda: plan_newsletter(newsletter_id=newsletter.pk, now=NOW))
    assert sorted(made) == [0, 0, 0, 7]
    assert editions_of(newsletter).count() == 7
    first = editions_of(newsletter)[0]
    page = write(first, note("Good morning."))
    newsletters.approve_edition(edition_id=page.pk, by=BY_DESK, now=NOW)
    sender = Sender()
    at_once(lambda: settle_edition(edition_id=page.pk, begin=sender, now=page.slot))
    assert [number for number, _, _ in sender.given] == [page.pk]
