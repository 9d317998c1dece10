"""What the erasure of a person does to their subscriptions: the ledger stays as bookkeeping, by number."""

from standfirst.core.erasure import Fate, delete_rows, keep_rows

_BOOKKEEPING = "bookkeeping; it names nobody but a number"
_ON_SALE = "what is on sale"

FATES = (
    delete_rows("membership.FeedKey", reader_id="{reader_id}"),
    delete_rows("membership.GiftLink", giver_id="{reader_id}"),
    delete_rows("membership.MeteredReading", reader_id="{reader_id}"),
    delete_rows("membership.MonthlyUse", reader_id="{reader_id}"),
    Fate(  # what was given to others, and to whom
        table="membership.GiftSubscription",
        find={"buyer_id": "{reader_id}"},
        blank=("from_name", "to_name", "to_email", "message"),
        keep={
            _BOOKKEEPING: (
                "buyer", "deliver_at", "made_at", "paid_at", "expires_at", "delivered_at", "redeemed_at", "redeemed_by",
                "gave_from", "gave_until", "void_at", "void_because",
            ),
            "from it and a key of the house the code is made": ("seed", "digest"),
        },
    ),
    Fate(  # the address that somebody else wrote down: the code goes to the buyer then
        table="membership.GiftSubscription", find={"to_email": "{address}"}, blank=("to_name", "to_email", "message"),
    ),
    keep_rows("membership.StandingVersion", "passes given out before stay refused", "reader", "version"),
    keep_rows(
        "membership.Period", _BOOKKEEPING,
        "reader", "starts_at", "ends_at", "closed_at", "closed_because", "source", "recorded_at",
    ),
    Fate(
        table="membership.Subscription",
        find={"owner_id": "{reader_id}"},
        blank=("cancel_words",),
        keep={
            _BOOKKEEPING: (
                "owner", "gateway", "gateway_ref", "applied_version", "payments", "state", "starts_at", "ends_at",
                "day", "grace_days", "trial_ends_at", "grace_ends_at", "paused_at", "paused_until", "ended_at",
                "held", "made_at", "ended_because", "cancel_reason",
            ),
        },
    ),
    keep_rows(
        "membership.SubscriptionChange", _BOOKKEEPING,
        "number", "event", "state_before", "state_after", "happened_at", "recorded_at", "starts_at", "ends_at", "until",
        "grace_days", "actor_id", "actor", "reason",
    ),
    keep_rows("membership.PromotionUse", "a code is used once by each; it names a number", "reader", "used_at"),
    keep_rows(
        "membership.Plan", _ON_SALE, "name", "slug", "blurb", "for_whom", "opens", "group", "seats", "position",
    ),
    keep_rows("membership.Price", _ON_SALE, "interval", "currency", "amount", "trial_days", "outside_ref"),
    keep_rows(
        "membership.PromotionCode", _ON_SALE,
        "code", "note", "percent_off", "amount_off", "currency", "lasts", "most", "used", "until",
    ),
    keep_rows("membership.PromotionCode_plans", _ON_SALE),
    keep_rows("membership.Group", _BOOKKEEPING, "manager", "made_at"),
    keep_rows("membership.Seat", _BOOKKEEPING, "reader", "number", "taken_at", "left_at"),
    delete_rows("membership.Invitation", email="{address}"),
    keep_rows(
        "membership.Institution", "an institution, not a person",
        "name", "starts_at", "ends_at", "domains", "networks", "note",
    ),
)  # fmt: skip
