"""A subscription changes in one piece: its state, its history, the ledger, the fronts and the audit."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from standfirst.apps.accounts.api import User
from standfirst.apps.audit import api as audit
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.models import Period, Price, Subscription, SubscriptionChange
from standfirst.apps.membership.rules.terms import replay
from tests.apps.membership.subscribing import BY_DESK, a_plan, a_reader, opened, order, price

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> membership.Plan:
    return a_plan()


@pytest.fixture
def reader() -> User:
    return a_reader()


def standing(reader: User, at: datetime) -> str:
    return str(membership.standing_of(reader, now=at))


def traces() -> tuple[int, ...]:
    """How much there is of everything that a change writes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM membership_subscriptionchange), (SELECT count(*) FROM membership_period),"
            " (SELECT count(*) FROM core_busmessage), (SELECT count(*) FROM audit_entry), (SELECT count(*) FROM mailing_letter),"
            " (SELECT count(*) FROM procrastinate_jobs)"
        )
        return tuple(cursor.fetchone())


def test_a_payment_opens_a_month_and_its_grace(plan: membership.Plan, reader: User, now: datetime) -> None:
    subscription = opened(reader, price(plan), now=now)
    assert (subscription.state, subscription.ends_at) == ("active", now.replace(month=12))
    assert standing(reader, now) == standing(reader, now + timedelta(days=36)) == "subscriber"
    assert standing(reader, now + timedelta(days=37)) == "registered"
    assert audit.list_entries(about=subscription.about)[0].action == "membership.open"
    assert membership.version_of(reader_id=reader.pk) == 1


def test_renewing_adds_one_line_after_the_other(plan: membership.Plan, reader: User, now: datetime) -> None:
    subscription = opened(reader, price(plan), now=now)
    paid = membership.record_payment_of_period(
        subscription_id=subscription.pk,
        price_id=price(plan, "year").pk,
        by=BY_DESK,
        now=now + timedelta(days=25),
    )
    assert (paid.starts_at, paid.ends_at) == (now.replace(month=12), now.replace(month=12, year=2027))
    first, second = Period.objects.filter(subscription=subscription)
    assert first.last_moment() == second.starts_at == now.replace(month=12)
    assert paid.price == price(plan, "year")


def test_the_clock_catches_up_and_is_safe_twice(plan: membership.Plan, reader: User, now: datetime) -> None:
    subscription = opened(reader, price(plan), now=now)
    late = now + timedelta(days=200)
    assert membership.list_due(now=late) == [subscription.pk]
    _, happened = membership.pass_time(subscription_id=subscription.pk, now=late)
    assert happened == [membership.Event.END_PERIOD, membership.Event.END_GRACE]
    before = traces()
    assert membership.pass_time(subscription_id=subscription.pk, now=late)[1] == []
    assert (traces(), membership.list_due(now=late)) == (before, [])
    ended = Subscription.objects.get()
    assert (ended.state, ended.ended_at) == ("ended", now.replace(month=12) + timedelta(days=7))


@pytest.mark.parametrize("act", ["refund", "dispute", "end"])
def test_what_closes_closes_at_once(plan: membership.Plan, reader: User, now: datetime, act: str) -> None:
    number = opened(reader, price(plan), now=now).pk
    acts = {
        "refund": membership.refund_subscription,
        "dispute": membership.open_dispute,
        "end": membership.end_now,
    }
    later = now + timedelta(days=3)
    acts[act](subscription_id=number, because="asked", by=BY_DESK, now=later)
    assert standing(reader, later - timedelta(seconds=1)) == "subscriber"
    assert standing(reader, later) == "registered"
    assert membership.version_of(reader_id=reader.pk) == 2


def test_a_dispute_that_is_won_opens_again(plan: membership.Plan, reader: User, now: datetime) -> None:
    number = opened(reader, price(plan), now=now).pk
    membership.open_dispute(subscription_id=number, because="bank", by=BY_DESK, now=now + timedelta(days=1))
    membership.close_dispute(subscription_id=number, won=True, by=BY_DESK, now=now + timedelta(days=5))
    assert [standing(reader, now + timedelta(days=day)) for day in (0, 1, 4, 5)] == [
        "subscriber", "registered", "registered", "subscriber",
    ]  # fmt: skip


