"""Whether two accounts can become one."""

from standfirst.apps.accounts.models import User
from standfirst.apps.accounts.queries.readers import works_here


def fault_of_merging(*, kept: User, gone: User) -> str:
    """The sentence for the desk; empty where nothing stands against it."""
    if kept.pk == gone.pk:
        return "This is the same account."
    for reader in (kept, gone):
        if works_here(reader):
            return f"{reader.email} works at the desk. Accounts of the staff are not merged."
        if reader.erased_at or reader.closes_at or not reader.is_active:
            return f"{reader.email} is closed or being closed."
    return ""
