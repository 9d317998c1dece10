"""What a reader is told about their invoices and payments."""

from standfirst.core.export import Export

_DESK = "who worked at the desk"
_KEY = "the key under which a wish is done once"

EXPORTS = (
    Export(table="billing.Invoice", name="Invoices", find={"reader_id": "{reader_id}"}, follow={"number": "Number"}),
    Export(
        table="billing.Payment",
        name="Payments and receipts",
        find={"reader_id": "{reader_id}"},
        leave={_DESK: ("recorded_by",)},
    ),
    Export(
        table="billing.Refund",
        name="What was paid back",
        find={"payment__reader_id": "{reader_id}"},
        leave={_DESK: ("recorded_by",)},
    ),
    Export(
        table="billing.Intent",
        name="What you asked of us",
        find={"reader_id": "{reader_id}"},
        leave={_DESK: ("actor_id",), _KEY: ("key", "ref", "address")},
    ),
    Export(
        table="billing.Customer",
        name="What the payment provider calls you",
        find={"reader_id": "{reader_id}"},
        leave={_KEY: ("key",), "how often it was looked at": ("asked", "applied")},
    ),
)  # fmt: skip
