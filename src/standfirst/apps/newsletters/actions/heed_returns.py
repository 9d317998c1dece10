"""What follows from what came back: for the mailbox, and for the newsletter whose edition it was."""

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from standfirst.apps.mailing import api as mailing
from standfirst.apps.newsletters.actions.steer_sendings import pause_newsletter
from standfirst.apps.newsletters.actions.stop import stop_within
from standfirst.apps.newsletters.actions.suppress import suppress_mailbox
from standfirst.apps.newsletters.actions.tell_of_alarm import tell_of_alarm
from standfirst.apps.newsletters.models import Addressee, Alarm, Delivery, Return, Sending
from standfirst.apps.newsletters.rules.manner import Manner
from standfirst.apps.newsletters.rules.returning import (
    ADDRESS,
    BOUNCE,
    COMPLAINT,
    FULL_WITHIN,
    MAILBOX,
    MANY_BOUNCES,
    MANY_COMPLAINTS,
    Effect,
    Share,
    alarms_of,
    effect_of,
    is_nobodys,
)
from standfirst.apps.newsletters.rules.states import DeliveryState

log = logging.getLogger(__name__)
_HANDED_OVER = (DeliveryState.SENT, DeliveryState.REJECTED)
_FAULTS_AT_ONCE = (ADDRESS, MAILBOX)
_OF_A_NEWSLETTER = (Effect.STOPPED, Effect.SIGNED_OFF)
_FORM = "the provider's link"


def heed(row: Return, *, now: datetime) -> Effect:
    """Of one that was just stored, in the same transaction; what followed is written into it."""
    effect = effect_of(row.kind, row.fault, is_permanent=row.is_permanent)
    if effect in _OF_A_NEWSLETTER and row.sending is None:  # a letter to a single reader stops no newsletter
        effect = Effect.NOTHING
    if effect is Effect.COUNTED_FULL and _was_full_too_often(row, now):
        effect = Effect.GIVEN_UP
    if effect in (Effect.GIVEN_UP, Effect.STOPPED):
        _suppress(row, effect, now)
    if effect is Effect.SIGNED_OFF and row.delivery:
        _sign_off(row.delivery, now)
    Return.objects.filter(pk=row.pk).update(effect=effect)
    return effect


def heed_at_once(reasons: Mapping[int, str], *, status: Mapping[int, int | None], now: datetime) -> None:
    """Refusals while the editions are handed over, by delivery: they count as what comes back later does.

    `reasons` are the ledger's words and `status` the server's codes; whatever is no mailbox's fault is left alone.
    """
    told = {number: reason for number, reason in reasons.items() if reason in _FAULTS_AT_ONCE}
    deliveries = list(Delivery.objects.filter(pk__in=told).select_related("sending"))
    known = set(
        Addressee.objects.filter(pk__in=[each.addressee_number for each in deliveries]).values_list(
            "pk", flat=True
        )
    )
    for each in deliveries:
        row, is_new = Return.objects.get_or_create(
            name=f"at once:{each.pk}:{each.attempt}",
            defaults={
                "arrived_at": now,
                "way": mailing.Way.AT_ONCE.value,
                "kind": BOUNCE,
                "fault": told[each.pk],
                "is_permanent": True,
                "diagnostic": f"The mail server has answered {status[each.pk]}."
                if status.get(each.pk)
                else "",
                "effect": Effect.NOTHING,
                "delivery": each,
                "sending": each.sending,
                "addressee_id": each.addressee_number if each.addressee_number in known else None,
                "address_digest": each.address_digest,
            },
        )
        if is_new:
            heed(row, now=now)
    watch({each.sending_id for each in deliveries}, now=now)


def watch(sending_ids: Iterable[int], *, now: datetime) -> None:
    """Of these sendings too much may have come back: then their newsletters stand still until a person has looked."""
    for number in sorted(sending_ids):
        sending = Sending.objects.select_for_update(no_key=True).get(pk=number)
        for kind, sentence in alarms_of(_share(sending)).items():
            alarm, is_new = Alarm.objects.get_or_create(
                newsletter_id=sending.newsletter_id,
                kind=kind,
                closed_at=None,
                defaults={"sending": sending, "sentence": sentence, "raised_at": now},
            )
            if is_new:
                tell_of_alarm(alarm, now=now)
                pause_newsletter(newsletter_id=sending.newsletter_id, because=sentence)
                log.error("a newsletter was paused", extra={"row": sending.pk, "problem": kind.value})


def _suppress(row: Return, effect: Effect, now: datetime) -> None:
    is_complaint = effect is Effect.STOPPED
    suppress_mailbox(
        row.address_digest,
        newsletter_id=row.sending.newsletter_id if is_complaint and row.sending else None,
        reason=COMPLAINT if is_complaint else row.fault,
        now=now,
        evidence=row,
    )


def _sign_off(delivery: Delivery, now: datetime) -> None:
    stop_within(
        addressee_id=delivery.addressee_number,
        newsletter_id=delivery.sending.newsletter_id,
        manner=Manner(form=_FORM, language=delivery.letter.language),
        now=now,
    )


def _was_full_too_often(row: Return, now: datetime) -> bool:
    """`row` is among them."""
    lately = Return.objects.filter(
        address_digest=row.address_digest,
        kind=BOUNCE,
        fault__in=(MAILBOX, ADDRESS),
        forgiven_at=None,
        arrived_at__gt=now - timedelta(days=FULL_WITHIN),
    )
    return is_nobodys({moment.date() for moment in lately.values_list("arrived_at", flat=True)})


def _share(sending: Sending) -> Share:
    """Since somebody has last looked; what was sent is counted only where it can matter."""
    rows = Return.objects.filter(sending=sending)
    looked = Alarm.objects.filter(newsletter_id=sending.newsletter_id).exclude(closed_at=None)
    if last := looked.order_by("-closed_at").first():
        rows = rows.filter(arrived_at__gt=last.closed_at)
    bounced, complained = (
        rows.filter(kind=kind).values("delivery").distinct().count() for kind in (BOUNCE, COMPLAINT)
    )
    if bounced < MANY_BOUNCES and complained < MANY_COMPLAINTS:
        return Share(0)
    sent = Delivery.objects.filter(sending=sending, state__in=_HANDED_OVER).count()
    return Share(sent, bounced, complained)