def test_a_pause_closes_and_opens_again_by_itself(plan: membership.Plan, reader: User, now: datetime) -> None:
    number = opened(reader, price(plan), now=now).pk
    until = now + timedelta(days=40)
    membership.pause(subscription_id=number, until=until, by=BY_DESK, now=now + timedelta(days=10))
    assert [standing(reader, now + timedelta(days=day)) for day in (9, 10, 39, 40, 60)] == [
        "subscriber", "registered", "registered", "subscriber", "subscriber",
    ]  # fmt: skip
    membership.resume(subscription_id=number, by=BY_DESK, now=now + timedelta(days=20))
    assert standing(reader, now + timedelta(days=20)) == "subscriber"


def test_cancelling_keeps_the_paid_time_and_keeping_undoes_it(
    plan: membership.Plan, reader: User, now: datetime
) -> None:
    number = opened(reader, price(plan), now=now).pk
    end = now.replace(month=12)
    leaving = membership.cancel_at_period_end(
        subscription_id=number, why="price", words="Dear.", by=BY_DESK, now=now
    )
    assert (leaving.cancel_reason, leaving.cancel_words) == ("price", "Dear.")
    assert (standing(reader, end - timedelta(seconds=1)), standing(reader, end)) == (
        "subscriber",
        "registered",
    )
    kept = membership.keep(subscription_id=number, by=BY_DESK, now=now + timedelta(days=1))
    assert (kept.state, kept.cancel_words) == ("active", "")
    assert standing(reader, end) == "subscriber"


def test_a_trial_is_had_once(plan: membership.Plan, reader: User, now: datetime) -> None:
    trial = membership.start_trial(order(reader, price(plan)), by=BY_DESK, now=now)
    assert trial.trial_ends_at == now + timedelta(days=14)
    membership.end_now(subscription_id=trial.pk, because="x", by=BY_DESK, now=now + timedelta(days=1))
    with pytest.raises(membership.NoTrial):
        membership.start_trial(order(reader, price(plan)), by=BY_DESK, now=now + timedelta(days=2))


def test_a_price_without_trial_has_none(plan: membership.Plan, reader: User, now: datetime) -> None:
    with pytest.raises(membership.NoTrial):
        membership.start_trial(order(reader, price(plan, "year")), by=BY_DESK, now=now)


def test_nobody_has_two_running_subscriptions(plan: membership.Plan, reader: User, now: datetime) -> None:
    opened(reader, price(plan), now=now)
    before = traces()
    with pytest.raises(membership.AlreadySubscribed):
        opened(reader, price(plan), now=now)
    assert traces() == before


def test_the_database_refuses_a_second_running_one_too(
    plan: membership.Plan, reader: User, now: datetime
) -> None:
    first = opened(reader, price(plan), now=now)
    first.pk = None
    with pytest.raises(IntegrityError, match="one_running_subscription"), transaction.atomic():
        first.save(force_insert=True)


@pytest.mark.parametrize(
    "act",
    [
        lambda pk, now: membership.keep(subscription_id=pk, by=BY_DESK, now=now),
        lambda pk, now: membership.resume(subscription_id=pk, by=BY_DESK, now=now),
        lambda pk, now: membership.close_dispute(subscription_id=pk, won=True, by=BY_DESK, now=now),
        lambda pk, now: membership.pause(
            subscription_id=pk, until=now + timedelta(days=900), by=BY_DESK, now=now
        ),
        lambda pk, now: membership.change_price(subscription_id=pk, price_id=0, by=BY_DESK, now=now),
    ],
)
def test_a_refused_act_leaves_nothing(
    plan: membership.Plan, reader: User, now: datetime, act: Callable[[int, datetime], object]
) -> None:
    number = opened(reader, price(plan), now=now).pk
    before, row = traces(), Subscription.objects.values().get()
    with pytest.raises((membership.CannotHappen, membership.PauseTooLong, membership.NotOnSale)):
        act(number, now)
    assert (traces(), Subscription.objects.values().get()) == (before, row)


