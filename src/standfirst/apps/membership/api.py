"""The front door of membership: plans, the ledger, standings and the gate."""

from standfirst.apps.membership.actions.announce_standing import announce_standing
from standfirst.apps.membership.actions.end_subscription import end_subscription
from standfirst.apps.membership.actions.grant_subscription import EndsBeforeItBegins, grant_subscription
from standfirst.apps.membership.actions.issue_feed_key import issue_feed_key
from standfirst.apps.membership.actions.revoke_feed_key import revoke_feed_key
from standfirst.apps.membership.actions.set_plans import set_plans
from standfirst.apps.membership.queries import (
    has_feed_key,
    list_periods,
    list_plans,
    pass_of,
    reader_of_feed,
    standing_of,
    standing_period,
    version_of,
    viewer_of,
)
from standfirst.apps.membership.rules import (
    GATE_LINE,
    PLANS,
    Access,
    Gated,
    Preview,
    Whole,
    blocks_above_the_gate,
    may_read_whole,
    readable_access,
    view_of,
)
from standfirst.core.viewer import VISITOR, Standing, Viewer

__all__ = [
    "GATE_LINE",
    "PLANS",
    "VISITOR",
    "Access",
    "EndsBeforeItBegins",
    "Gated",
    "Preview",
    "Standing",
    "Viewer",
    "Whole",
    "announce_standing",
    "blocks_above_the_gate",
    "end_subscription",
    "grant_subscription",
    "has_feed_key",
    "issue_feed_key",
    "list_periods",
    "list_plans",
    "may_read_whole",
    "pass_of",
    "readable_access",
    "reader_of_feed",
    "revoke_feed_key",
    "set_plans",
    "standing_of",
    "standing_period",
    "version_of",
    "view_of",
    "viewer_of",
]
