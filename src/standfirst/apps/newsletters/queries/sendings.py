"""The books of the sendings: what is running, and how each stands."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from standfirst.apps.mailing import api as mailing
from standfirst.apps.newsletters.models import Delivery, Exclusion, Sending, SendingSwitch
from standfirst.apps.newsletters.queries.subjects import test_of
from standfirst.apps.newsletters.rules.mornings import Wave
from standfirst.apps.newsletters.rules.states import SETTLED, UNDER_WAY, WAITING, DeliveryState, SendingState

Counted = tuple[str, datetime, int]  # a state, a moment before which nobody claims them, and how many


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """How one sending stands; all numbers are counted from its rows."""

    sending_id: int
    edition_number: int
    name: str
    state: str
    because: str
    by_state: dict[str, int]
    excluded: dict[str, int]
    waves: tuple[Wave, ...] = ()
    waits_for_subject: bool = False

    @property
    def frozen(self) -> int:
        """How many deliveries there are."""
        return sum(self.by_state.values())

    @property
    def candidates(self) -> int:
        """How many had signed up when the audience was frozen."""
        return self.frozen + sum(self.excluded.values())

    @property
    def settled(self) -> int:
        """sent + rejected + skipped + unknown; as many as were frozen once it is finished."""
        return sum(self.by_state.get(state.value, 0) for state in SETTLED)

    @property
    def is_going(self) -> bool:
        """Whether something happens without anybody's doing."""
        return self.state in (SendingState.READY, SendingState.RUNNING)

    @property
    def is_open(self) -> bool:
        """Whether somebody may still pause, resume or cancel it."""
        return self.state in UNDER_WAY

    def count(self, state: DeliveryState) -> int:
        """In this state."""
        return self.by_state.get(state.value, 0)


def running_sendings() -> list[Sending]:
    """Those that deliveries may be claimed of, the oldest first; none while everything is paused."""
    if is_everything_paused():
        return []
    return list(Sending.objects.filter(state=SendingState.RUNNING).select_related("newsletter"))


def is_everything_paused() -> bool:
    """Whether the one switch is thrown."""
    return SendingSwitch.objects.filter(is_paused=True).exists()


def switch() -> SendingSwitch | None:
    """The switch, if anybody ever touched it."""
    return SendingSwitch.objects.first()


def stopped_among(sending_ids: Collection[int]) -> set[int]:
    """Those of which nothing more may be sent now."""
    running = {sending.pk for sending in running_sendings()}
    return set(sending_ids) - running


def find_sending(*, edition_number: int) -> Sending | None:
    """The one of an edition."""
    return Sending.objects.filter(edition_number=edition_number).first()


def account_of(sending: Sending) -> Account:
    """Counted now."""
    rows = Delivery.objects.filter(sending=sending).values_list("state", "not_before")
    test = test_of(sending)
    counted = list(rows.annotate(rows=Count("pk")).order_by())
    excluded = Exclusion.objects.filter(sending=sending).values_list("reason", "count")
    return Account(
        sending_id=sending.pk,
        edition_number=sending.edition_number,
        name=sending.name,
        state=sending.state,
        because=sending.paused_because,
        by_state=_by_state(counted),
        excluded=dict(excluded),
        waves=_waves(counted) if test is None else (),
        waits_for_subject=test is not None and not test.chosen,
    )


def _by_state(counted: Sequence[Counted]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for state, _, rows in counted:
        found[state] += rows
    return dict(found)


def _waves(counted: Sequence[Counted]) -> tuple[Wave, ...]:
    """By their moments."""
    moments = sorted({moment for _, moment, _ in counted})
    return tuple(
        Wave(
            moment,
            people=sum(rows for _, at, rows in counted if at == moment),
            waiting=sum(rows for state, at, rows in counted if at == moment and state in WAITING),
        )
        for moment in moments
    )


def is_anything_going() -> bool:
    """Whether a sending is ready or runs."""
    return Sending.objects.filter(state__in=[SendingState.READY, SendingState.RUNNING]).exists()


def next_wave_at(*, now: datetime) -> datetime | None:
    """When the next wave of what runs begins; None where none is to come, or where something may be claimed before."""
    found: list[datetime] = []
    for sending in running_sendings():
        rows = Delivery.objects.filter(sending=sending)
        if any(rows.filter(state=each).exists() for each in (DeliveryState.CLAIMED, DeliveryState.RETRY)):
            return None
        pending = rows.filter(state=DeliveryState.PENDING).order_by("not_before", "pk")
        found += pending.values_list("not_before", flat=True)[:1]
    first = min(found, default=None)
    return first if first is not None and first > now else None


def accounts_under_way() -> list[Account]:
    """Of every sending that is neither finished nor cancelled."""
    return [account_of(sending) for sending in Sending.objects.filter(state__in=UNDER_WAY)]


def skipped_by_reason(sending: Sending) -> dict[str, int]:
    """Of those who were skipped since the freeze."""
    rows = Delivery.objects.filter(sending=sending, state=DeliveryState.SKIPPED)
    return dict(rows.values_list("reason").annotate(rows=Count("pk")).order_by())


def list_accounts(*, finished: int = 5) -> list[Account]:
    """Of those under way, and of as many that were over last."""
    over = Sending.objects.exclude(state__in=UNDER_WAY).order_by("-pk")[:finished]
    return [*accounts_under_way(), *(account_of(sending) for sending in over)]


def message_id_of(sending: Sending, addressee_number: int) -> str:
    """Under which name this reader's copy went out, at every attempt."""
    domain = mailing.Masthead(**sending.masthead).wire_domain
    return mailing.message_id(
        sending.wire_name, str(addressee_number), domain=domain, secret=bytes.fromhex(sending.seed)
    )
