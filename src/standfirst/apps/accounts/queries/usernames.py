"""Reads of usernames: whose a name is, what a reader was called, what waits for a second look."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Length, StrIndex
from django.utils.crypto import salted_hmac

from standfirst.apps.accounts.models import NameChange, NameClaim, NameReview
from standfirst.apps.accounts.models.usernames import Holder
from standfirst.apps.accounts.queries.routes import first_parts_of_addresses
from standfirst.apps.accounts.rules import name_changes
from standfirst.apps.accounts.rules.usernames import Fault, Keys, keys_of

SHORTEST_WITHIN = 8  # letters of a whole protected name that is found inside a longer one


def hidden(key: str) -> str:
    """A key of whose name nothing must be left: it is still met, and says nothing."""
    return salted_hmac("standfirst.accounts.name", key, algorithm="sha256").hexdigest()


def claims_like(keys: Keys) -> QuerySet[NameClaim]:
    """Claims with either key."""
    return NameClaim.objects.filter(
        Q(key__in=[keys.look, hidden(keys.look)])
        | Q(key_in_one_case__in=[keys.in_one_case, hidden(keys.in_one_case)])
    )


def find_claim_of(*, reader_id: int) -> NameClaim | None:
    """The claim of the username that the reader has now."""
    return NameClaim.objects.filter(reader_id=reader_id, held_until=None).first()


def is_own_staff_name(claim: NameClaim, *, reader_id: int) -> bool:
    """Whether the name is protected because it is this very reader's."""
    return f"staff:{reader_id}" in claim.source.split()


def fault_of_claims(*, name: str, reader_id: int, now: datetime) -> Fault | None:
    """Why the reader cannot have a well-formed name: somebody else stands for it. The claim itself decides."""
    keys = keys_of(name)
    if {keys.look, keys.in_one_case} & _keys_of_routes(first_parts_of_addresses()):
        return name_changes.ROUTE
    for claim in claims_like(keys):
        if fault := _fault_of_claim(claim, reader_id=reader_id, now=now):
            return fault
    return name_changes.PROTECTED if _holds_protected(keys, reader_id=reader_id) else None


def _fault_of_claim(claim: NameClaim, *, reader_id: int, now: datetime) -> Fault | None:
    if claim.reader_id == reader_id or is_own_staff_name(claim, reader_id=reader_id):
        return None
    if claim.holder != Holder.READER:
        return name_changes.PROTECTED
    if claim.held_until is None:
        return name_changes.TAKEN
    return name_changes.HELD if claim.held_until > now else None


def _holds_protected(keys: Keys, *, reader_id: int) -> bool:
    """Whether a whole protected name of two words and more stands inside: “Nadia Farrow official”."""
    protected = NameClaim.objects.exclude(holder=Holder.READER).filter(name__contains=" ")
    inside = protected.annotate(
        letters=Length("key"),
        place=StrIndex(Value(keys.look), F("key")),
        place_in_one_case=StrIndex(Value(keys.in_one_case), F("key_in_one_case")),
    ).filter(Q(place__gt=0) | Q(place_in_one_case__gt=0), letters__gte=SHORTEST_WITHIN)
    return any(not is_own_staff_name(claim, reader_id=reader_id) for claim in inside)


@lru_cache(maxsize=4)
def _keys_of_routes(parts: frozenset[str]) -> frozenset[str]:
    return frozenset(key for keys in map(keys_of, parts) for key in (keys.look, keys.in_one_case))


def names_in_use(names: Sequence[str], *, now: datetime) -> set[str]:
    """Those of the names that somebody else stands for."""
    keys = {name: keys_of(name) for name in names}
    looks = {form for key in keys.values() for form in (key.look, hidden(key.look))}
    in_one_case = {form for key in keys.values() for form in (key.in_one_case, hidden(key.in_one_case))}
    claims = NameClaim.objects.filter(Q(key__in=looks) | Q(key_in_one_case__in=in_one_case))
    rows = list(claims.exclude(held_until__lte=now).values_list("key", "key_in_one_case"))
    looks, in_one_case = {row[0] for row in rows}, {row[1] for row in rows}
    return {
        name
        for name, key in keys.items()
        if {key.look, hidden(key.look)} & looks or {key.in_one_case, hidden(key.in_one_case)} & in_one_case
    }


def list_name_changes(reader_id: int) -> list[NameChange]:
    """What the reader was called, the newest first."""
    return list(NameChange.objects.filter(reader_id=reader_id))


def list_open_reviews(*, limit: int) -> list[NameReview]:
    """Names that wait for a second look, the oldest first."""
    return list(NameReview.objects.filter(decided_at=None).select_related("reader")[:limit])


def count_open_reviews() -> int:
    """How many names wait for a second look."""
    return NameReview.objects.filter(decided_at=None).count()


def find_review(*, review_id: int) -> NameReview | None:
    """A name that waits, or on which somebody has decided."""
    return NameReview.objects.filter(pk=review_id).first()


def find_publication_name() -> str:
    """What the publication is called, as far as its name is protected."""
    claim = NameClaim.objects.filter(holder=Holder.PUBLICATION).order_by("source", "key").first()
    return claim.name if claim else ""
