"""A plan with prices, readers, and ways to do things to a subscription."""

from datetime import datetime
from decimal import Decimal

from standfirst.apps.accounts.api import User
from standfirst.apps.membership import api as membership

PRICES = [
    {"interval": "month", "currency": "EUR", "amount": Decimal(9), "trial_days": 14},
    {"interval": "year", "currency": "EUR", "amount": Decimal(90)},
    {"interval": "month", "currency": "GBP", "amount": Decimal(8)},
]
BY_DESK = membership.By(1, "the desk")


def a_plan(slug: str = "everything") -> membership.Plan:
    row = {
        "slug": slug,
        "name": slug.title(),
        "blurb": "All of it.",
        "opens": "Every article",
        "prices": PRICES,
    }
    return membership.Plan.objects.get(pk=membership.set_plans(rows=[row])[0])


def price(plan: membership.Plan, interval: str = "month", currency: str = "EUR") -> membership.Price:
    return membership.Price.objects.get(plan=plan, interval=interval, currency=currency, on_sale=True)


def a_reader(name: str = "amal") -> User:
    return User.objects.create_user(f"{name}@review.example")


def order(reader: User, price: membership.Price, **more: object) -> membership.Order:
    return membership.Order(owner_id=reader.pk, price_id=price.pk, gateway="invoice", **more)  # type: ignore[arg-type]


def opened(reader: User, price: membership.Price, *, now: datetime) -> membership.Subscription:
    return membership.open_subscription(order(reader, price), by=BY_DESK, now=now)
