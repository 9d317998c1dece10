"""What a reader may do with their running subscription; the gateway that it is paid by does it."""

from datetime import datetime
from typing import Any

from standfirst.apps.billing.actions.carry_out import Wish, ask
from standfirst.apps.billing.gateways.contracts import Refused
from standfirst.apps.membership import api as membership


def cancel(
    *, reader_id: int, by: membership.By, key: str, why: str = "", words: str = "", now: datetime
) -> str:
    """At the end of the paid time. Raises Refused and Unreachable, as all of these."""
    facts = {"why": why, "words": words}
    return _ask("cancel", reader_id, by=by, key=key, now=now, facts=facts)


def keep(*, reader_id: int, by: membership.By, key: str, now: datetime) -> str:
    """Take the cancellation back."""
    return _ask("keep", reader_id, by=by, key=key, now=now)


def pause(*, reader_id: int, by: membership.By, key: str, until: datetime, now: datetime) -> str:
    """Nothing opens and nothing is billed until then."""
    return _ask("pause", reader_id, by=by, key=key, now=now, facts={"until": until.isoformat()})


def resume(*, reader_id: int, by: membership.By, key: str, now: datetime) -> str:
    """Go on before the pause is over."""
    return _ask("resume", reader_id, by=by, key=key, now=now)


def change_price(*, reader_id: int, by: membership.By, key: str, price_id: int, now: datetime) -> str:
    """From the next period on."""
    if membership.find_price(price_id=price_id) is None:
        raise Refused("This price is not on sale.")
    return _ask("change_price", reader_id, by=by, key=key, now=now, price_id=price_id)


def _ask(kind: str, reader_id: int, *, by: membership.By, key: str, now: datetime, **more: Any) -> str:
    running = membership.find_running(reader_id=reader_id)
    if running is None:
        raise Refused("There is no subscription that goes on.")
    wish = Wish(
        kind=kind,
        key=key,
        gateway=running.gateway,
        reader_id=reader_id,
        by=by,
        subscription_id=running.pk,
        **more,
    )
    return ask(wish, now=now)
