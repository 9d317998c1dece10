"""What the desk puts on offer is on record: plans, prices, promotion codes, institutions. Part of the caller's transaction."""

from datetime import datetime
from typing import Any

from standfirst.apps.audit import api as audit
from standfirst.apps.membership.models import Institution, Plan, Price, PromotionCode
from standfirst.apps.membership.rules.actors import By

LONGEST = 200
_TOLD: dict[type[Any], tuple[str, ...]] = {
    Plan: ("name", "group", "seats", "on_sale"),
    Price: ("plan_id", "interval", "currency", "amount", "trial_days", "on_sale"),
    PromotionCode: ("code", "percent_off", "amount_off", "currency", "most", "until", "in_force"),
    Institution: ("name", "plan_id", "starts_at", "ends_at", "in_force", "domains", "networks"),
}
_NAMES = {Plan: "plan", Price: "price", PromotionCode: "promotion", Institution: "institution"}


def record_offer(what: str, offer: object, *, by: By, now: datetime) -> int | None:
    """`what` is made, changed or deleted; an institution that opens nothing any more is ended. None for anything else."""
    kind = type(offer)
    if kind not in _TOLD:
        return None
    row: Any = offer
    if isinstance(offer, Institution) and what == "changed" and _is_over(offer, now=now):
        what = "ended"
    return audit.record(
        action=f"membership.{_NAMES[kind]}_{what}",
        actor_id=by.id,
        actor=by.name,
        about=f"{_NAMES[kind]}:{row.pk}",
        details={name: _plain(getattr(row, name)) for name in _TOLD[kind]},
        now=now,
    )


def _is_over(institution: Institution, *, now: datetime) -> bool:
    return not institution.in_force or (institution.ends_at is not None and institution.ends_at <= now)


def _plain(value: object) -> str | int | bool | None:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    text = ", ".join(value) if isinstance(value, list) else str(value)
    return text[:LONGEST].replace("@", " at ")
