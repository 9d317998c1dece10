"""Plans and prices, subscriptions and their history, groups, institutions, given and metered articles, the ledger, feed keys."""

from standfirst.apps.membership.models.feeds import FeedKey
from standfirst.apps.membership.models.gift_subscriptions import GiftSubscription
from standfirst.apps.membership.models.gifts import GiftLink, MonthlyUse
from standfirst.apps.membership.models.groups import Group, Invitation, Seat
from standfirst.apps.membership.models.institutions import Institution
from standfirst.apps.membership.models.ledger import Period, Source, StandingVersion
from standfirst.apps.membership.models.metering import MeteredReading
from standfirst.apps.membership.models.plans import Interval, Plan, Price
from standfirst.apps.membership.models.promotions import PromotionCode, PromotionUse
from standfirst.apps.membership.models.subscriptions import Subscription, SubscriptionChange

__all__ = [
    "FeedKey",
    "GiftLink",
    "GiftSubscription",
    "Group",
    "Institution",
    "Interval",
    "Invitation",
    "MeteredReading",
    "MonthlyUse",
    "Period",
    "Plan",
    "Price",
    "PromotionCode",
    "PromotionUse",
    "Seat",
    "Source",
    "StandingVersion",
    "Subscription",
    "SubscriptionChange",
]
