"""What the erasure of a person does to the audit."""

from standfirst.core.erasure import keep_rows

FATES = (
    keep_rows(
        "audit.Entry",
        "the record shows what was done to whose account and by whom; people are numbers, only who acted has a label",
        "number", "action", "actor_id", "actor", "about", "reason", "details", "recorded_at", "digest_before", "digest",
    ),
)  # fmt: skip
