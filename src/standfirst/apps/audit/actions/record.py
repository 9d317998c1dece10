"""Write one act into the record."""

from collections.abc import Mapping
from datetime import datetime

from django.db import connection

from standfirst.apps.audit.models import Entry
from standfirst.apps.audit.rules.chain import Act, EntryRefused, Scalar, fault_of, seal

# Any number will do, as long as nothing else in the database uses it.
LOCK = 0x5374_616E_6461_7564
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(%s)"


def record(
    *,
    action: str,
    actor_id: int | None,
    actor: str,
    about: str,
    reason: str = "",
    details: Mapping[str, Scalar] | None = None,
    now: datetime,
) -> int:
    """Its number. Part of the caller's transaction, and the last part: from here until its end others wait.

    Raises EntryRefused, which is a ValueError.
    """
    _wait_for_the_turn()
    last = Entry.objects.order_by("-number").first()
    act = Act(
        number=last.number + 1 if last else 1,
        action=action,
        actor_id=actor_id,
        actor=actor,
        about=about,
        reason=reason,
        details=dict(details or {}),
        recorded_at=now,
    )
    if fault := fault_of(act):
        raise EntryRefused(fault)
    before = last.digest if last else ""
    written = {name: getattr(act, name) for name in Act.__slots__}
    Entry.objects.create(**written, digest_before=before, digest=seal(act, before=before))
    return act.number


def _wait_for_the_turn() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME, [LOCK])
