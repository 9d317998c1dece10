"""What a reader is told about their account."""

from typing import Any

from django.db.models import Q, QuerySet

from standfirst.core.erasure import model_of
from standfirst.core.export import Export, Person, left_out


def _brought_in(person: Person) -> QuerySet[Any]:
    """Lines of their account, and those to an address of theirs that nothing has become of yet."""
    own = Q(reader_id=person.reader_id)
    waiting = Q(reader=None, email__in=[each.address for each in person.tenures if each.until is None])
    found: QuerySet[Any] = model_of("accounts.ReaderImportRow")._base_manager.filter(own | waiting)
    return found.order_by("pk")


_KEYS = "a key, which is of use to nobody but a thief"
_DESK = "a note for the desk's own work"
_LIBRARY = "a library's own column, which we leave empty"

EXPORTS = (
    Export(
        table="accounts.User",
        name="Account",
        find={"pk": "{reader_id}"},
        leave={_KEYS: ("password", "sign_out_count")},
    ),
    Export(table="accounts.NameChange", name="Usernames, now and before", find={"reader_id": "{reader_id}"}),
    Export(table="accounts.NameReview", name="Names at which a person looks", find={"reader_id": "{reader_id}"}),
    Export(
        table="accounts.NameClaim",
        name="Names that are kept for you",
        find={"reader_id": "{reader_id}"},
        leave={_DESK: ("key", "key_in_one_case", "source")},
    ),
    Export(
        table="accounts.Consent",
        name="What you agreed to, and withdrew",
        find={"reader_id": "{reader_id}"},
        leave={"told in words below": ("wording",)},
        follow={"wording__title": "Title of the text", "wording__digest": "SHA-256 of the text", "wording__text": "The text"},
    ),
    Export(
        table="accounts.AddressChange",
        name="Changes of your address",
        find={"reader_id": "{reader_id}"},
        leave={_KEYS: ("undo_digest",)},
    ),
    Export(
        table="accounts.ReaderImportRow",
        name="What another system gave us of you",
        rows=_brought_in,
        leave={_DESK: ("table", "line", "plan_id", "expected")},
    ),
    *left_out("a table that the desk brought in; the line about you is told", "accounts.ReaderImport"),
    Export(
        table="mfa.Authenticator",
        name="Second factors and passkeys",
        find={"user_id": "{reader_id}"},
        leave={_KEYS: ("data",)},
    ),
    Export(
        table="usersessions.UserSession",
        name="Where you are signed in",
        find={"user_id": "{reader_id}"},
        leave={_KEYS: ("session_key",), _LIBRARY: ("data",)},
    ),
    Export(table="accounts.User_groups", name="Your roles at the desk", find={"user_id": "{reader_id}"}),
    *left_out("texts of the publication; those that you agreed to are told with your consents", "accounts.Wording"),
    *left_out("hashes of those who have been erased, and their key", "accounts.Erasure", "accounts.AddressKey"),
    *left_out("rights are given by role; nobody has any of their own", "accounts.User_user_permissions"),
    *left_out("allauth's own list of addresses, which we do not use", "account.EmailAddress", "account.EmailConfirmation"),
    *left_out("what a session holds is of use to nobody but a thief; where you are signed in is told", "sessions.Session"),
)  # fmt: skip
