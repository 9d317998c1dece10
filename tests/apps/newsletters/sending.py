"""Editions to send in tests, and many who have signed up."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from standfirst.apps.accounts.models import User
from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.actions import claim_deliveries as claiming
from standfirst.apps.newsletters.actions import steer_sendings as steering
from standfirst.apps.newsletters.actions.settle_deliveries import settle
from standfirst.apps.newsletters.api import LetterGiven, Variant
from standfirst.apps.newsletters.gateways.hearing import Report
from standfirst.apps.newsletters.models import Addressee, Delivery, Sending, SignUp
from standfirst.apps.newsletters.rules.claimed import Claimed
from standfirst.apps.newsletters.rules.settling import Heard

MANNER = newsletters.Manner(form="tests", language="en-GB")
ME = "0" * 16
TEXT = "Good morning, [[name]]. {word}\n\n[[why]]\nRead: [[online]]\nSign off: [[unsubscribe]]\nChoose: [[preferences]]\n"
HTML = (
    '<!doctype html><html lang="en"><title>Morning</title><p>Good morning, [[name]]. {word}</p>'
    '<p><a href="[[online]]">Read</a> <a href="[[unsubscribe]]">Sign off</a> <a href="[[preferences]]">Choose</a> '
    "[[why]]</p></html>\n"
)


def letter(
    variant: str = Variant.READER, *, word: str = "", language: str = "en-GB", **other: str
) -> LetterGiven:
    given = {
        "subject": "The morning",
        "html": HTML.format(word=word or variant),
        "text": TEXT.format(word=word or variant),
    }
    return LetterGiven(variant, language, **(given | other))


BOTH = (letter(Variant.READER, word="for everybody"), letter(Variant.SUBSCRIBER, word="for subscribers"))


def begin(
    newsletter_id: int, *, now: datetime, number: int = 1, letters: Sequence[LetterGiven] = BOTH
) -> Sending:
    return newsletters.begin_sending(
        newsletter_id=newsletter_id, edition_number=number, name=f"Edition {number}", letters=letters, now=now
    )


def many(newsletter_id: int, count: int, *, now: datetime, **other: Any) -> list[Addressee]:
    """Visitors with a confirmed address who have signed up."""
    before = Addressee.objects.count()
    people = Addressee.objects.bulk_create(
        Addressee(
            address=f"v{before + each}@site{each % 37}.example", key=f"key-{before + each}", made_at=now
        )
        for each in range(count)
    )
    SignUp.objects.bulk_create(
        SignUp(addressee=each, newsletter_id=newsletter_id, begun_at=now - timedelta(days=9), **other)
        for each in people
    )
    return people


def states(sending: Sending) -> Counter[tuple[str, str]]:
    """How many deliveries there are by state and reason."""
    return Counter(Delivery.objects.filter(sending=sending).values_list("state", "reason"))


def sign_up(reader: User, newsletter_id: int, *, now: datetime) -> Addressee:
    newsletters.sign_up(reader=reader, newsletter_ids=[newsletter_id], manner=MANNER, now=now)
    return Addressee.objects.get(reader=reader)


def claim(*, now: datetime, most: int = 500, owner: str = ME) -> list[Claimed]:
    steering.start_what_is_ready()
    return claiming.claim(owner=owner, most=most, lease=900, now=now)


def settled(
    rows: list[Claimed], heard: Heard, *, now: datetime, owner: str = ME, code: int = 250
) -> list[int]:
    reports = [Report(one.id, one.attempt, heard, code) for one in rows]
    return settle(reports, owner=owner, first_pause=60, now=now)
