"""A newsletter that stood still goes on: a person has looked at what came back."""

from datetime import datetime

from standfirst.apps.audit import api as audit
from standfirst.apps.membership.api import By
from standfirst.apps.newsletters.actions.steer_sendings import resume_sending
from standfirst.apps.newsletters.models import Alarm, Sending
from standfirst.apps.newsletters.rules.refusals import Refused
from standfirst.apps.newsletters.rules.states import SendingState
from standfirst.core.db import savepoint


def close_alarm(*, alarm_id: int, by: By, now: datetime) -> None:
    """Its newsletter's sendings go on that stood still for it. Raises Refused where it is closed already."""
    with savepoint():
        alarm = Alarm.objects.select_for_update().filter(pk=alarm_id, closed_at=None).first()
        if alarm is None:
            raise Refused("This newsletter goes on already.")
        Alarm.objects.filter(pk=alarm.pk).update(closed_at=now)
        waiting = Sending.objects.filter(
            newsletter_id=alarm.newsletter_id, state=SendingState.PAUSED, paused_because=alarm.sentence
        )
        for sending in waiting:
            resume_sending(sending_id=sending.pk, now=now)
        audit.record(
            action="newsletters.close_alarm",
            actor_id=by.id,
            actor=by.name,
            about=f"newsletter:{alarm.newsletter_id}",
            reason=alarm.sentence,
            now=now,
        )
