"""The meter: who may sample what, and exact counts however many ask at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connection

from standfirst.apps.accounts.api import User
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.actions import read_metered as reading
from standfirst.apps.membership.models import MeteredReading
from standfirst.apps.membership.rules.metering import Meter, a_month_of, fits_tally
from standfirst.core.viewer import Standing

real = pytest.mark.django_db(transaction=True)
METER = Meter(readers=3, visitors=2)


@pytest.mark.parametrize(
    ("standing", "access", "never", "expected"),
    [
        (Standing.VISITOR, "open", False, 0),
        (Standing.VISITOR, "registered", False, 2),
        (Standing.VISITOR, "registered", True, 0),
        (Standing.VISITOR, "subscribers", False, 0),
        (Standing.REGISTERED, "registered", False, 0),
        (Standing.REGISTERED, "subscribers", False, 3),
        (Standing.REGISTERED, "subscribers", True, 0),
        (Standing.REGISTERED, "gold", False, 0),
        (Standing.SUBSCRIBER, "subscribers", False, 0),
    ],
)
def test_who_may_sample_what(standing: Standing, access: str, never: bool, expected: int) -> None:
    assert a_month_of(METER, access=access, standing=standing, never_metered=never) == expected


@pytest.mark.parametrize(
    ("tally", "article", "fits"),
    [((), 1, True), ((1,), 2, True), ((1, 2), 2, True), ((1, 2), 3, False), ((1, 2, 3), 3, False)],
)
def test_a_visitor_opens_what_is_counted_and_what_is_left(
    tally: tuple[int, ...], article: int, fits: bool
) -> None:
    assert fits_tally(tally, article_id=article, a_month=2) is fits


def read(reader: User, article: int, now: datetime, *, a_month: int = 3) -> bool:
    grant = membership.read_metered(reader_id=reader.pk, article_id=article, a_month=a_month, now=now)
    assert grant is None or grant.article_id == article
    return grant is not None


def at_once(reader: User, articles: list[int], now: datetime) -> list[bool]:
    def one(article: int) -> bool:
        try:
            return read(reader, article, now)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(articles)) as pool:
        return list(pool.map(one, articles))


@pytest.fixture
def reader() -> User:
    return User.objects.create_user("metered@reader.example", "x")


@real
def test_of_twenty_articles_at_once_three_open(reader: User, now: datetime) -> None:
    assert sum(at_once(reader, list(range(20)), now)) == 3
    assert MeteredReading.objects.count() == 3
    assert membership.readings_left(reader_id=reader.pk, a_month=3, now=now) == 0


@real
def test_the_same_article_twenty_times_at_once_is_counted_once(reader: User, now: datetime) -> None:
    assert all(at_once(reader, [7] * 20, now))
    assert membership.readings_left(reader_id=reader.pk, a_month=3, now=now) == 2


@real
def test_without_the_claim_all_twenty_would_open(
    reader: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "spend_allowance", lambda **_: True)
    assert all(at_once(reader, list(range(20)), now))


@real
def test_what_was_opened_opens_again_this_month_only(reader: User, now: datetime) -> None:
    assert all(read(reader, article, now) for article in (1, 2, 3, 1, 2, 3))
    assert not read(reader, 4, now)
    again = {"reader_id": reader.pk, "article_id": 1, "a_month": 3}
    assert membership.read_again(**again, now=now)
    assert membership.read_again(**{**again, "article_id": 4}, now=now) is None
    assert membership.read_again(**again, now=now + timedelta(days=32)) is None
    assert read(reader, 4, now + timedelta(days=32))


@real
def test_one_readers_month_is_not_anothers(reader: User, now: datetime) -> None:
    other = User.objects.create_user("other@reader.example", "x")
    assert all(read(reader, article, now) for article in (1, 2, 3))
    assert membership.read_again(reader_id=other.pk, article_id=1, a_month=3, now=now) is None
    assert read(other, 4, now)


@real
def test_a_meter_that_is_off_opens_nothing_not_even_again(reader: User, now: datetime) -> None:
    assert read(reader, 1, now)
    assert not read(reader, 1, now, a_month=0)
    assert membership.read_again(reader_id=reader.pk, article_id=1, a_month=0, now=now) is None


@real
def test_what_was_read_in_a_month_is_forgotten_when_it_is_over(reader: User, now: datetime) -> None:
    read(reader, 1, now)
    assert membership.forget_readings(now=now) == 0
    assert membership.forget_readings(now=now + timedelta(days=32)) == 1
