"""A person is erased: every table forgets them as it has declared, and a hash remembers that it did."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from standfirst.apps.accounts.actions.end_sessions import end_sessions
from standfirst.apps.accounts.actions.protect_names import protect_staff
from standfirst.apps.accounts.actions.release_username import release_username
from standfirst.apps.accounts.models import Erasure, User
from standfirst.apps.accounts.queries.addresses import is_address_free
from standfirst.apps.accounts.queries.closing import (
    Remembered,
    digest_of_address,
    digest_of_reader,
    person_of,
)
from standfirst.apps.audit import api as audit
from standfirst.apps.mailing import api as mailing
from standfirst.core.erasure import erase_rows
from standfirst.core.export import Tenure


def erase_account(*, reader_id: int, session_keys: Sequence[str], now: datetime) -> bool:
    """Whether there was somebody to erase; part of the caller's transaction, so that all of it happens or nothing."""
    reader = User.objects.select_for_update(of=("self",)).select_related("merged_into").get(pk=reader_id)
    if reader.erased_at is not None:
        return False
    _remember(reader, now=now)
    _forget_old_letters(person_of(reader).tenures, besides=reader, now=now)
    release_username(reader_id=reader_id, now=now)
    erase_rows(reader_id=reader_id, address=reader.email, session_keys=session_keys)
    User.objects.filter(pk=reader_id).update(erased_at=now)
    protect_staff(now=now, reader_id=reader_id)
    end_sessions(reader_id=reader_id)
    audit.record(
        action="accounts.erase", actor_id=None, actor="the house", about=f"reader:{reader_id}", now=now
    )
    return True


def remember_erasures(rows: Iterable[Remembered]) -> int:
    """Write down erasures that another copy of the database knows of; how many were new here."""
    known = set(Erasure.objects.values_list("reader_digest", flat=True))
    new = {
        row.reader: Erasure(
            reader_digest=row.reader, address_digest=row.address, kept_digest=row.kept, erased_at=row.at
        )
        for row in rows
    }
    return len(
        Erasure.objects.bulk_create(
            [row for key, row in new.items() if key not in known], ignore_conflicts=True
        )
    )


def _remember(reader: User, *, now: datetime) -> None:
    """Once: a restored copy can know already that it is to forget somebody."""
    digest, address = digest_of_reader(reader), digest_of_address(reader.email)
    kept = digest_of_reader(reader.merged_into) if reader.merged_into else ""
    Erasure.objects.get_or_create(
        reader_digest=digest, defaults={"address_digest": address, "kept_digest": kept, "erased_at": now}
    )


def _forget_old_letters(tenures: Iterable[Tenure], *, besides: User, now: datetime) -> None:
    """To former addresses; where somebody else has one by now, only letters of the time in which it was this reader's."""
    for tenure in tenures:
        if is_address_free(tenure.address, now=now, besides=besides.pk):
            mailing.forget_letters(to=tenure.address, since=None, until=None)
        else:
            mailing.forget_letters(to=tenure.address, since=tenure.since, until=tenure.until)
