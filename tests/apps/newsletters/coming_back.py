"""Editions that were sent, and messages about them that come back."""

from datetime import datetime, timedelta
from typing import Any

from standfirst.apps.mailing import api as mailing
from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.models import Addressee, Delivery, Return, Sending
from standfirst.apps.newsletters.rules.settling import Heard, Word
from tests.apps.mailing.returned.making import complaint, dsn
from tests.apps.newsletters.sending import begin, claim, many, settled

DOMAIN = "bounces.example"


def sent(newsletter_id: int, count: int, *, now: datetime, number: int = 1) -> Sending:
    """An edition that so many new visitors have got, or all who have signed up where it is 0."""
    many(newsletter_id, count, now=now)
    sending = begin(newsletter_id, now=now, number=number)
    settled(claim(now=now), Heard(Word.ACCEPTED), now=now)
    return sending


def path_of(delivery: Delivery, settings: Any) -> str:
    return mailing.return_path(delivery.pk, domain=DOMAIN, secret=settings.SECRET_KEY.encode())


def come_back(message: bytes, *to: str, now: datetime) -> bool:
    return newsletters.take_back(message, way=newsletters.Way.LMTP, sender="<>", recipients=to, now=now)


def bounce(
    delivery: Delivery, settings: Any, *, now: datetime, status: str = "5.1.1", words: str = ""
) -> Return:
    come_back(dsn(status, words), path_of(delivery, settings), now=now)
    return Return.objects.filter(delivery=delivery).latest("pk")  # fmt: skip


def complain(delivery: Delivery, settings: Any, *, now: datetime) -> Return:
    come_back(complaint(Original_Mail_From=path_of(delivery, settings), Date=str(delivery.pk)), now=now)
    return Return.objects.filter(delivery=delivery).latest("pk")


def deliveries(sending: Sending) -> list[Delivery]:
    return list(Delivery.objects.filter(sending=sending, state="sent").order_by("pk"))


def whose(delivery: Delivery) -> Addressee:
    return Addressee.objects.get(pk=delivery.addressee_number)


def days(number: int) -> timedelta:
    return timedelta(days=number)
