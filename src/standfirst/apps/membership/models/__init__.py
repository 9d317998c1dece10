"""Plans, the ledger of subscription periods, and keys of private feeds."""

from standfirst.apps.membership.models.feeds import FeedKey
from standfirst.apps.membership.models.ledger import Period, StandingVersion
from standfirst.apps.membership.models.plans import Plan

__all__ = ["FeedKey", "Period", "Plan", "StandingVersion"]
