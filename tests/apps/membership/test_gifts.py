"""Given articles: bound to one article, counted, stopped, over, and exact however many ask at once."""

import string
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connection

from standfirst.apps.accounts.api import User
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.actions import give_article as giving
from standfirst.apps.membership.actions import open_gift as opening
from standfirst.apps.membership.models import GiftLink, MonthlyUse
from standfirst.apps.membership.rules.gate import Grant
from standfirst.core.db import transaction
from tests.apps.membership.subscribing import BY_DESK, a_plan

pytestmark = pytest.mark.django_db(transaction=True)
ARTICLE = 41
ALPHABET = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"


@pytest.fixture
def giver(now: datetime) -> User:
    reader = User.objects.create_user("giver@reader.example", "x", first_name="Amal", username="Amal K")
    starts_at = now - timedelta(days=9)
    membership.grant_subscription(
        reader_id=reader.pk, plan_id=a_plan().pk, starts_at=starts_at, ends_at=None, source="desk", now=now
    )
    return reader


def given(giver: User, now: datetime, *, a_month: int = 5) -> str:
    return membership.give_article(giver=giver, article_id=ARTICLE, a_month=a_month, now=now)


def lapse(giver: User, now: datetime) -> None:
    with transaction():
        membership.end_everything(reader_id=giver.pk, because="test", now=now, by=BY_DESK)


def at_once(call: Callable[[], object], times: int) -> list[object]:
    def one(_: int) -> object:
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


def one_bit_away(token: str) -> Iterator[str]:
    """Every token that differs from this one in a bit of one of its characters."""
    for place, letter in enumerate(token):
        for bit in range(6):
            other = ALPHABET[ALPHABET.index(letter) ^ (1 << bit)]
            yield token[:place] + other + token[place + 1 :]


def test_a_link_opens_its_article_and_says_who_gave_it(giver: User, now: datetime) -> None:
    token = given(giver, now)
    found = membership.find_gift(token=token, now=now)
    assert found is not None
    assert (found.article_id, found.giver) == (ARTICLE, "Amal K")
    assert membership.open_gift(token=token, now=now) == Grant(article_id=ARTICLE)
    assert GiftLink.objects.get().opens == 1


def test_only_a_hash_of_the_link_is_kept(giver: User, now: datetime) -> None:
    token = given(giver, now)
    assert len(token) == 22
    assert token not in str(GiftLink.objects.values_list().get())


def test_a_link_with_one_bit_changed_anywhere_opens_nothing(giver: User, now: datetime) -> None:
    spoilt = list(one_bit_away(given(giver, now)))
    assert len(spoilt) == 22 * 6
    assert [each for each in spoilt if membership.open_gift(token=each, now=now)] == []


def test_a_key_of_another_kind_is_no_gift(giver: User, now: datetime) -> None:
    key = membership.issue_feed_key(reader_id=giver.pk, now=now)
    token = given(giver, now)
    assert membership.open_gift(token=key, now=now) is None
    assert membership.reader_of_feed(token) is None


def test_a_stopped_link_opens_nothing(giver: User, now: datetime) -> None:
    token, gift = given(giver, now), GiftLink.objects.get()
    assert not membership.revoke_gift(gift_id=gift.pk, giver_id=giver.pk + 1, now=now)
    assert membership.open_gift(token=token, now=now)
    assert membership.revoke_gift(gift_id=gift.pk, giver_id=giver.pk, now=now)
    assert membership.open_gift(token=token, now=now) is None


def test_a_link_opens_for_thirty_days(giver: User, now: datetime) -> None:
    token, over = given(giver, now), now + timedelta(days=30)
    assert membership.open_gift(token=token, now=over - timedelta(seconds=1))
    assert membership.open_gift(token=token, now=over) is None


def test_the_links_of_a_lapsed_giver_open_nothing_until_they_come_back(giver: User, now: datetime) -> None:
    token, later = given(giver, now), now + timedelta(days=1)
    lapse(giver, now)
    assert membership.open_gift(token=token, now=later) is None
    membership.grant_subscription(
        reader_id=giver.pk, plan_id=a_plan().pk, starts_at=now, ends_at=None, source="desk", now=later
    )
    assert membership.open_gift(token=token, now=later)


def test_the_last_open_is_given_once(giver: User, now: datetime) -> None:
    token = given(giver, now)
    GiftLink.objects.update(most_opens=5)
    opened = at_once(lambda: membership.open_gift(token=token, now=now), 12)
    assert sum(grant is not None for grant in opened) == 5
    assert membership.open_gift(token=token, now=now) is None


def test_of_many_gifts_at_once_no_more_than_the_months_are_made(giver: User, now: datetime) -> None:
    def give() -> str:
        try:
            return given(giver, now, a_month=5)
        except membership.NothingToGive:
            return ""

    assert sum(token != "" for token in at_once(give, 12)) == 5
    assert GiftLink.objects.count() == 5
    assert membership.gifts_left(giver_id=giver.pk, a_month=5, now=now) == 0


def test_without_the_claim_more_are_made_than_there_are(
    giver: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(giving, "spend_allowance", lambda **_: True)
    assert all(given(giver, now, a_month=1) for _ in range(3))


def test_without_the_hash_any_link_would_open(
    giver: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    gift = membership.find_gift(token=given(giver, now), now=now)
    monkeypatch.setattr(opening, "find_gift", lambda **_: gift)
    assert membership.open_gift(token="of nobody", now=now)


def test_a_new_month_has_new_gifts_and_a_stopped_one_stays_counted(giver: User, now: datetime) -> None:
    given(giver, now, a_month=1)
    membership.revoke_gift(gift_id=GiftLink.objects.get().pk, giver_id=giver.pk, now=now)
    with pytest.raises(membership.NothingToGive):
        given(giver, now, a_month=1)
    assert given(giver, now + timedelta(days=32), a_month=1)
    assert MonthlyUse.objects.count() == 2


@pytest.mark.parametrize("a_month", [0, 5])
def test_who_does_not_subscribe_or_may_give_none_gives_none(giver: User, now: datetime, a_month: int) -> None:
    if a_month:
        lapse(giver, now)
    with pytest.raises(membership.NothingToGive):
        given(giver, now + timedelta(seconds=1), a_month=a_month)
    assert not MonthlyUse.objects.exists()
