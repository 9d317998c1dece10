"""Hand one letter to the mail server."""

from datetime import datetime, timedelta
from email.utils import format_datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F, Q, QuerySet

from standfirst.apps.mailing.models import Letter, State
from standfirst.apps.mailing.rules.refusals import Refusal, kind_of
from standfirst.apps.mailing.rules.verp import Of, return_path
from standfirst.core.jobs import PATIENCE

# Longer than a mail server may keep us waiting (settings: EMAIL_TIMEOUT for each answer); who has claimed a letter
# and says nothing for so long has died.
CLAIM_LASTS = timedelta(minutes=5)
MOST_ATTEMPTS = PATIENCE.max_attempts or 1
AUTOMATIC = {"Auto-Submitted": "auto-generated"}  # RFC 3834: no out-of-office answers to it


class NotYetSent(Exception):
    """To be tried again. Says the letter's number and the kind of trouble, never an address."""


def send_letter(*, letter_id: int, now: datetime) -> bool:
    """Whether it was sent by this call; False for one that is sent, given up or gone. Safe to ring twice.

    A repeat after a crash carries the same Message-ID. Not inside a transaction. Raises NotYetSent.
    """
    letter = _claim(letter_id, now=now)
    if letter is None:
        return False
    try:
        _message(letter).send()
    except Exception as problem:  # whatever a library raises, its words may hold the address
        _note_refusal(letter, problem)
        return False
    _close(letter, state=State.SENT, sent_at=now, last_error="")
    return True


def _claim(letter_id: int, *, now: datetime) -> Letter | None:
    free = Q(state=State.QUEUED) | Q(state=State.SENDING, claimed_at__lte=now - CLAIM_LASTS)
    claimed = Letter.objects.filter(free, pk=letter_id).update(
        state=State.SENDING, claimed_at=now, attempts=F("attempts") + 1
    )
    letter = Letter.objects.filter(pk=letter_id).first()
    if claimed or letter is None or letter.state != State.SENDING:
        return letter if claimed else None
    raise NotYetSent(f"letter {letter_id} is in other hands")


def _message(letter: Letter) -> EmailMultiAlternatives:
    fixed = {
        "From": settings.DEFAULT_FROM_EMAIL,
        "Message-ID": letter.message_id,
        "Date": format_datetime(letter.made_at),
    }
    message = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        from_email=_sender(letter),  # of the envelope: the header is fixed
        to=[letter.to],
        headers={**letter.headers, **AUTOMATIC, **fixed},
    )
    message.attach_alternative(letter.html, "text/html")
    return message


def _sender(letter: Letter) -> str:
    """Where it comes back to if nobody can be reached: to the publication's own address where there is no other."""
    if not settings.MAIL_BOUNCE_DOMAIN:
        return settings.DEFAULT_FROM_EMAIL
    secret = settings.SECRET_KEY.encode()
    return return_path(letter.pk, domain=settings.MAIL_BOUNCE_DOMAIN, secret=secret, of=Of.LETTER)


def _note_refusal(letter: Letter, problem: Exception) -> None:
    kind = type(problem).__name__[:80]
    if kind_of(problem) is Refusal.FOR_GOOD or letter.attempts >= MOST_ATTEMPTS:
        _close(letter, state=State.FAILED, last_error=kind)
        return
    _ours(letter).update(state=State.QUEUED, last_error=kind)
    raise NotYetSent(f"letter {letter.pk}: {kind}") from None


def _close(letter: Letter, **facts: object) -> None:
    """The end of its way: nothing of what it said is kept."""
    _ours(letter).update(subject="", text="", html="", headers={}, **facts)


def _ours(letter: Letter) -> QuerySet[Letter]:
    """The letter, while the claim is still ours."""
    return Letter.objects.filter(pk=letter.pk, state=State.SENDING, claimed_at=letter.claimed_at)
