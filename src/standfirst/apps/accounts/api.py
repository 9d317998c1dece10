"""The front door of accounts: who somebody is."""

from standfirst.apps.accounts.models import User
from standfirst.apps.accounts.queries import find_reader, find_readers

__all__ = ["User", "find_reader", "find_readers"]
