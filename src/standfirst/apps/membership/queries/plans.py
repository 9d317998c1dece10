"""Reads of what is on sale."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from standfirst.apps.membership.models import Plan, Price


@dataclass(frozen=True, slots=True)
class Offer:
    """A plan with its price for the chosen interval and currency, and the same plan's other interval."""

    plan: Plan
    price: Price
    other: Price | None

    @property
    def saving(self) -> int:
        """How many months a year costs less than twelve single ones; 0 when nothing is saved."""
        prices = {price.interval: price for price in (self.price, self.other) if price}
        month, year = prices.get("month"), prices.get("year")
        if month is None or year is None or not month.amount:
            return 0
        return int((12 * month.amount - year.amount) / month.amount)


def list_plans() -> list[Plan]:
    """The plans on sale, in their order, with `on_sale_prices`."""
    prices = Price.objects.filter(on_sale=True).order_by("pk")
    return list(
        Plan.objects.filter(on_sale=True).prefetch_related(
            Prefetch("prices", queryset=prices, to_attr="on_sale_prices")
        )
    )


def find_price(*, price_id: int) -> Price | None:
    """A price that can be taken now."""
    return Price.objects.filter(pk=price_id, on_sale=True, plan__on_sale=True).select_related("plan").first()


def list_prices_beside(price: Price) -> list[Price]:
    """The other prices on sale in the same currency, to change to."""
    return list(
        Price.objects.filter(on_sale=True, plan__on_sale=True, currency=price.currency)
        .exclude(pk=price.pk)
        .select_related("plan")
        .order_by("plan__position", "interval")
    )


def offers(plans: Sequence[Plan], *, interval: str, currency: str) -> list[Offer]:
    """What is offered in this interval and currency; a plan without such a price shows its other interval."""
    found = []
    for plan in plans:
        fitting = {p.interval: p for p in plan.on_sale_prices if p.currency == currency}  # type: ignore[attr-defined]
        price = fitting.get(interval) or next(iter(fitting.values()), None)
        if price is not None:
            other = next((p for p in fitting.values() if p.pk != price.pk), None)
            found.append(Offer(plan, price, other))
    return found


def currencies(plans: Sequence[Plan]) -> list[str]:
    """The currencies in which anything is on sale, those of the first plan first."""
    seen: dict[str, None] = {}
    for plan in plans:
        seen.update({price.currency: None for price in plan.on_sale_prices})  # type: ignore[attr-defined]
    return list(seen)
