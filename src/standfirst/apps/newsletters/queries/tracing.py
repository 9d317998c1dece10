"""Which of our letters a message that came back is about: only what we have sealed, or named by a code of ours, counts."""

import hmac
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet

from standfirst.apps.accounts import api as accounts
from standfirst.apps.mailing import api as mailing
from standfirst.apps.newsletters.models import Addressee, Delivery, Sending
from standfirst.apps.newsletters.queries.sendings import message_id_of
from standfirst.core.secret_keys import secret_keys

_OF_AN_EDITION = re.compile(r"<e(\d{1,18})\.[0-9a-f]+@[^<>\s]+>")
_KEY = re.compile(r"/newsletters/stop/([A-Za-z0-9_-]{1,32})/")


@dataclass(frozen=True, slots=True)
class Traced:
    """One of both, or neither: then nothing may follow from it."""

    delivery: Delivery | None = None
    letter: mailing.Letter | None = None


def trace(traces: mailing.Traces) -> Traced:
    """By the return path or the mark; else by the Message-ID together with something that says whose it was."""
    for found in _seals(traces):
        return _sealed(found)
    for message_id in traces.message_ids:
        if delivery := _named(message_id, traces):
            return Traced(delivery)
        if letter := mailing.find_letter(message_id=message_id):
            return Traced(letter=letter)
    return Traced()


def _seals(traces: mailing.Traces) -> Iterator[mailing.Sealed]:
    for path in traces.paths:
        if found := mailing.sealed_in(path, domains=bounce_domains(), secrets=secret_keys()):
            yield found
    for mark in traces.marks:
        if found := mailing.sealed_mark(mark, secrets=secret_keys()):
            yield found


def bounce_domains() -> list[str]:
    """Those that our return paths are of."""
    return [each for each in (settings.BULK_BOUNCE_DOMAIN, settings.MAIL_BOUNCE_DOMAIN) if each]


def _sealed(found: mailing.Sealed) -> Traced:
    if found.of is mailing.Of.LETTER:
        return Traced(letter=mailing.find_letter(number=found.number))
    return Traced(_deliveries().filter(pk=found.number).first())


def _named(message_id: str, traces: mailing.Traces) -> Delivery | None:
    edition = _OF_AN_EDITION.fullmatch(message_id)
    sending = edition and Sending.objects.filter(edition_number=int(edition[1])).first()
    if not sending:
        return None
    for delivery in _candidates(sending, traces):
        made = message_id_of(sending, delivery.addressee_number)
        if hmac.compare_digest(made.encode(), message_id.encode("utf-8", "replace")):
            return delivery
    return None


def _candidates(sending: Sending, traces: mailing.Traces) -> Iterator[Delivery]:
    digests = accounts.digests_of_addresses(traces.addresses).values()
    yield from _deliveries().filter(sending=sending, address_digest__in=list(digests))
    keys = [found[1] for link in traces.links for found in _KEY.finditer(link)]
    whose = Addressee.objects.filter(key__in=keys).values("pk")
    yield from _deliveries().filter(sending=sending, addressee_number__in=whose)


def _deliveries() -> QuerySet[Delivery]:
    return Delivery.objects.select_related("sending")
