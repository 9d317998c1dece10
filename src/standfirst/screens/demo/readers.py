"""The demo's people and what they read by: made by the same doors through which readers come."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.contrib.auth.models import Group

from standfirst.apps.accounts import api as accounts
from standfirst.apps.accounts.api import User
from standfirst.apps.billing import api as billing
from standfirst.apps.editorial import api as editorial
from standfirst.apps.membership import api as membership
from standfirst.core.db import savepoint
from standfirst.screens.demo.cast import DOMAIN, Part

_DESK = membership.By(None, "the demo")
_ORDERED = timedelta(days=61)  # ago: a month that was paid then is over, a year is not


def make_readers(cast: Iterable[Part], *, plans: Mapping[str, int], now: datetime) -> None:
    """`plans` are numbers by slug. Whoever manages a group comes before those who sit in it."""
    for part in cast:
        reader_id = make_person(part, now=now)
        match part.reads:
            case "given":
                _give(reader_id, plans["subscriber"], now=now)
            case "paid":
                _subscribe(reader_id, part, plans["subscriber"], "year", now=now - _ORDERED)
            case "lapsed":
                _subscribe_and_leave(reader_id, part, plans["subscriber"], now=now)
            case "manages":
                _subscribe(reader_id, part, plans["five-seats"], "year", now=now - _ORDERED)
                _invite(reader_id, f"newcomer@{DOMAIN}", now=now)
            case "sits":
                _sit(reader_id, part, now=now)
    _open_a_campus(plans["subscriber"], now=now)


def make_person(part: Part, *, now: datetime) -> int:
    """One of the cast, with their username and consents; the number of their account."""
    person = User.objects.create_user(
        part.email, first_name=part.first_name, last_name=part.last_name, is_staff=bool(part.groups)
    )
    person.groups.set(Group.objects.filter(name__in=part.groups))
    accounts.protect_staff(reader_id=person.pk, now=now)
    with savepoint():
        accounts.give_default_username(reader_id=person.pk, now=now)
    agree(person.pk, now=now)
    return person.pk


def agree(reader_id: int, *, now: datetime) -> None:
    """To the Terms and the Privacy Policy as they stand, as somebody does who signs up."""
    given = [
        accounts.ConsentGiven(
            kind=text.kind,
            statement=f"I agree to the {text.title}.",
            wording=accounts.WordingShown(
                kind=text.kind, language=text.language, title=text.title, text=text.text
            ),
        )
        for text in editorial.legal_texts().values()
    ]
    accounts.record_consents(reader_id=reader_id, given=given, form="demo", language="en-GB", now=now)


def _give(reader_id: int, plan_id: int, *, now: datetime) -> None:
    membership.give_complimentary(
        reader_id=reader_id, plan_id=plan_id, ends_at=None, because="works here", by=_DESK, now=now
    )


def _subscribe(reader_id: int, part: Part, plan_id: int, interval: str, *, now: datetime) -> None:
    """By invoice, and the money has come."""
    price = membership.Price.objects.get(plan_id=plan_id, interval=interval, currency="GBP", on_sale=True)
    billing.begin_checkout(
        reader_id=reader_id,
        price_id=price.pk,
        key=secrets.token_hex(16),
        gateway="invoice",
        billed_to=f"{part.first_name} {part.last_name}\n3 Chart Lane\nHarbourne",
        now=now,
    )
    (invoice,) = billing.list_invoices(reader_id=reader_id)
    billing.confirm_payment(number=invoice.number, by=_DESK, received_at=now, now=now)


def _subscribe_and_leave(reader_id: int, part: Part, plan_id: int, *, now: datetime) -> None:
    _subscribe(reader_id, part, plan_id, "month", now=now - _ORDERED)
    billing.cancel(
        reader_id=reader_id,
        by=membership.actors.reader(reader_id),
        key=secrets.token_hex(16),
        why="price",
        now=now - _ORDERED,
    )
    billing.turn_the_clock(now=now)


def _invite(manager_id: int, email: str, *, now: datetime) -> str:
    """The secret of the link."""
    owned = membership.find_running(reader_id=manager_id)
    if owned is None:
        raise RuntimeError("Nobody manages a group; whoever does comes first in the cast.")
    with savepoint():
        return membership.invite(
            subscription_id=owned.pk,
            email=email,
            by=membership.actors.reader(manager_id),
            now=now,
        )


def _sit(reader_id: int, part: Part, *, now: datetime) -> None:
    manager_id = User.objects.get(email=f"manager@{DOMAIN}").pk
    token = _invite(manager_id, part.email, now=now)
    membership.take_seat(token=token, reader_id=reader_id, email=part.email, now=now)


def _open_a_campus(plan_id: int, *, now: datetime) -> None:
    membership.Institution.objects.create(
        name="University of Harbourne",
        plan_id=plan_id,
        starts_at=now - _ORDERED,
        domains=["harbourne.example"],
        networks=["198.51.100.0/24"],
    )
