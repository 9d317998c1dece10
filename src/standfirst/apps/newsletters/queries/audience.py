"""Who gets an edition, and why others do not: one query, asked for all at the freeze and again for each at the claim."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Lower

from standfirst.apps.accounts import api as accounts
from standfirst.apps.membership import api as membership
from standfirst.apps.newsletters.models import (
    Delivery,
    Frequency,
    NewsletterPage,
    Sending,
    SendingLetter,
    SignUp,
    Suppression,
)
from standfirst.apps.newsletters.rules.audiences import Audience, may_have
from standfirst.apps.newsletters.rules.letters import letter_for
from standfirst.apps.newsletters.rules.states import DeliveryState, Reason
from standfirst.core.viewer import Standing

A_WEEK = timedelta(days=6, hours=12)  # an edition that is a little early this week is still next week's
_NOT_HAD = [DeliveryState.SKIPPED, DeliveryState.REJECTED]


def candidates(sending: Sending, *, now: datetime) -> QuerySet[Any, Any]:
    """Everybody whose sign-up stands, as the database sees it when it is asked: who has stopped a moment after `now` and
    before that has stopped. Their `number`, where it goes `to`, its `digest`, the `letter` that fits
    their standing, and the `reason` why not, empty for those who get it."""
    newsletter = sending.newsletter
    found: Any = SignUp.objects.standing().filter(newsletter=newsletter, begun_at__lte=now)
    found = found.annotate(
        number=F("addressee_id"),
        to=Lower(Coalesce("addressee__reader__email", "addressee__address")),
    ).annotate(
        digest=accounts.digest_in_database(F("to")),
        stands=_standing(now),
    )
    found = found.annotate(
        reason=_reason(newsletter, sending, now),
        letter=_letter(sending),
    )
    queryset: QuerySet[Any, Any] = found
    return queryset


def letters_of(sending: Sending) -> dict[tuple[str, str], int]:
    """The numbers of its letters, by variant and language."""
    rows = SendingLetter.objects.filter(sending=sending).order_by("pk")
    return {(row.variant, row.language): row.pk for row in rows.only("variant", "language")}


def _standing(now: datetime) -> Case:
    """As `membership.standing_of` says it."""
    subscribes = membership.subscribes(reader="addressee__reader", address="to", now=now)
    return Case(
        When(addressee__reader=None, then=Value(Standing.VISITOR.value)),
        When(subscribes, then=Value(Standing.SUBSCRIBER.value)),
        default=Value(Standing.REGISTERED.value),
        output_field=CharField(),
    )


def _reason(newsletter: NewsletterPage, sending: Sending, now: datetime) -> Case:
    """The first that holds. A mailbox that bounced comes before a pause: it says more."""
    allowed = [standing.value for standing in Standing if may_have(Audience(newsletter.audience), standing)]
    suppressed = Suppression.objects.filter(address_digest=OuterRef("digest")).filter(
        Q(newsletter=None) | Q(newsletter=newsletter)
    )
    return Case(
        When(addressee__reader__is_active=False, then=Value(Reason.CLOSED.value)),
        When(Exists(suppressed), then=Value(Reason.SUPPRESSED.value)),
        When(~Q(stands__in=allowed), then=Value(Reason.STANDING.value)),
        When(addressee__paused_until__gt=now.date(), then=Value(Reason.PAUSED.value)),
        When(
            Q(frequency=Frequency.WEEKLY) & Exists(_had_lately(newsletter, sending, now)),
            then=Value(Reason.WEEKLY.value),
        ),
        default=Value(""),
        output_field=CharField(),
    )


def _had_lately(newsletter: NewsletterPage, sending: Sending, now: datetime) -> QuerySet[Delivery]:
    return (
        Delivery.objects.filter(
            addressee_number=OuterRef("addressee_id"),
            sending__newsletter=newsletter,
            sending__frozen_at__gt=now - A_WEEK,
        )
        .exclude(sending=sending)
        .exclude(state__in=_NOT_HAD)
    )


def _letter(sending: Sending) -> Case:
    """None where there is no letter that somebody of this standing may read."""
    given = letters_of(sending)
    language = sending.newsletter.language
    subscribers = letter_for(given, subscribes=True, language=language)
    try:
        others = letter_for(given, subscribes=False, language=language)
    except KeyError:
        others = None
    return Case(When(stands=Standing.SUBSCRIBER.value, then=Value(subscribers)), default=Value(others))
