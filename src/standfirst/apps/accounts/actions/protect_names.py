"""Names of the house that no reader may look like: of authors, of the staff, of the publication."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError
from django.db.models import Q

from standfirst.apps.accounts.models import NameClaim, NameReview, User
from standfirst.apps.accounts.models.usernames import Holder
from standfirst.apps.accounts.queries.usernames import claims_like
from standfirst.apps.accounts.rules.name_changes import PROTECTED
from standfirst.apps.accounts.rules.usernames import Keys, keys_of
from standfirst.core.db import savepoint

LONGEST = 200


def protect_names(*, holder: str, source: str, names: Iterable[str], now: datetime) -> tuple[str, ...]:
    """Protect these names, and no longer those that the source had before; calling again changes nothing.

    `source` is one word, such as author:12. Returns the names that a reader has already: they stay the reader's, and
    wait for somebody at the desk to decide.
    """
    wanted = {keys_of(name): name.strip()[:LONGEST] for name in names}
    wanted.pop(Keys("", ""), None)
    with savepoint():
        _drop(source, besides=set(wanted))
        taken = [
            name for keys, name in wanted.items() if not _protect(Holder(holder), source, name, keys, now=now)
        ]
    return tuple(taken)


def protect_staff(*, now: datetime, reader_id: int | None = None) -> tuple[str, ...]:
    """Protect the full names of everybody who works at the desk, or of one; who left is protected no longer."""
    people = User.objects.filter(Q(is_staff=True) | Q(pk__in=_protected_staff()))
    found: tuple[str, ...] = ()
    for person in people if reader_id is None else User.objects.filter(pk=reader_id):
        is_ours = person.is_staff and person.is_active
        names = [person.get_full_name()] if is_ours and person.first_name and person.last_name else []
        found += protect_names(holder=Holder.STAFF, source=f"staff:{person.pk}", names=names, now=now)
    return found


def _protected_staff() -> set[int]:
    sources = NameClaim.objects.filter(source__contains="staff:").values_list("source", flat=True)
    parts = {part for source in sources for part in source.split() if part.startswith("staff:")}
    return {int(part.partition(":")[2]) for part in parts}


def _drop(source: str, *, besides: set[Keys]) -> None:
    for claim in NameClaim.objects.filter(source__contains=source).select_for_update().order_by("key"):
        others = [each for each in claim.source.split() if each != source]
        is_wanted = Keys(claim.key, claim.key_in_one_case) in besides
        if source not in claim.source.split() or is_wanted:
            continue
        if others:
            NameClaim.objects.filter(pk=claim.pk).update(source=" ".join(others))
        elif claim.reader_id is not None:  # it is the username of who was protected by it
            NameClaim.objects.filter(pk=claim.pk).update(source="", holder=Holder.READER)
        else:
            claim.delete()


def _protect(holder: Holder, source: str, name: str, keys: Keys, *, now: datetime) -> bool:
    """Whether the name is protected now."""
    for claim in claims_like(keys).select_for_update().order_by("key"):
        if claim.holder != Holder.READER:
            _add_source(claim, source)
            return True
        if claim.held_until is None:
            _ask_the_desk(claim, now=now)
            return False
        claim.delete()
    try:
        with savepoint():
            NameClaim(
                key=keys.look, key_in_one_case=keys.in_one_case, name=name, holder=holder, source=source
            ).save(force_insert=True)
    except IntegrityError:  # somebody took it meanwhile
        return False
    return True


def _add_source(claim: NameClaim, source: str) -> None:
    sources = claim.source.split()
    longer = " ".join([*sources, source])
    if source not in sources and len(longer) <= 80:
        NameClaim.objects.filter(pk=claim.pk).update(source=longer)


def _ask_the_desk(claim: NameClaim, *, now: datetime) -> None:
    NameReview.objects.get_or_create(
        reader_id=claim.reader_id,
        name=claim.name,
        decided_at=None,
        defaults={"rule": PROTECTED.rule, "asked_at": now},
    )
