"""An account has been merged into another: it is closed for good, and erased within the hour."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from standfirst.apps.accounts.actions.end_sessions import end_sessions
from standfirst.apps.accounts.models import User
from standfirst.apps.accounts.queries.merging import fault_of_merging
from standfirst.apps.audit import api as audit

# Long enough for the letter that tells of it, which goes with the address when that is forgotten.
ERASED_AFTER = timedelta(hours=1)


def lock_for_merging(*, kept: int, gone: int) -> str:
    """Lock both accounts; the sentence that says why they cannot be merged, if so. Part of the caller's transaction."""
    locked = User.objects.select_for_update(of=("self",)).filter(pk__in=[kept, gone]).order_by("pk")
    people = {reader.pk: reader for reader in locked}
    if len(people) < 2:
        return "These are not two accounts."
    return fault_of_merging(kept=people[kept], gone=people[gone])


def close_merged(
    *,
    kept: int,
    gone: int,
    by_id: int | None,
    by_name: str,
    because: str,
    moved: Mapping[str, int],
    now: datetime,
) -> None:
    """Nobody signs in to it again; who was signed in to either is a visitor. Part of the caller's transaction."""
    User.objects.filter(pk=gone).update(is_active=False, closes_at=now + ERASED_AFTER, merged_into_id=kept)
    for reader_id in (kept, gone):
        end_sessions(reader_id=reader_id)
    counts = {table.partition(".")[2].lower(): number for table, number in moved.items() if number}
    for action, about, other in (
        ("accounts.merge", kept, {"gone": gone, **counts}),
        ("accounts.merged_into", gone, {"kept": kept}),
    ):
        audit.record(
            action=action,
            actor_id=by_id,
            actor=by_name,
            about=f"reader:{about}",
            reason=because,
            details=other,
            now=now,
        )
