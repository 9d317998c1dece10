"""What the erasure of a person does to their account: its row stays, without anything that tells whose it was."""

from standfirst.core.erasure import ALL_ELSE, Fate, delete_rows, keep_rows

_EVIDENCE = "evidence that what was done with the data was allowed; it names nobody but a number"

FATES = (
    Fate(
        table="accounts.User",
        find={"pk": "{reader_id}"},
        blank=(
            "first_name", "last_name", "username", "username_seen_at", "language", "last_login", "closes_at",
            "is_staff", "is_superuser",
        ),
        # RFC 2606 reserves .invalid: no letter ever arrives there. A password that begins so fits nothing.
        replace={"email": "erased-{reader_id}@erased.invalid", "password": "!", "is_active": False},
        keep={
            "bookkeeping and consents point to this row": ("id", "joined_at", "erased_at"),
            "it ends sessions and only counts": ("sign_out_count",),
            "a number, by which a restored copy can merge again": ("merged_into",),
        },
    ),
    delete_rows("accounts.User_groups", user_id="{reader_id}"),
    delete_rows("accounts.User_user_permissions", user_id="{reader_id}"),
    delete_rows("accounts.AddressChange", reader_id="{reader_id}"),
    delete_rows("accounts.ReaderImportRow", reader_id="{reader_id}"),
    delete_rows("accounts.ReaderImportRow", email="{address}"),
    keep_rows(
        "accounts.ReaderImport", "a table that the desk brought in; its lines go, and who sent it is a number",
        "name", "state", "data", "lines", "left", "because", "counts", "by_id", "made_at", "confirmed_at", "done_at", "forgotten_at",
    ),
    delete_rows("accounts.NameChange", reader_id="{reader_id}"),
    delete_rows("accounts.NameReview", reader_id="{reader_id}"),
    keep_rows(
        "accounts.NameClaim",
        "a freed name is held for a while, so that nobody steps into the place of who had it",
        "key", "key_in_one_case", "name", "holder", "source", "reader", "held_until",
    ),
    keep_rows(
        "accounts.Consent", _EVIDENCE,
        "reader", "kind", "given", "statement", "form", "language", "recorded_at",
    ),
    keep_rows(
        "accounts.Wording", "texts of the publication",
        "kind", "language", "digest", "title", "text", "first_shown_at",
    ),
    keep_rows(
        "accounts.Erasure", "keyed hashes, so that a restored copy forgets again",
        "reader_digest", "address_digest", "kept_digest", "erased_at",
    ),
    keep_rows("accounts.AddressKey", "a key of the house; no person is in it", "key"),
    delete_rows("account.EmailConfirmation", email_address__user_id="{reader_id}"),
    delete_rows("account.EmailAddress", user_id="{reader_id}"),
    delete_rows("mfa.Authenticator", user_id="{reader_id}"),
    delete_rows("usersessions.UserSession", user_id="{reader_id}"),
    delete_rows("sessions.Session", session_key__in="{session_keys}"),
    keep_rows("auth.Group", "roles", ALL_ELSE),
    keep_rows("auth.Group_permissions", "roles", ALL_ELSE),
    keep_rows("auth.Permission", "roles", ALL_ELSE),
)  # fmt: skip
