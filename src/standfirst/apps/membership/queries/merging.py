"""Whether the subscriptions of two accounts can stand together."""

from standfirst.apps.membership.models import Subscription

_BOTH_RUN = (
    "Both accounts have a subscription that runs. End one of them first, with what is to be paid back, "
    "or cancel it and merge once its time is over."
)
_BOTH_TRIED = (
    "Both accounts have had a free trial, and the subscription that runs began with one. Merge the other way round: "
    "keep the account whose subscription runs."
)


def fault_of_merging(*, kept: int, gone: int) -> str:
    """The sentence for the desk; empty where nothing stands against it."""
    running = Subscription.objects.running()
    going = running.filter(owner_id=gone).first()
    if going is None:
        return ""
    if running.filter(owner_id=kept).exists():
        return _BOTH_RUN
    tried = Subscription.objects.filter(owner_id=kept, trial_ends_at__isnull=False)
    return _BOTH_TRIED if going.trial_ends_at is not None and tried.exists() else ""
