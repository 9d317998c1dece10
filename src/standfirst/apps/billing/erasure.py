"""What the erasure of a person does to the books: invoices and payments stay for as long as the law asks."""

from standfirst.core.erasure import Fate, delete_rows, keep_rows

_LAW = "the law on bookkeeping keeps invoices with the name and address on them"
_BOOKKEEPING = "bookkeeping; it names nobody but a number"
_HOUSE = "the publication's own"

FATES = (
    Fate(
        table="billing.Intent",
        find={"reader_id": "{reader_id}"},
        blank=("address", "facts"),
        keep={
            _BOOKKEEPING: (
                "key", "kind", "gateway", "state", "reader", "actor_id", "actor", "ref", "sentence", "made_at", "done_at",
            ),
        },
    ),
    delete_rows("billing.Customer", reader_id="{reader_id}"),
    keep_rows(
        "billing.WebhookEvent", "a hint without a name; the customer it points to is forgotten at the provider",
        "gateway", "event_id", "kind", "object_ref", "customer_ref", "charge_ref", "received_at", "done_at",
    ),
    keep_rows("billing.InvoiceSerial", _HOUSE, "year", "last"),
    keep_rows(
        "billing.Invoice", _LAW,
        "year", "serial", "reader", "state", "billed_to", "seller", "lines", "currency", "amount", "tax_percent", "tax",
        "reference", "starts_at", "ends_at", "issued_at", "due_at", "reminded_at", "paid_at", "void_at", "void_because",
    ),
    keep_rows(
        "billing.Payment", _LAW,
        "gateway", "ref", "reader", "words", "currency", "amount", "refunded", "received_at", "recorded_at", "recorded_by",
    ),
    keep_rows("billing.Refund", _BOOKKEEPING, "gateway_ref", "amount", "because", "refunded_at", "recorded_by"),
    keep_rows(
        "billing.BillingSettings", _HOUSE,
        "seller", "tax_number", "tax_percent", "bank_details", "due_days", "ahead_days", "grace_days", "closing_words",
    ),
)  # fmt: skip
