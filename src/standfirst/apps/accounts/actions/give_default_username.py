"""Give a new reader the username that they did not have to think of: “Amal K” for Amal Karim."""

import secrets
from collections.abc import Iterator
from datetime import datetime

from standfirst.apps.accounts.actions.claim_name import UsernameRefused, claim_name
from standfirst.apps.accounts.models import NameReview, User
from standfirst.apps.accounts.models.usernames import Reason
from standfirst.apps.accounts.queries.usernames import fault_of_claims, names_in_use
from standfirst.apps.accounts.rules.name_changes import TAKEN
from standfirst.apps.accounts.rules.names import ALPHABET, default_username, numbered
from standfirst.apps.accounts.rules.usernames import Fault, fault_of_username
from standfirst.core.db import savepoint

NUMBERS_AT_ONCE = 20
MOST = 1_000  # numbers in a row; then they are drawn by lot
NEUTRAL_LETTERS = 4


class NoNameLeft(RuntimeError):
    """Not one of very many names was free."""


def give_default_username(*, reader_id: int, now: datetime) -> str:
    """The username, as it is if there is one already; part of the caller's transaction.

    A real name is never refused: where a rule does not let it pass, the reader gets a neutral name, and a person
    looks at the real one.
    """
    reader = User.objects.select_for_update().get(pk=reader_id)
    if reader.username:
        return reader.username
    name = default_username(given=reader.first_name, family=reader.last_name)
    fault = fault_of_default(reader, name, now=now) if name else None
    if name and fault is None:
        return give_name_or_number(reader=reader, name=name, reason=Reason.DEFAULT, by=None, now=now)
    if fault is not None:
        NameReview.objects.get_or_create(
            reader=reader,
            name=name[:80],
            decided_at=None,
            defaults={"rule": fault.rule, "is_default": True, "asked_at": now},
        )
    return give_neutral_name(reader=reader, reason=Reason.DEFAULT, by=None, now=now)


def fault_of_default(reader: User, name: str, *, now: datetime) -> Fault | None:
    """Why this reader cannot appear under their own name; that another reader has it is no fault, only a number."""
    if fault := fault_of_username(name, believed=believed_of(reader)):
        return fault
    fault = fault_of_claims(name=name, reader_id=reader.pk, now=now)
    return fault if fault and fault.rule in {"protected", "reserved"} else None


def believed_of(reader: User) -> frozenset[str]:
    """The reader's own names."""
    return frozenset({reader.first_name, reader.last_name} - {""})


def give_name_or_number(*, reader: User, name: str, reason: Reason, by: int | None, now: datetime) -> str:
    """The name, or the first free one with a number behind it."""
    return _give_first(reader, _free(name, now=now), reason=reason, by=by, now=now)


def give_neutral_name(*, reader: User, reason: Reason, by: int | None, now: datetime) -> str:
    """A name that says nothing, such as “Reader 7F3K”."""
    neutral = (f"Reader {_drawn(NEUTRAL_LETTERS + attempt // 8)}" for attempt in range(64))
    return _give_first(
        reader, (name for name in neutral if not fault_of_username(name)), reason=reason, by=by, now=now
    )


def _give_first(reader: User, names: Iterator[str], *, reason: Reason, by: int | None, now: datetime) -> str:
    for name in names:
        try:
            with savepoint():
                claim_name(reader=reader, name=name, reason=reason, by=by, now=now)
        except UsernameRefused as refusal:
            if refusal.rule != TAKEN.rule:
                raise
        else:
            return name
    raise NoNameLeft


def _free(name: str, *, now: datetime) -> Iterator[str]:
    """The name and its numbered forms that look free; somebody may still be quicker."""
    if not names_in_use([name], now=now):
        yield name
    for start in range(2, MOST, NUMBERS_AT_ONCE):
        names = [numbered(name, number) for number in range(start, start + NUMBERS_AT_ONCE)]
        taken = names_in_use(names, now=now)
        yield from (each for each in names if each not in taken)
    yield from (numbered(name, MOST + secrets.randbelow(9 * MOST)) for _ in range(NUMBERS_AT_ONCE))


def _drawn(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
