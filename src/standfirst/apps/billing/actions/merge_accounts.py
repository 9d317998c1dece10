"""Two accounts of one person become one, across everything that knows them. All of it or nothing."""

from datetime import datetime

from standfirst.apps.accounts import api as accounts
from standfirst.apps.billing.gateways.letters import write_letter
from standfirst.apps.billing.queries.merging import fault_of_merging
from standfirst.apps.editorial import api as editorial
from standfirst.apps.membership import api as membership
from standfirst.core.db import transaction
from standfirst.core.merging import merge_rows


class CannotMerge(Exception):
    """The sentence says why, to the person at the desk."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


def why_not_merge(*, kept: accounts.User, gone: accounts.User) -> str:
    """The first reason that stands against it; empty where none does."""
    return (
        accounts.fault_of_merging(kept=kept, gone=gone)
        or membership.fault_of_merging(kept=kept.pk, gone=gone.pk)
        or fault_of_merging(kept=kept.pk, gone=gone.pk)
    )


def merge_accounts(
    *,
    kept: accounts.User,
    gone: accounts.User,
    because: str,
    by: membership.By,
    tells: bool = True,
    now: datetime,
) -> None:
    """Every front knows within a second, and with `tells` both addresses by letter. Raises CannotMerge."""
    pair = {"kept": kept.pk, "gone": gone.pk}
    with transaction():
        membership.lock_subscriptions(**pair, now=now)
        if fault := accounts.lock_for_merging(**pair) or why_not_merge(kept=kept, gone=gone):
            raise CannotMerge(fault)
        membership.free_second_seats(**pair, by=by, now=now)
        moved = merge_rows(**pair)
        if tells:
            _tell(kept, gone, now=now)
        for reader in (kept, gone):
            membership.announce_standing(reader_id=reader.pk)
        accounts.close_merged(**pair, by_id=by.id, by_name=by.name, because=because, moved=moved, now=now)


def _tell(kept: accounts.User, gone: accounts.User, *, now: datetime) -> None:
    contact = editorial.get_publication().contact
    for letter, reader in (("merged", kept), ("merged_away", gone)):
        write_letter(letter, reader, now=now, contact=contact)
