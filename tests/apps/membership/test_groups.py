"""Seats of a group: never too many, never without the subscription, and gone when they are taken back."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from standfirst.apps.accounts.api import User
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.actions import change_subscription as changing
from standfirst.apps.membership.models import Group, Invitation, Period, Plan, Seat
from standfirst.core.db import transaction
from tests.apps.membership.subscribing import BY_DESK, a_plan, a_reader, opened, price

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


class Company:
    """An owner with a plan of three seats, and somebody who is invited."""

    def __init__(self, now: datetime) -> None:
        plan = a_plan("company")
        Plan.objects.filter(pk=plan.pk).update(seats=3)
        self.owner, self.ben, self.cem, self.eve = (a_reader(name) for name in ("amal", "ben", "cem", "eve"))
        self.now = now
        with transaction():
            self.number = opened(self.owner, price(Plan.objects.get(pk=plan.pk), "year"), now=now).pk
        self.by = membership.actors.reader(self.owner.pk)

    def invite(self, reader: User, by: membership.By | None = None) -> str:
        with transaction():
            return membership.invite(
                subscription_id=self.number, email=reader.email, by=by or self.by, now=self.now
            )

    def take(self, token: str, reader: User, *, now: datetime | None = None) -> Seat:
        return membership.take_seat(token=token, reader_id=reader.pk, email=reader.email, now=now or self.now)

    def seat(self, reader: User) -> Seat:
        return self.take(self.invite(reader), reader)

    def standing(self, reader: User, now: datetime | None = None) -> str:
        return membership.standing_of(reader, now=now or self.now)


@pytest.fixture
def company(now: datetime) -> Company:
    return Company(now)


def test_a_seat_opens_and_is_closed_when_it_is_taken_back(company: Company) -> None:
    seat = company.seat(company.ben)
    version = membership.version_of(reader_id=company.ben.pk)
    assert (seat.number, company.standing(company.ben)) == (2, "subscriber")
    assert Period.objects.get(reader=company.ben).source == "seat"
    membership.remove_seat(subscription_id=company.number, seat_id=seat.pk, by=company.by, now=company.now)
    assert company.standing(company.ben) == "registered"
    assert membership.version_of(reader_id=company.ben.pk) == version + 1
    assert company.standing(company.owner) == "subscriber"


def test_there_are_never_more_than_the_plan_has(company: Company) -> None:
    company.seat(company.ben)
    company.invite(company.cem)
    with pytest.raises(membership.GroupRefused):
        company.invite(company.eve)
    circle = membership.find_circle(manager_id=company.owner.pk, now=company.now)
    assert circle is not None
    assert (len(circle.seats), len(circle.invitations), circle.free) == (1, 1, 0)


def test_an_invitation_from_before_fewer_seats_finds_none(company: Company) -> None:
    ben, cem = company.invite(company.ben), company.invite(company.cem)
    Plan.objects.filter(slug="company").update(seats=2)
    company.take(ben, company.ben)
    with pytest.raises(membership.GroupRefused):
        company.take(cem, company.cem)


ACTS: dict[str, Any] = {
    "end": lambda number, now: membership.end_now(subscription_id=number, because="x", by=BY_DESK, now=now),
    "pause": lambda number, now: membership.pause(subscription_id=number, until=now + 30 * DAY, by=BY_DESK, now=now),
    "refund": lambda number, now: membership.refund_subscription(subscription_id=number, because="x", by=BY_DESK, now=now),
    "dispute": lambda number, now: membership.open_dispute(subscription_id=number, because="x", by=BY_DESK, now=now),
}  # fmt: skip


@pytest.mark.parametrize("act", ACTS)
def test_what_closes_the_subscription_closes_every_seat(act: str, company: Company) -> None:
    readers = (company.owner, company.ben, company.cem)
    company.seat(company.ben)
    company.seat(company.cem)
    with transaction():
        ACTS[act](company.number, company.now + DAY)
    assert [company.standing(reader, company.now + DAY) for reader in readers] == ["registered"] * 3


def test_twin_without_the_seats_in_it_they_would_stay_open(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    company.seat(company.ben)
    monkeypatch.setattr(changing, "settle_seats", lambda *_, **__: None)
    with transaction():
        ACTS["refund"](company.number, company.now + DAY)
    assert company.standing(company.ben, company.now + DAY) == "subscriber"


def test_seats_come_back_with_the_subscription_and_go_on_with_its_payment(company: Company) -> None:
    company.seat(company.ben)
    with transaction():
        ACTS["pause"](company.number, company.now + DAY)
    with transaction():
        membership.resume(subscription_id=company.number, by=BY_DESK, now=company.now + 9 * DAY)
    assert company.standing(company.ben, company.now + 9 * DAY) == "subscriber"
    found = membership.get_subscription(subscription_id=company.number)
    with transaction():
        membership.record_payment_of_period(
            subscription_id=found.pk, price_id=found.price_id, by=BY_DESK, now=company.now + 300 * DAY
        )
    assert company.standing(company.ben, company.now + 700 * DAY) == "subscriber"
    lines = [line for line in Period.objects.filter(reader=company.ben) if not line.is_void]
    assert all((ends := one.last_moment()) and ends <= two.starts_at for one, two in pairwise(lines))


def test_a_seat_taken_in_a_pause_opens_after_it(company: Company) -> None:
    with transaction():
        ACTS["pause"](company.number, company.now)
    company.seat(company.ben)
    assert company.standing(company.ben) == "registered"
    assert company.standing(company.ben, company.now + 31 * DAY) == "subscriber"


def test_a_link_is_taken_once_and_only_by_who_was_invited(company: Company) -> None:
    token = company.invite(company.ben)
    for stranger, text in ((company.eve, token), (company.ben, token[:-1] + "~"), (company.ben, "")):
        with pytest.raises(membership.GroupRefused):
            company.take(text, stranger)
    assert Invitation.objects.filter(digest__contains=token).count() == 0
    company.take(token, company.ben)
    with pytest.raises(membership.GroupRefused):
        company.take(token, company.ben)


def test_a_link_ends_when_it_is_old_withdrawn_or_replaced(company: Company) -> None:
    old, later = company.invite(company.ben), company.now + membership.OFFERED_FOR
    with pytest.raises(membership.GroupRefused):
        company.take(old, company.ben, now=later)
    second = company.invite(company.ben)
    membership.revoke_invitation(
        subscription_id=company.number,
        invitation_id=Invitation.objects.latest("pk").pk,
        by=company.by,
        now=company.now,
    )
    for token in (old, second):
        with pytest.raises(membership.GroupRefused):
            company.take(token, company.ben)


def test_only_the_manager_manages_and_who_leaves_gives_it_back(company: Company) -> None:
    seat = company.seat(company.ben)
    ben = membership.actors.reader(company.ben.pk)
    with pytest.raises(membership.GroupRefused):
        company.invite(company.cem, by=ben)
    membership.hand_over_group(
        subscription_id=company.number, seat_id=seat.pk, by=company.by, now=company.now
    )
    company.invite(company.cem, by=ben)
    with pytest.raises(membership.GroupRefused):
        company.invite(company.eve)
    with transaction():
        left = membership.end_everything(
            reader_id=company.ben.pk, because="closed", now=company.now, by=BY_DESK
        )
    assert left == 1
    assert Group.objects.get().manager_id == company.owner.pk
    with transaction():
        membership.extend_subscription(
            subscription_id=company.number, days=9, because="a test", by=BY_DESK, now=company.now
        )
    assert company.standing(company.ben) == "registered", "a change does not give a seat back"


def test_a_subscription_for_one_has_no_seats(now: datetime) -> None:
    reader, monthly = a_reader(), price(a_plan())
    with transaction():
        number = opened(reader, monthly, now=now).pk
    assert membership.find_circle(manager_id=reader.pk, now=now) is None
    with transaction(), pytest.raises(membership.GroupRefused):
        membership.invite(
            subscription_id=number, email="x@y.example", by=membership.actors.reader(reader.pk), now=now
        )


def test_a_smaller_plan_that_is_paid_ahead_takes_seats_when_its_time_begins(company: Company) -> None:
    company.seat(company.ben)
    end = company.now.replace(year=2027)
    smaller = price(a_plan("alone"), "year")
    with transaction():
        membership.record_payment_of_period(
            subscription_id=company.number, price_id=smaller.pk, by=BY_DESK, now=end - 10 * DAY
        )
    moments = [end - 9 * DAY, end - timedelta(minutes=1), end + timedelta(minutes=1), end + 30 * DAY]
    assert [company.standing(company.ben, at) for at in moments] == ["subscriber"] * 2 + ["registered"] * 2
    assert company.standing(company.owner, moments[-1]) == "subscriber"


@pytest.mark.parametrize("act", ["refund", "end"])
def test_seats_of_time_that_is_paid_ahead_close_with_the_subscription(company: Company, act: str) -> None:
    company.seat(company.ben)
    end, smaller = company.now.replace(year=2027), price(a_plan("alone"), "year")
    with transaction():
        membership.record_payment_of_period(
            subscription_id=company.number,
            price_id=smaller.pk,
            by=BY_DESK,
            now=end - 10 * DAY,
        )
    do = {"refund": membership.refund_subscription, "end": membership.end_now}[act]
    with transaction():
        do(subscription_id=company.number, because="x", by=BY_DESK, now=end - 5 * DAY)
    assert {company.standing(company.ben, end - 5 * DAY), company.standing(company.ben, end + DAY)} == {
        "registered"
    }
