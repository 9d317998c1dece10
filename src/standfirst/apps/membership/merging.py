"""What the merging of two accounts does to subscriptions: what is paid for or given passes on, the ledger with it."""

from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Now

from standfirst.core.erasure import model_of
from standfirst.core.merging import Merge, leave_behind, pass_on


def _rows(table: str) -> Any:
    model: Any = model_of(f"membership.{table}")
    return model.objects


def _staying(kept: int, gone: int) -> Any:
    """A reader has one trial: where both had theirs, the subscription of the second stays behind."""
    tried = Q(trial_ends_at__isnull=False)
    both = _rows("Subscription").filter(tried, owner_id=kept).exists()
    return _rows("Subscription").filter(tried if both else Q(pk=None), owner_id=gone)


def _subscriptions(kept: int, gone: int) -> int:
    """With their lines in the ledger, and every other line."""
    staying = list(_staying(kept, gone).values_list("pk", flat=True))
    _loosen_second_seats(kept, gone)
    passing = _rows("Period").filter(reader_id=gone).exclude(subscription_id__in=staying)
    passing.update(reader_id=kept)
    moved: int = _rows("Subscription").filter(owner_id=gone).exclude(pk__in=staying).update(owner_id=kept)
    return moved


def _loosen_second_seats(kept: int, gone: int) -> None:
    """One reader has one line of a subscription at a time: those of a second seat, which are over, stand alone."""
    both = (_rows("Period").filter(reader_id=reader).values("subscription_id") for reader in (kept, gone))
    theirs = _rows("Period").filter(reader_id__in=[kept, gone], source="seat")
    for lines in both:
        theirs = theirs.filter(subscription_id__in=lines.exclude(subscription_id=None))
    over = Q(closed_at__isnull=False) | Q(ends_at__lte=Now())
    theirs.filter(over).update(subscription_id=None)


def _uses(kept: int, gone: int) -> int:
    """Of the same month and kind, one count."""
    moved = 0
    for use in _rows("MonthlyUse").filter(reader_id=gone):
        same = _rows("MonthlyUse").filter(reader_id=kept, kind=use.kind, month=use.month)
        if same.update(used=F("used") + use.used):
            use.delete()
        else:
            _rows("MonthlyUse").filter(pk=use.pk).update(reader_id=kept)
        moved += 1
    return moved


def _gifts(kept: int, gone: int) -> int:
    """Those that were bought, and those that were redeemed."""
    moved = 0
    for column in ("buyer_id", "redeemed_by_id"):
        moved += _rows("GiftSubscription").filter(**{column: gone}).update(**{column: kept})
    return moved


MERGES: tuple[Merge, ...] = (
    Merge(table="membership.Subscription", how=_subscriptions),
    *leave_behind("passes on with the subscriptions, by the rule for them", "membership.Period"),
    *leave_behind("it belongs to its subscription, and passes on with it", "membership.SubscriptionChange"),
    Merge(table="membership.GiftSubscription", how=_gifts),
    pass_on("membership.Group", "manager_id"),
    pass_on("membership.Seat", "reader_id"),
    pass_on("membership.PromotionUse", "reader_id", unlike=("code_id",)),
    pass_on("membership.GiftLink", "giver_id"),
    pass_on("membership.MeteredReading", "reader_id", unlike=("month", "article_id")),
    Merge(table="membership.MonthlyUse", how=_uses),
    *leave_behind("its address dies with the account; a new one is a press away", "membership.FeedKey"),
    *leave_behind("passes given out before stay refused", "membership.StandingVersion"),
    *leave_behind("it was offered to an address, and is void with it", "membership.Invitation"),
)  # fmt: skip
