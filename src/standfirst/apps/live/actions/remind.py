"""Write to those who want to be reminded: one letter at a time, each once, however often this is done."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from standfirst.apps.editorial import api as editorial
from standfirst.apps.live.models import Reminder, Room
from standfirst.apps.live.queries.interviews import InterviewCard, find_card
from standfirst.apps.live.rules.reminders import A_DAY, SOON, STILL_NEW, Letter, letter_due
from standfirst.apps.live.rules.states import Stage
from standfirst.apps.mailing import api as mailing
from standfirst.core.batches import each
from standfirst.core.db import transaction

_SALT = "live.reminders"


def remind(*, now: datetime) -> int:
    """How many letters were written."""
    rows = _perhaps_due(now).values_list("pk", flat=True)
    return each("live.remind", list(rows), lambda row: _remind(row, now), now=now)


def _perhaps_due(now: datetime) -> QuerySet[Reminder]:
    """In one query, however many asked; the rule looks at each of them again."""
    begins = F("interview__starts_at")
    running = Room.objects.filter(
        interview_id=OuterRef("interview_id"),
        is_rehearsal=False,
        stage=Stage.LIVE,
        began_at__gte=now - STILL_NEW,
    )
    to_come = Q(interview__starts_at__gt=now)
    moved = to_come & ~Q(knows=begins)
    a_day = Q(interview__starts_at__lte=now + A_DAY, since__lte=begins - A_DAY, told__in=["", Letter.MOVED])
    soon = Q(interview__starts_at__lte=now + SOON, since__lte=begins - SOON) & ~Q(
        told__in=[Letter.SOON, Letter.NOW]
    )
    now_on = Exists(running) & ~Q(told=Letter.NOW)
    published: QuerySet[Reminder] = Reminder.objects.filter(interview__live=True)
    return published.filter(moved | (to_come & (a_day | soon)) | now_on).order_by("pk")


def _remind(number: int, now: datetime) -> int:
    with transaction():
        rows = Reminder.objects.select_for_update(of=("self",), skip_locked=True).select_related("reader")
        reminder = rows.filter(pk=number, interview__live=True).first()
        card = find_card(reminder.interview_id) if reminder else None
        if reminder is None or card is None:
            return 0
        room = Room.objects.filter(interview_id=card.id, is_rehearsal=False).first()
        began_at = room.began_at if room else None
        letter = letter_due(
            reminder.state, stage=card.stage, starts_at=card.starts_at, began_at=began_at, now=now
        )
        if not letter:
            return 0
        since = now if letter is Letter.MOVED else reminder.since
        Reminder.objects.filter(pk=number).update(told=letter, knows=card.starts_at, since=since)
        return _write(reminder, letter, card, now=now)


def _write(reminder: Reminder, letter: Letter, card: InterviewCard, *, now: datetime) -> int:
    """Nobody writes to an account that is closed or erased."""
    reader = reminder.reader
    if not reader.is_active or reader.erased_at is not None:
        return 0
    stop = f"{settings.ORIGIN}/live/no-mail/{stop_token(reminder)}/"
    mailing.post(
        to=reader.email,
        template="live/emails/reminder",
        context={
            "publication_name": editorial.get_publication().name,
            "origin": settings.ORIGIN,
            "letter": letter.value,
            "interview": card,
            "minutes": round(max(card.starts_at - now, timedelta(0)) / timedelta(minutes=1)),
            "stop": stop,
        },
        now=now,
        language=reader.language,
        headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )
    return 1


def stop_token(reminder: Reminder) -> str:
    """What stops one reminder, and can do nothing else."""
    return signing.Signer(salt=_SALT).sign(f"{reminder.reader_id}-{reminder.interview_id}")


def reminder_of_token(token: str) -> tuple[int, int] | None:
    """The numbers of the reader and of the interview; None for whatever is no token of ours."""
    try:
        reader_id, interview_id = signing.Signer(salt=_SALT).unsign(token).split("-")
        return int(reader_id), int(interview_id)
    except (signing.BadSignature, ValueError):
        return None
