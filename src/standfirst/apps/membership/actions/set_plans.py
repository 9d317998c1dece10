"""Put plans and their prices on sale."""

from typing import Any

from standfirst.apps.membership.models import Plan, Price
from standfirst.core.db import transaction


def set_plans(*, rows: list[dict[str, Any]]) -> list[int]:
    """Plans as rows of the model's fields with `prices` as rows of theirs, by slug; their numbers in the same order."""
    with transaction():
        return [_set_plan(dict(row), place) for place, row in enumerate(rows)]


def _set_plan(row: dict[str, Any], place: int) -> int:
    prices = row.pop("prices", ())
    plan, _ = Plan.objects.update_or_create(slug=row["slug"], defaults={**row, "position": place})
    for price in prices:
        _set_price(plan, price)
    return plan.pk


def _set_price(plan: Plan, row: dict[str, Any]) -> None:
    """A sum that differs from the one on sale takes its place."""
    there = Price.objects.filter(
        plan=plan, interval=row["interval"], currency=row["currency"], on_sale=True
    ).first()
    if there is not None and there.amount == row["amount"]:
        Price.objects.filter(pk=there.pk).update(**row)
        return
    if there is not None:
        Price.objects.filter(pk=there.pk).update(on_sale=False)
    Price.objects.create(plan=plan, **row)
