"""The front door of membership: plans, subscriptions, the ledger, standings and the gate."""

from standfirst.apps.membership.actions.announce_standing import announce_standing
from standfirst.apps.membership.actions.cancel_subscription import cancel_at_period_end, end_now, keep
from standfirst.apps.membership.actions.change_subscription import lock_subscription
from standfirst.apps.membership.actions.claim_promotion import (
    CodeRefused,
    claim_promotion,
    find_promotion,
    release_promotion,
)
from standfirst.apps.membership.actions.end_subscription import end_everything, end_subscription
from standfirst.apps.membership.actions.extend_subscription import (
    NotOnSale,
    change_price,
    extend_subscription,
)
from standfirst.apps.membership.actions.follow_gateway import follow_gateway, note_why_cancelled
from standfirst.apps.membership.actions.give_article import NothingToGive, give_article
from standfirst.apps.membership.actions.grant_subscription import (
    EndsBeforeItBegins,
    FreeTime,
    bring_in,
    give_complimentary,
    grant_period,
    grant_subscription,
)
from standfirst.apps.membership.actions.issue_feed_key import issue_feed_key
from standfirst.apps.membership.actions.manage_group import (
    OFFERED_FOR,
    GroupRefused,
    hand_over_group,
    invite,
    leave_groups,
    remove_seat,
    revoke_invitation,
    take_seat,
)
from standfirst.apps.membership.actions.merge_readers import free_second_seats, lock_subscriptions
from standfirst.apps.membership.actions.open_gift import open_gift, open_gift_again
from standfirst.apps.membership.actions.open_subscription import (
    AlreadySubscribed,
    NoTrial,
    Order,
    open_on_trust,
    open_subscription,
    start_trial,
)
from standfirst.apps.membership.actions.order_gift import (
    GiftOrder,
    claim_delivery,
    lock_gift,
    order_gift,
    pay_gift,
)
from standfirst.apps.membership.actions.pass_time import pass_time
from standfirst.apps.membership.actions.pause_subscription import PauseTooLong, pause, resume
from standfirst.apps.membership.actions.read_metered import (
    forget_readings,
    read_again,
    read_by_tally,
    read_metered,
)
from standfirst.apps.membership.actions.record_payment import fail_payment, record_payment_of_period
from standfirst.apps.membership.actions.redeem_gift import may_extend, redeem_gift
from standfirst.apps.membership.actions.refund_subscription import (
    close_dispute,
    open_dispute,
    refund_subscription,
)
from standfirst.apps.membership.actions.restore_gift import restore_gift
from standfirst.apps.membership.actions.revoke_feed_key import revoke_feed_key
from standfirst.apps.membership.actions.revoke_gift import revoke_gift
from standfirst.apps.membership.actions.set_plans import set_plans
from standfirst.apps.membership.actions.void_gift import (
    forget_recipients,
    hand_gift_over,
    take_gift_back,
    void_gift,
)
from standfirst.apps.membership.models import (
    GiftSubscription,
    Institution,
    Interval,
    Period,
    Plan,
    Price,
    PromotionCode,
    Subscription,
    SubscriptionChange,
)
from standfirst.apps.membership.models.subscriptions import STATES, CancelReason
from standfirst.apps.membership.queries.gift_subscriptions import (
    GiftRefused,
    NoSuchCode,
    code_of,
    find_bought_gift,
    find_gift_by_code,
    find_gift_price,
    is_gift_paid,
    list_bought_gifts,
    list_gift_prices,
    list_gift_subscriptions,
    list_gifts_to_deliver,
    list_redeemed_gifts,
    list_undelivered_gifts,
    list_unpaid_gifts,
    list_waiting_gifts,
)
from standfirst.apps.membership.queries.gifts import Gift, find_gift, gifts_left, list_gifts, readings_left
from standfirst.apps.membership.queries.groups import Circle, find_circle, find_invitation, find_seat
from standfirst.apps.membership.queries.institutions import institution_of, list_networks
from standfirst.apps.membership.queries.merging import fault_of_merging
from standfirst.apps.membership.queries.plans import (
    Offer,
    currencies,
    find_price,
    list_plans,
    list_prices_beside,
    offers,
)
from standfirst.apps.membership.queries.readers import ReaderRow, every_reader, list_by_state
from standfirst.apps.membership.queries.standing import (
    has_feed_key,
    list_periods,
    pass_of,
    reader_of_feed,
    standing_of,
    standing_period,
    subscribers_among,
    version_of,
    viewer_of,
)
from standfirst.apps.membership.queries.subscriptions import (
    find_by_gateway,
    find_running,
    find_subscription,
    get_subscription,
    has_tried,
    list_changes,
    list_due,
    list_renewing,
    list_subscriptions,
)
from standfirst.apps.membership.rules import actors
from standfirst.apps.membership.rules.actors import CLOCK, By
from standfirst.apps.membership.rules.calendar import end_of_period, months_later
from standfirst.apps.membership.rules.following import GatewayWord
from standfirst.apps.membership.rules.gate import (
    GATE_LINE,
    PLANS,
    Access,
    Gated,
    Grant,
    Preview,
    Whole,
    blocks_above_the_gate,
    may_read_whole,
    readable_access,
    view_of,
)
from standfirst.apps.membership.rules.gift_codes import (
    LATEST_DELIVERY,
    LONGEST_MESSAGE,
    MONEY_GONE,
    GiftState,
    delivery_moment,
    plain_code,
    shown_code,
)
from standfirst.apps.membership.rules.gifts import LIFE as GIFT_LIFE
from standfirst.apps.membership.rules.gifts import month_of
from standfirst.apps.membership.rules.lifecycle import CannotHappen, Event, State, can_happen, opens
from standfirst.apps.membership.rules.metering import Meter, a_month_of
from standfirst.apps.membership.rules.promotions import Promotion, reduction
from standfirst.core.viewer import VISITOR, Standing, Viewer

