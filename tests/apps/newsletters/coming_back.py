"""Editions that were sent, and messages about them that come back."""

from datetime import datetime, timedelta
from typing import Any

from standfirst.apps.accounts import api as accounts
from standfirst.apps.accounts.api import User
from standfirst.apps.mailing import api as mailing
from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.models import Addressee, Alarm, Delivery, NewsletterPage, Return, Sending
from standfirst.apps.newsletters.rules.settling import Heard, Word
from standfirst.core import clock
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


def alarm(newsletter_id: int, *, number: int = 9_000) -> Alarm:
    """Of an edition of which too much came back."""
    moment = clock.now()
    facts = {
        "masthead": {},
        "online": "x",
        "seed": "00",
        "name": "Monday",
        "state": "finished",
        "frozen_at": moment,
    }
    sending = Sending.objects.create(edition_number=number, newsletter_id=newsletter_id, **facts)
    sentence = "60 of 900 letters came back as undeliverable."
    return Alarm.objects.create(
        newsletter_id=newsletter_id, sending=sending, kind="bounces", sentence=sentence, raised_at=moment
    )


def for_looking(address: str) -> None:
    """One return of each sort, an alarm, and a mailbox that was given up and has reported one newsletter."""
    page, moment = NewsletterPage.objects.get(slug="chancery"), clock.now()
    Alarm.objects.filter(closed_at=None).update(closed_at=moment)
    raised = alarm(page.pk, number=9_000 + Sending.objects.count())
    reader = User.objects.get(email=address)
    whose, _ = Addressee.objects.get_or_create(
        reader=reader, defaults={"key": address[:32], "made_at": moment}
    )
    digest = accounts.digest_of_address(address)
    shared = {"arrived_at": moment, "way": "lmtp", "addressee": whose, "address_digest": digest}
    sort: dict[str, dict[str, Any]] = {
        "bounce": {"fault": "address", "is_permanent": True, "status": "5.1.1", "effect": "given up",
                   "diagnostic": "550 5.1.1 (address): Recipient address rejected: User unknown in virtual mailbox table"},
        "complaint": {"effect": "stopped", "diagnostic": "abuse"},
        "delay": {"fault": "mailbox", "status": "4.4.1", "effect": "nothing", "diagnostic": "Connection timed out"},
        "unread": {"effect": "nothing", "diagnostic": "It names nothing that was sent from here."},
    }  # fmt: skip
    for kind, facts in sort.items():
        about: dict[str, Any] = {} if kind == "unread" else {**shared, "sending": raised.sending}
        Return.objects.create(
            name=f"{raised.pk} {kind}", kind=kind, **{"arrived_at": moment, "way": "lmtp", **about, **facts}
        )
    newsletters.suppress(address=address, newsletter_id=None, reason="address", now=moment)
    newsletters.suppress(address=address, newsletter_id=page.pk, reason="complaint", now=moment)
