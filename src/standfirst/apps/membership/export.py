"""What a reader is told about their subscriptions."""

from standfirst.core.export import Export, left_out

_DESK = "who worked at the desk"
_KEY = "what a payment provider calls it, told with the payments"
_HASH = "only a hash is kept, from which nobody can make the address"
_NUMBER = "a number for the house's own work"

EXPORTS = (
    Export(
        table="membership.Subscription",
        name="Subscriptions",
        find={"owner_id": "{reader_id}"},
        leave={_NUMBER: ("applied_version",), _KEY: ("gateway_ref",)},
        follow={"plan__name": "Plan", "price__text": "Price in words"},
    ),
    Export(
        table="membership.SubscriptionChange",
        name="What happened to your subscriptions",
        find={"subscription__owner_id": "{reader_id}"},
        leave={_DESK: ("actor_id",)},
    ),
    Export(table="membership.Period", name="When everything was open to you", find={"reader_id": "{reader_id}"}),
    Export(table="membership.PromotionUse", name="Promotion codes that you used", find={"reader_id": "{reader_id}"}),
    Export(
        table="membership.FeedKey",
        name="Addresses of your private feed",
        find={"reader_id": "{reader_id}"},
        leave={_HASH: ("digest",)},
    ),
    Export(
        table="membership.GiftLink",
        name="Articles that you gave",
        find={"giver_id": "{reader_id}"},
        leave={_HASH: ("digest",)},
    ),
    Export(
        table="membership.GiftSubscription",
        name="Subscriptions that you gave",
        find={"buyer_id": "{reader_id}"},
        leave={_HASH: ("seed", "digest"), "the name and address of somebody else": ("to_name", "to_email")},
        follow={"price__plan__name": "Plan", "price__text": "Price in words"},
    ),
    Export(table="membership.MeteredReading", name="Articles that you read without a subscription", find={"reader_id": "{reader_id}"}),
    Export(table="membership.Group", name="Groups that you look after", find={"manager_id": "{reader_id}"}),
    Export(table="membership.Seat", name="Your seats in groups", find={"reader_id": "{reader_id}"}),
    Export(
        table="membership.Invitation",
        name="Invitations to your groups",
        find={"group__manager_id": "{reader_id}"},
        leave={_HASH: ("digest",), "an address of somebody else": ("email",)},
    ),
    *left_out("a count for the house's own work", "membership.StandingVersion", "membership.MonthlyUse"),
)  # fmt: skip
