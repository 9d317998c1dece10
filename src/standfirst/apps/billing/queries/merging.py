"""Whether the bills of two accounts can stand together."""

from standfirst.apps.billing.models import Intent
from standfirst.apps.billing.models.intents import IntentState
from standfirst.apps.billing.queries.invoices import open_order


def fault_of_merging(*, kept: int, gone: int) -> str:
    """The sentence for the desk; empty where nothing stands against it."""
    both = [kept, gone]
    if Intent.objects.filter(reader_id__in=both, state=IntentState.MADE).exists():
        return "A payment of one of them is being carried out. Try again in a minute."
    for reader_id in both:
        if order := open_order(reader_id=reader_id):
            return f"The order {order.number} waits for its payment. Confirm or withdraw it first."
    return ""
