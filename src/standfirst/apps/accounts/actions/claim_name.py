"""Take a name for a reader: the claim is one row, and the database lets nobody else have its like."""

from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError

from standfirst.apps.accounts.models import NameChange, NameClaim, User
from standfirst.apps.accounts.models.usernames import Holder, Reason
from standfirst.apps.accounts.queries.usernames import claims_like, find_claim_of, is_own_staff_name
from standfirst.apps.accounts.rules.name_changes import HELD_FOR, TAKEN
from standfirst.apps.accounts.rules.usernames import Fault, Keys, keys_of
from standfirst.core.db import savepoint


class UsernameRefused(Exception):
    """A reader cannot have this username: the rule's name, and a sentence for them."""

    def __init__(self, rule: str, sentence: str) -> None:
        super().__init__(sentence)
        self.rule = rule
        self.sentence = sentence


def refuse(fault: Fault) -> UsernameRefused:
    """A fault as what is raised."""
    return UsernameRefused(fault.rule, fault.sentence)


def claim_name(*, reader: User, name: str, reason: Reason, by: int | None, now: datetime) -> None:
    """Give the reader the name and free the old one; part of the caller's transaction, which has locked the reader.

    Raises UsernameRefused when somebody was quicker.
    """
    keys, held = keys_of(name), find_claim_of(reader_id=reader.pk)
    _clear(keys, reader_id=reader.pk, now=now)
    own = next((claim for claim in claims_like(keys) if is_own_staff_name(claim, reader_id=reader.pk)), None)
    if held is not None and (held.key == keys.look or held.key_in_one_case == keys.in_one_case):
        _write(lambda: _respell(held, name, keys))
    elif own is not None:
        _release(held, now=now)
        NameClaim.objects.filter(pk=own.pk).update(reader=reader)
    else:
        _write(lambda: _insert(reader, name, keys, now=now))
        _release(held, now=now)
        NameClaim.objects.filter(pk=keys.look).update(held_until=None)
    _record(reader=reader, name=name, reason=reason, by=by, now=now)


def free_name(*, reader_id: int, now: datetime) -> None:
    """The reader gives up the username they have; part of the caller's transaction."""
    _release(find_claim_of(reader_id=reader_id), now=now)


def _clear(keys: Keys, *, reader_id: int, now: datetime) -> None:
    """Rows that stand in the way no longer: held long enough, or held for this very reader."""
    for claim in claims_like(keys).exclude(held_until=None).select_for_update().order_by("key"):
        if claim.reader_id == reader_id or (claim.held_until and claim.held_until <= now):
            claim.delete()


def _write(write: Callable[[], object]) -> None:
    try:
        with savepoint():
            write()
    except IntegrityError:
        raise refuse(TAKEN) from None


def _insert(reader: User, name: str, keys: Keys, *, now: datetime) -> None:
    """As a held name at first: who waits for another's insert holds nothing that a third could wait for."""
    NameClaim(
        key=keys.look,
        key_in_one_case=keys.in_one_case,
        name=name,
        holder=Holder.READER,
        reader=reader,
        held_until=now,
    ).save(force_insert=True)


def _respell(held: NameClaim, name: str, keys: Keys) -> None:
    """The reader's own name in another spelling that looks like it."""
    NameClaim.objects.filter(pk=held.pk).update(key=keys.look, key_in_one_case=keys.in_one_case, name=name)


def _release(held: NameClaim | None, *, now: datetime) -> None:
    """A protected name stays protected; any other is held for who had it."""
    if held is None:
        return
    freed = {"held_until": now + HELD_FOR} if held.holder == Holder.READER else {"reader": None}
    NameClaim.objects.filter(pk=held.pk).update(**freed)


def _record(*, reader: User, name: str, reason: Reason, by: int | None, now: datetime) -> None:
    NameChange.objects.create(
        reader=reader, old=reader.username, new=name, reason=reason, by_id=by, changed_at=now
    )
    reader.username = name
    reader.save(update_fields=["username"])