def test_another_price_counts_from_the_next_payment(
    plan: membership.Plan, reader: User, now: datetime
) -> None:
    number = opened(reader, price(plan), now=now).pk
    yearly = price(plan, "year")
    agreed = membership.change_price(subscription_id=number, price_id=yearly.pk, by=BY_DESK, now=now)
    assert (agreed.price, agreed.next_price) == (price(plan), yearly)
    back = membership.change_price(subscription_id=number, price_id=price(plan).pk, by=BY_DESK, now=now)
    assert back.next_price is None


def test_a_price_in_another_currency_is_refused(plan: membership.Plan, reader: User, now: datetime) -> None:
    number = opened(reader, price(plan), now=now).pk
    with pytest.raises(membership.NotOnSale):
        membership.change_price(
            subscription_id=number, price_id=price(plan, "month", "GBP").pk, by=BY_DESK, now=now
        )


def test_history_is_append_only(plan: membership.Plan, reader: User, now: datetime) -> None:
    opened(reader, price(plan), now=now)
    for tamper in (
        SubscriptionChange.objects.all().delete,
        lambda: SubscriptionChange.objects.update(reason="x"),
    ):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            tamper()
    assert (
        replay(change.fact() for change in SubscriptionChange.objects.all())
        == Subscription.objects.get().terms()
    )


def test_without_the_trigger_history_can_be_rewritten(
    plan: membership.Plan, reader: User, now: datetime
) -> None:
    """The twin."""
    opened(reader, price(plan), now=now)
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER append_only ON membership_subscriptionchange")
    SubscriptionChange.objects.update(event="start_trial", until=now)
    assert (
        replay(change.fact() for change in SubscriptionChange.objects.all())
        != Subscription.objects.get().terms()
    )


def test_lines_of_one_subscription_cannot_overlap(plan: membership.Plan, reader: User, now: datetime) -> None:
    subscription = opened(reader, price(plan), now=now)
    with pytest.raises(IntegrityError, match="lines_never_overlap"), transaction.atomic():
        Period.objects.create(
            reader=reader, plan=plan, subscription=subscription, starts_at=now, ends_at=None, source="subscription",
            recorded_at=now,
        )  # fmt: skip


def test_ending_everything_ends_the_subscription_too(
    plan: membership.Plan, reader: User, now: datetime
) -> None:
    opened(reader, price(plan), now=now)
    assert (
        membership.end_subscription(reader_id=reader.pk, because="closed", now=now + timedelta(days=1)) == 1
    )
    assert Subscription.objects.get().state == "ended"
    assert standing(reader, now + timedelta(days=1)) == "registered"


def test_a_price_that_is_paid_stays_what_it_is(plan: membership.Plan) -> None:
    from django.core.exceptions import ValidationError

    found: Price = price(plan)
    found.amount += 1
    with pytest.raises(ValidationError, match="stays as it is"):
        found.full_clean()


@pytest.mark.parametrize(
    ("zone", "begins", "ends"),
    [
        ("Asia/Tokyo", "2027-05-01T01:00+09:00", ["2027-06-01T01:00+09:00", "2027-07-01T01:00+09:00"]),
        ("Europe/Berlin", "2027-03-01T00:30+01:00", ["2027-04-01T00:30+02:00", "2027-05-01T00:30+02:00"]),
        ("America/New_York", "2027-01-31T23:00-05:00", ["2027-02-28T23:00-05:00", "2027-03-31T23:00-04:00"]),
    ],
)
def test_months_are_those_of_the_place_where_the_publication_is(
    plan: membership.Plan, reader: User, settings: Any, zone: str, begins: str, ends: list[str]
) -> None:
    """In UTC it is still, or already, another day: whoever begins on the first would lose days of what they paid for."""
    settings.TIME_ZONE = zone
    now = datetime.fromisoformat(begins).astimezone(UTC)
    found = opened(reader, price(plan, "month", "GBP"), now=now)
    first = found.ends_at
    membership.record_payment_of_period(
        subscription_id=found.pk, price_id=found.price_id, by=BY_DESK, now=first
    )
    found.refresh_from_db()
    assert [first, found.ends_at] == [datetime.fromisoformat(moment) for moment in ends]
    assert replay(change.fact() for change in found.changes.all()) == found.terms()
