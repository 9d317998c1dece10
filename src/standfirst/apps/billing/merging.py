"""What the merging of two accounts does to the books: invoices and payments are the reader's who stays."""

from typing import Any

from standfirst.core.erasure import model_of
from standfirst.core.merging import Merge, leave_behind, pass_on


def _customers(kept: int, gone: int) -> int:
    """What was paid as the other customer can still be disputed or paid back, so that one is followed too."""
    customers: Any = model_of("billing.Customer")
    theirs = customers.objects.filter(reader_id=gone)
    known = list(customers.objects.filter(reader_id=kept).values_list("gateway", flat=True))
    former: int = theirs.filter(gateway__in=known).update(reader_id=kept, is_former=True)
    passed: int = theirs.update(reader_id=kept)
    return former + passed


MERGES: tuple[Merge, ...] = (
    pass_on("billing.Invoice", "reader_id"),
    pass_on("billing.Payment", "reader_id"),
    *leave_behind("it belongs to its payment, and passes on with it", "billing.Refund"),
    Merge(table="billing.Customer", how=_customers),
    pass_on("billing.Intent", "reader_id"),  # what was ordered is known by it; none may be open at a merging
)  # fmt: skip
