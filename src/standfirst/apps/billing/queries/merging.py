"""Whether the bills of two accounts can stand together."""

from standfirst.apps.billing.models import Customer, Intent
from standfirst.apps.billing.models.intents import IntentState
from standfirst.apps.billing.queries.invoices import open_order
from standfirst.apps.membership import api as membership


def fault_of_merging(*, kept: int, gone: int) -> str:
    """The sentence for the desk; empty where nothing stands against it."""
    both = [kept, gone]
    if Intent.objects.filter(reader_id__in=both, state=IntentState.MADE).exists():
        return "A payment of one of them is being carried out. Try again in a minute."
    for reader_id in both:
        if order := open_order(reader_id=reader_id):
            return f"The order {order.number} waits for its payment. Confirm or withdraw it first."
    running = membership.find_running(reader_id=gone)
    if running is None:
        return ""
    customers = Customer.objects.filter(gateway=running.gateway)
    if customers.filter(reader_id=kept).exists() and customers.filter(reader_id=gone).exists():
        return f"Both accounts pay by {running.gateway}. Merge the other way round: keep the account whose subscription runs."
    return ""
