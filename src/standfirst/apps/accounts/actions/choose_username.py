"""A reader chooses how they appear to others."""

import unicodedata
from datetime import datetime

from standfirst.apps.accounts.actions.claim_name import UsernameRefused, claim_name, refuse
from standfirst.apps.accounts.actions.give_default_username import believed_of
from standfirst.apps.accounts.models import NameChange, User
from standfirst.apps.accounts.models.usernames import Reason
from standfirst.apps.accounts.queries.usernames import fault_of_claims
from standfirst.apps.accounts.rules.name_changes import TOO_MANY, WITHIN, may_change
from standfirst.apps.accounts.rules.usernames import Fault, fault_of_username
from standfirst.core.db import transaction

__all__ = ["UsernameRefused", "as_typed", "choose_username", "fault_of_choice"]


def choose_username(*, reader_id: int, name: str, now: datetime) -> str:
    """The new username. Others see it from now on, on what was written before as well. Raises UsernameRefused."""
    with transaction():
        reader = User.objects.select_for_update().get(pk=reader_id)
        name = as_typed(name)
        if name == reader.username:
            return name
        if fault := fault_of_choice(reader, name, now=now):
            raise refuse(fault)
        if not may_change(changed_at=_changes_of(reader_id, now), now=now):
            raise refuse(TOO_MANY)
        claim_name(reader=reader, name=name, reason=Reason.CHOSEN, by=reader_id, now=now)
    return name


def fault_of_choice(reader: User, name: str, *, now: datetime) -> Fault | None:
    """The first rule that stands against this reader having this name."""
    return fault_of_username(name, believed=believed_of(reader)) or fault_of_claims(
        name=name, reader_id=reader.pk, now=now
    )


def as_typed(name: str) -> str:
    """In the one way in which text is kept; keyboards differ in how they write accents."""
    return unicodedata.normalize("NFC", name).strip(" ")


def _changes_of(reader_id: int, now: datetime) -> list[datetime]:
    changes = NameChange.objects.filter(
        reader_id=reader_id, reason=Reason.CHOSEN, changed_at__gt=now - WITHIN
    )
    return list(changes.values_list("changed_at", flat=True))
