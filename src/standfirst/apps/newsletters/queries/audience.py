"""Who gets an edition, and why others do not: one query, asked for all at the freeze and again for each at the claim."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    Exists,
    F,
    Func,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Greatest, Lower, TruncDate

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


@dataclass(frozen=True, slots=True)
class Mornings:
    """When an edition is due in each zone that is known, and `elsewhere`: where none is."""

    elsewhere: datetime
    by_zone: Mapping[str, datetime]


def candidates(sending: Sending, *, now: datetime, mornings: Mornings | None = None) -> QuerySet[Any, Any]:
    """Everybody whose sign-up stands, as the database sees it when it is asked: who has stopped a moment after `now` and
    before that has stopped. Their `number`, where it goes `to`, its `digest`, the `letter` that fits
    their standing, the `reason` why not, empty for those who get it, and when it is `due`: at `now`, or in their own morning
    if that is still to come."""
    newsletter = sending.newsletter
    found: Any = SignUp.objects.standing().filter(newsletter=newsletter, begun_at__lte=now)
    found = found.annotate(
        number=F("addressee_id"),
        to=Lower(Coalesce("addressee__reader__email", "addressee__address")),
    ).annotate(
        digest=accounts.digest_in_database(F("to")),
        stands=_standing(now),
        due=_due(now, mornings),
    )
    found = found.annotate(
        reason=_reason(newsletter, sending, now, has_mornings=mornings is not None),
        letter=_letter(sending),
    )
    queryset: QuerySet[Any, Any] = found
    return queryset


def letters_of(sending: Sending) -> dict[tuple[str, str], int]:
    """The numbers of its letters with the first subject, by variant and language."""
    rows = SendingLetter.objects.filter(sending=sending, arm="").order_by("pk")
    return {(row.variant, row.language): row.pk for row in rows.only("variant", "language")}


def _due(now: datetime, mornings: Mornings | None) -> Combinable:
    at_once = Value(now, output_field=DateTimeField())
    if mornings is None:
        return at_once
    table = {zone: moment.isoformat() for zone, moment in mornings.by_zone.items()}
    own = Func(
        Value(table, output_field=JSONField()),
        F("addressee__zone"),
        arg_joiner=" ->> ",
        template="(%(expressions)s)::timestamptz",
        output_field=DateTimeField(),
    )
    return Greatest(at_once, Coalesce(own, Value(mornings.elsewhere, output_field=DateTimeField())))


def _standing(now: datetime) -> Case:
    """As `membership.standing_of` says it."""
    subscribes = membership.subscribes(reader="addressee__reader", address="to", now=now)
    return Case(
        When(addressee__reader=None, then=Value(Standing.VISITOR.value)),
        When(subscribes, then=Value(Standing.SUBSCRIBER.value)),
        default=Value(Standing.REGISTERED.value),
        output_field=CharField(),
    )


def _reason(newsletter: NewsletterPage, sending: Sending, now: datetime, *, has_mornings: bool) -> Case:
    """The first that holds. A mailbox that bounced comes before a pause: it says more; and that is asked for the day on which
    the edition is due."""
    day = TruncDate("due", tzinfo=UTC) if has_mornings else now.date()
    allowed = [standing.value for standing in Standing if may_have(Audience(newsletter.audience), standing)]
    suppressed = Suppression.objects.filter(address_digest=OuterRef("digest")).filter(
        Q(newsletter=None) | Q(newsletter=newsletter)
    )
    return Case(
        When(addressee__reader__is_active=False, then=Value(Reason.CLOSED.value)),
        When(Exists(suppressed), then=Value(Reason.SUPPRESSED.value)),
        When(~Q(stands__in=allowed), then=Value(Reason.STANDING.value)),
        When(addressee__paused_until__gt=day, then=Value(Reason.PAUSED.value)),
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
