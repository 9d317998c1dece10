"""The ledger decides what somebody may open, at every moment."""

import json
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from standfirst.apps.accounts.api import User
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.models import Period, Plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> User:
    return User.objects.create_user("amal@review.example")


@pytest.fixture
def plan() -> Plan:
    return Plan.objects.create(
        name="Subscriber", slug="subscriber", blurb="All of it.", opens="Everything", group="all"
    )


def grant(reader: User, plan: Plan, now: datetime, **days: int | None) -> Period:
    until = days.get("until")
    return membership.grant_subscription(
        reader_id=reader.pk,
        plan_id=plan.pk,
        starts_at=now + timedelta(days=days.get("start") or 0),
        ends_at=None if until is None else now + timedelta(days=until),
        source="desk",
        now=now,
    )


def messages(topic: str) -> list[dict[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload::text FROM core_busmessage WHERE topic = %s ORDER BY id", [topic])
        return [json.loads(row[0]) for row in cursor.fetchall()]


@pytest.mark.parametrize(
    ("start", "until", "after", "expected"),
    [
        (0, None, 0, "subscriber"),
        (0, None, 4000, "subscriber"),
        (0, 30, 29, "subscriber"),
        (0, 30, 30, "registered"),
        (5, 30, 0, "registered"),
        (5, 30, 5, "subscriber"),
        (-30, -1, 0, "registered"),
    ],
)
def test_a_period_opens_from_its_start_until_its_end(
    reader: User, plan: Plan, now: datetime, start: int, until: int | None, after: int, expected: str
) -> None:
    grant(reader, plan, now, start=start, until=until)
    assert membership.standing_of(reader, now=now + timedelta(days=after)) == expected


def test_a_visitor_has_the_standing_of_a_visitor(now: datetime) -> None:
    assert membership.viewer_of(AnonymousUser(), now=now) == membership.VISITOR


def test_a_closed_account_opens_nothing(reader: User, plan: Plan, now: datetime) -> None:
    grant(reader, plan, now)
    reader.is_active = False
    assert membership.standing_of(reader, now=now) == "visitor"
    assert membership.pass_of(reader, now=now) is None


def test_granting_raises_the_version_and_tells_the_fronts(reader: User, plan: Plan, now: datetime) -> None:
    grant(reader, plan, now)
    assert membership.version_of(reader_id=reader.pk) == 1
    assert messages("standing") == [{"reader": reader.pk, "version": 1}]


def test_ending_closes_at_once_and_tells_the_fronts(reader: User, plan: Plan, now: datetime) -> None:
    grant(reader, plan, now)
    assert (
        membership.end_subscription(reader_id=reader.pk, because="asked for", now=now + timedelta(days=1))
        == 1
    )
    assert membership.standing_of(reader, now=now + timedelta(days=1)) == "registered"
    assert messages("standing")[-1] == {"reader": reader.pk, "version": 2}


def test_ending_what_does_not_stand_changes_nothing(reader: User, now: datetime) -> None:
    assert membership.end_subscription(reader_id=reader.pk, because="asked for", now=now) == 0
    assert (membership.version_of(reader_id=reader.pk), messages("standing")) == (0, [])


def test_a_period_without_length_is_refused_and_leaves_nothing(
    reader: User, plan: Plan, now: datetime
) -> None:
    with pytest.raises(membership.EndsBeforeItBegins):
        grant(reader, plan, now, start=2, until=1)
    assert (Period.objects.count(), messages("standing")) == (0, [])


def test_a_pass_lives_fifteen_minutes(reader: User, plan: Plan, now: datetime) -> None:
    grant(reader, plan, now)
    made = membership.pass_of(reader, now=now)
    assert made is not None
    assert (made.reader_id, made.standing, made.plan_group, made.version) == (
        reader.pk,
        "subscriber",
        "all",
        1,
    )
    assert made.expires_at == now + timedelta(minutes=15)


def test_a_pass_ends_with_the_period_it_rests_on(reader: User, plan: Plan, now: datetime) -> None:
    grant(reader, plan, now, until=30)
    made = membership.pass_of(reader, now=now + timedelta(days=30) - timedelta(minutes=2))
    assert made is not None
    assert made.expires_at == now + timedelta(days=30)


def test_the_period_that_lasts_longest_counts(reader: User, plan: Plan, now: datetime) -> None:
    grant(reader, plan, now, until=5)
    longest = grant(reader, plan, now, until=90)
    grant(reader, plan, now, until=40)
    assert membership.standing_period(reader_id=reader.pk, now=now) == longest


def test_a_feed_key_is_shown_once_and_kept_as_a_hash(reader: User, now: datetime) -> None:
    key = membership.issue_feed_key(reader_id=reader.pk, now=now)
    with connection.cursor() as cursor:
        cursor.execute("SELECT digest FROM membership_feedkey")
        assert cursor.fetchone() != (key,)
    assert membership.reader_of_feed(key) == reader


def test_a_new_feed_key_stops_the_old_one(reader: User, now: datetime) -> None:
    old = membership.issue_feed_key(reader_id=reader.pk, now=now)
    new = membership.issue_feed_key(reader_id=reader.pk, now=now)
    assert membership.reader_of_feed(old) is None
    assert membership.reader_of_feed(new) == reader


def test_a_revoked_feed_key_opens_nothing(reader: User, now: datetime) -> None:
    key = membership.issue_feed_key(reader_id=reader.pk, now=now)
    assert membership.revoke_feed_key(reader_id=reader.pk, now=now)
    assert membership.reader_of_feed(key) is None
    assert not membership.revoke_feed_key(reader_id=reader.pk, now=now)
