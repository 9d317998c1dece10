"""A sender takes deliveries for a while: rows that nobody else holds, and of people who still want them."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection

from standfirst.apps.newsletters.models import Addressee, Delivery, Sending, SubjectTest
from standfirst.apps.newsletters.queries.audience import candidates
from standfirst.apps.newsletters.queries.sendings import running_sendings
from standfirst.apps.newsletters.queries.subjects import (
    claimable_until,
    gets_second,
    second_letters,
    test_of,
)
from standfirst.apps.newsletters.rules.claimed import Claimed
from standfirst.apps.newsletters.rules.states import Reason
from standfirst.core.db import transaction

log = logging.getLogger(__name__)
_PICK = """
    SELECT id, addressee_number, address_digest, statement_timestamp(), arm FROM newsletters_delivery
    WHERE sending_id = %s AND {due} ORDER BY {order} LIMIT %s FOR UPDATE SKIP LOCKED
"""
_PENDING = _PICK.format(due="state = 'pending' AND not_before <= %s", order="not_before, id")
_AGAIN = _PICK.format(due="state = 'retry' AND retry_at <= %s", order="retry_at")
_CLAIM = """
    UPDATE newsletters_delivery AS row SET state = 'claimed', attempt = row.attempt + 1, reason = '', lease_owner = %s,
        lease_until = clock_timestamp() + %s * interval '1 second', claimed_at = %s, retry_at = NULL,
        letter_id = given.letter, address_digest = given.digest
    FROM unnest(%s::bigint[], %s::bigint[], %s::text[]) AS given (id, letter, digest)
    WHERE row.id = given.id RETURNING row.id, row.attempt
"""
_SKIP = """
    UPDATE newsletters_delivery AS row SET state = 'skipped', reason = given.reason, retry_at = NULL, settled_at = %s
    FROM unnest(%s::bigint[], %s::text[]) AS given (id, reason) WHERE row.id = given.id
"""
_ROW = (
    "number", "to", "digest", "reason", "letter", "addressee__key", "addressee__reader__first_name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Picked:
    id: int
    number: int
    digest: str
    at: datetime  # before what is asked of the person: whoever stopped before it does not get it
    arm: str


def claim(*, owner: str, most: int, lease: float, now: datetime) -> list[Claimed]:
    """Up to `most` of one running sending that are due, held by `owner` for `lease` seconds; none while everything is paused.

    Sign-up, suppression, pause and standing are asked anew; whoever may not have it any more is skipped with the reason.
    """
    try:
        with transaction():
            for sending in running_sendings():
                test = test_of(sending)
                if picked := _pick(sending, most, until=claimable_until(test, now=now), now=now):
                    return list(_claim(sending, test, picked, owner=owner, lease=lease, now=now))
    except IntegrityError:
        # Two people have come to one mailbox, and two senders to them; the next claim sees it.
        log.warning("a claim has met another")
    return []


def _pick(sending: Sending, most: int, *, until: datetime, now: datetime) -> list[_Picked]:
    rows = _rows(_PENDING, [sending.pk, until, most])
    if len(rows) < most:
        rows += _rows(_AGAIN, [sending.pk, now, most - len(rows)])
    return [_Picked(*row) for row in rows]


def _claim(
    sending: Sending,
    test: SubjectTest | None,
    picked: Sequence[_Picked],
    *,
    owner: str,
    lease: float,
    now: datetime,
) -> Iterator[Claimed]:
    numbers = [one.number for one in picked]
    people = {row["number"]: row for row in _asked_anew(sending, numbers, now)}
    skipped = _reasons(sending, picked, people)
    if skipped:
        _rows(_SKIP, [now, list(skipped), list(skipped.values())], fetch=False)
    taken = {one.id: people[one.number] for one in picked if one.id not in skipped}
    if not taken:
        return
    if test is not None:
        _give_second(sending, test, picked, taken)
    letters = [row["letter"] for row in taken.values()]
    digests = [row["digest"] for row in taken.values()]
    for id_, attempt in _rows(_CLAIM, [owner, lease, picked[0].at, list(taken), letters, digests]):
        yield _claimed(sending, id_, attempt, taken[id_])


def _give_second(
    sending: Sending, test: SubjectTest, picked: Sequence[_Picked], taken: dict[int, dict[str, Any]]
) -> None:
    """The letter that fits their standing, with the second subject for whom it is."""
    seconds = second_letters(sending)
    for one in picked:
        if one.id in taken and gets_second(one.arm, test):
            taken[one.id]["letter"] = seconds[taken[one.id]["letter"]]


def _asked_anew(sending: Sending, numbers: list[int], now: datetime) -> Any:
    return candidates(sending, now=now).filter(addressee_id__in=numbers).values(*_ROW)


def _claimed(sending: Sending, id_: int, attempt: int, row: dict[str, Any]) -> Claimed:
    return Claimed(
        id=id_,
        attempt=attempt,
        sending_id=sending.pk,
        letter_id=row["letter"],
        reader=row["number"],
        address=row["to"],
        name=row["addressee__reader__first_name"] or row["to"].partition("@")[0],
        key=row["addressee__key"],
    )


def _reasons(
    sending: Sending, picked: Sequence[_Picked], people: dict[int, dict[str, Any]]
) -> dict[int, str]:
    """Of those who do not get it, by the number of the delivery."""
    left = {one.number for one in picked if one.number not in people}
    there = set(Addressee.objects.filter(pk__in=left).values_list("pk", flat=True)) if left else set()
    taken = _mailboxes_of_others(sending, picked, people)
    found = {}
    for one in picked:
        row = people.get(one.number)
        if row is None:
            found[one.id] = (Reason.STOPPED if one.number in there else Reason.GONE).value
        elif row["reason"]:
            found[one.id] = row["reason"]
        elif row["letter"] is None:
            found[one.id] = Reason.STANDING.value
        elif one.id in taken:
            found[one.id] = Reason.TWICE.value
    return found


def _mailboxes_of_others(
    sending: Sending, picked: Sequence[_Picked], people: dict[int, dict[str, Any]]
) -> set[int]:
    """Deliveries whose address was changed since the freeze to one that has a delivery of its own."""
    moved = {
        one.id: people[one.number]["digest"]
        for one in picked
        if one.number in people and people[one.number]["digest"] != one.digest
    }
    if not moved:
        return set()
    rows = Delivery.objects.filter(sending=sending, address_digest__in=moved.values())
    seen = set(rows.values_list("address_digest", flat=True))
    found = set()
    for id_, digest in moved.items():
        if digest in seen:
            found.add(id_)
        seen.add(digest)
    return found


def _rows(statement: str, values: Sequence[Any], *, fetch: bool = True) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall()) if fetch else []
