"""A closed account gives up its username; the name is forgotten, hashes of what it looks like are held for a while."""

from datetime import datetime

from standfirst.apps.accounts.actions.claim_name import free_name
from standfirst.apps.accounts.models import NameClaim
from standfirst.apps.accounts.models.usernames import Holder
from standfirst.apps.accounts.queries.usernames import hidden


def release_username(*, reader_id: int, now: datetime) -> None:
    """Nobody takes the name over early, and nothing says any longer whose it was; part of the caller's transaction."""
    free_name(reader_id=reader_id, now=now)
    for claim in NameClaim.objects.filter(reader_id=reader_id, holder=Holder.READER):
        NameClaim.objects.filter(pk=claim.pk).update(
            key=hidden(claim.key), key_in_one_case=hidden(claim.key_in_one_case), reader=None, name=""
        )


def forget_freed_names(*, now: datetime) -> int:
    """Rows of names that were held long enough; how many there were."""
    return NameClaim.objects.filter(held_until__lte=now).delete()[0]