__all__ = [
    "CLOCK",
    "GATE_LINE",
    "GIFT_LIFE",
    "LATEST_DELIVERY",
    "LONGEST_MESSAGE",
    "MONEY_GONE",
    "OFFERED_FOR",
    "PLANS",
    "STATES",
    "VISITOR",
    "Access",
    "AlreadySubscribed",
    "By",
    "CancelReason",
    "CannotHappen",
    "Circle",
    "CodeRefused",
    "EndsBeforeItBegins",
    "Event",
    "FreeTime",
    "Gated",
    "GatewayWord",
    "Gift",
    "GiftOrder",
    "GiftRefused",
    "GiftState",
    "GiftSubscription",
    "Grant",
    "GroupRefused",
    "Institution",
    "Interval",
    "Meter",
    "NoSuchCode",
    "NoTrial",
    "NotOnSale",
    "NothingToGive",
    "Offer",
    "Order",
    "PauseTooLong",
    "Period",
    "Plan",
    "Preview",
    "Price",
    "Promotion",
    "PromotionCode",
    "ReaderRow",
    "Standing",
    "State",
    "Subscription",
    "SubscriptionChange",
    "Viewer",
    "Whole",
    "a_month_of",
    "actors",
    "announce_standing",
    "blocks_above_the_gate",
    "bring_in",
    "can_happen",
    "cancel_at_period_end",
    "change_price",
    "claim_delivery",
    "claim_promotion",
    "close_dispute",
    "code_of",
    "currencies",
    "delivery_moment",
    "end_everything",
    "end_now",
    "end_of_period",
    "end_subscription",
    "every_reader",
    "extend_subscription",
    "fail_payment",
    "fault_of_merging",
    "find_bought_gift",
    "find_by_gateway",
    "find_circle",
    "find_gift",
    "find_gift_by_code",
    "find_gift_price",
    "find_invitation",
    "find_price",
    "find_promotion",
    "find_running",
    "find_seat",
    "find_subscription",
    "follow_gateway",
    "forget_readings",
    "forget_recipients",
    "free_second_seats",
    "get_subscription",
    "gifts_left",
    "give_article",
    "give_complimentary",
    "grant_period",
    "grant_subscription",
    "hand_gift_over",
    "hand_over_group",
    "has_feed_key",
    "has_tried",
    "institution_of",
    "invite",
    "is_gift_paid",
    "issue_feed_key",
    "keep",
    "leave_groups",
    "list_bought_gifts",
    "list_by_state",
    "list_changes",
    "list_due",
    "list_gift_prices",
    "list_gift_subscriptions",
    "list_gifts",
    "list_gifts_to_deliver",
    "list_networks",
    "list_periods",
    "list_plans",
    "list_prices_beside",
    "list_redeemed_gifts",
    "list_renewing",
    "list_subscriptions",
    "list_undelivered_gifts",
    "list_unpaid_gifts",
    "list_waiting_gifts",
    "lock_gift",
    "lock_subscription",
    "lock_subscriptions",
    "may_extend",
    "may_read_whole",
    "month_of",
    "months_later",
    "note_why_cancelled",
    "offers",
    "open_dispute",
    "open_gift",
    "open_gift_again",
    "open_on_trust",
    "open_subscription",
    "opens",
    "order_gift",
    "pass_of",
    "pass_time",
    "pause",
    "pay_gift",
    "plain_code",
    "read_again",
    "read_by_tally",
    "read_metered",
    "readable_access",
    "reader_of_feed",
    "readings_left",
    "record_payment_of_period",
    "redeem_gift",
    "reduction",
    "refund_subscription",
    "release_promotion",
    "remove_seat",
    "restore_gift",
    "resume",
    "revoke_feed_key",
    "revoke_gift",
    "revoke_invitation",
    "set_plans",
    "shown_code",
    "standing_of",
    "standing_period",
    "start_trial",
    "subscribers_among",
    "take_gift_back",
    "take_seat",
    "version_of",
    "view_of",
    "viewer_of",
    "void_gift",
]
