"""What the merging of two accounts does to the books: invoices and payments are the reader's who stays."""

from standfirst.core.merging import Merge, leave_behind, pass_on

MERGES: tuple[Merge, ...] = (
    pass_on("billing.Invoice", "reader_id"),
    pass_on("billing.Payment", "reader_id"),
    *leave_behind("it belongs to its payment, and passes on with it", "billing.Refund"),
    pass_on("billing.Customer", "reader_id", unlike=("gateway",)),
    *leave_behind("a wish that is done or refused; none may be open at a merging", "billing.Intent"),
)  # fmt: skip
