"""Lay something down for a reader, lift it, and confirm a warning."""

from datetime import datetime

from standfirst.apps.accounts import api as accounts
from standfirst.apps.audit import api as audit
from standfirst.apps.moderation.actions.tell_reader import tell_reader
from standfirst.apps.moderation.models import Sanction
from standfirst.apps.moderation.queries.guidelines import guidelines
from standfirst.apps.moderation.rules.restrictions import Kind, fault_of_sanction
from standfirst.core.db import savepoint


class Refused(Exception):
    """It cannot be done; `sentence` says why to the moderator."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


def sanction(
    *,
    reader_id: int,
    kind: str,
    until: datetime | None = None,
    rule: int | None = None,
    sentence: str,
    note: str = "",
    by: int,
    now: datetime,
) -> int:
    """Its number. On record, and the reader is told. It replaces one of the same kind. Raises Refused.

    May be part of the caller's transaction.
    """
    if fault := fault_of_sanction(kind, until=until, sentence=sentence, now=now):
        raise Refused(fault)
    card = guidelines()
    if rule is not None and card.rule(rule) is None:
        raise Refused("There is no such rule in the guidelines.")
    with savepoint():
        reader = _reader_for(reader_id, by=by)
        _replace(reader_id, kind, by=by, now=now)
        made = Sanction.objects.create(
            reader_id=reader_id,
            kind=kind,
            until=until,
            rule=rule,
            guidelines=card.number,
            sentence=sentence.strip(),
            note=note.strip(),
            by_id=by,
            made_at=now,
        )
        told = {"sanction": made, "rule": card.rule(rule)}
        tell_reader(reader, template="moderation/emails/sanctioned", context=told, now=now)
        _record("moderation.sanction", made, by=by, because=sentence, now=now)
    return made.pk


def lift_sanction(*, sanction_id: int, by: int, because: str = "", now: datetime) -> bool:
    """Whether it held until now. On record, and the reader is told, but not of a warning that is taken back. Raises Refused."""
    with savepoint():
        held = Sanction.objects.select_for_update().get(pk=sanction_id)
        reader = _reader_for(held.reader_id, by=by)
        if held.lifted_at is not None:
            return False
        _lift([held.pk], by=by, because=because, now=now)
        if held.kind != Kind.WARNED:
            tell_reader(reader, template="moderation/emails/lifted", context={"sanction": held}, now=now)
        _record("moderation.lift_sanction", held, by=by, because=because, now=now)
    return True


def acknowledge_warning(*, reader_id: int, sanction_id: int, now: datetime) -> bool:
    """The reader has read it, and may go on."""
    theirs = Sanction.objects.filter(pk=sanction_id, reader_id=reader_id, kind=Kind.WARNED, lifted_at=None)
    return bool(theirs.filter(seen_at=None).update(seen_at=now))


def may_be_moderated(*, reader_id: int, by: int) -> bool:
    """Whether this moderator may lay something down for this reader: not for themselves, nor for who may do more."""
    reader, moderator = accounts.find_reader(reader_id=reader_id), accounts.find_reader(reader_id=by)
    if reader is None or moderator is None or reader.pk == moderator.pk:
        return False
    return accounts.may_handle(by=moderator, person=reader)


def _reader_for(reader_id: int, *, by: int) -> accounts.User:
    reader = accounts.find_reader(reader_id=reader_id)
    if reader is None or not may_be_moderated(reader_id=reader_id, by=by):
        raise Refused("You cannot do this to them: it is you, or somebody who may do more than you.")
    return reader


def _replace(reader_id: int, kind: str, *, by: int, now: datetime) -> None:
    same = Sanction.objects.select_for_update().filter(reader_id=reader_id, kind=kind, lifted_at=None)
    _lift([one.pk for one in same], by=by, because="replaced", now=now)


def _lift(numbers: list[int], *, by: int, because: str, now: datetime) -> None:
    Sanction.objects.filter(pk__in=numbers).update(
        lifted_at=now, lifted_by_id=by, lifted_because=because.strip()
    )


def _record(action: str, made: Sanction, *, by: int, because: str, now: datetime) -> None:
    until = made.until.isoformat() if made.until else ""
    audit.record(
        action=action,
        actor_id=by,
        actor=f"reader:{by}",
        about=f"reader:{made.reader_id}",
        reason=because.strip(),
        details={"sanction": made.pk, "kind": made.kind, "rule": made.rule or 0, "until": until},
        now=now,
    )
