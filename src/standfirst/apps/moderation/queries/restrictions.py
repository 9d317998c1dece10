"""What holds for readers now, and what moderators know of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from standfirst.apps.moderation import models
from standfirst.apps.moderation.rules.restrictions import (
    FREE,
    Kind,
    Restriction,
    Sanction,
    restriction_from,
)
from standfirst.core.compiled import Compiled

_COLUMNS = ("id", "kind", "made_at", "until", "rule", "sentence", "lifted_at", "seen_at", "guidelines")


_NOT_LIFTED = Compiled(
    lambda reader: models.Sanction.objects.filter(reader_id=reader, lifted_at=None).values_list(*_COLUMNS),
    reader=int,
)


def restriction_of(*, reader_id: int, now: datetime) -> Restriction:
    """The gravest sanction that holds for this reader."""
    return restriction_from([_sanction(*row) for row in _NOT_LIFTED(reader=reader_id)], now=now)


def restrictions_of(*, reader_ids: Iterable[int], now: datetime) -> Mapping[int, Restriction]:
    """For many, in one query; readers for whom nothing holds are not in it."""
    found: dict[int, list[Sanction]] = defaultdict(list)
    rows = models.Sanction.objects.filter(reader_id__in=list(reader_ids), lifted_at=None)
    for reader_id, *columns in rows.values_list("reader_id", *_COLUMNS):
        found[reader_id].append(_sanction(*columns))
    holding = {reader: restriction_from(sanctions, now=now) for reader, sanctions in found.items()}
    return {reader: restriction for reader, restriction in holding.items() if restriction is not FREE}


def _sanction(number: int, kind: str, made_at: datetime, *rest: object) -> Sanction:
    return Sanction(number, Kind(kind), made_at, *rest)  # type: ignore[arg-type]


def list_sanctions(*, reader_id: int) -> list[models.Sanction]:
    """All that was ever laid down for them, the newest first."""
    return list(models.Sanction.objects.filter(reader_id=reader_id))


def find_sanction(*, sanction_id: int, reader_id: int) -> models.Sanction | None:
    """One of this reader's."""
    return models.Sanction.objects.filter(pk=sanction_id, reader_id=reader_id).first()


def list_notes(*, reader_id: int) -> list[models.Note]:
    """The newest first."""
    return list(models.Note.objects.filter(reader_id=reader_id))


def notes_of(*, reader_ids: Iterable[int], most: int = 2) -> Mapping[int, list[models.Note]]:
    """The latest few on each of these readers, in one query."""
    found: dict[int, list[models.Note]] = defaultdict(list)
    for note in models.Note.objects.filter(reader_id__in=list(reader_ids)):
        if len(found[note.reader_id]) < most:
            found[note.reader_id].append(note)
    return found


def list_holding(*, limit: int, now: datetime) -> list[models.Sanction]:
    """What holds for anybody now, with the readers, the newest first."""
    standing = models.Sanction.objects.filter(lifted_at=None).exclude(until__lte=now)
    unread = standing.exclude(kind=Kind.WARNED, seen_at__isnull=False)
    return list(unread.select_related("reader")[:limit])
