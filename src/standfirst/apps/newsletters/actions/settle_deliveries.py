"""Write down what became of deliveries: only whoever holds them may, and that is checked row by row."""

import logging
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Count

from standfirst.apps.newsletters.actions.heed_returns import heed_at_once
from standfirst.apps.newsletters.actions.steer_sendings import pause_newsletter
from standfirst.apps.newsletters.gateways.hearing import Report
from standfirst.apps.newsletters.models import Delivery, Sending
from standfirst.apps.newsletters.rules.settling import (
    TELLING,
    Settlement,
    Word,
    settlement,
    why_to_stop,
)
from standfirst.apps.newsletters.rules.states import SETTLED, DeliveryState, OnUnknown
from standfirst.core.db import savepoint

log = logging.getLogger(__name__)
_SETTLE = """
    UPDATE newsletters_delivery AS row SET state = given.state, reason = given.reason, code = given.code,
        queue_id = given.queue_id, retry_at = %s + given.again * interval '1 second', settled_at = %s,
        lease_owner = '', lease_until = NULL
    FROM unnest(%s::bigint[], %s::smallint[], %s::text[], %s::text[], %s::smallint[], %s::text[], %s::float8[])
        AS given (id, attempt, state, reason, code, queue_id, again)
    WHERE row.id = given.id AND row.attempt = given.attempt AND row.lease_owner = %s AND row.state = 'claimed'
    RETURNING row.id
"""
_RELEASE = """
    UPDATE newsletters_delivery AS row SET state = 'pending', lease_owner = '', lease_until = NULL
    FROM unnest(%s::bigint[], %s::smallint[]) AS given (id, attempt)
    WHERE row.id = given.id AND row.attempt = given.attempt AND row.lease_owner = %s AND row.state = 'claimed'
"""


def settle(reports: Sequence[Report], *, owner: str, first_pause: float, now: datetime) -> list[int]:
    """The numbers of those that were not `owner`'s any more: nothing is changed there, and that is said loudly.

    Safe to repeat. A dead address is suppressed; a refusal for what we are or say may pause the newsletter.
    """
    if not reports:
        return []
    with savepoint():
        policies = _policies(reports)
        found = {
            one.id: settlement(
                one.heard,
                attempt=one.attempt,
                on_unknown=policies.get(one.id, OnUnknown.HOLD),
                first_pause=first_pause,
            )
            for one in reports
        }
        written = _write(reports, found, owner, now)
        lost = _lost(reports, found, written)
        mine = {id_: verdict for id_, verdict in found.items() if id_ in written}
        _heed(mine, {one.id: one.code for one in reports}, now)
        _stop_where_unwelcome(mine)
    if lost:
        log.error("deliveries were settled by another sender", extra={"worker": owner, "count": len(lost)})
    return lost


def release(held: Collection[tuple[int, int]], *, owner: str) -> None:
    """(number, attempt) of deliveries that were claimed and not begun: they wait for anybody again."""
    if held:
        ids, attempts = zip(*held, strict=True)
        with savepoint(), connection.cursor() as cursor:
            cursor.execute(_RELEASE, [list(ids), list(attempts), owner])


def _policies(reports: Sequence[Report]) -> dict[int, OnUnknown]:
    doubtful = [one.id for one in reports if one.heard.word is Word.UNKNOWN]
    if not doubtful:
        return {}
    rows = Delivery.objects.filter(pk__in=doubtful).values_list("pk", "sending__newsletter__on_unknown")
    return {id_: OnUnknown(policy) for id_, policy in rows}


def _write(reports: Sequence[Report], found: Mapping[int, Settlement], owner: str, now: datetime) -> set[int]:
    verdicts = [found[one.id] for one in reports]
    columns: list[Any] = [
        [one.id for one in reports],
        [one.attempt for one in reports],
        [verdict.state.value for verdict in verdicts],
        [verdict.reason for verdict in verdicts],
        [one.code for one in reports],
        [one.queue_id for one in reports],
        [verdict.again_in for verdict in verdicts],
    ]
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE, [now, now, *columns, owner])
        return {row[0] for row in cursor.fetchall()}


def _lost(reports: Sequence[Report], found: Mapping[int, Settlement], written: set[int]) -> list[int]:
    """What was written before already, by a commit whose answer got lost, is not lost."""
    open_ = {one.id: one.attempt for one in reports if one.id not in written}
    if not open_:
        return []
    rows = Delivery.objects.filter(pk__in=open_).values_list("pk", "attempt", "state")
    known = {id_ for id_, attempt, state in rows if (attempt, state) == (open_[id_], found[id_].state.value)}
    return sorted(set(open_) - known)


def _heed(found: Mapping[int, Settlement], codes: Mapping[int, int | None], now: datetime) -> None:
    refused = {id_: verdict.reason for id_, verdict in found.items() if verdict.state in SETTLED}
    heed_at_once(refused, status=codes, now=now)


def _stop_where_unwelcome(found: Mapping[int, Settlement]) -> None:
    telling = [id_ for id_, verdict in found.items() if verdict.reason in TELLING]
    if not telling:
        return
    for sending in Sending.objects.filter(deliveries__in=telling).distinct():
        rows = Delivery.objects.filter(sending=sending).exclude(state=DeliveryState.CLAIMED)
        if sending.resumed_at:  # what was refused before is known to whoever has resumed it
            rows = rows.filter(settled_at__gt=sending.resumed_at)
        refused = dict(rows.exclude(reason="").values_list("reason").annotate(rows=Count("pk")).order_by())
        settled = rows.filter(state__in=SETTLED).count()
        if sentence := why_to_stop(refused, settled=settled):
            pause_newsletter(newsletter_id=sending.newsletter_id, because=sentence)
            log.error("a newsletter was paused", extra={"row": sending.pk, "problem": "refusals"})
