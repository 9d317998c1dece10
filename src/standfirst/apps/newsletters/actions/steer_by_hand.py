"""Pause, resume and cancel by somebody: the act and its entry in the audit, or neither."""

from datetime import datetime
from enum import StrEnum

from standfirst.apps.audit import api as audit
from standfirst.apps.membership.api import By
from standfirst.apps.newsletters.actions.steer_sendings import (
    cancel_sending,
    pause_everything,
    pause_sending,
    resume_everything,
    resume_sending,
)
from standfirst.apps.newsletters.models import Sending
from standfirst.core.db import savepoint


class Steering(StrEnum):
    """What may be done to a sending."""

    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"


def steer(*, sending_id: int, act: Steering, by: By, now: datetime, because: str = "") -> None:
    """Raises Refused where its state does not allow that; then nothing is written."""
    with savepoint():
        match act:
            case Steering.PAUSE:
                pause_sending(sending_id=sending_id, because=because)
            case Steering.RESUME:
                resume_sending(sending_id=sending_id, now=now)
            case Steering.CANCEL:
                cancel_sending(sending_id=sending_id, now=now)
        edition = Sending.objects.values_list("edition_number", flat=True).get(pk=sending_id)
        _record(f"newsletters.{act}_sending", f"edition:{edition}", by, because, now)


def steer_everything(*, paused: bool, by: By, now: datetime, because: str = "") -> None:
    """The one switch for all newsletters."""
    with savepoint():
        if paused:
            pause_everything(because=because, now=now)
        else:
            resume_everything(now=now)
        act = "pause" if paused else "resume"
        _record(f"newsletters.{act}_everything", "newsletters:all", by, because, now)


def _record(action: str, about: str, by: By, because: str, now: datetime) -> None:
    audit.record(action=action, actor_id=by.id, actor=by.name, about=about, reason=because, now=now)
